"""Sentences written for the codes: marks that can be read, known codes, every code often enough."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

from communique.codebook.ontologies import cameo_codes

TABLE = Path(__file__).parents[2] / "training/sentences.csv"
MARK = re.compile(r"<([tso])>([^<>]+)</\1>")


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_sentence_has_one_trigger_and_whole_marks() -> None:
    wrong = []
    for row in rows():
        kinds = [mark for mark, _ in MARK.findall(row["sentence"])]
        plain = MARK.sub(r"\2", row["sentence"])
        wanted = 1 if row["cameo"] else 0
        if (
            kinds.count("t") != wanted
            or bool(kinds) != bool(wanted)
            or re.search("[<>]", plain)
            or not plain[-1:].strip()
        ):
            wrong.append(row)
    assert wrong == []


def test_no_sentence_is_there_twice() -> None:
    plain = [MARK.sub(r"\2", row["sentence"]) for row in rows()]
    assert len(plain) == len(set(plain))


def test_every_code_of_three_digits_is_written_for() -> None:
    known = cameo_codes()
    told = Counter(row["cameo"][:3] for row in rows() if row["cameo"])
    assert {row["cameo"] for row in rows()} - {""} <= set(known)
    assert {code for code in known if len(code) == 3} == set(told)
    assert min(told.values()) >= 60
