"""Name labels of the training sets, brought to one set of kinds with marked edges.

Kinds: Person, Organization, GPE (countries, regions, cities), Location (seas, mountains,
continents), Facility, NORP (nationalities, religions, political groups), Product, Event, Misc,
Date, Money. Marks: B, I, E and S for a name of one word (after Ratinov and Roth 2009).
"""

from __future__ import annotations

from collections.abc import Sequence

from communique.codebook.places import place_index

UNTOLD = "?"
NEWSWIRE = {
    kind: kind
    for kind in ("Person", "Organization", "Location", "Facility", "NORP", "Product", "Misc",
                 "Date", "Money")
}  # fmt: skip
POLITICS = {
    "politician": "Person", "person": "Person", "politicalparty": "Organization",
    "organisation": "Organization", "country": "GPE", "location": "Location",
    "election": "Event", "event": "Event", "misc": UNTOLD,
}  # fmt: skip
UNIVERSAL = {"PER": "Person", "ORG": "Organization", "LOC": "Location"}
_GOVERNED = frozenset({"city", "state_region", "town", "capital"})
# Words that make a place a part of nature, and stretches of the earth that nobody governs.
_NATURE = frozenset(
    {"sea", "ocean", "river", "lake", "mount", "mountain", "mountains", "island", "islands",
     "desert", "gulf", "strait", "straits", "peninsula", "valley", "hills", "forest", "bay",
     "coast", "canal", "delta", "basin", "cape", "reef", "plateau", "range", "channel", "border",
     "earth", "moon", "mars"}
)  # fmt: skip
_REGIONS = frozenset(
    {"africa", "asia", "europe", "america", "americas", "oceania", "antarctica", "arctic",
     "middle east", "southeast asia", "south asia", "central asia", "east asia", "west africa",
     "east africa", "north africa", "southern africa", "central africa", "sub - saharan africa",
     "sub-saharan africa", "sahel", "sahara", "maghreb", "horn of africa", "caucasus", "balkans",
     "latin america", "south america", "north america", "central america", "caribbean", "pacific",
     "atlantic", "mediterranean", "west", "north", "south", "east", "eurasia", "mekong",
     "asia pacific", "asia - pacific", "gulf", "levant", "baltic", "scandinavia", "western europe",
     "eastern europe", "central europe", "himalayas", "amazon", "andes"}
)  # fmt: skip


def place_label(words: Sequence[str], unknown: str) -> str:
    """GPE or Location by what the words say; `unknown` when they do not."""
    text = " ".join(words).lower().removeprefix("the ")
    if text in _REGIONS:
        return "Location"
    if any(p.kind in _GOVERNED for p in place_index().get(text.replace(" - ", "-"), ())):
        return "GPE"
    return "Location" if any(word in _NATURE for word in text.split()) else unknown


def fine_label(words: Sequence[str], labels: Sequence[str], kinds: dict[str, str]) -> list[str]:
    """BIO labels with our kinds; a place that nothing marks as nature or region is a GPE."""
    out = []
    for index, label in enumerate(labels):
        mark, _, kind = label.partition("-")
        if mark == "O" or kinds[kind] == UNTOLD:
            out.append("O" if mark == "O" else UNTOLD)
            continue
        fine = kinds[kind]
        if fine == "Location":
            fine = place_label(_name_at(words, labels, index), unknown="GPE")
        out.append(f"{mark}-{fine}")
    return out


def _name_at(words: Sequence[str], labels: Sequence[str], index: int) -> Sequence[str]:
    """The words of the name that covers `index`."""
    first = last = index
    while labels[first].startswith("I-") and first > 0:
        first -= 1
    while last + 1 < len(labels) and labels[last + 1].startswith("I-"):
        last += 1
    return words[first : last + 1]


def edged(labels: Sequence[str]) -> tuple[str, ...]:
    """BIO labels with the last word of a name marked E, and S where it is the only one."""
    out = []
    for index, label in enumerate(labels):
        mark, _, kind = label.partition("-")
        goes_on = index + 1 < len(labels) and labels[index + 1] == f"I-{kind}"
        if mark in {"B", "I"} and not goes_on:
            out.append(f"{'S' if mark == 'B' else 'E'}-{kind}")
        else:
            out.append(label)
    return tuple(out)
