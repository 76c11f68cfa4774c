"""How long work tells what it is doing, without knowing who listens."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Progress:
    """A moment of an install. Bytes and files count what is verified and staged or committed."""

    phase: str
    """`check`, `stage`, `commit`, `rollback`, `remove`."""
    component: str
    done_bytes: int
    total_bytes: int
    done_files: int
    total_files: int


class Report(Protocol):
    """Called with each `Progress`, from the thread that does the work."""

    def __call__(self, progress: Progress, /) -> None:
        """Take note of it; must be quick and must not raise."""
        ...


class Cancel:
    """A request to stop, set from any thread and looked at between blocks of work."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def request(self) -> None:
        """Ask the work to stop at the next safe point."""
        self._event.set()

    @property
    def requested(self) -> bool:
        """Whether somebody asked."""
        return self._event.is_set()


def ignore(_progress: Progress, /) -> None:
    """A `Report` that listens to nothing."""
