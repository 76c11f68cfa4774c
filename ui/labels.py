"""Labels as a person reads them."""

from __future__ import annotations


def plain(label: str) -> str:
    """A label in one line, without the mark of its shortcut (Qt's `&`; a doubled one is the sign itself)."""
    return label.replace("\n", " ").replace("&&", "\0").replace("&", "").replace("\0", "&")
