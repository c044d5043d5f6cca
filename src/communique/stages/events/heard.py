"""What the act head says of one side of an act: the words that name it, and of what sort it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from communique.records import Act
from communique.runtime.acts import NOBODY, sort_of

Side = Literal["source", "target"]
# A word with the number of its sentence.
Place = tuple[int, int]
# From which share on words are read as one side together, and which may belong to it.
SURE, POSSIBLE = 0.5, 0.2


@dataclass(frozen=True, slots=True)
class Heard:
    """Shares in words of the act's own sentence and of sentences before it, for this side and for
    the other (`others`, `far_others`), and in the sorts this side may be of."""

    shares: Mapping[int, float]
    others: Mapping[int, float]
    far: Mapping[Place, float]
    far_others: Mapping[Place, float]
    sorts: Mapping[str, float]

    @staticmethod
    def of(act: Act | None, side: Side) -> Heard:
        """What is heard of a side; nothing where the head sees no act."""
        if act is None:
            return Heard({}, {}, {}, {}, {})
        near = (dict(act.sources), dict(act.targets))
        far = tuple(
            {(number, word): share for number, word, share in shares}
            for shares in (act.sources_before, act.targets_before)
        )
        sorts = (act.source_sorts, act.target_sorts)
        own = 0 if side == "source" else 1
        return Heard(near[own], near[1 - own], far[own], far[1 - own], dict(sorts[own]))

    def believed(self, least: float) -> list[int]:
        """The words believed in so much, at least the likeliest possible one."""
        sure = [word for word, share in self.shares.items() if share >= least]
        return sure or [word for word, share in self.shares.items() if share >= POSSIBLE][:1]

    def signs(self, places: Sequence[Place], number: int) -> Iterator[tuple[str, float]]:
        """What speaks for an actor with these words, for the act of sentence `number`."""
        for place in places:
            if place[0] == number:
                yield "share", self.shares.get(place[1], 0.0)
                yield "other_share", self.others.get(place[1], 0.0)
            else:
                yield "far_share", self.far.get(place, 0.0)
                yield "other_far_share", self.far_others.get(place, 0.0)

    def sort_share(self, codes: Sequence[str]) -> float:
        """The share in the sort of these codes; of several sorts in the least likely one."""
        return min(self.sorts.get(name, 0.0) for name in {sort_of(c) for c in codes} or {NOBODY})
