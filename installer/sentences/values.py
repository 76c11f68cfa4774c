"""What the members of closed sets are called inside a sentence: people read words, scripts the facts.

A value that stands here under no name is said as it is: an id, a path, what the system said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.errors import Code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.i18n import Translator


def words(code: Code, tr: Translator) -> Mapping[str, Mapping[str, str]]:
    """Fact to value to words, for the facts of that code that have some."""
    match code:
        case Code.RECORD_UNFIT:
            return {"expected": _records(tr)}
        case Code.AUTHORITY_MISSING:
            return {"check": _checks(tr)}
        case Code.RECEIPT_UNFIT | Code.GRANT_UNFIT:
            return {"detail": {**_doubts(tr), **_kinds(tr)}}
        case Code.ROLE_UNKNOWN | Code.ROLE_CONFLICT | Code.EARLIER_MISSING:
            return {"role": _roles(tr)}
        case _:
            return {}


def _records(tr: Translator) -> Mapping[str, str]:
    return {
        "record": tr("a record of this computer's log"),
        "grant": tr("a grant"),
        "acceptance": tr("an acceptance"),
        "acceptance-by-another": tr("an acceptance that somebody else gave"),
        "consent": tr("a consent"),
        "consent-given": tr("a consent that was given"),
    }


def _checks(tr: Translator) -> Mapping[str, str]:
    """What has to hold for a delegate, by the check that looks."""
    return {
        "statement": tr("the grant's statement verifies"),
        "in-log": tr("the grant stands in the log"),
        "revoked": tr("the grant is not revoked"),
        "objected": tr("the principal has not objected"),
        "validity": tr("the grant is valid now"),
        "clock": tr("the clock is not behind the log"),
        "clause": tr("the accepted edition holds the clause"),
        "product": tr("the grant covers the product"),
        "update": tr("it is an update of what was accepted"),
        "change-class": tr("the grant covers such a change"),
        "delegate": tr("whoever acts is the delegate"),
        "sub-delegation": tr("the grant comes from the principal"),
    }


def _doubts(tr: Translator) -> Mapping[str, str]:
    return {
        "edition": tr("it is of another text"),
        "products": tr("it does not cover all the products"),
        "principal": tr("it binds somebody else"),
        "not-imported": tr("it was not imported on this computer"),
        "notice": tr("it is not the receipt of this notice"),
        "personal": tr("the people were taken out of it"),
        "on-behalf": tr("somebody else accepted for them"),
        "delegate": tr("somebody else accepted for them"),
        "enrolled": tr("its key is not among those that are trusted here"),
        "name": tr("its name is not the one that it was kept under"),
        "too-large": tr("it is too large"),
        "empty": tr("the log in it is empty"),
        "rolled-back": tr("the log in it lacks records that were known before"),
        "regrown": tr("the log in it is another one than was known before"),
    }


def _kinds(tr: Translator) -> Mapping[str, str]:
    """What a receipt is of, where it should be of something else."""
    return {
        "assent:acceptance/v1": tr("Acceptance of the agreement"),
        "assent:decline/v1": tr("Refusal of the agreement"),
        "assent:consent/v1": tr("Answer to a request for consent"),
        "assent:consent-withdrawal/v1": tr("Withdrawal of a consent"),
        "assent:grant/v1": tr("Grant: somebody may accept later updates"),
        "assent:revocation/v1": tr("Revocation of a grant"),
        "assent:ratification/v1": tr("Confirmation of an acceptance that somebody else gave"),
        "assent:objection/v1": tr("Objection to an acceptance that somebody else gave"),
        "assent:coverage/v1": tr("Note that an earlier acceptance covers an update"),
        "assent:erasure/v1": tr("Note that personal data were erased from the log"),
        "assent:key-rotation/v1": tr("Change of the log's key"),
    }


def _roles(tr: Translator) -> Mapping[str, str]:
    return {
        "end-user": tr("end-user"),
        "affiliate": tr("affiliated company"),
        "transferee": tr("transferee"),
        "install": tr("when installing"),
        "before-purchase": tr("before the purchase"),
        "hand-over": tr("for somebody who installs for them"),
        "remote": tr("when installing on other computers"),
        "grant": tr("grant"),
    }
