"""How a new key of a log shows that it is there: it signs both keys and the log's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from installer.evidence.canonical import document_bytes
from installer.evidence.envelope import pae

if TYPE_CHECKING:
    from installer.evidence.keys import PublicKey

POSSESSION_TYPE: Final = "application/vnd.assent.key-possession+json"


def possession(old: PublicKey, new: PublicKey, origin: str) -> bytes:
    """What the new key signs to show that it is there: DSSE's PAE over both keys and the log's name."""
    payload = document_bytes({"new": new.text, "old": old.text, "origin": origin})
    return pae(POSSESSION_TYPE, payload)
