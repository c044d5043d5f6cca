"""Who stands on the sides of an act, also where no table knows him."""

from __future__ import annotations

from communique.records import Act, Event
from communique.stages.events.heard import Heard
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


ACT = Act(
    anchor=1, share=0.9, types=(("ACCUSE", 0.9),), codes=(), sources=((4, 0.3),), targets=(),
    sources_before=((2, 5, 0.7),), targets_before=((1, 0, 0.4),),
    source_sorts=(("state", 0.6), ("REB", 0.2), ("nobody", 0.1)),
)  # fmt: skip


def test_an_actor_is_of_its_least_likely_sort() -> None:
    heard = Heard.of(ACT, "source")
    assert heard.sort_share(("RUS",)) == 0.6
    assert heard.sort_share(("RUS", "UKR.REB")) == 0.2
    assert heard.sort_share(("NATO",)) == 0.0
    assert heard.sort_share(()) == 0.1


def test_words_of_sentences_before_speak_for_their_side() -> None:
    own = dict(Heard.of(ACT, "target").signs([(1, 0), (3, 4)], 3))
    assert own == {
        "share": 0.0, "other_share": 0.3, "far_share": 0.4, "other_far_share": 0.0,
    }  # fmt: skip
    assert dict(Heard.of(ACT, "source").signs([(2, 5)], 3))["far_share"] == 0.7
    assert dict(Heard.of(None, "source").signs([(2, 5)], 3))["far_share"] == 0.0


def test_without_a_sure_word_the_likeliest_possible_one_is_believed() -> None:
    assert Heard.of(ACT, "source").believed(0.5) == [4]
    assert Heard.of(ACT, "target").believed(0.5) == []
