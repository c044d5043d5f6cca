"""Reading a noun phrase: what modifies a role noun, which title stands beside a name."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from communique.records import Link, Mention, Sentence

# Prepositions that join a role to the body it belongs to, best first; "ambassador to X" is not X's.
_OWNERS = ("of", "from", "for", "at", "within", "in")
_PLACE_CASES = frozenset(
    {"in", "at", "near", "across", "inside", "outside", "around", "throughout", "into", "onto",
     "over", "through", "toward", "towards", "beyond", "along", "within"}
)  # fmt: skip
_GOVERNMENT = frozenset({None, "", "GOV"})


def case_of(sentence: Sentence, word: int) -> str:
    """The preposition or possessive mark of a word, lower-cased; empty when it has none."""
    marks = sentence.dependents(word, "case")
    return sentence.words[marks[0]].lower() if marks else ""


def place_case(sentence: Sentence, mention: Mention) -> bool:
    """True when the name stands behind a preposition of place (``in Moscow``)."""
    return (
        case_of(sentence, mention.head) in _PLACE_CASES
        and sentence.relation(mention.head) in {"obl", "nmod"}
    )  # fmt: skip


def modifiers(sentence: Sentence, head: int) -> Iterator[tuple[str, int]]:
    """(relation, word) of what may say whose role `head` is, best first, conjuncts included."""
    heads = [head]
    if sentence.relation(head) in {"appos", "flat"} and sentence.heads[head] >= 0:
        heads.append(sentence.heads[head])
    for wanted in ("nmod:poss", "amod", "compound", "det", "nmod:desc", "flat"):
        for head in heads:
            for word in sentence.children[head]:
                if sentence.deprels[word] == wanted and not _opposed(sentence, word):
                    yield from ((wanted, w) for w in _with_conjuncts(sentence, word))
    nested = [w for h in heads for w in sentence.dependents(h, "nmod", "obl", "acl")]
    for owner in _OWNERS:
        for word in nested:
            if case_of(sentence, word) == owner:
                yield from ((owner, w) for w in _with_conjuncts(sentence, word))
    # "deputy head of Ukraine's administration": the owner may stand one noun further down.
    for word in nested:
        if case_of(sentence, word) in {"of", "for", "at"}:
            for inner in sentence.children[word]:
                if sentence.deprels[inner] in {"nmod:poss", "amod", "compound"}:
                    yield "of", inner


def _opposed(sentence: Sentence, word: int) -> bool:
    """``anti-Russian`` and ``pro-Russian`` protesters are not Russia's."""
    return sentence.words[word].lower().startswith(("pro-", "anti-", "non-"))


def _with_conjuncts(sentence: Sentence, word: int) -> list[int]:
    return [word, *sentence.dependents(word, "conj")]


def country_from(links: list[tuple[str, Link]]) -> tuple[str, ...]:
    """The codes of the best modifier that has any; its conjuncts join in.

    A place inside a role's phrase (``authorities in Kyiv``) counts as its country.
    """
    for relation, link in links:
        if link.codes:
            same = [other for r, other in links if r == relation and other.codes]
            return tuple(dict.fromkeys(c for other in same for c in other.codes))
    return ()


def with_sector(
    codes: tuple[str, ...], sector: str | None, states: Collection[str]
) -> tuple[str, ...]:
    """State codes with the sector after a dot; bodies and plain government stay as they are."""
    if sector in _GOVERNMENT:
        return codes
    return tuple(f"{c}.{sector}" if c in states else c for c in codes)


def title_of(sentence: Sentence, mention: Mention) -> int | None:
    """The role noun beside a person's name: apposition on either side, or a title before it."""
    head = mention.head
    governor = sentence.heads[head]
    if governor >= 0 and sentence.deprels[head] in {"appos", "flat", "nmod:desc"}:
        return governor
    for word in sentence.dependents(head, "appos", "nmod:desc", "compound", "flat"):
        if not mention.first <= word <= mention.last and sentence.upos[word] in {"NOUN", "PROPN"}:
            return word
    return None


def describe(sentence: Sentence, mention: Mention) -> str:
    """Lower-case words for an unnamed actor, without article (``senior nato diplomat``)."""
    words = [mention.head, *range(mention.first, mention.last + 1)]
    for word in sentence.children[mention.head]:
        if sentence.relation(word) in {"amod", "compound", "nummod", "nmod"} and (
            sentence.deprels[word] != "nmod" and word < mention.head
        ):
            words += list(sentence.subtree(word))
    chosen = [w for w in sorted(set(words)) if sentence.upos[w] != "DET"]
    return " ".join(
        sentence.words[w] if sentence.upos[w] == "PROPN" else sentence.words[w].lower()
        for w in chosen
    )
