"""One record explained: words, rule and codebook entry together."""

from __future__ import annotations

from typing import Any

from communique.store import Store
from communique.views.names import codebook_entry
from communique.views.window import dated_in_words, window_fields


def explanation(store: Store, record_id: str) -> dict[str, Any]:
    """What the store knows about a record, with the codebook entries of its codes."""
    told = store.explain(record_id)
    codes = (told["record"].get("cameo"), told["record"].get("plover"))
    article = told["article"]
    window = store.window(article["id"])
    article["dct_window"] = window_fields(window)
    article["dated"] = dated_in_words(article["dct"], article["dct_basis"], window)
    told["codebook"] = [entry for code in codes if code and (entry := codebook_entry(code))]
    return told
