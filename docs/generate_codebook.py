"""Write docs/codebook.md from the codebook data: ``python docs/generate_codebook.py``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from communique.codebook.ontologies import Code, cameo_codes
from communique.codebook.patterns import pattern_table
from communique.codebook.resources import load_toml

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


def cameo_section() -> Iterator[str]:
    """CAMEO codes with definitions, examples and the patterns that carry them."""
    patterns: dict[str, set[str]] = {}
    for entries in pattern_table().values():
        for pattern in entries:
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
    for example in code.examples:
        yield f"- {example}"
    for example in code.counter_examples:
        yield f"- not: {example}"
    if code.note:
        yield f"- note: {code.note}"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
