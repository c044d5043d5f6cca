"""Example sentences of event patterns and own types, run through the whole reader.

They show what the rules do, so the act head is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from communique.codebook.check import Fault, placed_fault
from communique.codebook.check_events import pattern_entries, type_entries
from communique.codebook.entries import PlacedEntry
from communique.codebook.overlay import overlay_folder
from communique.codebook.resources import DATA
from communique.pipeline.annotate import trace_article
from communique.records import Event
from communique.stages.events import SentenceTrace
from communique.stages.ingest import article_from_text

# The day of the examples, which decides who holds an office in them.
EXAMPLE_DAY = "2022-06-15"
# A counter-example may end with its right code in brackets.
_RIGHT_CODE = re.compile(r"\s*\(\w+\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence that must give an event, or must not (`counter`).

    `rule`, `cameo` and `plover` tell which events count, each only when given; `sides` are the
    source and target codes that one of them must have.
    """

    placed: PlacedEntry
    sentence: str
    counter: bool
    rule: str | None = None
    cameo: str | None = None
    plover: str | None = None
    sides: tuple[frozenset[str], frozenset[str]] | None = None

    def fits(self, event: Event) -> bool:
        """Whether the event is of the kind that the example is about."""
        return (
            self.rule in (None, event.provenance.rule.partition("+")[0])
            and self.cameo in (None, event.cameo)
            and self.plover in (None, event.plover)
        )


def data_examples(*, shipped: bool) -> Iterator[Example]:
    """The examples of the user's folder; with `shipped` also those of the shipped patterns."""
    return (e for e in _all_examples(shipped) if e.sentence.strip())


def _all_examples(shipped: bool) -> Iterator[Example]:
    own = overlay_folder()
    if shipped:
        for placed in pattern_entries(DATA):
            yield from _of_pattern(placed)
    if own is not None:
        for placed in pattern_entries(own):
            yield from _of_pattern(placed)
        for placed in type_entries(own):
            yield from _of_type(placed)


def _of_pattern(placed: PlacedEntry) -> Iterator[Example]:
    for example in placed.entry.get("examples", ()):
        if isinstance(example, list) and len(example) == 3:
            sentence, *cells = (str(part) for part in example)
            source, target = (frozenset(filter(None, cell.split("+"))) for cell in cells)
            yield Example(
                placed=placed,
                sentence=sentence,
                counter=False,
                rule=placed.name,
                sides=(source, target),
            )
    for sentence in placed.entry.get("not_examples", ()):
        yield Example(placed=placed, sentence=sentence, counter=True, rule=placed.name)


def _of_type(placed: PlacedEntry) -> Iterator[Example]:
    codes = [code for code in placed.entry.get("codes", ()) if isinstance(code, dict)]
    for entry, plover in ((placed.entry, placed.name), *((code, None) for code in codes)):
        for counter, sentence in _listed(entry):
            yield Example(
                placed=placed,
                sentence=sentence,
                counter=counter,
                plover=plover,
                cameo=None if plover else str(entry.get("code")),
            )


def _listed(entry: dict[str, Any]) -> Iterator[tuple[bool, str]]:
    yield from ((False, sentence) for sentence in entry.get("examples", ()))
    yield from ((True, sentence) for sentence in entry.get("counter_examples", ()))


def example_faults(examples: Iterable[Example]) -> tuple[Fault, ...]:
    """Examples that do not come out and counter-examples that do, with what the reader found."""
    faults: list[Fault] = []
    for example in examples:
        text = _RIGHT_CODE.sub("", example.sentence) if example.counter else example.sentence
        article = article_from_text(text, article_id="example", date=EXAMPLE_DAY)
        annotation, traces = trace_article(article, by_rule=True)
        found = [event for event in annotation.events if example.fits(event)]
        if example.counter and found:
            message = f"counter-example {text!r} gives {_told(found)}"
        elif not example.counter and not _comes_out(example, found):
            message = f"example {text!r} {_missed(example, text, annotation.events, traces)}"
        else:
            continue
        faults.append(placed_fault(example.placed, message, _written(example)))
    return tuple(faults)


def _written(example: Example) -> str:
    """The sentence as it stands in the file, where quotation marks are escaped."""
    return example.sentence.replace('"', '\\"')


def _comes_out(example: Example, found: Sequence[Event]) -> bool:
    if example.sides is None:
        return bool(found)
    return any((frozenset(e.source), frozenset(e.target)) == example.sides for e in found)


def _missed(
    example: Example, text: str, events: Sequence[Event], traces: Iterable[SentenceTrace]
) -> str:
    """What came out instead, and why the pattern itself did not."""
    found = [event for event in events if example.fits(event)]
    if found:
        return f"gives {_told(found)}"
    reasons = [
        refusal.told(text)
        for trace in traces
        for refusal in trace.refusals
        if refusal.found.pattern.id == example.rule
    ]
    why = f": {reasons[0]}" if reasons else ""
    other = f"; it gives {_told(events)}" if events else ""
    return f"gives no such event{why}{other}"


def _told(events: Sequence[Event]) -> str:
    return ", ".join(
        f"{e.cameo} {'+'.join(e.source)} → {'+'.join(e.target) or 'nobody'} by {e.provenance.rule}"
        for e in events
    )
