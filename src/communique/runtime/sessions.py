"""Threads: graphs opened for the processor the same way, and small products kept on one."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import Any

# A normalisation joined with the sum before it takes longer than the two one after the other.
_SLOW = ["SkipLayerNormFusion"]


def open_session(path: Path, threads: int) -> Any:
    """An ONNX session for the graph at `path`; onnxruntime's own errors where it is unreadable."""
    # Imported late: commands that read no article need not wait for it.
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Threads that spin between batches would starve the rules that run there.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOW
    )


def on_one_thread() -> AbstractContextManager[Any]:
    """A stretch in which numpy's matrix products run on the calling thread alone.

    Ours are small: on a busy machine threads that wait for each other cost far more than they save.
    """
    stretch: AbstractContextManager[Any] = _pools().limit(limits=1, user_api="blas")
    return stretch


@cache
def _pools() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
