"""What the members of closed sets are called inside a sentence: people read words, scripts the facts.

A value that stands here under no name is said as it is: an id, a path, what the system said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from installer.errors import Code
from installer.sentences import reasons

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from installer.i18n import Translator


_UNSOUND: Final = (
    *("file", "schema", "missing", "torn", "truncated", "rewritten", "reordered", "replayed", "form", "tree"),
    *("replaced", "key-replaced", "erased-unsaid", "not-erased", "erasure", "held", "new-origin"),
)
"""What `assent log fsck` finds in an exported log."""

_UNWRITTEN: Final = frozenset(
    {"document", "not-json", "not-canonical", "doubled-key", "not-base64", "public-key", "label"}
)
"""How the file of a receipt may be at fault."""

MOMENTS: Final = frozenset({"known_until"})
"""Facts that hold an instant."""

SAID: Final = frozenset({"detail", "reason", "rule"})
"""Facts that may hold what the operating system reported."""


def words(code: Code, tr: Translator) -> Mapping[str, Mapping[str, str]]:
    """Fact to value to words, for the facts of that code that have some."""
    tables: Mapping[Code, Mapping[str, Callable[[Translator], Mapping[str, str]]]] = {
        Code.RECORD_UNFIT: {"expected": _records},
        Code.TEXT_MALFORMED: {"detail": _text_rules},
        Code.AUTHORITY_MISSING: {"check": _checks, "known_until": _no_record},
        Code.RECEIPT_UNFIT: {"detail": _doubts},
        Code.RECEIPT_MALFORMED: {"detail": _doubts},
        Code.GRANT_UNFIT: {"detail": _doubts},
        Code.PARTY_INCOMPLETE: {"field": _fields},
        Code.PARTY_INVALID: {"field": _fields, "expected": _expected},
        Code.TRUST_MALFORMED: {"detail": _trust},
        Code.ROLE_UNKNOWN: {"role": _roles},
        Code.ROLE_CONFLICT: {"role": _roles},
        Code.EARLIER_MISSING: {"role": _roles},
        Code.VALUE_REFUSED: {"expected": _given},
    }
    return {
        "near": dict.fromkeys(("", "–"), tr("none")),
        **{fact: table(tr) for fact, table in tables.get(code, {}).items()},
        **reasons.words(code, tr),
    }


def _text_rules(tr: Translator) -> Mapping[str, str]:
    """What a text's file does not keep."""
    return {
        "byte-order-mark": tr("it begins with a byte order mark"),
        "carriage-return": tr("its lines do not end with a line feed alone"),
        "forbidden-character": tr("there is a hidden or forbidden character"),
        "not-nfc": tr("a character is not written in the form NFC"),
        "last-line-open": tr("the last line has no end"),
        "blank-lines": tr("there are too many or too few empty lines"),
        "blocks-touch": tr("there is no empty line between two paragraphs"),
        "heading": tr("a heading is not well formed"),
        "section-twice": tr("a section stands twice"),
        "section-empty": tr("a section is empty"),
        "no-section": tr("a clause stands before the first section"),
        "numbering": tr("the numbers of the clauses do not follow each other"),
        "spacing": tr("there are spaces too many"),
        "unescaped-markup": tr("a mark of formatting lacks its backslash"),
        "clause-twice": tr("a clause stands twice"),
        "clause-order": tr("another clause stands here than the edition names"),
        "clause-count": tr("it does not have as many clauses as the edition names"),
    }


def _no_record(tr: Translator) -> Mapping[str, str]:
    return {"": tr("none")}


def _given(tr: Translator) -> Mapping[str, str]:
    """What a value on the command line must be, where no list says it."""
    return {
        "≥ 0": tr("a whole number, 0 or more"),
        "≥ 1": tr("a whole number, 1 or more"),
        "%Y-%m-%d": tr("a day, such as 2027-12-31"),
    }


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
    """Why a receipt or an export does not do; also what it is of, where it should be of something else."""
    return {
        **kinds(tr),
        "edition": tr("it is of another text"),
        "products": tr("it does not cover all the products"),
        "principal": tr("it binds somebody else"),
        "not-imported": tr("it was not imported on this computer"),
        "notice": tr("it is not the receipt of this notice"),
        "erased": tr("the people were taken out of it"),
        **dict.fromkeys(_UNWRITTEN, tr("it is not written in the one exact form")),
        "format": tr("it is no receipt of a known version"),
        "key": tr("its key is not well formed"),
        "signature": tr("its signature does not fit"),
        "statement": tr("its statement is of no known kind, or contradicts itself"),
        "texts": tr("its texts are not those of the statement"),
        "personal": tr("its people are not those of the statement"),
        "rotations": tr("its key was not handed over by the one before"),
        "checkpoint": tr("its head of the log does not fit"),
        "inclusion": tr("it does not stand in the log under that head"),
        "chain": tr("it does not follow the record before it"),
        "countersignatures": tr("a countersignature in it does not fit"),
        "timestamps": tr("a timestamp in it does not fit"),
        "on-behalf": tr("somebody else accepted for them"),
        "delegate": tr("somebody else accepted for them"),
        "enrolled": tr("its key is not among those that are trusted here"),
        "name": tr("its name is not the one that it was kept under"),
        "too-large": tr("it is too large"),
        "empty": tr("the log in it is empty"),
        **dict.fromkeys(_UNSOUND, tr("the log in it is not sound")),
        "rolled-back": tr("the log in it lacks records that were known before"),
        "regrown": tr("the log in it is another one than was known before"),
    }


def kinds(tr: Translator) -> Mapping[str, str]:
    """What a statement is, by predicate type."""
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


def _fields(tr: Translator) -> Mapping[str, str]:
    """What somebody fills in, with its name in an answer file."""
    named = {
        "actor.name": tr("your name"),
        "actor.email": tr("your e-mail address"),
        "actor.position": tr("your position"),
        "actor.organisation": tr("your organisation"),
        "principal.name": tr("name of the one who is bound"),
        "principal.contact": tr("contact of the one who is bound"),
        "authority.basis": tr("what you act on"),
        "authority.accepted_how": tr("how they accepted"),
        "authority.accepted_on": tr("the day on which they accepted"),
        "authority.evidence_name": tr("name of the evidence file"),
        "authority.evidence_sha256": tr("digest of the evidence file"),
        "authority.receipt": tr("record of their own receipt"),
        "rests_on": tr("record of the earlier acceptance"),
        "grant": tr("record of the grant"),
        "remote_computers": tr("number of the other computers"),
        "delegate": tr("the delegate"),
        "email": tr("e-mail address of the delegate"),
        "role": tr("position of the delegate"),
        "products": tr("products"),
        "classes": tr("classes of changes"),
        "until": tr("the last day"),
    }
    return {name: f"{words} ({name})" for name, words in named.items()}


def _expected(tr: Translator) -> Mapping[str, str]:
    return {
        "printable-text": tr("printable text of at most 500 characters"),
        "64 x 0-9a-f": tr("64 digits from 0 to f"),
        "YYYY-MM-DD": tr("YYYY-MM-DD"),
        "–": tr("nothing"),
    }


def _trust(tr: Translator) -> Mapping[str, str]:
    return {
        "0": tr("there is no key in it"),
        "witness-key": tr("it is no verifier key of a witness"),
        "not-base64": tr("it is no base64"),
        "UnicodeDecodeError": tr("it is no text"),
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
