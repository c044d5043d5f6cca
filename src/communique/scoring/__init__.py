"""Scores of annotations against gold articles coded by the coding guide. See README.md."""

from communique.scoring.floors import below_floors, read_floors
from communique.scoring.gold import GoldArticle, GoldDate, GoldEvent, GoldQuote, read_gold
from communique.scoring.measure import Score, score_articles

__all__ = [
    "GoldArticle",
    "GoldDate",
    "GoldEvent",
    "GoldQuote",
    "Score",
    "below_floors",
    "read_floors",
    "read_gold",
    "score_articles",
]
