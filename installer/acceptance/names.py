"""Whether two names, as people typed them, are the same."""

from __future__ import annotations

import unicodedata


def same_name(one: str, other: str) -> bool:
    """Whether they differ in nothing but spaces, letter case and Unicode spelling; never when empty."""
    return bool(plain(one)) and plain(one) == plain(other)


def plain(name: str) -> str:
    """The name in one spelling."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
