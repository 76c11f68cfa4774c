"""Names that somebody may have meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def near(name: str, known: Iterable[str]) -> str:
    """Up to three known names similar to `name`, best first, comma-separated; empty if none is.

    A name that holds what was typed counts too, so `saw` finds `chain-saw`.
    """
    # Imported here: only a wrong name needs it.
    from difflib import get_close_matches

    names = list(known)
    typed = name.strip().lower().replace("_", "-").replace(" ", "-")
    similar = get_close_matches(typed, names, n=3)
    holding = [each for each in names if typed and typed in each and each not in similar]
    return ", ".join([*similar, *holding][:3])
