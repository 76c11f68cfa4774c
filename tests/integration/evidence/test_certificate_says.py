"""What stands on a certificate's pages: who, what, when, how, and what is not proven."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from helpers.certificates import ENGLISH, NEEDS_TOOLS, certificate, printed
from helpers.forging import PLAIN, WHOLE, resigned, rewritten
from helpers.golden import GOLDEN, KEY
from helpers.paper_log import FIRST_KEY, whole_log
from helpers.statements import CHANGES, DELEGATED, NO_SCREEN, NOT_SHOWN, SEALED, SUBJECTS, YES, acceptance

from installer.evidence.certificate.annex import annexes
from installer.evidence.envelope import encode_statement
from installer.evidence.personal import AuthorityFields, DelegateFields, Sealed
from installer.evidence.predicates import (
    AuthorityStated,
    Commitment,
    PredicateType,
    RemoteComputers,
    record_of,
    texts_of,
)
from installer.sentences.values import kinds

if TYPE_CHECKING:
    from pathlib import Path

EVIDENCED = AuthorityStated(accepted_on="2031-05-01", evidence_sha256="ab" * 32)
SILENT: dict[str, Any] = {
    "channel": "unattended",
    "presentation": NO_SCREEN,
    "texts": NOT_SHOWN,
    "affirmations": [msgspec.structs.replace(YES, given="flag")],
}
pytestmark = NEEDS_TOOLS


def test_it_says_who_what_when_and_what_is_not_proven(tmp_path: Path) -> None:
    path = tmp_path / "certificate.pdf"
    path.write_bytes(certificate(WHOLE.read_bytes()))
    pages = printed(path)
    document = whole_log().receipt(3, 5)
    for stated in (
        "Kovács Éva, igazgató, Próba, eva@example.test",
        "Próba Kft., +36 1 000 0000",
        "sample/2001-02-03",
        "2031-05-06T07:08:09Z",
        "Elfogadom.",
        "simple electronic signature",
        "That anybody read or understood the text.",
        "Every countersignature is over a head of this log",
        *document.checkpoint.split("\n")[:3],
        *[text.sha256 for text in document.texts],
        *[block.text for part in annexes(document.texts) for block in part.blocks],
    ):
        assert re.sub(r"\s", "", stated) in pages, stated


def test_of_an_erased_person_nothing_is_said_but_that(tmp_path: Path) -> None:
    path = tmp_path / "certificate.pdf"
    path.write_bytes(
        certificate(rewritten(WHOLE.read_bytes(), lambda document: document.update(personal=None)))
    )
    pages = printed(path)
    assert "erased" in pages
    assert "Kovács" not in pages


@pytest.mark.parametrize("kind", PredicateType)
def test_a_statement_of_every_kind_has_its_certificate(tmp_path: Path, kind: PredicateType) -> None:
    subjects, predicate = GOLDEN[kind]
    fields = msgspec.structs.replace(
        SEALED.fields,
        authority=AuthorityFields(basis="order 17", accepted_how="in writing", evidence_name="order.pdf"),
        delegate=DelegateFields(name="Nagy Pál", role="administrator"),
        remarks="as agreed",
    )
    sealed = Sealed(SEALED.salt, fields)
    predicate = msgspec.structs.replace(predicate, personal=Commitment(commitment=sealed.commitment))
    data = resigned(PLAIN.read_bytes(), KEY, encode_statement(subjects, kind, predicate))

    def change(document: dict[str, Any]) -> None:
        document["personal"]["fields"] = msgspec.to_builtins(fields)
        if not texts_of(predicate):
            document["texts"] = []

    path = tmp_path / "certificate.pdf"
    path.write_bytes(certificate(rewritten(data, change)))
    pages = printed(path)
    named = (kinds(ENGLISH)[kind.value], "order 17, in writing, order.pdf", "Nagy Pál", "as agreed")
    for stated in (*named, record_of(predicate)):
        assert re.sub(r"\s", "", stated) in pages, stated


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"capacity": "on-behalf", "authority": EVIDENCED}, "ab" * 32),
        ({"capacity": "delegate", "delegated": DELEGATED}, DELEGATED.grant),
        (SILENT, "flag on the command line"),
        ({"role": "affiliate", "rests_on": "ef" * 32}, "ef" * 32),
        ({"occasion": "remote", "remote": RemoteComputers(count=12, notice="cd" * 32)}, "cd" * 32),
        ({"renews": "ba" * 32, "changes": CHANGES}, f"What has changed since {CHANGES.clauses[0]}"),
    ],
    ids=["on-behalf", "delegate", "unattended", "affiliate", "remote", "renewed"],
)
def test_authority_and_way_are_said_and_no_screen_that_was_not_there(
    tmp_path: Path, changes: dict[str, Any], shown: str
) -> None:
    payload = encode_statement(SUBJECTS, PredicateType.ACCEPTANCE, acceptance(**changes))
    path = tmp_path / "certificate.pdf"
    path.write_bytes(certificate(resigned(WHOLE.read_bytes(), FIRST_KEY, payload)))
    pages = printed(path)
    assert re.sub(r"\s", "", shown) in pages
    assert ("Wordsabovethebutton" in pages) is (changes is not SILENT)
