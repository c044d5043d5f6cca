"""Articles from a text: what is printed at its top, and which date wins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import InputError
from communique.stages.ingest import article_from_text


@pytest.mark.parametrize(
    ("text", "value", "basis"),
    [
        (" date 2022-01-07 Envoys met.", "2022-01-07", "header"),
        ("Date: 2014-03-04\n\nEnvoys met.", "2014-03-04", "header"),
        ("Published: 4 March 2014\nEnvoys met.", "2014-03-04", "header"),
        ("KYIV, 24 Feb 2022\n\nEnvoys met.", "2022-02-24", "dateline"),
        ("Date of publication 15 June 2016 Envoys met.", "2016-06-15", "text"),
        ("Fri Jul 1 2016 Envoys met.", "2016-07-01", "text"),
        (
            "Envoys meet\n\nLast updated 7 January 2022 10:15 GMT\n\nEnvoys met.",
            "2022-01-07",
            "text",
        ),
        ("BRUSSELS, March 4 (Reuters) — Envoys met.", None, "unknown"),
        ("Envoys met on 4 March 2014 in Riga.", None, "unknown"),
        ("The invasion of 24 February 2022 was condemned.", None, "unknown"),
    ],
)
def test_printed_dates(text: str, value: str | None, basis: str) -> None:
    article = article_from_text(text, article_id="a")
    assert (article.dct, article.dct_basis) == (value, basis)
    assert article.text == text


def test_a_dateline_without_a_year_takes_it_from_another_candidate() -> None:
    article = article_from_text(
        "RIGA, March 4 (AP) — Envoys met.", article_id="a", date="2014-03-05"
    )
    assert [(d.value, d.origin) for d in article.dates] == [
        ("2014-03-05", "given"),
        ("2014-03-04", "dateline"),
    ]
    assert not article.date_conflict


def test_every_candidate_is_kept_and_the_given_one_wins() -> None:
    article = article_from_text(
        "date 2022-01-07 Envoys met.",
        article_id="a",
        date="2022-01-10",
        url="https://example.org/2022/01/08/a",
    )
    assert [d.origin for d in article.dates] == ["given", "header", "url"]
    assert (article.dct, article.date_conflict) == ("2022-01-10", True)


def test_an_unreadable_date_is_no_candidate_and_no_failure() -> None:
    article = article_from_text("Envoys met.", article_id="a", date="last Tuesday")
    assert (article.dct, article.dct_basis, article.dates) == (None, "unknown", ())


def test_header_fields() -> None:
    url = "https://example.org/2014/03/04/a"
    text = f"title: Envoys meet\nsource: Example Wire\nurl: {url}\n\nEnvoys met."
    article = article_from_text(text, article_id="a")
    assert (article.title, article.outlet) == ("Envoys meet", "Example Wire")
    assert article.url == url
    assert (article.dct, article.dct_basis) == ("2014-03-04", "url")


def test_a_given_title_wins_over_a_printed_one() -> None:
    article = article_from_text("title: Printed\n\nEnvoys met.", article_id="a", title="Given")
    assert article.title == "Given"


def test_the_digest_depends_on_text_and_date_only() -> None:
    one = article_from_text("Envoys met.", article_id="a", date="2014-03-04")
    two = article_from_text("Envoys met.", article_id="b", date="2014-03-04", title="T")
    three = article_from_text("Envoys met.", article_id="a", date="2014-03-05")
    assert one.digest == two.digest != three.digest


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_blank_text_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        article_from_text(text, article_id="a")
    assert caught.value.code == "input.empty"


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        article_from_text("Envoys \ud800 met.", article_id="a")
    assert caught.value.code == "input.encoding"


def test_a_text_over_the_limit_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        article_from_text("a" * 5_000_001, article_id="a")
    assert caught.value.code == "input.too-large"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_is_kept_exactly(text: str) -> None:
    if text.strip():
        assert article_from_text(text, article_id="a").text == text
