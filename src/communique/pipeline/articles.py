"""Many articles: one after another, or side by side in processes of one thread each.

Two threads in one process read a quarter more than one thread, two processes twice as much: only
the encoder's products can be shared out. What a process costs at its start is earned back after a
dozen articles. Answers do not depend on it.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future
from itertools import chain, islice
from typing import TYPE_CHECKING

from communique.errors import DataError
from communique.pipeline.annotate import annotate_article
from communique.records import Annotation, Article, Failure
from communique.runtime.core import shipped_core

if TYPE_CHECKING:
    from loky import ProcessPoolExecutor

# From how many articles on processes are started, and how many each has waiting for it.
_MANY, _WAITING = 12, 4


def annotate_articles(
    items: Iterable[Article | Failure], *, threads: int = 2
) -> Iterator[Annotation | Failure]:
    """Annotations in the order of the input; a failing article becomes a `Failure`.

    `threads` says how many of the processor's cores may be busy: as threads of the language core
    where articles are few, as processes where they are many (then some articles are taken from
    `items` ahead of their turn). The answers do not depend on it.
    """
    left = iter(items)
    first = list(islice(left, _MANY)) if threads > 1 else []
    everything = chain(first, left)
    if len(first) < _MANY:
        yield from (_annotated(item, threads) for item in everything)
    else:
        yield from _side_by_side(everything, threads)


def _side_by_side(
    items: Iterable[Article | Failure], processes: int
) -> Iterator[Annotation | Failure]:
    # Imported late: few commands read many articles.
    from loky import ProcessPoolExecutor

    waiting: deque[tuple[Article | Failure, Future[bytes] | None]] = deque()
    pool = ProcessPoolExecutor(max_workers=processes)
    try:
        for item in items:
            waiting.append((item, _handed_over(item, pool)))
            if len(waiting) > processes * _WAITING:
                yield _answer(*waiting.popleft())
        while waiting:
            yield _answer(*waiting.popleft())
    finally:
        pool.shutdown(wait=False, kill_workers=True)


def _handed_over(item: Article | Failure, pool: ProcessPoolExecutor) -> Future[bytes] | None:
    """The answer to come; None where there is nothing to hand over or nobody left to take it."""
    if isinstance(item, Failure):
        return None
    try:
        future: Future[bytes] = pool.submit(_packed, item)
        return future
    except BrokenExecutor:
        return None


def _answer(item: Article | Failure, future: Future[bytes] | None) -> Annotation | Failure:
    """What a process answered; a process that was lost loses no article: it is read here."""
    try:
        if future is not None:
            answer: Annotation | Failure = pickle.loads(future.result())
            return answer
    except BrokenExecutor:
        pass
    return _annotated(item, 1)


def _packed(article: Article) -> bytes:
    """The annotation as bytes: plain pickling here is faster than the pool's own."""
    return pickle.dumps(_annotated(article, 1), protocol=pickle.HIGHEST_PROTOCOL)


def _annotated(item: Article | Failure, threads: int) -> Annotation | Failure:
    if isinstance(item, Failure):
        return item
    try:
        return annotate_article(item, shipped_core(threads))
    except DataError:
        # A faulty table is no article's fault, and every article would fail by it.
        raise
    except Exception as error:
        # Whatever goes wrong in one article, our own faults included, must not lose the
        # others; it is counted and named.
        return Failure(
            id=item.id,
            where=item.origin or item.id,
            stage="annotate",
            code="article.unreadable",
            message=f"{type(error).__name__}: {error}",
        )
