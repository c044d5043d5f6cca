"""Whose a coalition is, and whose the fighters of a people without a state are."""

from __future__ import annotations

from communique.codebook.actors import ARMED
from communique.codebook.alignments import People, coalitions, peoples
from communique.codebook.holdings import holding_kind
from communique.records import Mention, Sentence
from communique.stages.actors.discourse import Discourse
from communique.stages.actors.phrases import is_people, relations

_HELD = frozenset({"arms", "ground", "participle"})


def coalition_meant(
    sentence: Sentence, mention: Mention, discourse: Discourse
) -> tuple[tuple[str, ...], str] | None:
    """The leader of ``the coalition`` that fights in the article's state on its day, and the rule.

    ``Ruling coalition``, ``a coalition of groups`` are parties; so is the bare word where the
    article names a body that is called so, unless it is international.
    """
    table = coalitions()
    if sentence.lemmas[mention.last].lower() not in table.nouns:
        return None
    head = mention.head
    words = [sentence.words[w].lower() for w in range(mention.first, mention.last)]
    beside = sentence.dependents(head, "amod", "compound", "nmod:poss")
    words += [sentence.words[w].lower() for w in beside if not mention.first <= w <= mention.last]
    marks = {sentence.words[w].lower() for w in sentence.dependents(head, "det")}
    if any(holding_kind(sentence, w) == "participle" for w in beside):
        return None  # "the Saudi-led coalition" says whose it is
    if not set(words) <= table.beside or marks & {"a", "an"} or sentence.dependents(head, "nmod"):
        return None
    if not words and discourse.body_of(sentence.lemmas[mention.last].lower(), mention.sentence):
        return None
    found = table.of((discourse.scene, discourse.main_state), discourse.day)
    if found is None or (not words and sentence.lemmas[mention.last].lower() != "coalition"):
        return None
    return (found.code,), found.id


def stateless(
    sentence: Sentence, mention: Mention, discourse: Discourse
) -> tuple[tuple[str, ...], str] | None:
    """Codes and rule of a people without a state (``Kurdish``, ``the Kurds``)."""
    people = peoples().get(sentence.words[mention.head].lower())
    if people is None or mention.first != mention.last:
        return None
    state = _state_of(people, mention, discourse)
    if state is None:
        return None
    if sentence.relation(mention.head) not in {"amod", "compound"}:
        if is_people(sentence, mention) or state not in people.ruling:
            return (f"{state}.CVL",), people.id
        return (people.fighting[state],), people.id
    head = sentence.heads[mention.head]
    agent = discourse.index.agent_of([sentence.words[head]], [sentence.lemmas[head]])
    sector = agent.sector if agent is not None else None
    if sector in ARMED or (agent is None and holding_kind(sentence, head) in _HELD):
        return (people.fighting[state],), people.id
    if sector in {"GOV", ""}:
        return (people.ruling.get(state, state),), people.id
    return (state,), people.id


def usual_body(
    sentence: Sentence, mention: Mention, discourse: Discourse
) -> tuple[tuple[str, ...], str] | None:
    """The one state's body that a bare word means in an article naming the state (``Congress``)."""
    words = sentence.words[mention.first : mention.last + 1]
    written = " ".join(words).lower()
    for entry in relations()["usual"]:
        if written not in entry["words"]:
            continue
        raised = words[0][:1].isupper() and (mention.first > 0 or len(words) > 1)
        begins = mention.first == 0 and sentence.upos[0] == "PROPN" and words[0] != "House"
        known = discourse.code_counts[entry["state"]] > 0
        if known and (raised or begins or not entry["capital"]):
            return None if discourse.main_state in entry["not_in"] else ((entry["code"],), "usual")
    return None


def _state_of(people: People, mention: Mention, discourse: Discourse) -> str | None:
    """The state that the people's fighters are told of in, among those where it lives."""
    state, _ = discourse.state_for(
        "REB", mention.sentence, named=False, modifies=False, at_home=False
    )
    near = [s for s in discourse.states_near(mention.sentence) if s in people.fighting]
    if len(set(near)) == 1:
        return near[0]
    usual = (state, discourse.scene, discourse.main_state)
    named = sorted(people.fighting, key=lambda s: (-discourse.code_counts[s], s))
    likely = (s for s in (*usual, *named[:1]) if s in people.fighting)
    return next((s for s in likely if s and discourse.code_counts[s]), None)
