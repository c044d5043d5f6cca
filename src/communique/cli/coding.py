"""How a sentence was coded, in lines of a label and a text: for ``try`` and ``explain``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

Row = dict[str, Any]
Line = tuple[str, str]


def coding_lines(coding: Row) -> Iterator[Line]:
    """What reading an event's article again tells of it."""
    event = coding["event"]
    if coding["change"]:
        yield "data", coding["change"]
    if event is None:
        yield "construction", "read again, the article does not give this event"
    else:
        yield from construction_lines(event)
    yield from rejected_lines(coding["rejected"])
    if event is None:
        yield from looked_lines(coding["looked_at"])


def event_lines(event: Row) -> Iterator[Line]:
    """An event of a typed sentence: what it is, what proves it, what the codebook says."""
    from communique.views.names import entry_title

    yield "event", _headline(event)
    yield "marked", event["marked"]
    yield from construction_lines(event)
    yield "status", _decided(event["status"]["value"], event["status"]["words"])
    for name in ("when", "where", "asserted_by"):
        if event[name]["value"] is not None:
            words = event[name]["words"]
            basis = event[name].get("basis")
            told = f"{event[name]['value']} ({basis})" if basis else event[name]["value"]
            yield name.replace("_", " "), f"{told} ← “{words}”" if words else told
    yield from _made_lines(event)
    for entry in event["codebook"]:
        yield "codebook", f"{entry_title(entry)}: {entry['definition']}"


def construction_lines(event: Row) -> Iterator[Line]:
    """The construction behind an event and the words that fill its slots."""
    found = event["construction"]
    if found is None:
        yield "construction", f"none in this sentence; made by {event['made_by']['rule']}"
    else:
        yield "construction", ", ".join((_named(found), *found["files"]))
        if found["note"]:
            yield "note", found["note"]
    for step in event["made_by"]["steps"]:
        yield "then", step
    for slot in event["slots"]:
        yield slot["slot"], _filled(slot, found)


def rejected_lines(rejected: Iterable[Row]) -> Iterator[Line]:
    """The constructions that gave no event, each with the reason."""
    for row in rejected:
        yield "rejected", f"{row['word']}: {row['cameo']} {_named(row)}: {row['why']}"


def looked_lines(looked_at: Iterable[Row]) -> Iterator[Line]:
    """The words that begin some construction, none of which is complete."""
    for row in looked_at:
        count = f"{row['patterns']} pattern{'s' if row['patterns'] != 1 else ''}"
        yield (
            "looked at",
            f"{row['word']} (read as {row['tag'].lower()} “{row['lemma']}”): of {count} none is "
            f"complete; the shortest are {', '.join(row['nearest'])}",
        )


def _headline(event: Row) -> str:
    source, target = (", ".join(slot["codes"]) for slot in event["slots"])
    mode = f", {event['record']['mode']}" if event["record"]["mode"] else ""
    sides = f"{source} → {target}" if target else source
    name = event["codebook"][0]["name"] if event["codebook"] else ""
    code = f"{event['record']['cameo']} {name}".strip()
    return f"{sides}: {code} [{event['record']['plover']}{mode}]"


def _named(row: Row) -> str:
    """A construction's trigger as its entry writes it, the words it was found in, and its id."""
    words = " … ".join(row["words"])
    return f"{row['head']} “{row['phrase']}” in “{words}” ({row['pattern']})"


def _filled(slot: Row, found: Row | None) -> str:
    codes = ", ".join(slot["codes"])
    if not codes:
        roles = found["roles"][slot["slot"]] if found else []
        return f"nobody; looked for as {', '.join(roles)}" if roles else "nobody"
    persons = f" ({', '.join(slot['persons'])})" if slot["persons"] else ""
    words = ", ".join(f"“{word['words']}” {_by_role(word['role'])}" for word in slot["words"])
    return f"{codes}{persons} ← {words}" if words else f"{codes}{persons}: no word names it"


def _by_role(role: str | None) -> str:
    """By which role words fill a slot; the words of another sentence have none."""
    from communique.codebook.patterns import PREPOSITIONS
    from communique.stages.events import ACT_HEAD

    if role is None:
        return "from elsewhere in the text"
    if role == ACT_HEAD:
        return f"by the {role}"
    return f"behind “{role}”" if role in PREPOSITIONS else f"as {role}"


def _decided(value: str, words: list[str]) -> str:
    told = " ".join(f"“{word}”" for word in words)
    return f"{value} ← {told}" if told else f"{value}: no word says otherwise"


def _made_lines(event: Row) -> Iterator[Line]:
    made = event["made_by"]
    yield "made by", f"{made['stage']}, rule {made['rule']}, data {made['data'] or 'none'}"
    if made["model"]:
        yield "model", made["model"]
    if event["probability"] is not None:
        yield "probability", f"{event['probability']:.2f}"
