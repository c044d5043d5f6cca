"""Event codes against the CAMEO codebook's example sentences: ``python -m benchmarks.codebook``.

One sentence per code. A sentence counts as read when one of its events has the sentence's code, to
two digits, to three, or exactly; a code of two digits asks for no more. Even rows were never looked
at while patterns were written. Rows whose text is ``NEED EXAMPLE.`` hold no sentence and count as
wrong unless ``--filled`` leaves them out.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from communique.codebook.composition import composition
from communique.codebook.ontologies import cameo_codes
from communique.codebook.patterns import pattern_table
from communique.pipeline import annotate_article, article_from_text
from communique.runtime.core import shipped_core

SHARED = Path(os.environ.get("COMMUNIQUE_SHARED", "../shared"))
_EMPTY = "NEED EXAMPLE."
# The file's apostrophes and quotation marks were once read as Mac Roman and lost their first byte.
_DAMAGED = {"Äô": "’", "Äú": "“", "Äù": "”"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An example sentence, its code, and the codes and rules of the events found in it."""

    place: int
    text: str
    wanted: str
    codes: tuple[str, ...]
    rules: tuple[str, ...]

    def agrees(self, digits: int) -> bool:
        """Whether an event has the wanted code, as far as this many digits go."""
        return any(code[:digits] == self.wanted[:digits] for code in self.codes)


def mended(text: str) -> str:
    """The sentence with its punctuation as it was printed."""
    for damaged, sign in _DAMAGED.items():
        text = text.replace(damaged, sign)
    return text


def cases(path: Path) -> Iterable[Case]:
    """Every sentence of the codebook, read."""
    core = shipped_core(2)
    with path.open(encoding="utf-8") as lines:
        for place, row in enumerate(map(json.loads, lines)):
            text = mended(row["text"])
            article = article_from_text(text, article_id=row["id"])
            events = annotate_article(article, core).events
            yield Case(
                place=place,
                text=text,
                wanted=row["events"][0]["code"],
                codes=tuple(event.cameo for event in events),
                rules=tuple(event.provenance.rule for event in events),
            )


def uncovered(digits: int) -> list[str]:
    """Codes of this many digits that neither a pattern nor a composition can give."""
    table = pattern_table()
    given = {p.cameo for lemma in table for p in table.at(lemma)}
    given |= composition().codes
    covered = {code[:digits] for code in given if len(code) >= digits}
    return sorted(code for code in cameo_codes() if len(code) == digits and code not in covered)


def share_line(name: str, rows: Sequence[Case]) -> str:
    """The shares of one set of rows."""
    shares = [sum(row.agrees(digits) for row in rows) for digits in (2, 3, 4)]
    counts = "  ".join(
        f"{label} {right / max(1, len(rows)):.3f} ({right})"
        for label, right in zip(("2 digits", "3 digits", "exact"), shares, strict=True)
    )
    return f"{name:10} {len(rows):3} rows  {counts}"


def main() -> None:
    """Print the shares and the codes that nothing can give."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--filled", action="store_true", help="leave out rows without a sentence")
    parser.add_argument("--misses", action="store_true", help="print the odd rows that are missed")
    asked = parser.parse_args()
    found = list(cases(SHARED / "gold" / "events" / "cameo_codebook_examples.jsonl"))
    empty = sum(case.text == _EMPTY for case in found)
    if asked.filled:
        found = [case for case in found if case.text != _EMPTY]
    print(f"rows without a sentence: {empty}, {'left out' if asked.filled else 'wrong'}")
    print(share_line("all", found))
    print(share_line("even rows", [case for case in found if case.place % 2 == 0]))
    print(share_line("odd rows", [case for case in found if case.place % 2]))
    if asked.misses:
        for case in found:
            if case.place % 2 and not case.agrees(3):
                answer = ", ".join(map(" ".join, zip(case.codes, case.rules, strict=True)))
                print(f"{case.place} {case.wanted} {case.text}\n    {answer or 'nothing'}")
    for digits in (3, 4):
        print(f"codes of {digits} digits that nothing gives: {uncovered(digits) or 'none'}")


if __name__ == "__main__":
    main()
