"""Every content's examples run through the whole reader, by rule alone.

Explicit patterns for demands, promises, refusals and threats are left out, so that only the table
can tell what a speech act is about.
"""

from __future__ import annotations

from typing import Any

import pytest

from communique.codebook.composition import composition
from communique.codebook.ontologies import cameo_codes
from communique.codebook.patterns import PatternTable, pattern_table
from communique.codebook.resources import load_toml
from communique.pipeline import annotate_article, article_from_text
from communique.stages import events
from tests.reading import rules_core

TABLE = load_toml("patterns/composition.toml")


@pytest.fixture(autouse=True)
def generic_patterns(monkeypatch: pytest.MonkeyPatch) -> None:
    table = composition()
    shipped = pattern_table()
    # A pattern stands at each of its lemmas; once is enough to give it.
    patterns = dict.fromkeys(p for lemma in shipped for p in shipped.at(lemma))
    kept = PatternTable(
        p for p in patterns if table.family_of(p.cameo) is None or p.cameo in table.generic
    )
    monkeypatch.setattr(events, "pattern_table", lambda: kept)


def composed_codes(sentence: str) -> list[str]:
    article = article_from_text(sentence, article_id="example", date="2022-06-15")
    found = annotate_article(article, rules_core()).events
    return [e.cameo for e in found if "+content:" in e.provenance.rule]


def test_codes_exist() -> None:
    assert composition().codes <= set(cameo_codes())
    for family in TABLE["family"]:
        assert set(family["generic"]) <= set(cameo_codes())


def test_composed_codes_begin_with_their_familys() -> None:
    begins = {family["id"]: family["codes"] for family in TABLE["family"]}
    for content in composition().contents.values():
        for family, code in content.composed.items():
            assert code.startswith(begins[family]), (content.id, family, code)


def test_contents_compose_something() -> None:
    for content in composition().contents.values():
        assert content.composed or content.stopped, content.id


@pytest.mark.parametrize("content", TABLE["content"], ids=lambda content: content["id"])
def test_examples(content: dict[str, Any]) -> None:
    wrong = []
    for sentence, code in content.get("examples", ()):
        found = composed_codes(sentence)
        if code not in found:
            wrong.append(f"{sentence!r} must give {code}, gave {found}")
    own = set(composition().contents[content["id"]].composed.values())
    for sentence in content.get("not_examples", ()):
        found = composed_codes(sentence)
        if own & set(found):
            wrong.append(f"{sentence!r} must give none of {sorted(own)}, gave {found}")
    assert not wrong, "\n".join(wrong)
