"""The situations that one walk does not lead through, each on a ground of its own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from installer import paths
from ui.tour.mishaps import walk_cut_off, walk_damaged, walk_partly, walk_resumed, walk_without_receipt
from ui.tour.renewals import walk_changes, walk_delegate, walk_told, walk_without_grant
from ui.tour.shelves import walk_empty, walk_full, walk_refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.tour.ground import Ground

SITUATIONS: Final[tuple[Callable[[Ground], None], ...]] = (
    *(walk_changes, walk_told, walk_delegate, walk_without_grant),
    *(walk_empty, walk_full, walk_refused),
    *(walk_damaged, walk_resumed, walk_cut_off, walk_partly, walk_without_receipt),
)


def walk_situations(ground: Ground) -> None:
    """All of them. The state folder is that of before, afterwards. Raises TourFailed and AssentError."""
    before = os.environ.get(paths.STATE_VARIABLE, "")
    for walk in SITUATIONS:
        walk(ground)
    os.environ[paths.STATE_VARIABLE] = before
