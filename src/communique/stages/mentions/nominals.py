"""Role nouns (``troops``, ``foreign minister``, ``the alliance``) and personal pronouns."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from communique.codebook.actors import ActorIndex, pieces_of, role_key
from communique.codebook.holdings import holdings
from communique.records import Mention, Sentence

PRONOUNS = frozenset(
    {"he", "she", "they", "it", "we", "i", "you", "him", "her", "them", "us", "me", "his", "their",
     "its", "our", "my", "himself", "herself", "themselves", "itself", "who", "whom", "whose",
     "which", "that"}
)  # fmt: skip
# Nouns that stand for a state once one has been named.
STATE_NOUNS = frozenset({"country", "nation", "state", "republic", "kingdom"})
PAIR_MARKS = frozenset({"both", "two"})
# Nouns for two parties that only "both" and "two" make a mention.
_PARTIES = frozenset({"side", "party", "rival", "neighbour", "neighbor", "capital", "foe"})
# Adjectives of these sectors say who acts ("terrorist attacks"); others ("local", "daily") do not.
_TELLING_SECTORS = frozenset({"REB", "UAF", "OPP"})
_OF_A_BODY = frozenset({"military", "paramilitary"})
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
        if sentence.upos[word] == "ADJ" and not _is_telling(sentence, word, index, names):
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


def _is_telling(sentence: Sentence, word: int, index: ActorIndex, names: Collection[int]) -> bool:
    """Whether an adjective stands for people ("the military") or says whose a role or deed is, or
    ends a role ("attorneys general").

    "Military spokesman" belongs to the military; a "military operation" may be anyone's, while
    "terrorist attacks" name who attacks.
    """
    pair = slice(max(0, word - 1), word + 1)
    ends_role = index.agent_of(sentence.words[pair], sentence.lemmas[pair]) is not None
    if sentence.dependents(word, "det") or (ends_role and sentence.heads[word] == word - 1):
        return True
    if sentence.deprels[word] not in {"amod", "compound"}:
        return False
    agent = index.agent_of([sentence.words[word]], [sentence.lemmas[word]])
    if agent is not None and agent.sector in _TELLING_SECTORS:
        return True
    head = sentence.heads[word]
    if agent is not None and agent.sector == "CVL":  # "civilian casualties"
        return sentence.lemmas[head].lower() in holdings().deeds["losses"]
    of_role = head in names or index.agent_of([sentence.words[head]], [sentence.lemmas[head]])
    return sentence.lemmas[word].lower() in _OF_A_BODY and bool(of_role)


def _is_party(sentence: Sentence, word: int) -> bool:
    lemma = sentence.lemmas[word].lower()
    if lemma in STATE_NOUNS:
        return True
    marks = sentence.dependents(word, "det", "nummod", "amod", "cc:preconj")
    return lemma in _PARTIES and any(sentence.words[d].lower() in PAIR_MARKS for d in marks)


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
        words, lemmas = sentence.words[first : last + 1], sentence.lemmas[first : last + 1]
        if (
            index.agent_of(words, lemmas) is not None
            or index.nominals(role_key((*words[:-1], lemmas[-1])))
            or (first == last and _is_party(sentence, last))
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
