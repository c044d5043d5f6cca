"""An event told with its rule's later steps, its model and its probability."""

from __future__ import annotations

from dataclasses import replace

from communique.cli.coding import event_lines
from communique.views.coding import event_coding
from tests.builders import GENEVA, geneva, provenance


def test_steps_model_and_probability_are_shown_where_present() -> None:
    made = provenance(rule="accuse.say.1+content:accuse.crime+carried+new")
    plain = geneva().events[0]
    event = replace(plain, probability=0.8125, provenance=made)
    told = event_coding(GENEVA, event, None)
    assert (told["probability"], told["made_by"]["model"]) == (0.8125, "core-1")
    assert told["made_by"]["steps"] == [
        "+content:accuse.crime: the code made more exact by what the act is about",
        "+carried: a side taken from another mention of the deed",
        "+new",
    ]
    lines = list(event_lines(told))
    assert ("model", "core-1") in lines
    assert ("probability", "0.81") in lines
    assert ("construction", f"none in this sentence; made by {made.rule}") in lines
    assert ("target", "RUS ← “Russia” from elsewhere in the text") in lines
    bare = event_coding(GENEVA, replace(plain, provenance=replace(made, model=None)), None)
    assert not {"model", "probability"} & {label for label, _ in event_lines(bare)}


def test_every_piece_of_evidence_is_marked_by_its_role() -> None:
    told = event_coding(GENEVA, geneva().events[1], None)
    assert told["marked"] == (
        "[Swiss: source] and [Russian: source] envoys [will: status] [meet: trigger] in "
        "[Geneva: where] on [14 January: when]."
    )
    roles = [(item["role"], item["words"]) for item in told["evidence"]]
    assert ("status", "will") in roles
