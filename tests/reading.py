"""Reading a typed text with the shipped core, for tests that look at the whole answer."""

from __future__ import annotations

from functools import cache

from communique.pipeline import annotate_article, article_from_text
from communique.records import Annotation, Link
from communique.runtime.core import LanguageCore, shipped_core


@cache
def rules_core() -> LanguageCore:
    """The shipped core without its act head, for tests of what the rules do."""
    return shipped_core(1).by_rule()


@cache
def read_by_rule(text: str, date: str | None = "2022-06-15") -> Annotation:
    """The annotation of `text` as the rules alone give it."""
    return annotate_article(article_from_text(text, article_id="typed", date=date), rules_core())


@cache
def read(text: str, date: str | None = "2022-06-15") -> Annotation:
    """The annotation of `text` as an article of `date`."""
    article = article_from_text(text, article_id="typed", date=date)
    return annotate_article(article, shipped_core(1))


def link_of(annotation: Annotation, words: str) -> Link:
    """The link of the mention written exactly `words`, the last one if there are several."""
    text = annotation.article.text
    return [x for x in annotation.links if x.mention.span.of(text) == words][-1]
