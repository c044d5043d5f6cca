"""Every error communique raises on purpose.

::

    CommuniqueError            code, message
    ├── UsageError             the call's words are off (exit code 2)
    ├── InputError             one article cannot be read; becomes a Failure record
    ├── DataError              a data file under data/ or an overlay is wrong
    ├── StoreError             a store cannot be opened, read or written
    └── ModelError             the shipped weights are missing or do not fit
"""

from __future__ import annotations


class CommuniqueError(Exception):
    """Root of the tree; `code` is stable and searchable, such as ``input.empty``."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type[CommuniqueError], tuple[str, str]]:
        """Pickled as it was made, so that a worker process can raise it."""
        return type(self), (self.code, self.message)


class UsageError(CommuniqueError):
    """The call's words are off: unknown option value, unreadable path, bad column map."""


class InputError(CommuniqueError):
    """One article cannot be read. The run turns it into a `Failure` and goes on."""


class DataError(CommuniqueError):
    """A data file is wrong; the message names file and entry."""


class StoreError(CommuniqueError):
    """A store is missing, not ours, or cannot be written."""


class ModelError(CommuniqueError):
    """The weights are missing or were built for another version."""
