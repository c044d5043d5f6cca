"""Whom phrases mean: ``python -m benchmarks.actors``, against phrases annotated for it.

``actors.csv`` is for the score, ``actors-offices.csv`` (``--offices``) for that of persons in
office alone, each with a second table for looking at errors (``--tuning --errors``). All hold
offsets into the corpora, no text; the two of persons in office have no codes. A phrase is answered
by the link of the mention at its head, the word whose own head lies outside it. Says also how fast
mentions are linked and how long the tables take to load in a new process.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.pronouns import Marked, Row, marked_articles
from rich.console import Console
from rich.table import Table

from communique.codebook.actors import actor_index, first_name_genders, pieces_of
from communique.codebook.places import place_index
from communique.pipeline import annotate_article, article_from_text
from communique.records import Annotation, ChainTable, Link, Sentence
from communique.runtime.core import shipped_core
from communique.runtime.sessions import on_one_thread
from communique.stages.actors import link_mentions
from communique.stages.mentions import find_chains, find_mentions

TABLES = Path(__file__).parent
TUNING = TABLES / "actors-tuning.csv"
# Words of offices that mean the same: heads of all sorts, spellings.
_ALIKE = {
    **dict.fromkeys(("chief", "director", "boss", "chair", "leader", "chairman"), "head"),
    **dict.fromkeys(("spokesman", "spokeswoman"), "spokesperson"),
    "defense": "defence",
}
# A party's president leads it.
_PARTIES = {"party"}
# Stands for any state's name among the words of an office.
_STATE = "(state)"
Answered = tuple[Row, Link | None, str]


def answers(table: Path) -> Iterator[tuple[Annotation, list[Answered]]]:
    """Every annotated article as read, and its rows with their links and words."""
    for marked in marked_articles(table):
        article = article_from_text(marked.text, article_id="x", date=marked.day or None)
        annotation = annotate_article(article, shipped_core(2))
        yield annotation, [_answer(annotation, marked, row) for row in marked.rows]


def _answer(annotation: Annotation, marked: Marked, row: Row) -> Answered:
    start, end = int(row["start"]), int(row["end"])
    by_place = {(x.mention.sentence, x.mention.head): x for x in annotation.links}
    found: list[tuple[bool, int, Link]] = []
    for number, sentence in enumerate(annotation.analysis.sentences):
        inside = [w for w, s in enumerate(sentence.spans) if s.start < end and start < s.end]
        for word in inside:
            link = by_place.get((number, word))
            if link is not None:
                found.append((hangs_out(sentence, word, inside), word, link))
    best = max(found, key=lambda f: f[:2], default=None)
    if row["kind"] == "person":
        named = [f for f in found if f[2].mention.kind == "name" and f[2].person]
        best = max(named, key=lambda f: f[1], default=best)
    return row, best[2] if best else None, marked.text[start:end]


def hangs_out(sentence: Sentence, word: int, inside: list[int]) -> bool:
    """Whether a word of a phrase is its head: its own head lies outside."""
    return sentence.heads[word] not in inside


def verdicts(row: Row, link: Link | None) -> Iterator[tuple[str, bool]]:
    """The figures that a row counts in, and whether the link is right there."""
    if row["codes"] or row["is_place"] == "1" or row["note"].startswith("unknown"):
        yield from _code_verdicts(row, link)
    if row["person"] and row["office"] and _ids(row["person"]):
        same = link is not None and bool(_ids(row["person"]) & _ids(link.person or ""))
        yield "person in the tables", same
        office = link.office if link is not None else None
        yield "person and office", same and same_office(row["office"], office or "")


def _code_verdicts(row: Row, link: Link | None) -> Iterator[tuple[str, bool]]:
    gold = set(filter(None, row["codes"].split("|")))
    found = set(link.codes) if link is not None and not link.is_place else set()
    bases = {c.partition(".")[0] for c in found}
    if row["is_place"] == "1":
        yield "place is no actor", not found
        return
    if not gold:
        yield "unknown stays unknown", not found
        return
    right = bases == {c.partition(".")[0] for c in gold}
    yield "country or organisation", right
    yield f"country or organisation, {row['kind']}", right
    sectors = {c.partition(".")[2] for c in found}
    yield "sector", bool(found) and sectors == {c.partition(".")[2] for c in gold}
    yield "country or organisation, and sector", found == gold


def _ids(name: str) -> set[str]:
    """The persons of the tables that bear the full name."""
    return {e.actor.id for e in actor_index().lookup(pieces_of(name)) if e.kind == "person"}


def same_office(one: str, two: str) -> bool:
    """Whether one wording holds the other's words: ``president``, ``vice president`` differ.

    Chief, director and head are one, so are spellings, a press secretary's other names and all
    names that the tables have for a body.
    """
    first, second = (_office_words(office) for office in (one, two))
    vice = {"vice", "deputy", "former", "acting"}
    return (
        bool(first and second)
        and (first <= second or second <= first)
        and (first & vice == second & vice)
    )


def _office_words(office: str) -> set[str]:
    """The words of an office, what they name in its place; its state is compared by the codes."""
    for written, alike in (("press secretary", "spokesperson"), ("director general", "head")):
        office = office.replace(written, alike)
    pieces = pieces_of(office)
    words, place = set(), 0
    while place < len(pieces):
        size, named = _named_at(pieces, place)
        words |= named or {_ALIKE.get(pieces[place].lower(), pieces[place].lower())}
        place += size
    if words & _PARTIES and "president" in words:
        words = words - {"president"} | {"head"}
    return words - {"of", "the", "s", _STATE}


def _named_at(pieces: Sequence[str], place: int) -> tuple[int, set[str]]:
    """How many pieces from a place on name a body or state, and what stands for it."""
    for size in range(min(8, len(pieces) - place), 0, -1):
        entries = actor_index().lookup(pieces[place : place + size])
        kinds = {e.kind for e in entries} - {"person", "family"}
        if kinds & {"state", "adjective"}:
            return size, {_STATE}
        if kinds:
            return size, {f"{e.actor.id} {e.sector or ''}" for e in entries} | (kinds & _PARTIES)
    return 1, set()


def linking_speed(annotations: list[Annotation]) -> float:
    """Mentions linked per second on one core, the parse being there."""
    index, places = actor_index(), place_index()
    prepared = []
    for annotation in annotations:
        mentions = find_mentions(annotation.analysis, index)
        chains = ChainTable(find_chains(annotation.analysis, first_name_genders()))
        prepared.append((annotation.analysis, mentions, chains, annotation.article.dct))
    best = 0.0
    for _ in range(3):
        started = time.process_time()
        with on_one_thread():  # as articles are read
            for analysis, mentions, chains, day in prepared:
                link_mentions(analysis, mentions, chains, index=index, places=places, day=day)
        rate = sum(len(p[1]) for p in prepared) / (time.process_time() - started)
        best = max(best, rate)
    return best


def load_seconds() -> float:
    """The best of five new processes that load all tables of actors and places."""
    code = (
        "import time\n"
        "from communique.codebook import actors, places\n"
        "t = time.perf_counter()\n"
        "actors.actor_index(); actors.first_name_genders(); places.place_index()\n"
        "print(time.perf_counter() - t)"
    )
    return min(
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True,
                             check=True).stdout)
        for _ in range(5)
    )  # fmt: skip


def main() -> None:
    """Print the table and, where asked, the errors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tuning", action="store_true", help="the phrases for tuning")
    parser.add_argument("--offices", action="store_true", help="phrases for persons in office")
    parser.add_argument("--errors", action="store_true", help="print every wrong answer")
    options = parser.parse_args()
    counts: Counter[tuple[str, bool]] = Counter()
    annotations = []
    name = f"actors{'-offices' * options.offices}{'-tuning' * options.tuning}.csv"
    for annotation, answered in answers(TABLES / name):
        annotations.append(annotation)
        for row, link, words in answered:
            wrong = [figure for figure, right in verdicts(row, link) if not right]
            counts.update(verdicts(row, link))
            if wrong and options.errors:
                _tell(row, link, words, wrong)
    table = Table("figure", "right", "of", "share")
    for figure in dict.fromkeys(name for name, _ in counts):
        right, total = counts[figure, True], counts[figure, True] + counts[figure, False]
        table.add_row(figure, str(right), str(total), f"{right / total:.3f}")
    Console(width=120).print(table)
    print(f"mentions linked per second, one core: {linking_speed(annotations):.0f}")
    print(f"tables of actors and places loaded in {1000 * load_seconds():.0f} ms (warm)")


def _tell(row: Row, link: Link | None, words: str, wrong: list[str]) -> None:
    found = "no link"
    if link is not None:
        codes = "place" if link.is_place else "|".join(link.codes)
        found = f"{codes} · {link.person} · {link.office} · {link.provenance.rule}"
    wanted = f"{row['codes'] or ('place' if row['is_place'] == '1' else 'unknown')}"
    print(
        f"[{words}] {row['kind']}: {wanted} {row['person']} {row['office']}; found {found}; {wrong}"
    )


if __name__ == "__main__":
    main()
