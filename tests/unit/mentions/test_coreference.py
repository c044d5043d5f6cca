from __future__ import annotations

import pytest

from communique.codebook.actors import first_name_genders
from communique.records import ChainTable
from communique.stages.mentions import find_chains
from communique.stages.mentions.agreement import agrees
from communique.stages.mentions.references import Entity, Reference
from communique.stages.mentions.salience import salience
from tests.reading import read


def earlier(text: str, pronoun: str) -> list[str]:
    """Head words of what the last `pronoun` of the text may mean, nearest first."""
    analysis = read(text).analysis
    table = ChainTable(find_chains(analysis, first_name_genders()))
    number, word = [
        (n, w)
        for n, sentence in enumerate(analysis.sentences)
        for w, form in enumerate(sentence.words)
        if form == pronoun
    ][-1]
    return [analysis.sentences[m.sentence].words[m.word] for m in table.before(number, word)]


@pytest.mark.parametrize(
    ("text", "pronoun", "head"),
    [
        (
            "Angela Merkel met the press in Berlin. She said that talks went on.",
            "She",
            "Angela",
        ),
        ("The prime minister resigned. He had lost a vote.", "He", "minister"),
        ("Protesters burned tyres. They demanded new elections.", "They", "Protesters"),
        ("The company said on Monday that it would close its plant.", "its", "company"),
    ],
)
def test_pronouns_find_whom_they_mean(text: str, pronoun: str, head: str) -> None:
    assert head in earlier(text, pronoun)


def test_a_family_name_joins_the_full_name() -> None:
    text = "Defence Minister Florence Parly flew to Mali. Parly met the troops on Friday."
    assert "Florence" in earlier(text, "Parly") or "Parly" in earlier(text, "Parly")


def reference(low: str, entity: str, **fields: object) -> Reference:
    given: dict[str, object] = {
        "sentence": 0, "word": 0, "kind": "nominal", "low": low, "entity": entity,
        "is_plural": False, "gender": None, "words": (), "role": "nsubj",
    }  # fmt: skip
    return Reference(**{**given, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("pronoun", "other", "expected"),
    [
        ("he", reference("spokeswoman", "person", gender="f"), False),
        ("he", reference("minister", "person"), True),
        ("he", reference("ministers", "person", is_plural=True), False),
        ("he", reference("ministry", "organization"), False),
        ("it", reference("minister", "person"), False),
        ("it", reference("ministry", "organization"), True),
        ("they", reference("ministry", "organization"), True),
        ("they", reference("treaty", "object"), False),
    ],
)
def test_agreement(pronoun: str, other: Reference, *, expected: bool) -> None:
    entity = Entity()
    entity.add(other, "first")
    gender = {"he": "m"}.get(pronoun)
    asked = reference(pronoun, "person", kind="pronoun", gender=gender, sentence=1)
    assert agrees(asked, entity) is expected


def test_near_and_believed_beats_far_and_doubted() -> None:
    near = {"share": -0.1, "distance": 0.0, "subject": 1.0}
    far = {"share": -4.0, "distance": 5.0, "subject": 0.0}
    for pronoun in ("he", "it", "they"):
        assert salience(near, pronoun) > salience(far, pronoun)
