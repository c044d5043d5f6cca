"""Who says ``I`` and ``we``: the speaker of the quotation around the pronoun."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain

from communique.records import Link, Mention, Quote, innermost_quote

FIRST_PERSON = frozenset(
    {"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"}
)  # fmt: skip

# Sentences between two that say "we" in one speech.
_GOES_ON = 2

Voices = Mapping[tuple[int, int], Link]


def voices_of(text: str, links: Sequence[Link], quotes: Collection[Quote]) -> Voices:
    """The speaker's link for each pronoun of the first person in quotation marks, by sentence and
    head word; a speaker whom nothing links is left out.

    Outside all quotations whoever spoke so just before goes on: a mark was lost, or the quotation
    runs over several paragraphs.
    """
    known = [q for q in quotes if q.attitude == "speech" and q.represents is not None]
    return dict(_voices(text, links, known)) if known else {}


def _voices(
    text: str, links: Sequence[Link], quotes: Sequence[Quote]
) -> Iterator[tuple[tuple[int, int], Link]]:
    last: tuple[int, Link] | None = None
    for mention in (link.mention for link in links):
        if mention.kind != "pronoun" or mention.span.of(text).lower() not in FIRST_PERSON:
            continue
        quote = innermost_quote(mention.span, quotes)
        speaker = _speaker(quote, mention, links) if quote is not None else None
        if quote is None and last is not None and mention.sentence - last[0] <= _GOES_ON:
            speaker = last[1]
        if speaker is not None:
            last = mention.sentence, speaker
            yield (mention.sentence, mention.head), speaker


def _speaker(quote: Quote, mention: Mention, links: Sequence[Link]) -> Link | None:
    """The speaker as linked: under the words that name him, else under his name or code."""
    known = [x for x in links if x.codes and x.codes[0] == quote.represents]
    at = quote.speaker
    here = [x for x in known if at is not None and at.overlaps(x.mention.span)]
    named = [x for x in known if x.person is not None and x.person == quote.speaker_name]
    near = sorted(known, key=lambda x: abs(x.mention.sentence - mention.sentence))
    return next((x for x in chain(here, named, near) if not x.is_place), None)
