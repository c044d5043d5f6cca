"""One record explained: words, rule and codebook entry together."""

from __future__ import annotations

from typing import Any

from communique.store import Store
from communique.views.names import codebook_entry


def explanation(store: Store, record_id: str) -> dict[str, Any]:
    """What the store knows about a record, with the codebook entries of its codes."""
    told = store.explain(record_id)
    codes = (told["record"].get("cameo"), told["record"].get("plover"))
    told["codebook"] = [entry for code in codes if code and (entry := codebook_entry(code))]
    return told
