"""What `assent verify` and the certificate say of a statement: everything that a reader would ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from helpers.forging import PLAIN, resigned, rewritten
from helpers.golden import GOLDEN, KEY
from helpers.paper_log import FIRST_KEY, said
from helpers.statements import SEALED, consent, grant
from helpers.statements import acceptance as accepted

from installer import i18n, paths
from installer.evidence.certificate.facts import Facts
from installer.evidence.certificate.speech import Speech, plain
from installer.evidence.envelope import encode_statement
from installer.evidence.personal import DelegateFields, Sealed
from installer.evidence.predicates import (
    AuthorityStated,
    Commitment,
    Delegated,
    PredicateType,
    texts_of,
)
from installer.evidence.verify import verify
from installer.evidence.words import mark

if TYPE_CHECKING:
    from installer.evidence.predicates import Predicate

ENGLISH, HUNGARIAN = (i18n.load_translator(name, paths.translations_root()) for name in ("en", "hu"))
GRANTED = "a" * 64
NOBODY = DelegateFields(name="", role="administrator")


def facts(kind: PredicateType, predicate: Predicate | None = None, language: str = "en") -> Facts:
    """The facts of the receipt of that statement, by default the golden one."""
    subjects, golden = GOLDEN[kind]
    fields = msgspec.structs.replace(SEALED.fields, delegate=NOBODY)
    sealed = Sealed(SEALED.salt, fields)
    own = msgspec.structs.replace(predicate or golden, personal=Commitment(commitment=sealed.commitment))
    data = resigned(PLAIN.read_bytes(), KEY, encode_statement(subjects, kind, own))

    def change(document: dict[str, object]) -> None:
        document["personal"] = {"salt": document["personal"]["salt"], "fields": msgspec.to_builtins(fields)}  # type: ignore[index] # JSON
        if not texts_of(own):
            document["texts"] = []

    found = verify(rewritten(data, change))
    assert found.receipt is not None
    assert found.statement is not None
    speech = Speech((ENGLISH if language == "en" else HUNGARIAN,))
    return Facts(speech, found.receipt, found.statement, ())


def told(found: Facts) -> dict[str, str]:
    """Label to value."""
    groups = (found.parties(), found.subject(), found.earlier(), found.time(), found.shown(), found.key())
    return dict(plain(row) for group in groups for row in group)


def test_a_grant_says_how_far_it_goes_until_when_and_on_what_it_rests() -> None:
    made = grant(change_classes=["none", "required"], self_grant=True, by_role=True)
    found = told(facts(PredicateType.GRANT, made))
    assert found["Holds from"] == made.valid_from
    assert found["Holds until"] == made.valid_until
    assert found["Rests on the acceptance in record"] == made.rests_on
    assert found["By the clause"] == made.clause
    assert found["Granted to oneself"] == "yes"
    assert found["Delegate: whoever is in this position"] == "administrator"
    assert found["Changes that the delegate may accept"] == (
        "Updates whose wording has not changed; Changes that have to be accepted anew"
    )
    other = told(facts(PredicateType.GRANT, grant(self_grant=False, by_role=False)))
    assert "Granted to oneself" not in other
    assert other["Delegate"] == "administrator"


def test_a_consent_says_what_is_done_with_the_data_in_the_readers_language() -> None:
    made = consent()
    for language, label in (("en", "Data"), ("hu", "Adatok")):
        found = told(facts(PredicateType.CONSENT, made, language))
        assert found[label] == ", ".join(words[language] for words in made.data)
        for words in (made.purpose, made.storage, made.retention, made.withdrawal):
            assert words[language] in found.values()
        assert made.controller in found.values()
        assert made.notice in found.values()


def test_what_a_notice_is_silent_about_is_a_dash() -> None:
    found = told(facts(PredicateType.CONSENT, consent(data=[], recipients=[], notice="", purpose={})))
    assert (found["Data"], found["Recipients"], found["Notice"], found["Purpose"]) == ("–", "–", "–", "–")


@pytest.mark.parametrize(
    ("changes", "label", "value"),
    [
        (
            {"capacity": "on-behalf", "authority": AuthorityStated(accepted_on="2031-05-01")},
            "Day on which they accepted, as stated",
            "2031-05-01",
        ),
        (
            {
                "capacity": "delegate",
                "delegated": Delegated(
                    grant=GRANTED, kind="named", clause="terms/1", known_until="2031-01-01T00:00:00Z"
                ),
            },
            "The log was known until",
            "2031-01-01T00:00:00Z",
        ),
    ],
    ids=["on behalf", "delegate"],
)
def test_an_acceptance_says_on_what_authority(changes: dict[str, object], label: str, value: str) -> None:
    assert told(facts(PredicateType.ACCEPTANCE, accepted(**changes)))[label] == value


def test_what_was_done_to_the_log_itself_says_what_and_why() -> None:
    erased = told(facts(PredicateType.ERASURE))
    assert erased["Records from which the personal data were deleted"]
    assert erased["Reason"] == "at the person’s request"
    rotated = told(facts(PredicateType.KEY_ROTATION))
    assert rotated["The key until then"] == KEY.id
    assert rotated["The key from then on"] != KEY.id
    assert rotated["Reason"] == "at the planned time"


def test_what_is_not_there_is_told_from_what_was_not_asked_for() -> None:
    checks = {check.id: mark(check) for check in verify(PLAIN.read_bytes()).checks}
    assert {checks[name] for name in ("rotations", "countersignatures", "timestamps")} == {"absent"}
    assert {checks[name] for name in ("enrolled", "anchored", "timestamped")} == {"skipped"}
    forged = resigned(PLAIN.read_bytes(), FIRST_KEY, said())[:-1]
    assert {mark(check) for check in verify(forged).checks} >= {"failed"}
