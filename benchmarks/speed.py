"""Speed and where the time goes: ``python benchmarks/speed.py FILE...``.

Reads all articles once by the clock, from the start of the processes on, and some of them once more
on one thread under the profiler; prints articles and sentences per second of wall time and the
share of each stage.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import time
from itertools import islice

from communique.pipeline import annotate_articles, read_articles
from communique.records import Annotation

STAGES = {
    "segments": "segment/find.py:find_segments",
    "language core and sentences": "analyze/__init__.py:analyze",
    "mentions": "mentions/__init__.py:find_mentions",
    "actors": "actors/__init__.py:link_mentions",
    "times": "times/find.py:find_timexes",
    "quotes": "quotes/__init__.py:find_quotes",
    "events": "events/__init__.py:code_events",
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--profiled", type=int, default=40)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    items = list(islice(read_articles(options.files), options.articles))
    started = time.perf_counter()
    read = annotate_articles(items, threads=options.threads)
    done = [a for a in read if isinstance(a, Annotation)]
    seconds = time.perf_counter() - started
    sentences = sum(len(a.analysis.sentences) for a in done)
    print(f"{len(done) / seconds:.1f} articles/s, {sentences / seconds:.0f} sentences/s")
    profile = cProfile.Profile()
    list(annotate_articles(items[:2], threads=1))
    profile.enable()
    list(annotate_articles(items[: options.profiled], threads=1))
    profile.disable()
    stats = pstats.Stats(profile)
    rows = {f"{path}:{name}": row[3] for (path, _, name), row in stats.stats.items()}  # type: ignore[attr-defined]
    total = sum(t for key, t in rows.items() if key.endswith(tuple(STAGES.values())))
    for stage, place in STAGES.items():
        spent = sum(t for key, t in rows.items() if key.endswith(place))
        print(f"  {stage:28} {100 * spent / total:5.1f}%")


if __name__ == "__main__":
    main()
