from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.journeys import NOON, make_ready, open_on, screen
from msgspec.structs import replace
from msgspec.structs import replace as replace_in

from installer.acceptance.channel import Channel
from installer.agreement.change_class import ChangeClass
from installer.errors import BadInput, Code, Refused
from installer.evidence.personal import seal
from installer.evidence.predicates import Changes, Coverage, DifferenceSeen, EditionRef, PredicateType
from installer.session.issue import Issued, Issuer
from installer.session.people import personal_fields
from installer.session.presentation import Presentation
from installer.session.proof import LogProof
from installer.session.statements import Moment, edition_ref, stated, texts
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
        change=resources.editions.change,
    )


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return make_ready(open_on(tmp_path / "target"))


@pytest.fixture
def proof(session: Session, state_folder: Path) -> LogProof:
    return make_proof(session, state_folder, session.accept(screen(session)))


def covers_nothing(proof: LogProof, component: str = "management-server") -> bool:
    with pytest.raises(Refused) as caught:
        proof.covers((component,))
    return caught.value.code is Code.NOT_COVERED and caught.value.facts["component"] == component


def test_the_statement_covers_the_components_of_its_products(proof: LogProof) -> None:
    assert proof.covers(("management-server",)) == {"management-server": proof.issued.statement}


def test_of_several_components_the_first_that_is_not_covered_is_named(proof: LogProof) -> None:
    with pytest.raises(Refused) as caught:
        proof.covers(("management-server", "smart-client", "spoon"))
    assert caught.value.facts["component"] == "smart-client"
    assert proof.covers(("management-server", "recording-server")) == dict.fromkeys(
        ("management-server", "recording-server"), proof.issued.statement
    )


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
        replace(proof, issued=replace(proof.issued, index=7)).covers(("management-server",))
    assert caught.value.code is Code.RECORD_UNKNOWN


def test_a_decline_covers_nothing(session: Session, state_folder: Path) -> None:
    declined = session.decline(screen(session))
    assert covers_nothing(make_proof(session, state_folder, declined.issued))


# An earlier acceptance that covers


class Told:
    """A coverage in the log that says whatever a test wants, and the proof that rests on it."""

    def __init__(self, session: Session, state_folder: Path) -> None:
        self._session = session
        self._state_folder = state_folder

    def __call__(self, **changes: object) -> LogProof:
        session = self._session
        sealed = seal(personal_fields(session.state.parties))
        moment = Moment(
            edition=session.edition,
            state=session.state,
            channel=Channel.WIZARD,
            presentation=Presentation(),
            now=NOON,
            commitment=sealed.commitment,
        )
        own: dict[str, object] = {
            "edition": edition_ref(session.edition),
            "texts": texts(moment, frozenset()),
            "products": ["xprotect-corporate"],
            "components": ["management-server"],
            "sections": list(session.determination.sections),
            "given": "click",
        }
        said = Coverage(**stated(moment), **(own | changes))  # type: ignore[arg-type] # members by name
        issuer = session._resources.issuer
        with issuer.log() as log:
            issued = issuer.issue(log, PredicateType.COVERAGE, said, sealed)
        return make_proof(session, self._state_folder, issued)


@pytest.fixture
def told(session: Session, state_folder: Path) -> Told:
    return Told(session, state_folder)


def test_a_coverage_covers_what_the_acceptance_behind_it_covers(session: Session, told: Told) -> None:
    accepted = session.accept(screen(session)).statement
    proof = told(of=accepted)
    assert proof.covers(("management-server",)) == {"management-server": proof.issued.statement}
    assert covers_nothing(proof, "recording-server"), "it is not named"


@pytest.mark.parametrize(
    "changes",
    [
        {"products": ["xprotect-expert"]},
        {"sections": ["introduction"]},
        {"components": ["recording-server"]},
        {"edition": EditionRef(id="a/2001-01-01", digest="0" * 64, date="2001-01-01")},
        {"of": "f" * 64},
    ],
    ids=["other products", "fewer sections", "other components", "another text", "nothing behind it"],
)
def test_a_coverage_alone_covers_nothing(session: Session, told: Told, changes: dict[str, object]) -> None:
    accepted = session.accept(screen(session)).statement
    assert covers_nothing(told(**({"of": accepted} | changes)))


def test_a_coverage_of_another_product_or_of_a_decline_covers_nothing(told: Told, tmp_path: Path) -> None:
    other = make_ready(open_on(tmp_path / "other"), products=("xprotect-expert",))
    assert covers_nothing(told(of=other.accept(screen(other)).statement))
    declined = open_on(tmp_path / "third")
    assert covers_nothing(told(of=declined.decline(screen(declined)).issued.statement))


def test_a_coverage_of_words_that_have_changed_covers_nothing(session: Session, told: Told) -> None:
    proof = told(of=session.accept(screen(session)).statement)
    assert covers_nothing(replace(proof, change=lambda _accepted, _sections: ChangeClass.NOTIFY))


# Of some changes one is only told

NOTICE = Changes(
    since=EditionRef(id="a/2001-01-01", digest="0" * 64, date="2001-01-01"),
    change_class="notify",
    clauses=["governing-law/p1"],
    parts=[],
    shown=[DifferenceSeen(language="hu", clauses=["governing-law/p1"], parts=[])],
)
UNSHOWN = replace_in(NOTICE, shown=[])


def only_told(_accepted: object, _sections: object) -> ChangeClass:
    return ChangeClass.NOTIFY


def test_a_notice_that_was_shown_covers_and_covers_no_more_than_that(session: Session, told: Told) -> None:
    of = session.accept(screen(session)).statement
    proof = replace(told(of=of, change_class="notify", changes=NOTICE), change=only_told)
    assert proof.covers(("management-server",)) == {"management-server": proof.issued.statement}
    assert covers_nothing(replace(proof, change=lambda _accepted, _sections: ChangeClass.REQUIRED))
    assert covers_nothing(replace(told(of=of), change=only_told)), "it says that no word has changed"


def test_a_notice_that_was_shown_before_covers_where_that_statement_says_so(
    session: Session, told: Told, tmp_path: Path
) -> None:
    of = session.accept(screen(session)).statement
    shown = told(of=of, change_class="notify", changes=NOTICE).issued.statement
    other = make_ready(open_on(tmp_path / "other"))
    another = other.accept(screen(other)).statement
    once_removed = told(of=of, change_class="notify", changes=UNSHOWN, told=shown)
    assert replace(once_removed, change=only_told).covers(("management-server",))
    nothing_changed = told(of=of).issued.statement
    of_another = told(of=another, change_class="notify", changes=NOTICE).issued.statement
    for wrong in ("f" * 64, of, nothing_changed, of_another, once_removed.issued.statement):
        proof = told(of=of, change_class="notify", changes=UNSHOWN, told=wrong)
        assert covers_nothing(replace(proof, change=only_told)), wrong
