"""Tables of coded acts: places in texts that are not ours to give, and never the texts."""

from __future__ import annotations

import csv
import re
from itertools import pairwise
from pathlib import Path

import pytest

from communique.codebook.ontologies import cameo_codes

ROOT = Path(__file__).parents[2]
TABLES = ["training/events.csv", "benchmarks/events.csv"]
COLUMNS = [
    "corpus", "article", "digest", "read_until", "sentence", "trigger", "cameo", "plover",
    "source", "source_at", "target", "target_at", "status", "status_at", "asserted_by",
]  # fmt: skip
STATUSES = {"actual", "planned", "conditional", "negated", "denied"}
# CAMEO's violent repression is ASSAULT by the manual and the crosswalk; the coders kept it with its
# root, COERCE.
OTHERWISE = {("175", "COERCE")}
# The form of each column; a name is a few words, of which the first has a capital.
_SPAN, _CODE = r"\d+-\d+", r"(?:---|[A-Z0-9]{2,10}(?:\.[A-Z]{3})*)"
FORMS = {
    "corpus": r"[a-z0-9_]+",
    "article": r"[\w.:-]+",
    "digest": r"[0-9a-f]{12}",
    "read_until": r"\d+",
    "sentence": _SPAN,
    "trigger": rf"{_SPAN}(?:\|{_SPAN})*",
    "cameo": r"\d{3,4}",
    "plover": r"[A-Z]+",
    "source": rf"{_CODE}(?:\|{_CODE})*",
    "source_at": rf"(?:{_SPAN}|-)(?:\|(?:{_SPAN}|-))*",
    "target": rf"(?:{_CODE}(?:\|{_CODE})*)?",
    "target_at": rf"(?:(?:{_SPAN}|-)(?:\|(?:{_SPAN}|-))*)?",
    "status": "|".join(sorted(STATUSES)),
    "status_at": rf"(?:{_SPAN}(?:\|{_SPAN})*)?",
    "asserted_by": rf"author|{_CODE}|[^\W\d_a-z][\w.’'-]*(?: [\w.’'-]+){{0,3}}",
}


def rows(name: str) -> list[dict[str, str]]:
    with (ROOT / name).open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines)
        assert table.fieldnames == COLUMNS
        return list(table)


def spans(cell: str) -> list[tuple[int, int]]:
    return [
        (int(start), int(end))
        for part in cell.split("|")
        if part not in ("", "-")
        for start, end in [part.split("-")]
    ]


@pytest.mark.parametrize("name", TABLES)
def test_cells_hold_codes_and_places_and_no_text(name: str) -> None:
    wrong = []
    for row in rows(name):
        # An article without any act has one row that tells only that it was read.
        wanted = COLUMNS if row["trigger"] else COLUMNS[:4]
        wrong += [(c, row[c]) for c in wanted if not re.fullmatch(FORMS[c], row[c])]
        wrong += [(c, row[c]) for c in COLUMNS if c not in wanted and row[c]]
    assert wrong == []


@pytest.mark.parametrize("name", TABLES)
def test_places_are_in_order_and_in_what_was_read(name: str) -> None:
    for row in rows(name):
        found = [s for c in COLUMNS if c.endswith("_at") for s in spans(row[c])]
        found += spans(row["trigger"]) + spans(row["sentence"])
        assert all(start < end <= int(row["read_until"]) for start, end in found), row
        triggers = spans(row["trigger"])
        assert all(a[1] <= b[0] for a, b in pairwise(triggers)), row
        for first, last in spans(row["sentence"]):
            assert all(first <= start and end <= last for start, end in triggers), row


@pytest.mark.parametrize("name", TABLES)
def test_every_code_has_its_place(name: str) -> None:
    for row in rows(name):
        for side in ("source", "target"):
            assert row[side].count("|") == row[f"{side}_at"].count("|"), row
            assert bool(row[side]) == bool(row[f"{side}_at"]), row


@pytest.mark.parametrize("name", TABLES)
def test_codes_and_types_agree_with_the_codebook(name: str) -> None:
    codes = cameo_codes()
    told = {(row["cameo"], row["plover"]) for row in rows(name) if row["trigger"]}
    assert {code for code, _ in told} <= set(codes)
    assert {(c, t) for c, t in told if codes[c].plover != t} <= OTHERWISE


@pytest.mark.parametrize("name", TABLES)
def test_an_article_has_one_digest_and_no_act_twice(name: str) -> None:
    found = rows(name)
    heads = {(r["corpus"], r["article"], r["digest"], r["read_until"]) for r in found}
    assert len(heads) == len({r["article"] for r in found})
    assert len({tuple(r.values()) for r in found}) == len(found)


def test_no_article_is_both_learned_from_and_judged_by() -> None:
    learned, judged = ({r["article"] for r in rows(name)} for name in TABLES)
    assert learned
    assert judged
    assert not learned & judged
