"""Generated pages say what the data says."""

from __future__ import annotations

import importlib.util
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_codebook_page_is_current() -> None:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate_codebook.py")
    assert spec is not None
    assert spec.loader is not None
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    current = (DOCS / "codebook.md").read_text("utf-8")
    assert current == generate.page(), "run: python docs/generate_codebook.py"
