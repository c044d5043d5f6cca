"""What the language core read in the example articles, kept so that golden files test the rules.

The graph's last digits depend on the processor, and a near tie may fall either way; the rooms after
it are exact. ``pytest tests/golden --update-golden`` records anew.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from communique.records import Act, Report
from communique.runtime.antecedents import Antecedent
from communique.runtime.core import LanguageCore, Passage, Prediction, Reading

READINGS = Path(__file__).parent / "golden" / "readings"
_TUPLES = ("upos", "xpos", "feats", "lemmas", "heads", "deprels", "entities")


class RecordedCore(LanguageCore):
    """A core that answers for one article from its record."""

    def __init__(self, article_id: str) -> None:
        self._record = json.loads(path_of(article_id).read_text("utf-8"))
        self.name = self.reporter = self.act_reader = "recorded"

    def read(self, passages: Sequence[Passage]) -> Reading:
        """The recorded reading; words cut otherwise than when it was recorded are an error."""
        assert [list(p.words) for p in passages] == self._record["words"], "record anew"
        return Reading(
            sentences=tuple(_prediction(row) for row in self._record["sentences"]),
            reports=tuple(tuple(_report(row) for row in rows) for rows in self._record["reports"]),
            acts=tuple(tuple(_act(row) for row in rows) for rows in self._record["acts"]),
            antecedents={
                (passage, word): tuple(Antecedent(*a) for a in found)
                for passage, word, found in self._record["antecedents"]
            },
        )


class RecordingCore(LanguageCore):
    """A core that writes down what another one reads in one article."""

    def __init__(self, core: LanguageCore, article_id: str) -> None:
        self._core, self._path = core, path_of(article_id)
        self.name = self.reporter = self.act_reader = "recorded"

    def read(self, passages: Sequence[Passage]) -> Reading:
        """The other core's reading, after writing it."""
        reading = self._core.read(passages)
        record = {
            "words": [p.words for p in passages],
            "sentences": [asdict(p) for p in reading.sentences],
            "reports": [[asdict(r) for r in rows] for rows in reading.reports],
            "acts": [[asdict(a) for a in rows] for rows in reading.acts],
            "antecedents": [
                (*place, [(a.passage, a.word, round(a.share, 6)) for a in found])
                for place, found in reading.antecedents.items()
            ],
        }
        self._path.write_text(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
        return RecordedCore(self._path.stem).read(passages)


def path_of(article_id: str) -> Path:
    """The record of an article."""
    return READINGS / f"{article_id}.json"


def _report(row: dict[str, object]) -> Report:
    """The report with its lists as tuples."""
    return Report(**{k: _tuples(v) for k, v in row.items()})  # type: ignore[arg-type]


def _act(row: dict[str, object]) -> Act:
    """The act with its lists as tuples."""
    return Act(**{k: _tuples(v) for k, v in row.items()})  # type: ignore[arg-type]


def _tuples(value: object) -> object:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _prediction(row: dict[str, list[object]]) -> Prediction:
    lists = {name: tuple(row[name]) for name in _TUPLES}
    return Prediction(**{**row, **lists, "names": tuple(map(tuple, row["names"]))})  # type: ignore[arg-type]
