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
NOT_SHOWN = [p.TextRef(language=language, digest=digest, shown=False) for language, digest in DIGESTS.items()]
EARLIER = sha256_hex(b"earlier")
ABOUT_EARLIER = (subject("record", EARLIER),)
RECORD_ID = "00000000-0000-4000-8000-000000000001"
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
    sections_seen=[p.SectionSeen(section="terms", language="hu", clauses=["heading", "1"], seconds=9)],
    sections_ticked=["terms"],
    columns="both",
    pages=[
        p.PageVisit(
            step="acceptance", language="hu", entered="2031-05-06T07:07:09Z", left="2031-05-06T07:08:09Z"
        )
    ],
    labels={"accept": "Elfogadom", "decline": "Nem fogadom el", "agreement": "Elfogadom."},
    ticked_by_default=[],
    searches=1,
    printed=0,
    saved=["text"],
    grabs=[p.Grab(step="acceptance", sha256=sha256_hex(b"grab"), width=640, height=480, masked=True)],
)
NO_SCREEN = p.Presented(
    language="en",
    button="",
    above_button="",
    read_back={},
    sections_seen=[],
    sections_ticked=[],
    columns="none",
    pages=[],
    labels={},
    ticked_by_default=[],
    searches=0,
    printed=0,
    saved=[],
    grabs=[],
)
YES = p.Affirmed(
    id="agreement",
    cite=["terms/1"],
    words={"en": "I accept.", "hu": "Elfogadom."},
    language="hu",
    given="click",
)
AUTHORITY = p.AuthorityStated(accepted_on="2031-05-01")
DELEGATED = p.Delegated(grant=sha256_hex(b"grant"), kind="clause", clause="terms/1", known_until=MOMENT)


def stated(**changes: object) -> dict[str, Any]:
    """What every statement says: in the wizard, by the person of `SEALED`."""
    common: dict[str, Any] = {
        "channel": "wizard",
        "personal": p.Commitment(commitment=SEALED.commitment),
        "time": p.Time(at=MOMENT),
        "program": p.Program(version="0.0.0"),
    }
    return common | changes


def said(**changes: object) -> dict[str, Any]:
    """What every statement about a text says: an organisation for itself, with a screen."""
    about: dict[str, Any] = {
        "edition": EDITION,
        "prevailing": "en",
        "texts": SHOWN,
        "capacity": "self",
        "party_type": "organisation",
        "presentation": SCREEN,
    }
    return stated(**(about | changes))


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
        "record_id": RECORD_ID,
        "consent": "registration",
        "state": "refused",
        "cite": ["terms/1"],
        "words": {"en": "May we?", "hu": "Szabad?"},
        "language": "hu",
        "given": "click",
        "controller": "Sample Ltd.",
        "notice": "terms/1",
        "purpose": {"en": "Registration.", "hu": "Regisztráció."},
        "data": [{"en": "name", "hu": "név"}, {"en": "e-mail address", "hu": "e-mail-cím"}],
        "retention": {"en": "While it is used.", "hu": "A használat idejére."},
        "storage": {"en": "With the licensor.", "hu": "A licencadónál."},
        "recipients": [{"en": "Sample Ltd.", "hu": "Sample Ltd."}],
        "withdrawal": {"en": "At any time.", "hu": "Bármikor."},
    }
    return p.Consent(**said(**(own | changes)))


def withdrawal(**changes: object) -> p.Withdrawal:
    """The withdrawal of that consent."""
    own: dict[str, Any] = {
        "of": EARLIER,
        "record_id": RECORD_ID,
        "consent": "registration",
        "given": "click",
    }
    return p.Withdrawal(**stated(**(own | changes)))


def grant(**changes: object) -> p.Grant:
    """A grant by an organisation to a named administrator."""
    own: dict[str, Any] = {
        "products": ["alpha"],
        "change_classes": ["none", "notify"],
        "valid_from": MOMENT,
        "valid_until": "2033-05-06T07:08:09Z",
        "clause": "terms/1",
        "rests_on": EARLIER,
        "self_grant": False,
        "by_role": False,
        "affirmations": [YES],
    }
    return p.Grant(**said(**(own | changes)))


def revocation(**changes: object) -> p.Revocation:
    """The revocation of a grant, by a flag."""
    own: dict[str, Any] = {"of": EARLIER, "given": "flag", "channel": "unattended"}
    return p.Revocation(**stated(**(own | changes)))


def ratification(**changes: object) -> p.Ratification:
    """The principal confirms what somebody accepted for them."""
    return p.Ratification(**said(**({"of": EARLIER, "given": "click"} | changes)))


def objection(**changes: object) -> p.Objection:
    """The principal objects to what somebody accepted for them."""
    return p.Objection(**said(**({"of": EARLIER, "given": "click"} | changes)))


def coverage(**changes: object) -> p.Coverage:
    """An update whose text is unchanged."""
    own: dict[str, Any] = {
        "channel": "unattended",
        "edition": EDITION,
        "texts": NOT_SHOWN,
        "of": EARLIER,
        "products": ["alpha"],
        "components": ["alpha-server"],
        "sections": ["terms"],
        "given": "flag",
    }
    return p.Coverage(**stated(**(own | changes)))


SINCE = p.EditionRef(id="sample/2000-01-01", digest=sha256_hex(b"before"), date="2000-01-01")
CHANGES = p.Changes(
    since=SINCE,
    change_class="notify",
    clauses=["terms/1"],
    parts=["languages"],
    shown=[
        p.DifferenceSeen(language="en", clauses=[], parts=["languages"]),
        p.DifferenceSeen(language="hu", clauses=["terms/1"], parts=[]),
    ],
)


def noticed(**changes: object) -> p.Coverage:
    """What one is only to be told of was shown in the wizard, and nothing was accepted anew."""
    own: dict[str, Any] = {
        "channel": "wizard",
        "given": "click",
        "change_class": "notify",
        "changes": CHANGES,
        "texts": SHOWN,
        "presentation": SCREEN,
    }
    return coverage(**(own | changes))


def erasure(**changes: object) -> p.Erasure:
    """People taken out of the first record."""
    return p.Erasure(**stated(**({"of": [0], "reason": "request", "channel": "console"} | changes)))


def accepted(log: Log, sealed: Sealed = SEALED, **changes: object) -> Record:
    """An acceptance appended to `log`, by the person of `sealed`."""
    changes.setdefault("personal", p.Commitment(commitment=sealed.commitment))
    predicate = acceptance(**changes)
    return log.append(p.PredicateType.ACCEPTANCE, SUBJECTS, predicate, sealed)
