"""Everything one article yielded."""

from __future__ import annotations

from dataclasses import dataclass

from communique.records.analysis import Analysis
from communique.records.appointments import Appointment
from communique.records.articles import Article
from communique.records.dating import DateWindow
from communique.records.events import Event
from communique.records.mentions import Link
from communique.records.places import Place
from communique.records.quotes import Quote
from communique.records.segments import Segment
from communique.records.times import Timex


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """An article and its derived records, each sequence in text order.

    `quotes` are speech; `attitudes` what is attributed otherwise: beliefs, intentions and speech
    that is only mentioned. `window` is the interval that an undated article's day must lie in, or
    None.
    """

    article: Article
    segments: tuple[Segment, ...]
    analysis: Analysis
    links: tuple[Link, ...]
    timexes: tuple[Timex, ...]
    quotes: tuple[Quote, ...]
    events: tuple[Event, ...]
    places: tuple[Place, ...] = ()
    window: DateWindow | None = None
    attitudes: tuple[Quote, ...] = ()
    appointments: tuple[Appointment, ...] = ()
