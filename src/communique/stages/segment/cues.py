"""Cues of ``data/segments``: enters TOML, leaves frozen `Cue` records with compiled patterns."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from communique.codebook.resources import DATA, expand_parts, load_toml
from communique.errors import DataError
from communique.records import Provenance
from communique.records.segments import SegmentKind

Scope = Literal["prefix", "suffix", "paragraph", "block", "more", "signature", "mark"]
FILES = ("headers", "datelines", "bylines", "captions", "posts", "boilerplate")
STAGE = "segment.v1"
# A paragraph of more characters per allowed word than this is not looked at word by word.
LONGEST_WORD = 40
TAIL = 2500


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One entry: what it finds, where it may stand, and the kind it gives.

    `within` and `after` bound the paragraph number, `max_words` the length; `requires` and
    `forbids` look at the same words as the pattern.
    """

    id: str
    kind: SegmentKind
    scope: Scope
    pattern: re.Pattern[str] | None
    phrases: tuple[str, ...]
    reason: str | None
    within: int
    after: int
    max_words: int
    requires: re.Pattern[str] | None
    forbids: re.Pattern[str] | None
    mixed_case_only: bool
    top: bool
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]

    def fits(self, paragraph: str, index: int) -> bool:
        """True when a paragraph of this number and length may match at all."""
        if not self.after <= index < self.within or len(paragraph) > self.max_words * LONGEST_WORD:
            return False
        return len(paragraph.split(None, self.max_words)) <= self.max_words

    def allows(self, words: str) -> bool:
        """True when `requires` is found in the words and `forbids` is not."""
        if self.forbids is not None and self.forbids.search(words):
            return False
        return self.requires is None or self.requires.search(words) is not None

    def marks(self, paragraph: str) -> bool:
        """True when the pattern or one of the phrases stands in the paragraph."""
        if self.pattern is not None:
            # search() tries "^" at every character; match() only where it can hold.
            anchored = self.pattern.pattern.startswith(("^", "(?i)^"))
            find = self.pattern.match if anchored else self.pattern.search
            found = find(paragraph) is not None
        else:
            folded = paragraph.lower().replace("’", "'")
            found = any(_stands_in(phrase, folded) for phrase in self.phrases)
        return found and self.allows(paragraph)

    def head(self, words: str) -> re.Match[str] | None:
        """The match at the very start of the words, for cues of scope ``prefix``."""
        match = self.pattern.match(words) if self.pattern is not None else None
        return match if match is not None and self.allows(match.group()) else None

    def tail(self, words: str) -> int | None:
        """Where the match starts that runs to the end of the words, for scope ``suffix``."""
        offset = max(0, len(words) - TAIL)
        match = self.pattern.search(words, offset) if self.pattern is not None else None
        return match.start() if match is not None else None


def _stands_in(phrase: str, folded: str) -> bool:
    at = folded.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        before = at == 0 or not folded[at - 1].isalnum()
        if before and (end == len(folded) or not folded[end].isalnum() or not phrase[-1].isalnum()):
            return True
        at = folded.find(phrase, at + 1)
    return False


@cache
def load_cues() -> tuple[Cue, ...]:
    """All cues in the order of `FILES`, read once."""
    parts = load_toml("segments/parts.toml")["parts"]
    found: list[Cue] = []
    for name in FILES:
        for entry in load_toml(f"segments/{name}.toml")["cue"]:
            found.append(_cue(entry, parts, name))
    return tuple(found)


@cache
def cues_of(*scopes: Scope) -> tuple[Cue, ...]:
    """The cues with one of these scopes, in file order."""
    return tuple(cue for cue in load_cues() if cue.scope in scopes)


@cache
def data_digest() -> str:
    """A digest of the data files, so that a segment names the rules it was made with."""
    files = [DATA / "segments" / f"{name}.toml" for name in ("parts", *FILES)]
    joined = "\x1f".join(file.read_text(encoding="utf-8") for file in files)
    return hashlib.blake2s(joined.encode(), digest_size=8).hexdigest()


@cache
def provenance(rule: str) -> Provenance:
    """The provenance of a segment made by this rule or data entry."""
    return Provenance(stage=STAGE, rule=rule, data=data_digest())


def _cue(entry: dict[str, object], parts: dict[str, str], file: str) -> Cue:
    where = f"segments/{file}.toml, {entry.get('id')}"
    if entry.get("kind") not in get_args(SegmentKind) or entry.get("scope") not in get_args(Scope):
        raise DataError("data.segments", f"{where}: unknown kind or scope")
    if ("pattern" in entry) == ("phrases" in entry):
        raise DataError("data.segments", f"{where}: needs either pattern or phrases")
    return Cue(
        id=str(entry["id"]),
        kind=entry["kind"],  # type: ignore[arg-type]
        scope=entry["scope"],  # type: ignore[arg-type]
        pattern=_compile(entry.get("pattern"), parts, where),
        phrases=_strings(entry.get("phrases")),
        reason=str(entry["reason"]) if "reason" in entry else None,
        within=_number(entry.get("within"), 1_000_000),
        after=_number(entry.get("after"), 0),
        max_words=_number(entry.get("max_words"), 1_000_000),
        requires=_compile(entry.get("requires"), parts, where),
        forbids=_compile(entry.get("forbids"), parts, where),
        mixed_case_only=entry.get("mixed_case_only") is True,
        top=entry.get("top") is True,
        examples=_strings(entry.get("examples")),
        not_examples=_strings(entry.get("not_examples")),
    )


def _compile(source: object, parts: dict[str, str], where: str) -> re.Pattern[str] | None:
    if source is None:
        return None
    try:
        return re.compile(expand_parts(str(source), parts))
    except re.error as error:
        raise DataError("data.segments", f"{where}: {error}") from error


def _strings(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def _number(value: object, default: int) -> int:
    return value if isinstance(value, int) else default
