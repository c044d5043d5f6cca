"""The one room that knows all stages: from inputs to annotations."""

from communique.pipeline.annotate import annotate_article, trace_article
from communique.pipeline.articles import annotate_articles
from communique.pipeline.examples import Example, data_examples, example_faults
from communique.pipeline.score import score_folder
from communique.stages.ingest import ColumnMap, article_from_text, read_articles

__all__ = [
    "ColumnMap",
    "Example",
    "annotate_article",
    "annotate_articles",
    "article_from_text",
    "data_examples",
    "example_faults",
    "read_articles",
    "score_folder",
    "trace_article",
]
