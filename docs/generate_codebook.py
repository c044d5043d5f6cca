"""Write docs/codebook.md from the codebook data: ``python docs/generate_codebook.py``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from communique.codebook.ontologies import Code, cameo_codes
from communique.codebook.patterns import pattern_table
from communique.codebook.resources import load_toml
from communique.views.names import mode_entries

PAGE = Path(__file__).parent / "codebook.md"
INTRODUCTION = """# Codebook

Generated from `src/communique/data/codebooks` by `python docs/generate_codebook.py`;
a test keeps it current.
Codes, names and Goldstein values are CAMEO's; definitions, examples and decisions are ours.
`communique codebook CODE` prints one entry.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *plover_section(), *cameo_section()]) + "\n"


def plover_section() -> Iterator[str]:
    """PLOVER's types with our decisions where the manuals contradict themselves."""
    yield "## PLOVER types\n"
    for entry in load_toml("codebooks/plover/types.toml")["type"]:
        modes = ", ".join(entry.get("modes", ())) or "none"
        yield f"### {entry['type']} — {entry['name']}\n"
        yield f"{entry['definition']}\n"
        yield f"Quad class {entry['quad']}, score {entry['score']}, modes: {modes}.\n"
        if entry.get("decision"):
            yield f"Decision: {entry['decision']}\n"
        yield from sentences(entry["examples"], entry["counter_examples"])
        for mode in entry.get("modes", ()):
            yield from mode_lines(mode_entries()[entry["type"], mode])
        yield ""


def mode_lines(entry: dict[str, str]) -> Iterator[str]:
    """One mode on a line, with its sentences."""
    wrong = f" Not: {entry['counter_example']}" if "counter_example" in entry else ""
    yield f"- **{entry['mode']}**: {entry['definition']} {entry['example']}{wrong}"


def sentences(examples: Iterable[str], counter_examples: Iterable[str]) -> Iterator[str]:
    """The examples, then what is none."""
    yield from (f"- {example}" for example in examples)
    yield from (f"- not: {example}" for example in counter_examples)


def cameo_section() -> Iterator[str]:
    """CAMEO codes with definitions, examples and the patterns that carry them."""
    patterns: dict[str, set[str]] = {}
    table = pattern_table()
    for lemma in table:
        for pattern in table.at(lemma):
            patterns.setdefault(pattern.cameo, set()).add(pattern.id)
    yield "## CAMEO codes\n"
    for code in cameo_codes().values():
        yield from cameo_entry(code, len(patterns.get(code.code, ())))


def cameo_entry(code: Code, patterns: int) -> Iterator[str]:
    """One code."""
    heading = "###" if len(code.code) == 2 else "####"
    yield f"{heading} {code.code} {code.name}\n"
    mode = f", mode {code.mode}" if code.mode else ""
    facts = f"Goldstein {code.goldstein:g}; PLOVER {code.plover}{mode}; {patterns} patterns."
    yield f"{code.definition} {facts}\n"
    yield from sentences(code.examples, code.counter_examples)
    if code.note:
        yield f"- note: {code.note}"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
