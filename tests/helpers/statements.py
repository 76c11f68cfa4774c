"""Builders of statements for tests of the evidence: small, complete, free of any real agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from installer.evidence import predicates as p
from installer.evidence.canonical import sha256_hex
from installer.evidence.envelope import subject
from installer.evidence.personal import ActorFields, PersonalFields, PrincipalFields, Sealed

if TYPE_CHECKING:
    from installer.evidence.log import Log
    from installer.evidence.record import Record

TEXTS = {
    "en": '# Terms {#terms}\n\n1. Use it "as is", \\ or not.\t\u201cYes\u201d: \\n.\n',
    "hu": "# Feltételek {#terms}\n\n1. Így használja: „ahogy van”.\n",
}
DIGESTS = {language: sha256_hex(text.encode()) for language, text in TEXTS.items()}
SUBJECTS = tuple(subject(f"sample/2001-02-03/{language}.md", DIGESTS[language]) for language in TEXTS)
SHOWN = [p.TextRef(language=language, digest=digest, shown=True) for language, digest in DIGESTS.items()]
EDITION = p.EditionRef(id="sample/2001-02-03", digest=sha256_hex(b"edition"), date="2001-02-03")
FIELDS = PersonalFields(
    actor=ActorFields(name="Kovács Éva", email="eva@example.test", position="igazgató", organisation="Próba"),
    principal=PrincipalFields(name="Próba Kft.", contact="+36 1 000 0000"),
)
SEALED = Sealed(bytes(range(32)), FIELDS)
SEED = bytes(range(1, 33))
MOMENT = "2031-05-06T07:08:09Z"

SCREEN = p.Presented(
    language="hu",
    button="Elfogadom",
    above_button="Az Elfogadom gombbal elfogadja.",
    read_back={"hu": sha256_hex(b"shown")},
    sections_seen=[p.SectionSeen(section="terms", language="hu")],
    sections_ticked=["terms"],
    columns="both",
)
NO_SCREEN = p.Presented(
    language="en",
    button="",
    above_button="",
    read_back={},
    sections_seen=[],
    sections_ticked=[],
    columns="none",
)
YES = p.Affirmed(
    id="agreement",
    cite=["terms/1"],
    words={"en": "I accept.", "hu": "Elfogadom."},
    language="hu",
    given="click",
)
AUTHORITY = p.AuthorityStated(basis="order 17", accepted_how="in writing", accepted_on="2031-05-01")
DELEGATED = p.Delegated(grant=sha256_hex(b"grant"), clause="terms/1")


def said(**changes: object) -> dict[str, Any]:
    """What every statement says: a wizard, an organisation accepting for itself."""
    common: dict[str, Any] = {
        "edition": EDITION,
        "prevailing": "en",
        "texts": SHOWN,
        "capacity": "self",
        "channel": "wizard",
        "party_type": "organisation",
        "personal": p.Commitment(commitment=SEALED.commitment),
        "presentation": SCREEN,
        "time": p.Time(at=MOMENT),
        "program": p.Program(version="0.0.0"),
    }
    return common | changes


def acceptance(**changes: object) -> p.Acceptance:
    """An acceptance in the wizard; `changes` replace members."""
    own: dict[str, Any] = {
        "products": ["alpha"],
        "components": ["alpha-server"],
        "sections": ["terms"],
        "affirmations": [YES],
    }
    return p.Acceptance(**said(**(own | changes)))


def decline(**changes: object) -> p.Decline:
    """A decline in the wizard; `changes` replace members."""
    return p.Decline(**said(products=["alpha"], **changes))


def consent(**changes: object) -> p.Consent:
    """A refused consent in the wizard; `changes` replace members."""
    own: dict[str, Any] = {
        "consent": "registration",
        "state": "refused",
        "cite": ["terms/1"],
        "words": {"en": "May we?", "hu": "Szabad?"},
        "language": "hu",
        "given": "click",
    }
    return p.Consent(**said(**(own | changes)))


def accepted(log: Log, **changes: object) -> Record:
    """An acceptance appended to `log`."""
    predicate = acceptance(**changes)
    return log.append(p.PredicateType.ACCEPTANCE, SUBJECTS, predicate, SEALED)
