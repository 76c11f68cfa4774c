"""What is done to the log itself: people taken out, and a new key."""

from typing import Literal

from installer.evidence.predicates.basics import Count
from installer.evidence.predicates.stated import Stated


class Erasure(Stated, frozen=True, kw_only=True):
    """The personal fields and salts of the records `of` (their places, ascending) were deleted.

    It stands in the log by the same transaction that deleted them. Its subjects are those records.
    """

    of: list[Count]
    reason: Literal["request", "retention", "error"]


class KeyRotation(Stated, frozen=True, kw_only=True):
    """The log goes on under another key: this record is signed by `old`, every later one by `new`.

    Both are public keys in base64 (SubjectPublicKeyInfo). `new_signature` proves that the new key was
    there, see `installer.evidence.possession`.
    """

    old: str
    new: str
    new_signature: str
    reason: Literal["scheduled", "compromised", "moved"]
