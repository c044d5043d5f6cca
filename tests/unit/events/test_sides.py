"""Who stands on the sides of an act, also where no table knows him."""

from __future__ import annotations

from communique.records import Event
from tests.reading import read


def _event(text: str, trigger: str) -> Event:
    found = [e for e in read(text).events if e.trigger.of(text) == trigger]
    assert found, f"no event at {trigger}"
    return found[0]


def test_who_is_in_no_table_is_told_in_words() -> None:
    text = "Federal police arrested Jonas Varga on Monday."
    event = _event(text, "arrested")
    assert event.source == ("---",)
    assert [span.of(text) for span in event.source_spans] == ["police"]
    assert event.target == ()
    assert event.target_persons == ("Jonas Varga",)
    assert [span.of(text) for span in event.target_spans] == ["Jonas Varga"]
    assert event.provenance.rule.endswith("+source:words+target:words")


def test_a_known_side_has_no_words_of_others() -> None:
    event = _event("Russia condemned Ukraine on Monday.", "condemned")
    assert (event.source, event.target) == (("RUS",), ("UKR",))
    assert ":words" not in event.provenance.rule


def test_two_of_one_state_are_two_sides() -> None:
    text = "Former British prime minister Tony Blair accused foreign secretary Liz Truss of lying."
    event = _event(text, "accused")
    assert (event.source, event.target) == (("GBR",), ("GBR",))
    assert event.source_persons == ("Tony Blair",)
    assert event.target_persons == ("Liz Truss",)
