"""Ingest room: enter files, folders or standard input, leave Articles and Failures."""

from communique.stages.ingest.build import article_from_text
from communique.stages.ingest.options import ColumnMap, Limits
from communique.stages.ingest.reader import read_articles

__all__ = ["ColumnMap", "Limits", "article_from_text", "read_articles"]
