"""The steps that compare a sound receipt with what the verifier knows: 14 to 16.

Each answers whether it is met, and with facts: which key, which witness and when, which time.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeAlias

from installer.errors import AssentError
from installer.evidence.canonical import decode64

if TYPE_CHECKING:
    from collections.abc import Callable

    from installer.evidence.trust import Trust
    from installer.evidence.verify.case import Case

Look: TypeAlias = "Callable[[Case, Trust], tuple[bool, str]]"


def enrolled(case: Case, trust: Trust) -> tuple[bool, str]:
    """14. The record's key is known, or one that handed over to it, or the one that signed the head."""
    known = [key for key in case.trusted_ids() if key in trust.keys] if trust.keys else []
    return (True, known[0]) if known else (False, case.key.id)


def anchored(case: Case, trust: Trust) -> tuple[bool, str]:
    """15. A known witness signed a head of the log that holds the record."""
    if not case.cosigned:
        return False, ""
    known = [item for item in case.cosigned if item.witness in trust.witnesses]
    if not known:
        return False, ", ".join(item.witness.text for item in case.cosigned)
    first = min(known, key=lambda item: item.seconds)
    moment = datetime.fromtimestamp(first.seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return True, f"{first.witness.name} {moment} {first.checkpoint.size}"


def timestamped(case: Case, trust: Trust) -> tuple[bool, str]:
    """16. A known time-stamping authority dated the note of step 9."""
    if not case.receipt.timestamps or not trust.authorities:
        return False, ""
    from installer.evidence.timestamp import stamped_at

    note = case.receipt.checkpoint.encode()
    failure = ""
    for item in case.receipt.timestamps:
        try:
            return True, stamped_at(decode64(item.token), note, trust.authorities)
        except AssentError as exc:
            failure = failure or f"{exc.code.value}: {exc.facts.get('detail', '')}"
    return False, failure


TRUST_CHECKS: Final[tuple[tuple[str, Look], ...]] = (
    ("enrolled", enrolled),
    ("anchored", anchored),
    ("timestamped", timestamped),
)
"""Steps 14 to 16."""
