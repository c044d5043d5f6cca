"""Frozen records that the rooms pass to each other. They import nothing but each other."""

from communique.records.analysis import (
    PLACE_LABELS,
    Act,
    Analysis,
    Candidate,
    Name,
    Report,
    Sentence,
)
from communique.records.appointments import Appointment, AppointmentKind
from communique.records.articles import Article, DateCandidate, Failure
from communique.records.bundle import Annotation
from communique.records.dating import DateReason, DateWindow
from communique.records.days import Granularity, day_value, days_of, granularity_of, shifted
from communique.records.events import HIDDEN, Event
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
from communique.records.quotes import Attitude, Quote, innermost_quote, voice_of
from communique.records.segments import REPORTING_KINDS, Segment
from communique.records.spans import Span, cover
from communique.records.times import Timex

__all__ = [
    "HIDDEN", "HOLDER", "PLACE_LABELS", "REPORTING_KINDS", "Act", "Analysis", "Annotation",
    "Appointment", "AppointmentKind", "Article", "Attitude", "Candidate", "Chain", "ChainMention",
    "ChainTable", "DateCandidate", "DateReason", "DateWindow", "Event", "Failure", "Granularity",
    "Link", "LinkTable", "Mention", "Name", "Place", "Provenance", "Quote", "Report", "Segment",
    "Sentence", "Span", "Timex", "content_id", "cover", "day_value", "days_of", "granularity_of",
    "innermost_quote", "shifted", "voice_of",
]  # fmt: skip
