"""The one room that knows all stages: from inputs to annotations."""

from communique.pipeline.annotate import annotate_article, annotate_articles
from communique.pipeline.score import score_folder
from communique.stages.ingest import ColumnMap, article_from_text, read_articles

__all__ = [
    "ColumnMap",
    "annotate_article",
    "annotate_articles",
    "article_from_text",
    "read_articles",
    "score_folder",
]
