from __future__ import annotations

import json
from pathlib import Path

from communique.scoring import read_gold, score_articles
from tests.reading import read

TEXT = "NATO called on Russia to leave. Talks took place on 13 June 2022."
GOLD = {
    "id": "a",
    "events": [
        {
            "sentence": "NATO called on Russia to leave.",
            "trigger": "called on",
            "cameo": "020",
            "plover": "REQUEST",
            "source": ["NATO"],
            "target": ["RUS"],
            "status": "actual",
            "when": None,
            "asserted_by": "author",
        },
        {
            "sentence": "NATO called on Russia to leave.",
            "trigger": "not in the text",
            "cameo": "020",
            "plover": "REQUEST",
            "source": [],
            "target": [],
            "status": "actual",
            "when": None,
            "asserted_by": "author",
        },
    ],
    "quotes": [],
    "dates": [{"text": "13 June 2022", "type": "DATE", "value": "2022-06-13"}],
}


def test_scores_count_what_is_right(tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").write_text(json.dumps({"id": "a", "dct": None, "text": TEXT}))
    (tmp_path / "annotations.jsonl").write_text(json.dumps(GOLD))
    gold = read_gold(tmp_path)[0]
    assert gold.lost == 1
    scores = {s.name: s for s in score_articles([(gold, read(TEXT))])}
    event = scores["event type+source+target"]
    assert (event.right, event.gold) == (1, 1)
    date = scores["date span+value"]
    assert (date.right, date.predicted, date.gold, date.f1) == (1, 1, 1, 1.0)
