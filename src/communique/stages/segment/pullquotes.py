"""Pull quotes: enter paragraphs, leave the numbers of short lines that repeat a body sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from communique.records import Span

WORD = re.compile(r"\w+(?:[’'-]\w+)*")
SENTENCE = re.compile(r"(?<=[.!?])[”\"’)]*\s+")
FUNCTION_WORDS = frozenset({
    "a", "an", "the", "and", "or", "but", "of", "to", "in", "on", "at", "by", "for", "from",
    "with", "as", "is", "are", "was", "were", "be", "been", "it", "its", "this", "that", "his",
    "her", "their", "our", "my", "your", "he", "she", "they", "we", "you", "i", "not", "no", "s",
    "has", "have", "had", "will", "would",
})  # fmt: skip
# List items and lines with addresses are no quotations.
NOT_PROSE = re.compile(r"^\W*(?:[-•*·–—]\s|\[?\d+[\].)])|https?:|www\.|@|\|")
FEWEST, MOST = 4, 25
SHARE = 0.8
# Lines tried per article: a list of thousands of short lines holds no pull quotes.
TRIED = 60


def find_pullquotes(text: str, paragraphs: Sequence[Span]) -> frozenset[int]:
    """Numbers of the short lines, without final stop, whose words recur in order in one sentence.

    At least four fifths of the content words must recur, in a sentence longer than the line.
    """
    short = [n for n, span in enumerate(paragraphs) if n and _is_short_line(span.of(text))]
    tried = short[:TRIED]
    if not tried:
        return frozenset()
    sentences = _sentences(text, paragraphs)
    holders: dict[str, set[int]] = defaultdict(set)
    for number, (_, words) in enumerate(sentences):
        for word in words:
            holders[word].add(number)
    return frozenset(n for n in tried if _repeats(n, text, paragraphs, sentences, holders))


def _repeats(
    number: int,
    text: str,
    paragraphs: Sequence[Span],
    sentences: list[tuple[int, list[str]]],
    holders: dict[str, set[int]],
) -> bool:
    words = _content(paragraphs[number].of(text))
    if len(words) < FEWEST:
        return False
    candidates: dict[int, int] = defaultdict(int)
    for word in set(words):
        for sentence in holders.get(word, ()):
            candidates[sentence] += 1
    floor = SHARE * len(words)
    for sentence, shared in candidates.items():
        home, other = sentences[sentence]
        longer = len(other) > len(words) or paragraphs[home].end - paragraphs[home].start > 2 * (
            paragraphs[number].end - paragraphs[number].start
        )
        enough = home != number and longer and shared >= SHARE * len(set(words))
        if enough and common_in_order(words, other) >= floor:
            return True
    return False


def common_in_order(left: Sequence[str], right: Sequence[str]) -> int:
    """Length of the longest run of words that both hold in the same order, gaps allowed.

    >>> common_in_order(["stop", "war", "threats"], ["stop", "all", "war", "and", "threats"])
    3
    """
    row = [0] * (len(right) + 1)
    for word in left:
        diagonal = 0
        for column, other in enumerate(right, start=1):
            above = row[column]
            row[column] = diagonal + 1 if word == other else max(above, row[column - 1])
            diagonal = above
    return row[-1]


def _is_short_line(words: str) -> bool:
    if len(words) > 200 or "\n" in words or NOT_PROSE.search(words):
        return False
    bare = words.rstrip("”\"’'» ")
    return FEWEST <= len(words.split()) <= MOST and not bare.endswith(
        (".", ":", ";", ",", "?", "!")
    )


def _sentences(text: str, paragraphs: Sequence[Span]) -> list[tuple[int, list[str]]]:
    found: list[tuple[int, list[str]]] = []
    for number, span in enumerate(paragraphs):
        for sentence in SENTENCE.split(span.of(text)):
            words = _content(sentence[:2000])
            if len(words) >= FEWEST:
                found.append((number, words))
    return found


def _content(words: str) -> list[str]:
    return [w for w in WORD.findall(words.casefold()) if w not in FUNCTION_WORDS]
