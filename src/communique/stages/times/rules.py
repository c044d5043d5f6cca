"""Time rules: TOML entries turned into compiled patterns, tried only when a trigger word occurs."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

from communique.stages.times.lexicon import Lexicon, load_lexicon

RuleType = Literal["DATE", "TIME", "DURATION", "SET", "NONE"]
Groups = Mapping[str, tuple[str, str]]
RULE_FILES = (
    "vetoes", "dates", "weekdays", "clock", "relative", "periods", "sets", "durations",
    "holidays", "references",
)  # fmt: skip
_CONTEXT_REACH = 60
ANY_DIGIT = "@digit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What must stand beside a match; its slots count as slots of the match."""

    pattern: re.Pattern[str]
    groups: Groups

    def before(self, text: str, end: int) -> re.Match[str] | None:
        """The context that ends where the match begins."""
        return self.pattern.search(text, max(0, end - _CONTEXT_REACH), end)

    def after(self, text: str, start: int) -> re.Match[str] | None:
        """The context that begins one space after the match."""
        return self.pattern.match(text, start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One entry: what to find, what must and must not stand beside it, how to value it."""

    id: str
    type: RuleType
    triggers: frozenset[str]
    pattern: re.Pattern[str]
    groups: Groups
    recipe: str
    fixed: Mapping[str, str]
    before: Context | None
    after: Context | None
    not_before: Context | None
    not_after: Context | None
    order: int
    examples: tuple[tuple[str, str, str, str], ...] = field(default=(), compare=False)
    not_examples: tuple[str, ...] = field(default=(), compare=False)

    def find(self, text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, dict[str, str]]]:
        """Every match of the rule in `text`: start, end, and slot values."""
        for match in self.pattern.finditer(text):
            start, end = match.span()
            slots = dict(self.fixed)
            if self._fits(text, start, end, slots, lexicon):
                slots |= _slots(match, self.groups, lexicon)
                yield start, end, slots

    def _fits(
        self, text: str, start: int, end: int, slots: dict[str, str], lexicon: Lexicon
    ) -> bool:
        if self.not_before and self.not_before.before(text, start):
            return False
        if self.not_after and self.not_after.after(text, end + 1):
            return False
        for context, found in (
            (self.before, self.before and self.before.before(text, start)),
            (self.after, self.after and self.after.after(text, end + 1)),
        ):
            if context and not found:
                return False
            if context and found:
                slots |= _slots(found, context.groups, lexicon)
        return True


def _slots(match: re.Match[str], groups: Groups, lexicon: Lexicon) -> dict[str, str]:
    """Slot name -> value for the groups that took part in `match`."""
    slots: dict[str, str] = {}
    for group, text in match.groupdict().items():
        if text is not None:
            slot, kind = groups.get(group, (group, group))
            slots[slot] = lexicon.read(kind, text)
    return slots


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """All rules, and for each trigger word the rules it wakes."""

    rules: tuple[Rule, ...]
    by_trigger: Mapping[str, tuple[int, ...]]
    digest: str

    def awake(self, text: str) -> list[Rule]:
        """The rules worth trying on `text`, in file order."""
        found: set[int] = set()
        by_trigger = self.by_trigger
        for piece in set(text.split()):
            if piece[0].isdigit():
                found.update(by_trigger[ANY_DIGIT])
            elif piece in by_trigger:
                found.update(by_trigger[piece])
        return [self.rules[index] for index in sorted(found)]


def _context(lexicon: Lexicon, text: str | None, *, before: bool) -> Context | None:
    if text is None:
        return None
    regex, groups = lexicon.expand(text)
    framed = rf"(?:(?<= )|^)(?:{regex})$" if before else regex
    return Context(pattern=re.compile(framed), groups=groups)


def _rule(lexicon: Lexicon, raw: Mapping[str, Any], order: int) -> Rule:
    regex, groups = lexicon.expand(raw["pattern"])
    return Rule(
        id=raw["id"],
        type=cast(RuleType, raw["type"]),
        triggers=lexicon.triggers(raw["trigger"]),
        pattern=re.compile(rf"(?<= )(?:{regex})(?= )"),
        groups=groups,
        recipe=raw.get("recipe", "none"),
        fixed=raw.get("set", {}),
        before=_context(lexicon, raw.get("before"), before=True),
        after=_context(lexicon, raw.get("after"), before=False),
        not_before=_context(lexicon, raw.get("not_before"), before=True),
        not_after=_context(lexicon, raw.get("not_after"), before=False),
        order=order,
        examples=tuple(tuple(example) for example in raw["examples"]),
        not_examples=tuple(raw.get("not_examples", ())),
    )


@cache
def load_rules() -> RuleBook:
    """The rules that ship with the package, compiled once."""
    lexicon = load_lexicon()
    folder = files("communique").joinpath("data/patterns/times")
    rules: list[Rule] = []
    digest = hashlib.blake2s(digest_size=8)
    for name in ("lexicon", *RULE_FILES):
        text = folder.joinpath(f"{name}.toml").read_text(encoding="utf-8")
        digest.update(text.encode())
        for raw in tomllib.loads(text).get("rule", ()):
            rules.append(_rule(lexicon, raw, len(rules)))
    by_trigger: dict[str, list[int]] = {ANY_DIGIT: []}
    for index, rule in enumerate(rules):
        for trigger in rule.triggers:
            by_trigger.setdefault(trigger, []).append(index)
    return RuleBook(
        rules=tuple(rules),
        by_trigger={word: tuple(indices) for word, indices in by_trigger.items()},
        digest=digest.hexdigest(),
    )
