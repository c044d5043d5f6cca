"""``communique timeline``."""

from __future__ import annotations

from communique.cli.filters import (
    Actor,
    Cameo,
    SourceActor,
    Status,
    TargetActor,
    Type,
    print_events,
)
from communique.cli.options import (
    DEFAULT_STORE,
    ArticleId,
    Format,
    FormatName,
    Limit,
    Since,
    StoreFile,
    Until,
)


def timeline(
    store: StoreFile = DEFAULT_STORE,
    actor: Actor = None,
    source_actor: SourceActor = None,
    target_actor: TargetActor = None,
    plover: Type = None,
    cameo: Cameo = None,
    status: Status = None,
    since: Since = None,
    until: Until = None,
    article: ArticleId = None,
    limit: Limit = None,
    form: FormatName = Format.table,
) -> None:
    """List events by the day on which they happened; without one, by the day of report."""
    print_events("timeline", **locals())
