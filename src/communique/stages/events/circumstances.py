"""Where an act took place."""

from __future__ import annotations

from communique.records import LinkTable, Sentence, Span
from communique.stages.events.arguments import case_words

_PLACE_CASES = frozenset(
    {"in", "at", "near", "outside", "around", "across", "inside", "over", "to", "into", "on", "off",
     "throughout", "along"}
)  # fmt: skip


def find_where(
    sentence: Sentence, number: int, trigger: tuple[int, ...], links: LinkTable
) -> tuple[str | None, Span | None]:
    """The place named in the act's own clause, as written."""
    candidates: list[tuple[int, Span]] = []
    for anchor in (*trigger, *_verb_above(sentence, trigger[0])):
        for child in sentence.children[anchor]:
            if sentence.relation(child) not in {"obl", "nmod"} or child in trigger:
                continue
            for word in (child, *sentence.dependents(child, "nmod", "compound", "appos")):
                link = links.at(number, word)
                if link is None or link.mention.kind != "name":
                    continue
                named_place = link.is_place or link.provenance.rule == "name.place"
                if named_place and case_words(sentence, child) & _PLACE_CASES:
                    candidates.append((abs(word - trigger[0]), link.mention.span))
    if not candidates:
        return None, None
    span = min(candidates)[1]
    words = [w for w, s in zip(sentence.words, sentence.spans, strict=True) if span.contains(s)]
    return _joined(words), span


def _joined(words: list[str]) -> str:
    return " ".join(words).replace(" - ", "-").replace(" ’s", "’s").replace(" 's", "'s")


def _verb_above(sentence: Sentence, head: int) -> tuple[int, ...]:
    above = sentence.heads[head]
    if above >= 0 and sentence.upos[head] != "VERB" and sentence.relation(head) in {"obj", "nsubj"}:
        return (above,)
    return ()
