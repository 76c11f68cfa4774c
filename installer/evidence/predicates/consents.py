"""Voluntary permissions to use personal data, with the fields of ISO/IEC TS 27560, and their withdrawal."""

from typing import Literal

from installer.evidence.predicates.basics import Given, Hex, Uuid
from installer.evidence.predicates.stated import Said, Stated


class Consent(Said, frozen=True, kw_only=True):
    """A permission was given or refused. Apart from any acceptance.

    `record_id` names this record in TS 27560's sense. `notice` names the notice that was shown (clause
    ids or an address); `purpose`, `retention`, `storage` and `withdrawal` are sentences by language;
    `data` and `recipients` list what and who, each by language. Empty means that the notice does not say.
    """

    record_id: Uuid
    schema: Literal["ISO/IEC TS 27560:2023"] = "ISO/IEC TS 27560:2023"
    consent: str
    state: Literal["given", "refused"]
    cite: list[str]
    words: dict[str, str]
    language: str
    given: Given
    controller: str
    notice: str
    purpose: dict[str, str]
    data: list[dict[str, str]]
    retention: dict[str, str]
    storage: dict[str, str]
    recipients: list[dict[str, str]]
    withdrawal: dict[str, str]
    lawful_basis: Literal["consent"] = "consent"


class Withdrawal(Stated, frozen=True, kw_only=True):
    """A consent was withdrawn: `of` its record digest, `record_id` and `consent` as it had them."""

    of: Hex
    record_id: Uuid
    consent: str
    state: Literal["withdrawn"] = "withdrawn"
    given: Given
