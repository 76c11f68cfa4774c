from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from helpers.journeys import make_ready, open_on, screen

from installer.errors import BadInput, Code, Refused
from installer.session.issue import Issued, Issuer
from installer.session.proof import LogProof
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from pathlib import Path

    from installer.session import Session

ACCEPTED = Selection(products=("xprotect-corporate",))


def make_proof(session: Session, state_folder: Path, issued: Issued) -> LogProof:
    resources = session._resources
    return LogProof(
        open_log=Issuer(state_folder, session.edition, resources.clock).log,
        issued=issued,
        edition_digest=session.edition.digest,
        terms=resources.contract.terms,
        selection=ACCEPTED,
    )


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return make_ready(open_on(tmp_path / "target"))


@pytest.fixture
def proof(session: Session, state_folder: Path) -> LogProof:
    return make_proof(session, state_folder, session.accept(screen(session)))


def covers_nothing(proof: LogProof, component: str = "management-server") -> bool:
    with pytest.raises(Refused) as caught:
        proof.covers(component)
    return caught.value.code is Code.NOT_COVERED and caught.value.facts["component"] == component


def test_the_statement_covers_the_components_of_its_products(proof: LogProof) -> None:
    assert proof.covers("management-server") == proof.issued.statement


def test_it_does_not_cover_a_component_of_another_product(proof: LogProof) -> None:
    assert covers_nothing(proof, "smart-client")


def test_it_does_not_cover_a_component_that_the_edition_does_not_know(proof: LogProof) -> None:
    assert covers_nothing(proof, "spoon")


def test_it_does_not_cover_another_text(proof: LogProof) -> None:
    assert covers_nothing(replace(proof, edition_digest="0" * 64))


def test_it_does_not_cover_sections_that_apply_only_now(proof: LogProof) -> None:
    more = replace(ACCEPTED, products=("xprotect-corporate", "xprotect-expert"))
    assert covers_nothing(replace(proof, selection=more))


def test_another_record_digest_is_another_statement(proof: LogProof) -> None:
    assert covers_nothing(replace(proof, issued=replace(proof.issued, statement="0" * 64)))


def test_a_place_beyond_the_end_of_the_log_holds_no_statement(proof: LogProof) -> None:
    with pytest.raises(BadInput) as caught:
        replace(proof, issued=replace(proof.issued, index=7)).covers("management-server")
    assert caught.value.code is Code.RECORD_UNKNOWN


def test_a_decline_covers_nothing(session: Session, state_folder: Path) -> None:
    declined = session.decline(screen(session))
    assert covers_nothing(make_proof(session, state_folder, declined.issued))
