"""What verification answers with: checks, claims, and one result."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from installer.evidence.document import ReceiptDocument
    from installer.evidence.envelope import Statement


class Status(StrEnum):
    """What came of one check."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    UNKNOWN = "unknown"


class Result(Enum):
    """The whole outcome; the value is the exit status of `assent verify`."""

    VALID = 0
    TAMPERED = 1
    BELOW_POLICY = 2
    UNKNOWN = 3


class Claim(StrEnum):
    """What a valid receipt proves, or does not (with `NotProven`, which no receipt proves)."""

    TEXTS = "texts"
    STATEMENT = "statement"
    LOG = "log"
    PERSONAL = "personal"
    ENROLLED = "enrolled"
    ANCHORED = "anchored"
    TIMESTAMPED = "timestamped"


class Check(msgspec.Struct, frozen=True, gc=False):
    """One step of the recipe. `detail` holds facts (digests, places, reasons), not a sentence."""

    id: str
    status: Status
    detail: str = ""


class Verification(msgspec.Struct, frozen=True, gc=False):
    """The outcome. `installer.evidence.words` turns ids into sentences.

    `proven` and `not_proven` are ids; a receipt that is not valid proves nothing (`not_proven` then
    holds every id). `statement` and `receipt` are set only when it is valid.
    """

    result: Result
    checks: tuple[Check, ...]
    proven: tuple[str, ...]
    not_proven: tuple[str, ...]
    statement: Statement | None = None
    receipt: ReceiptDocument | None = None

    @property
    def valid(self) -> bool:
        """Whether nothing was changed, whatever the asked policy."""
        return self.result in (Result.VALID, Result.BELOW_POLICY)

    @property
    def failed(self) -> str:
        """The id of the check that failed; empty when none did."""
        bad = (check.id for check in self.checks if check.status in (Status.FAILED, Status.UNKNOWN))
        return next(bad, "")
