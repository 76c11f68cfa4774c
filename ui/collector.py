"""Python's collector must not run while Qt walks over its widgets."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep Python's collector waiting, for a call that tells every widget at once of a new look.

    Qt first takes a list of the widgets and then tells each. A widget written in Python runs Python when
    it is told, a collection there may destroy a widget further down the list, and Qt tells that one as
    well: a crash.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
