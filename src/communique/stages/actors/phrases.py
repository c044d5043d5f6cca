"""Reading a noun phrase: what modifies a role noun, which title stands beside a name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from communique.codebook.actors import role_key
from communique.codebook.resources import load_toml
from communique.records import Link, Mention, Sentence

# Prepositions that join a role to the body it belongs to, best first; "ambassador to X" is not X's.
_OWNERS = ("of", "from", "for", "at", "within", "in")
_PLACE_CASES = frozenset(
    {"in", "at", "near", "across", "inside", "outside", "around", "throughout", "into", "onto",
     "over", "through", "toward", "towards", "beyond", "along", "within"}
)  # fmt: skip
# "north of Tripoli", "the outskirts of Kyiv": the noun before "of" makes the name a place.
_PLACE_NOUNS = frozenset(
    {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "centre",
     "outskirts", "suburbs",
     "center", "outskirt", "suburb", "capital", "city", "town", "village", "province", "region",
     "border", "coast", "street", "area", "part", "kilometre", "kilometer", "km", "mile", "airport",
     "port", "district", "edge", "sky", "shore", "frontier"}
)  # fmt: skip
# "The capital" may well be its government.
_SEATS = frozenset({"capital"})
_AFAR = frozenset({"mile", "kilometre", "kilometer", "km", "inland", "away", "far"})
_MOTION = frozenset(
    {"flee", "travel", "fly", "return", "go", "arrive", "move", "head", "drive", "sail", "evacuate",
     "deport", "come", "cross", "escape", "relocate", "emigrate", "migrate", "flight", "trip",
     "journey", "route", "visit", "tour", "road", "ship", "spread", "airlift", "smuggle",
     "convoy"}
)  # fmt: skip
# Prepositions that make a place only behind certain words.
_NEAR_CASES = {
    "of": _PLACE_NOUNS, "to": _MOTION | _AFAR, "from": _MOTION | _AFAR,
}  # fmt: skip
# A byline with its place ends within so many words.
_BYLINE = 16
_DASHES = frozenset({"-", "--", "–", "—"})
_CLOSING = frozenset({")", "-RRB-", "]"})
# "LONDON | Mon Mar 21, 2011": what a line of place and time is divided by.
_BAR = "|"
_ARGUMENTS = frozenset({"nsubj", "obj", "iobj", "obl", "nmod", "conj", "appos", "root"})
_AMOUNTS = frozenset(
    {"thousand", "hundred", "million", "dozen", "score", "group", "number", "majority", "crowd",
     "most", "half", "percent", "handful", "many", "one"}
)  # fmt: skip
_TITLED = frozenset({"capital", "city", "town", "village"})
_RULING = frozenset({"government", "regime", "state", "loyalist"})
# "Government rebels" are two parties, a comma lost.
_AGAINST = frozenset({"rebel", "insurgent", "separatist", "terrorist", "jihadist"})
_FAITHFUL = frozenset({"loyal", "faithful", "allegiant", "allied"})
# "A Britain-based group" is British, "a Nato-led coalition" is Nato's; "Russian-backed rebels" are
# not Russia.
_OWNING_PARTICIPLES = frozenset({"based", "led"})
_GOVERNMENT = frozenset({None, "", "GOV"})


@cache
def relations() -> Mapping[str, Any]:
    """Words for a party by what it is or does to another (``patterns/relations.toml``)."""
    return load_toml("patterns/relations.toml")


def case_of(sentence: Sentence, word: int) -> str:
    """The preposition or possessive mark of a word, lower-cased; empty when it has none."""
    marks = sentence.dependents(word, "case")
    return sentence.words[marks[0]].lower() if marks else ""


def place_case(sentence: Sentence, mention: Mention) -> bool:
    """True when the words around a name make it a place, not a government.

    A preposition of place (``in Moscow``), a noun of place (``north of Tripoli``, ``the capital
    Kyiv``) or a verb of motion (``fled to Tunisia``) does.
    """
    if mention.first > 0 and sentence.lemmas[mention.first - 1].lower() in _TITLED:
        return True
    head = mention.head
    while sentence.relation(head) == "conj" and not sentence.dependents(head, "case"):
        head = sentence.heads[head]  # "in Namibia, Botswana and Zambia"
    relation = sentence.relation(head)
    governor = sentence.lemmas[sentence.heads[head]].lower()
    if relation in {"compound", "amod"}:
        return governor in _PLACE_NOUNS - _SEATS
    if _in_byline(sentence, mention):
        return True
    marks = sentence.dependents(head, "case")
    if not marks:
        return False
    case = sentence.words[marks[0]].lower()
    if relation not in {"obl", "nmod"}:
        return case == "in" and bool(sentence.dependents(head, "cop"))  # "she was in Switzerland"
    # The parse may hang the phrase on the verb; the noun right before it counts as well.
    nouns = {governor, sentence.lemmas[marks[0] - 1].lower()} if marks[0] else {governor}
    return case in _PLACE_CASES or bool(nouns & _NEAR_CASES.get(case, frozenset()))


def sets_scene(sentence: Sentence, mention: Mention) -> bool:
    """Whether a place is where something happens: inside it, not beside it or on the way there.

    The place of a byline is where the reporter sits, that of a body "based in" it its seat.
    """
    if sentence.words[sentence.heads[mention.head]].lower() == "based":
        return False
    marks = sentence.dependents(mention.head, "case")
    case = sentence.words[marks[0]].lower() if marks else ""
    inside = case in _PLACE_CASES or case == "of" or not marks
    return inside and place_case(sentence, mention) and not _in_byline(sentence, mention)


def _in_byline(sentence: Sentence, mention: Mention) -> bool:
    """Whether a name stands before the dash of ``Tripoli, Libya (CNN) --`` or a bar."""
    opening = sentence.words[:_BYLINE]
    if _BAR in sentence.words[mention.last + 1 : mention.last + 4]:
        return True
    return any(
        form in _DASHES
        and mention.last < word
        and bool(_CLOSING & set(opening[max(0, word - 2) : word]))
        for word, form in enumerate(opening)
    )


def in_dateline(sentence: Sentence, mention: Mention) -> bool:
    """Whether a name stands in capitals among words that do not (``LONDON, March 11``)."""
    words = sentence.words[mention.first : mention.last + 1]
    shouted = all(w.isupper() and len(w) > 3 for w in words)
    return shouted and not all(w.isupper() for w in sentence.words if w.isalpha())


def modifiers(sentence: Sentence, head: int) -> Iterator[tuple[str, int]]:
    """(relation, word) of what may say whose role `head` is, best first, conjuncts included."""
    heads = [head]
    if sentence.relation(head) in {"appos", "flat"} and sentence.heads[head] >= 0:
        heads.append(sentence.heads[head])
    yield from _next_to(sentence, heads)
    for word in sentence.dependents(heads[0], "amod"):
        if sentence.words[word].lower() == "led":  # "a Nato-led force": "Nato" hangs on "led"
            yield from (("compound", w) for w in sentence.dependents(word, "compound"))
    master = master_of(sentence, heads[0])
    if master is not None:
        yield "of", master
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


def _next_to(sentence: Sentence, heads: list[int]) -> Iterator[tuple[str, int]]:
    """Possessors, adjectives, compounds and titles, in this order."""
    present = {sentence.deprels[word] for head in heads for word in sentence.children[head]}
    if "compound" in present:
        present.add("amod")  # a country's name may stand among adjectives
    for wanted in ("nmod:poss", "amod", "compound", "det", "nmod:desc", "flat"):
        for head in heads if wanted in present else ():
            found = [
                w
                for word in sentence.children[head]
                if sentence.deprels[word] == wanted
                or (wanted == "amod" and _is_listed(sentence, word))
                if not _opposed(sentence, word)
                for w in _with_conjuncts(sentence, word)
            ]
            yield from ((wanted, w) for w in sorted(found))


def _is_listed(sentence: Sentence, word: int) -> bool:
    """A country's name that a comma sets among adjectives (``US, British and French forces``)."""
    following = sentence.words[word + 1] if word + 1 < len(sentence) else ""
    return sentence.deprels[word] == "compound" and following in {",", "and"}


def _opposed(sentence: Sentence, word: int) -> bool:
    """``anti-Russian``, ``pro-Russian`` and ``Russian-backed`` fighters are not Russia's."""
    if sentence.words[word].lower().startswith(("pro-", "anti-", "non-")):
        return True
    if word + 2 >= len(sentence) or sentence.words[word + 1] != "-":
        return False
    joined = word + 2
    return (
        "VerbForm=Part" in sentence.feats[joined]
        and sentence.words[joined].lower() not in _OWNING_PARTICIPLES
    )


def stance_of(sentence: Sentence, mention: Mention) -> tuple[str, str] | None:
    """(``pro`` or ``anti``, whom) of a role noun; None without one.

    ``pro-regime fighters``, ``government fighters``, ``men loyal to Assad``.
    """
    for word in sentence.dependents(mention.head, "amod", "compound"):
        stance, hyphen, whom = sentence.words[word].partition("-")
        if hyphen and stance.lower() in {"pro", "anti"}:
            return stance.lower(), whom
        if (
            sentence.words[word].lower() in _RULING
            and sentence.lemmas[mention.head] not in _AGAINST
        ):
            return "pro", sentence.words[word]
    master = master_of(sentence, mention.head)
    return ("pro", sentence.words[master]) if master is not None else None


def master_of(sentence: Sentence, head: int) -> int | None:
    """Whom ``forces loyal to the king`` follow: the word behind ``loyal to``, or None."""
    for word in sentence.children[head]:
        if sentence.lemmas[word].lower() in _FAITHFUL and word > head:
            followed = (w for w in sentence.children[word] if case_of(sentence, w) == "to")
            return next(followed, None)
    return None


def _with_conjuncts(sentence: Sentence, word: int) -> list[int]:
    return [word, *sentence.dependents(word, "conj")]


def is_people(sentence: Sentence, mention: Mention) -> bool:
    """Whether a nationality means people, not their state: ``two Libyans``, ``an Australian``.

    ``The Russians`` may well be Moscow; a counted or article-less plural is not, unless it wages
    war (``Ukrainians will not surrender``).
    """
    head = mention.head
    if sentence.relation(head) not in _ARGUMENTS:
        return False
    marks = {sentence.words[d].lower() for d in sentence.dependents(head, "det")}
    if marks & {"a", "an", "another"}:
        return True
    if not sentence.words[head].endswith("s"):
        return False
    counted = bool(sentence.dependents(head, "nummod", "amod"))
    governor = sentence.heads[head]
    if not counted and not marks and _wages_war(sentence, head):
        return False
    if sentence.relation(head) == "nmod" and sentence.lemmas[governor].lower() in _AMOUNTS:
        return True
    return counted or "the" not in marks


def _wages_war(sentence: Sentence, word: int) -> bool:
    """Whether a noun is the doer of a verb of war, or of anything said with "by"."""
    if sentence.deprels[word] == "obl:agent":
        return True
    if sentence.relation(word) != "nsubj" or sentence.deprels[word] == "nsubj:pass":
        return False
    verb = sentence.heads[word]
    deeds = (verb, *sentence.dependents(verb, "xcomp"))  # "continue to defend the city"
    return any(sentence.lemmas[w].lower() in relations()["warfare"] for w in deeds)


def country_from(links: list[tuple[str, Link]]) -> tuple[str, ...]:
    """The codes of the best modifier that has any; its conjuncts join in.

    A place inside a role's phrase (``authorities in Kyiv``) counts as its country.
    """
    for relation, link in links:
        if link.codes:
            same = [other for r, other in links if r == relation and other.codes]
            # "Troops in the neighbourhood" are none of those who live there.
            codes = tuple(
                dict.fromkeys(
                    c.partition(".")[0] if other.is_place else c
                    for other in same
                    for c in other.codes
                )
            )
            # "Christchurch police": the police, not New Zealand besides.
            return tuple(c for c in codes if not any(o.startswith(c + ".") for o in codes))
    return ()


def with_sector(
    codes: tuple[str, ...], sector: str | None, states: Collection[str]
) -> tuple[str, ...]:
    """State codes with the sector after a dot; bodies and plain government stay as they are."""
    if sector in _GOVERNMENT:
        return codes
    return tuple(dict.fromkeys(f"{c}.{sector}" if c in states else c for c in codes))


def without_sector(codes: tuple[str, ...], states: Collection[str]) -> tuple[str, ...]:
    """The plain states: a former spy chief speaks for his country's past, not for its spies."""
    plain = (c.partition(".")[0] if c.partition(".")[0] in states else c for c in codes)
    return tuple(dict.fromkeys(plain))


def is_former(sentence: Sentence, word: int) -> bool:
    """Whether an office is past: ``former CIA director``, ``ex-minister``."""
    if sentence.words[word].lower().startswith("ex-"):
        return True
    marks = {sentence.lemmas[d].lower() for d in sentence.dependents(word, "amod", "advmod")}
    return bool(marks & {"former", "ex", "onetime", "erstwhile"})


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
    """Words for an unnamed actor, without article (``senior Nato diplomat``).

    Capitals stay where they mark a name; a sentence's first word loses its own.
    """
    words = [mention.head, *range(mention.first, mention.last + 1)]
    for word in sentence.children[mention.head]:
        if sentence.relation(word) in {"amod", "compound", "nummod", "nmod"} and (
            sentence.deprels[word] != "nmod" and word < mention.head
        ):
            words += list(sentence.subtree(word))
    chosen = [w for w in sorted(set(words)) if sentence.upos[w] != "DET"]
    named = {w for n in sentence.names for w in range(n.first, n.last + 1)}
    kept = (
        sentence.words[w]
        if w in named or sentence.upos[w] == "PROPN" or w > 0
        else sentence.words[w].lower()
        for w in chosen
    )
    return join_words(sentence, chosen, kept)


def office_words(sentence: Sentence, role: Mention, holder: Mention | None = None) -> str:
    """A role noun with all that says of what or whose it is, behind it too (``President of the
    Party``); who holds it and what else is told of them stay out."""
    words, opened = {*range(role.first, role.last + 1)}, [role.head]
    while opened:
        for inner in sentence.children[opened.pop()]:
            if holder is not None and holder.first <= inner <= holder.last:
                continue
            if sentence.relation(inner) in {"amod", "compound", "nmod", "flat", "case"} and (
                sentence.deprels[inner] != "nmod:desc"
            ):
                words.add(inner)
                opened.append(inner)
    return " ".join(sentence.words[w] for w in sorted(words))


def join_words(sentence: Sentence, places: list[int], words: Iterable[str]) -> str:
    """The words with a space only where the text has one."""
    text, last = "", -1
    for place, word in zip(places, words, strict=True):
        glued = place == last + 1 and sentence.spans[place].start == sentence.spans[last].end
        text += word if not text or glued else f" {word}"
        last = place
    return text


def written_out(sentence: Sentence, mention: Mention) -> str:
    """The mention's words as written."""
    places = list(range(mention.first, mention.last + 1))
    return join_words(sentence, places, (sentence.words[p] for p in places))


def role_phrase(sentence: Sentence, mention: Mention) -> str:
    """A role's words, the last as lemma, as one string."""
    words = (*sentence.words[mention.first : mention.last], sentence.lemmas[mention.last])
    return role_key(words)
