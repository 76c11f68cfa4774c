"""Labels as a person reads them."""

from __future__ import annotations


def plain(label: str) -> str:
    """A button's label without the mark of its shortcut (Qt's `&`; a doubled one is the sign itself)."""
    return label.replace("&&", "\0").replace("&", "").replace("\0", "&")
