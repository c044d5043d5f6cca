"""Frozen records that the rooms pass to each other. They import nothing but each other."""

from communique.records.analysis import PLACE_LABELS, Analysis, Candidate, Name, Report, Sentence
from communique.records.articles import Article, DateCandidate, Failure
from communique.records.bundle import Annotation
from communique.records.dating import DateReason, DateWindow
from communique.records.events import Event
from communique.records.identity import content_id
from communique.records.mentions import (
    HOLDER,
    Chain,
    ChainMention,
    ChainTable,
    Link,
    LinkTable,
    Mention,
)
from communique.records.places import Place
from communique.records.provenance import Provenance
from communique.records.quotes import Attitude, Quote
from communique.records.segments import REPORTING_KINDS, Segment
from communique.records.spans import Span, cover
from communique.records.times import Timex

__all__ = [
    "HOLDER", "PLACE_LABELS", "REPORTING_KINDS", "Analysis", "Annotation", "Article", "Attitude",
    "Candidate", "Chain", "ChainMention", "ChainTable", "DateCandidate", "DateReason",
    "DateWindow", "Event", "Failure", "Link", "LinkTable", "Mention", "Name", "Place", "Provenance",
    "Quote", "Report", "Segment", "Sentence", "Span", "Timex", "content_id", "cover",
]  # fmt: skip
