"""Places against GeoWebNews (dev) and LGL: ``python -m benchmarks.places``.

Recognition of literal toponyms; which place a name means, given the gold spans and end to end,
beside the baseline that takes the most populous namesake of the same gazetteer. Of LGL only the
articles with an odd index are judged; ``--tune`` looks for weights on the others and on GeoVirus.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean, median
from typing import Any

from communique.codebook.actors import actor_index, first_name_genders
from communique.codebook.gazetteer import Gazetteer, distance_km, gazetteer
from communique.codebook.place_rules import Ranking, ranking
from communique.codebook.places import place_index
from communique.pipeline import article_from_text
from communique.records import Analysis, ChainTable, Link, Place, Span
from communique.runtime.core import LanguageCore, shipped_core
from communique.stages.actors import link_mentions
from communique.stages.analyze import analyze
from communique.stages.mentions import find_chains, find_mentions
from communique.stages.places import Reading, decide, find_places, read_names
from communique.stages.places.rank import expected_size
from communique.stages.places.toponyms import Words, named_somewhere, toponyms, words_at
from communique.stages.segment import find_segments

NEAR_KM = 161.0
_LITERAL = frozenset({"Literal", "Literal_Modifier", "Mixed", "Coercion", "Embedded_Literal"})
_NAMED = _LITERAL | {"Metonymic", "Non_Literal_Modifier", "Embedded_Non_Lit", "Homonym", "Demonym"}
Coordinates = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One annotated name: GeoNames id and coordinates, where given; whether a place is meant."""

    span: Span
    id: str | None
    at: Coordinates | None
    is_literal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An article with its gold names and what the rooms before ours made of it."""

    text: str
    gold: tuple[Gold, ...]
    analysis: Analysis
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was said of one gold name: None where nothing was."""

    gold: Gold
    id: str | None
    at: Coordinates | None

    @property
    def error(self) -> float | None:
        """Kilometres from the gold place; 0 where the id is right."""
        if self.id is not None and self.id == self.gold.id:
            return 0.0
        return distance_km(*self.at, *self.gold.at) if self.at and self.gold.at else None


def read_corpus(path: Path, core: LanguageCore, coordinates: dict[str, Coordinates]) -> list[Read]:
    """The articles of a corpus, analysed and linked."""
    articles = []
    for line in path.read_text("utf-8").rstrip("\n").split("\n"):
        row = json.loads(line)
        article = article_from_text(row["text"], article_id=row["id"])
        analysis = analyze(article.text, find_segments(article), core)
        chains = find_chains(analysis, first_name_genders())
        links = link_mentions(
            analysis, find_mentions(analysis, actor_index()), ChainTable(chains),
            index=actor_index(), places=place_index(), day=None,
        )  # fmt: skip
        gold = tuple(_gold(row["toponyms"], coordinates))
        articles.append(Read(text=article.text, gold=gold, analysis=analysis, links=links))
    return articles


def _gold(rows: Iterable[dict[str, Any]], coordinates: dict[str, Coordinates]) -> Iterator[Gold]:
    for row in rows:
        if row.get("type", "Literal") not in _NAMED or row.get("offset_ok") is False:
            continue
        key = f"geonames:{row['geonameid']}" if row.get("geonameid") else None
        at = coordinates.get(key or "")
        if row.get("lat") is not None:
            at = float(row["lat"]), float(row["lon"])
        elif row.get("note") and row["note"].count(",") == 1:
            at = _numbers(row["note"]) or at
        yield Gold(
            span=Span(row["start"], row["end"]),
            id=key,
            at=at,
            is_literal=row.get("type", _unnamed_kind(row["phrase"])) in _LITERAL,
        )


def _unnamed_kind(phrase: str) -> str:
    """LGL gives no kinds and counts nationalities (``Georgian``) among its places; we do not."""
    entries = actor_index().lookup(phrase.split())
    is_people = any(entry.kind in {"adjective", "people"} for entry in entries)
    return "Demonym" if is_people else "Literal"


def _numbers(note: str) -> Coordinates | None:
    try:
        lat, lon = map(float, note.split(","))
    except ValueError:
        return None
    return lat, lon


def known_coordinates(known: Gazetteer, lgl: Path) -> dict[str, Coordinates]:
    """Coordinates by GeoNames id: the gazetteer's, and LGL's own over them."""
    found = {
        place.id: (place.lat, place.lon)
        for place in known.everything()
        if place.lat is not None and place.lon is not None
    }
    for line in lgl.read_text("utf-8").rstrip("\n").split("\n"):
        for row in json.loads(line)["toponyms"]:
            if row.get("geonameid"):
                found[f"geonames:{row['geonameid']}"] = float(row["lat"]), float(row["lon"])
    return found


def told_spans(article: Read) -> Reading:
    """Our reading when the gold spans are told."""
    return read_names(
        article.text, article.analysis, _words(article, _asked(article)), links=article.links,
        gazetteer=gazetteer(),
    )  # fmt: skip


def given_spans(article: Read, reading: Reading, rules: Ranking) -> list[Answer]:
    """Our answers for the gold spans."""
    places = decide(reading, rules, gazetteer())
    return _answers(_asked(article), [(p.span, p.place_id, _at(p)) for p in places])


def most_populous(article: Read, named: Iterable[Words] | None = None) -> list[Answer]:
    """The baseline's answers, for gold spans or for the names that we find."""
    gold = _asked(article)
    named = _words(article, gold) if named is None else named
    found = []
    for toponym in toponyms(article.text, article.analysis, named, gazetteer()):
        places = [n.place for n in toponym.namesakes]
        best = max(places, key=lambda p: (expected_size(p, ranking()), p.id), default=None)
        at = None
        if best is not None and best.lat is not None and best.lon is not None:
            at = (best.lat, best.lon)
        found.append((toponym.span, best.id if best else None, at))
    return _answers(gold, found)


def _asked(article: Read) -> list[Gold]:
    """Names that say somewhere and whose place the annotators gave."""
    return [g for g in article.gold if g.is_literal and (g.id or g.at)]


def _words(article: Read, gold: Iterable[Gold]) -> list[Words]:
    found = (words_at(article.analysis, g.span) for g in gold)
    unique = {(w.sentence, w.first): w for w in found if w is not None}
    return [unique[at] for at in sorted(unique)]


def _at(place: Place) -> Coordinates | None:
    return None if place.lat is None or place.lon is None else (place.lat, place.lon)


def _answers(
    gold: Sequence[Gold], found: Sequence[tuple[Span, str | None, Coordinates | None]]
) -> list[Answer]:
    answers = []
    for g in gold:
        over = [f for f in found if f[0].overlaps(g.span)]
        best = max(over, key=lambda f: (f[0] == g.span, -f[0].start), default=(g.span, None, None))
        answers.append(Answer(gold=g, id=best[1], at=best[2]))
    return answers


def figures(answers: Sequence[Answer]) -> dict[str, float]:
    """Shares over all gold names, errors over those that were given coordinates."""
    with_id = [a for a in answers if a.gold.id]
    placed = [a for a in answers if a.gold.at or a.id == a.gold.id]
    errors = [e for a in placed if (e := a.error) is not None]
    return {
        "names": len(answers),
        "placed": len(placed),
        "exact": sum(a.id == a.gold.id for a in with_id) / max(1, len(with_id)),
        "near": sum(e <= NEAR_KM for e in errors) / max(1, len(placed)),
        "mean": mean(errors or [0.0]),
        "median": median(errors or [0.0]),
        "answered": len(errors) / max(1, len(placed)),
    }


def recognition(articles: Iterable[Read]) -> dict[str, float]:
    """Names found: recall of literal ones, precision against every annotated name and literal ones.

    Spans must agree in extent; ``relaxed`` wants one letter in common.
    """
    right = {"exact": 0, "relaxed": 0}
    named = dict(right)
    gold = found = 0
    for article in articles:
        spans = [
            p.span for p in find_places(
                article.text, article.analysis, article.links, gazetteer=gazetteer()
            )
        ]  # fmt: skip
        literal = [g.span for g in article.gold if g.is_literal]
        gold, found = gold + len(literal), found + len(spans)
        right["exact"] += len(set(spans) & set(literal))
        named["exact"] += len(set(spans) & {g.span for g in article.gold})
        right["relaxed"] += sum(any(s.overlaps(g) for s in spans) for g in literal)
        named["relaxed"] += sum(any(s.overlaps(g.span) for g in article.gold) for s in spans)
    told = {}
    for way in right:
        told[f"{way} recall"] = right[way] / max(1, gold)
        told[f"{way} precision"] = right[way] / max(1, found)
        told[f"{way} precision, any name"] = named[way] / max(1, found)
        both = told[f"{way} recall"] + told[f"{way} precision"]
        told[f"{way} F1"] = 2 * told[f"{way} recall"] * told[f"{way} precision"] / max(1e-9, both)
    return told


def report(name: str, articles: Sequence[Read]) -> None:
    """Print all figures of a corpus."""
    print(f"{name}: {len(articles)} articles")
    told = recognition(articles)
    print("  recognition  " + "  ".join(f"{key} {value:.3f}" for key, value in told.items()))
    ours, base = [], []
    for article in articles:
        ours += _answers(_asked(article), [
            (p.span, p.place_id, _at(p)) for p in find_places(
                article.text, article.analysis, article.links, gazetteer=gazetteer()
            )
        ])  # fmt: skip
        base += most_populous(article, named_somewhere(article.analysis, article.links))
    rows = {
        "given spans, ours": [
            a for r in articles for a in given_spans(r, told_spans(r), ranking())
        ],
        "given spans, most populous": [a for r in articles for a in most_populous(r)],
        "end to end, ours": ours,
        "end to end, most populous": base,
    }
    for label, answers in rows.items():
        f = figures(answers)
        print(
            f"  {label:27} names {f['names']:4}  exact id {f['exact']:.3f}  within 161 km "
            f"{f['near']:.3f}  mean {f['mean']:6.0f} km  median {f['median']:5.1f} km  "
            f"answered {f['answered']:.3f} of {f['placed']}"
        )


def tune(articles: Sequence[Read], rounds: int = 2) -> None:
    """Print better weights, one weight at a time; judged by nearness and ids together."""
    rules = ranking()
    read = [(article, told_spans(article)) for article in articles]
    best = _goal(read, rules)
    print(f"start {best:.4f}", flush=True)
    for _ in range(rounds):
        for table, name in [
            *(("weights", w) for w in rules.weights),
            ("reach", "sharpness"),
            ("reach", "near"),
            ("reach", "half"),
            *(("prior", kind) for kind in ("country", "capital", "state_region", "county")),
        ]:  # fmt: skip
            value = getattr(rules, table)[name]
            for factor in (0.5, 0.75, 1.33, 2.0) if table != "prior" else (0.85, 0.93, 1.07, 1.15):
                tried = {**getattr(rules, table), name: round(value * factor, 3)}
                changed = replace(rules, **{table: tried})
                goal = _goal(read, changed)
                if goal > best + 1e-4:
                    best, rules = goal, changed
            print(f"{table}.{name} {getattr(rules, table)[name]} {best:.4f}", flush=True)


def _goal(read: Sequence[tuple[Read, Reading]], rules: Ranking) -> float:
    """Local news, which ask for the small namesake, and world news, which ask for the large one,
    count the same.
    """
    total = 0.0
    for is_local in (True, False):
        answers = [
            a
            for article, reading in read
            if any(g.id for g in article.gold) == is_local
            for a in given_spans(article, reading, rules)
        ]
        told = figures(answers)
        total += told["near"] + 0.3 * told["exact"]
    return total / 2


def main() -> None:
    """Print the figures, or look for weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tune", action="store_true")
    parser.add_argument("--keep", type=Path, help="file that keeps the analysed articles")
    given = parser.parse_args()
    folder = Path(os.environ.get("COMMUNIQUE_SHARED", "../shared")) / "gold" / "geo"
    corpora = _corpora(folder, given.keep)
    if given.tune:
        tune([*corpora["lgl"][::2], *corpora["geovirus"]])
        return
    report("LGL, articles with an odd index", corpora["lgl"][1::2])
    report("GeoWebNews dev", corpora["geowebnews_dev"])


def _corpora(folder: Path, keep: Path | None) -> dict[str, list[Read]]:
    if keep and keep.exists():
        kept: dict[str, list[Read]] = pickle.loads(keep.read_bytes())
        return kept
    coordinates = known_coordinates(gazetteer(), folder / "lgl.jsonl")
    core = shipped_core(2)
    names = ("lgl", "geovirus", "geowebnews_dev")
    read = {n: read_corpus(folder / f"{n}.jsonl", core, coordinates) for n in names}
    if keep:
        keep.write_bytes(pickle.dumps(read))
    return read


if __name__ == "__main__":
    main()
