"""The gold of actor phrases is well formed and, where the corpora lie, points at the texts read."""

from __future__ import annotations

import csv
import hashlib
import json
import tomllib
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest
from training.corpora import shared_root

from communique.runtime import core

ROOT = Path(__file__).parents[2]
ACTORS = Path(core.__file__).parents[1] / "data" / "actors"
OFFICES = ("actors-offices-tuning.csv", "actors-offices.csv")
FILES = ("actors-tuning.csv", "actors.csv", *OFFICES)
COLUMNS = [
    *("corpus", "article", "digest", "read_until", "start", "end"),
    *("kind", "codes", "person", "office", "is_place", "note"),
]
KINDS = {"name", "person", "nominal", "metonym", "pronoun"}
SECTORS = frozenset(
    {
        *("BUS", "COP", "CRM", "CVL", "EDU", "ELI", "JUD", "LAB", "LEG", "MED", "MIL"),
        *("NGO", "OPP", "PTY", "REB", "REF", "REL", "SPY", "UAF"),
    }
)
# What the coding guide itself names beside states.
OF_THE_GUIDE = frozenset(
    {
        *("NATO", "EU", "UN", "OSCE", "IMF", "IAEA", "G7", "ICC", "IGO", "NGO"),
        *("WEST", "EUROPE", "INTL", "AFRICA", "ASIA", "ARAB", "GLOBAL_SOUTH"),
    }
)
Row = dict[str, str]


def rows_of(name: str) -> list[Row]:
    with (ROOT / "benchmarks" / name).open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        rows = list(reader)
    if name in FILES:
        assert reader.fieldnames == COLUMNS
    return rows


def articles(rows: list[Row]) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        found[row["corpus"], row["article"]].append(row)
    return found


def heads() -> frozenset[str]:
    """What may stand before the dot of a code: states, organisations, groups, NGOs."""
    with (ACTORS / "states.csv").open(encoding="utf-8", newline="") as lines:
        known = {row["code"] for row in csv.DictReader(lines)} | OF_THE_GUIDE
    for path in ACTORS.glob("*.toml"):
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["actor"]
        known |= {str(entry["code"]).partition(".")[0] for entry in entries if "code" in entry}
    return frozenset(known)


@pytest.mark.parametrize("name", FILES)
def test_phrases_stand_in_order_inside_what_was_read(name: str) -> None:
    for article, rows in articles(rows_of(name)).items():
        assert len({(row["digest"], row["read_until"]) for row in rows}) == 1, article
        spans = [(int(row["start"]), int(row["end"])) for row in rows]
        assert all(start < end <= int(rows[0]["read_until"]) for start, end in spans), article
        assert all(one[1] <= other[0] for one, other in pairwise(spans)), article


@pytest.mark.parametrize("name", FILES)
def test_codes_are_codes_of_the_guide(name: str) -> None:
    known = heads()
    for row in rows_of(name):
        for code in filter(None, row["codes"].split("|")):
            head, dot, sector = code.partition(".")
            assert head in known, row
            assert not dot or sector in SECTORS, row


@pytest.mark.parametrize("name", FILES)
def test_labels_agree_with_each_other(name: str) -> None:
    for row in rows_of(name):
        assert row["kind"] in KINDS, row
        assert row["is_place"] in {"0", "1"}, row
        no_codes = name in OFFICES or row["is_place"] == "1" or row["note"].startswith("unknown")
        assert row["codes"] or no_codes, row
        assert not (row["codes"] and row["is_place"] == "1"), row
        assert row["person"] or not row["office"], row


def test_no_article_serves_two_files() -> None:
    seen = [set(articles(rows_of(name))) for name in (*FILES, "pronouns.csv")]
    assert len(set.union(*seen)) == sum(map(len, seen))


@pytest.mark.parametrize("name", FILES)
def test_digests_fit_the_texts(name: str) -> None:
    by_corpus: dict[str, list[Row]] = defaultdict(list)
    for (corpus, _), rows in articles(rows_of(name)).items():
        by_corpus[corpus].append(rows[0])
    for corpus, firsts in by_corpus.items():
        path = shared_root() / "corpora" / corpus
        if not path.is_file():
            continue
        lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
        texts = {str(line["id"]): str(line["text"]) for line in lines}
        for row in firsts:
            text = texts[row["article"]][: int(row["read_until"])]
            digest = hashlib.sha256(text.encode()).hexdigest()[:12]
            assert digest == row["digest"], row["article"]
