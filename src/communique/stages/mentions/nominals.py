"""Role nouns (``troops``, ``foreign minister``, ``the alliance``) and personal pronouns."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from communique.codebook.actors import ActorIndex, pieces_of
from communique.records import Mention, Sentence

PRONOUNS = frozenset(
    "he she they it we i you him her them us me his their its our my himself herself themselves "
    "itself who which that".split()
)
# Nouns that stand for a state once one has been named.
STATE_NOUNS = frozenset({"country", "nation", "state", "republic", "kingdom"})
_LONGEST_ROLE = 4


def find_nominals(
    sentence: Sentence, number: int, index: ActorIndex, names: Collection[int]
) -> Iterator[Mention]:
    """Noun mentions whose lemma the tables list as a role, a body or a way to say it again.

    Read from the right, so that the longest role at a word is found before its parts.
    """
    covered = -1
    for word in range(len(sentence) - 1, -1, -1):
        if covered >= 0 and word >= covered:
            continue
        if word in names or sentence.upos[word] not in {"NOUN", "PROPN", "ADJ"}:
            continue
        # An adjective is a role only when it stands for people ("the military", "the wounded").
        if sentence.upos[word] == "ADJ" and not sentence.dependents(word, "det"):
            continue
        first = _role_start(sentence, word, index, names)
        if first is None:
            continue
        covered = first
        yield Mention(
            span=sentence.cover(first, word),
            sentence=number,
            head=_outer_head(sentence, first, word),
            first=first,
            last=word,
            kind="nominal",
        )


def role_key(sentence: Sentence, first: int, last: int) -> tuple[str, ...]:
    """Lower-cased pieces of a stretch, its last word as lemma: the key of the role tables."""
    words = [*sentence.words[first:last], sentence.lemmas[last]]
    return tuple(p.lower() for w in words for p in pieces_of(w))


def _role_start(
    sentence: Sentence, last: int, index: ActorIndex, names: Collection[int]
) -> int | None:
    """The first word of the longest role that ends at `last`."""
    best = None
    for first in range(last, max(-1, last - _LONGEST_ROLE), -1):
        if first in names:
            break
        if not pieces_of(sentence.words[first]):
            continue
        key = role_key(sentence, first, last)
        plain = tuple(p.lower() for w in sentence.words[first : last + 1] for p in pieces_of(w))
        if (
            key in index.agents
            or plain in index.agents
            or " ".join(key) in index.nominals
            or (first == last and sentence.lemmas[last].lower() in STATE_NOUNS)
        ):
            best = first
    return best


def _outer_head(sentence: Sentence, first: int, last: int) -> int:
    for word in range(last, first - 1, -1):
        if not first <= sentence.heads[word] <= last:
            return word
    return last


def find_pronouns(sentence: Sentence, number: int) -> Iterator[Mention]:
    """Personal, possessive and relative pronouns."""
    for word in range(len(sentence)):
        if sentence.upos[word] == "PRON" and sentence.words[word].lower() in PRONOUNS:
            yield Mention(
                span=sentence.spans[word],
                sentence=number,
                head=word,
                first=word,
                last=word,
                kind="pronoun",
            )
