"""What the act head adds to the rules: beliefs, marks, and whom it is not asked about.

The head's answers are given, and sides are told before they are ranked, so that no weights decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from communique.codebook.acts import act_book
from communique.codebook.ontologies import PLOVER_TYPES, cameo_codes
from communique.pipeline import annotate_article, article_from_text
from communique.records import Act, Event
from communique.runtime.core import LanguageCore, Passage, Reading
from communique.stages import events
from communique.stages.events import Notes, coder
from communique.stages.events.candidates import Candidate
from tests.reading import read_by_rule, rules_core

PRAISE = "In a Polish town somebody praised Germany."
ACCUSE = "France accused Russia."


class GivenActs(LanguageCore):
    """The shipped core with these acts in its first sentence."""

    def __init__(self, *acts: Act) -> None:
        self._core, self._acts = rules_core(), acts
        self.name, self.reporter = self._core.name, self._core.reporter
        self.act_reader = "given"

    def read(self, passages: Sequence[Passage]) -> Reading:
        """The core's reading, these acts laid over it."""
        reading = self._core.read(passages)
        return replace(reading, acts=(self._acts, *reading.acts[1:]))


def act(
    text: str,
    word: str,
    kind: str,
    source: str = "",
    target: str = "",
    share: float = 0.97,
    codes: tuple[tuple[str, float], ...] = (),
) -> Act:
    words = text.rstrip(".").split()
    return Act(
        anchor=words.index(word),
        share=share,
        types=((kind, share),),
        codes=codes,
        sources=((words.index(source), 0.95),) if source else (),
        targets=((words.index(target), 0.95),) if target else (),
    )


def told(text: str, *acts: Act) -> list[Event]:
    article = article_from_text(text, article_id="typed", date="2022-06-15")
    return list(annotate_article(article, GivenActs(*acts)).events)


@pytest.fixture(autouse=True)
def unranked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "choose_sides", lambda _drafts, found, *_: list(found))


def test_an_act_that_lacks_a_side_is_told_where_the_head_names_it() -> None:
    assert read_by_rule(PRAISE).events == ()
    (event,) = told(PRAISE, act(PRAISE, "praised", "SUPPORT", "Polish", "Germany"))
    assert (event.source, event.target) == (("POL",), ("DEU",))
    assert event.provenance.rule == "support.praise+unfilled+source"
    assert event.provenance.model == "given"


class Weighed(Notes):
    """Keeps the candidates."""

    def __init__(self) -> None:
        self.candidates: list[Candidate] = []

    def weigh(self, candidate: Candidate, belief: float, signs: Mapping[str, float]) -> None:
        """Keep it."""
        del belief, signs
        self.candidates.append(candidate)


def test_an_act_inside_a_content_may_be_freed_and_is_told_apart() -> None:
    text = "France accused Mali of praising Russia."
    assert [e.plover for e in read_by_rule(text).events] == ["ACCUSE"]
    notes = Weighed()
    article = article_from_text(text, article_id="typed", date="2022-06-15")
    core = GivenActs(act(text, "praising", "SUPPORT", "Mali", "Russia"))
    annotate_article(article, core, notes=notes)
    rules = {c.coded.rule: (c.ruled, c.content) for c in notes.candidates}
    assert rules["support.praise+freed+source"] == (False, True)
    assert rules["accuse.accuse-verb"] == (True, False)


def test_an_act_without_a_pattern_has_the_code_of_its_type() -> None:
    text = "Poland unfriended Belarus."
    assert read_by_rule(text).events == ()
    (event,) = told(text, act(text, "unfriended", "REJECT", "Poland", "Belarus"))
    assert event.cameo == act_book().codes["REJECT"]
    assert (event.source, event.target) == (("POL",), ("BLR",))
    assert event.provenance.rule == "act.REJECT+source+target"


def test_an_act_without_a_pattern_takes_the_code_that_the_head_is_sure_of() -> None:
    text = "Poland unfriended Belarus."
    for share, cameo in ((0.9, "123"), (0.2, act_book().codes["REJECT"])):
        codes = (("163", 0.95), ("123", share))
        seen = act(text, "unfriended", "REJECT", "Poland", "Belarus", codes=codes)
        (event,) = told(text, seen)
        # A code of another type is none of its codes.
        assert (event.cameo, event.plover) == (cameo, "REJECT")


def test_what_rule_and_head_see_alike_has_no_mark() -> None:
    (event,) = told(ACCUSE, act(ACCUSE, "accused", "ACCUSE", "France", "Russia"))
    assert event.provenance.rule == "accuse.accuse-verb"
    assert event.probability is not None


def test_two_words_of_one_trigger_are_one_act() -> None:
    text = "France and Germany held talks in Paris."
    seen = [act(text, word, "CONSULT", "France") for word in ("held", "talks")]
    assert [e.trigger.of(text) for e in told(text, *seen)] == ["held talks"]


def test_without_the_head_there_is_no_belief() -> None:
    (event,) = read_by_rule(ACCUSE).events
    assert event.probability is event.provenance.model is None


def test_a_user_s_own_types_are_never_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coder, "own_codes", lambda: frozenset({"112"}))
    other = act(ACCUSE, "accused", "REQUEST", "Russia", "France")
    (event,) = told(ACCUSE, other)
    assert (event.cameo, event.source, event.target) == ("112", ("FRA",), ("RUS",))
    assert event.probability is event.provenance.model is None


class Beliefs(Notes):
    """Keeps the beliefs in acts of a type."""

    def __init__(self, name: str) -> None:
        self.name, self.beliefs = name, list[float]()

    def weigh(self, candidate: Candidate, belief: float, signs: Mapping[str, float]) -> None:
        """Keep it where it is of the type."""
        assert {"trigger", "type", f"type {candidate.coded.plover}"} <= set(signs)
        if candidate.coded.plover == self.name:
            self.beliefs.append(belief)


@pytest.mark.parametrize(
    ("text", "word"), [(ACCUSE, "accused"), ("France blasted Russia.", "blasted")]
)
def test_belief_grows_with_the_head_s(text: str, word: str) -> None:
    beliefs = []
    for share in (0.05, 0.5, 0.95):
        notes = Beliefs("ACCUSE")
        article = article_from_text(text, article_id="typed", date="2022-06-15")
        seen = act(text, word, "ACCUSE", "France", "Russia", share=share)
        annotate_article(article, GivenActs(seen), notes=notes)
        beliefs.append(max(notes.beliefs))
    assert beliefs == sorted(set(beliefs))
    assert 0 < beliefs[0] < 0.6 < beliefs[-1] < 1


def test_the_book_codes_every_type() -> None:
    types = {code.plover for name, code in cameo_codes().items() if name.isdigit()}
    assert set(act_book().codes) == types == set(PLOVER_TYPES)
    for kind, code in act_book().codes.items():
        assert cameo_codes()[code].plover == kind
