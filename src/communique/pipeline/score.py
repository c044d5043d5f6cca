"""Reading gold articles and scoring what comes out."""

from __future__ import annotations

from pathlib import Path

from communique.pipeline.annotate import annotate_article
from communique.runtime.core import shipped_core
from communique.scoring import Score, read_gold, score_articles
from communique.stages.ingest import article_from_text


def score_folder(folder: Path, *, threads: int = 2) -> list[Score]:
    """All figures over the gold articles of `folder`, each read with its own date."""
    core = shipped_core(threads)
    pairs = []
    for gold in read_gold(folder):
        article = article_from_text(gold.text, article_id=gold.id, date=gold.dct)
        pairs.append((gold, annotate_article(article, core)))
    return score_articles(pairs)
