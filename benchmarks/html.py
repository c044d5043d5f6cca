"""Text of web pages: ``python -m benchmarks.html``, against the true bodies of 111 pages.

Token F1 of a page is that of the words of both texts as bags (lower-cased); the mean over pages is
told, for the text as extracted and without the segments marked as boilerplate. A page that gives no
article counts as 0.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from training.corpora import shared_root

from communique.pipeline import read_articles
from communique.records import Article
from communique.stages.segment import find_segments


def pages(folder: Path) -> Iterator[tuple[str, bytes, str]]:
    """Number, page and true body of each page, in order."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for path in sorted((folder / "html").glob("*.html.gz")):
        name = path.name.removesuffix(".html.gz")
        if name in truth:
            yield name, gzip.decompress(path.read_bytes()), truth[name]["articleBody"]


def token_f1(one: str, other: str) -> float:
    """Harmonic mean of precision and recall of words, each counted as often as it stands there."""
    bags = [Counter(re.findall(r"\w+", text.lower())) for text in (one, other)]
    shared, size = (bags[0] & bags[1]).total(), bags[0].total() + bags[1].total()
    return 2 * shared / size if size else 1.0


def reporting_text(article: Article) -> str:
    """The text without what is marked as boilerplate."""
    kept = (s.span for s in find_segments(article) if s.kind != "boilerplate")
    return "\n".join(span.of(article.text) for span in kept)


def main() -> None:
    """Print the two means."""
    whole, kept, count = 0.0, 0.0, 0
    with TemporaryDirectory() as folder:
        for name, page, body in pages(shared_root() / "corpora" / "article_extraction_html"):
            path = Path(folder) / f"{name}.html"
            path.write_bytes(page)
            (item,) = read_articles([path])
            count += 1
            if isinstance(item, Article):
                whole += token_f1(item.text, body)
                kept += token_f1(reporting_text(item), body)
    print(f"{count} pages: token F1 {whole / count:.3f}, without boilerplate {kept / count:.3f}")


if __name__ == "__main__":
    main()
