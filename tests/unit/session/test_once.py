"""What two runs of the same script do at once is recorded once. With processes: `test_one_act_one_record`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from helpers.delegates import ADMINISTRATOR, DIRECTOR, LATER, TERMS, desk, grant, install_for, updating
from helpers.editions import later_edition
from helpers.journeys import AFFILIATE, EVA, FOR_A_CUSTOMER, NOON, SISTER, make_ready, open_on, screen
from helpers.records import recorded
from helpers.statements import FIELDS
from msgspec.structs import replace

from installer.acceptance.channel import Channel, Given
from installer.acceptance.roles import Occasion
from installer.evidence.personal import seal
from installer.evidence.predicates import Acceptance, Consent, Coverage, Decline, PredicateType
from installer.evidence.upkeep import By
from installer.evidence.verify import verify
from installer.flow.state import ConsentAnswered, PartiesEntered, SelectionChanged
from installer.session import notices
from installer.session.desk import Act, Verdict
from installer.session.presentation import Presentation
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from installer.acceptance.parties import Parties
    from installer.session import Session
    from installer.session.issue import Issued
    from installer.session.ledger import Ledger

REGISTRATION = "end-user-registration"
FOR_TWELVE = replace(DIRECTOR, occasion=Occasion.REMOTE, remote_computers=12)


def script(target: Path, parties: Parties = DIRECTOR, *, now: datetime = NOON) -> Session:
    """A run without a screen in which everything is said; nothing is recorded yet."""
    session = open_on(target, channel=Channel.UNATTENDED, language="en", clock=lambda: now)
    return make_ready(session, parties=parties, read=False)


def accept(session: Session) -> Issued:
    return session.accept(Presentation())


@pytest.mark.parametrize("parties", [DIRECTOR, FOR_A_CUSTOMER, EVA], ids=["self", "on behalf", "a person"])
def test_the_second_of_two_runs_at_once_has_the_record_of_the_first(
    target: Path, state_folder: Path, parties: Parties
) -> None:
    first, second = script(target, parties), script(target, parties)
    one, other = accept(first), accept(second)
    assert (one.again, other.again) == (False, True)
    assert (one.statement, one.index, one.receipt) == (other.statement, other.index, other.receipt)
    assert len(recorded(state_folder)) == 1
    assert [found.again for found in second.issued()] == [True]


def test_it_makes_the_receipt_too_the_same_to_the_byte(target: Path) -> None:
    first, second = script(target), script(target)
    one = accept(first)
    data = one.receipt.read_bytes()
    one.receipt.unlink()
    assert accept(second).receipt.read_bytes() == data
    assert verify(data).valid


@pytest.mark.parametrize("later", [timedelta(), timedelta(milliseconds=1), timedelta(seconds=1)])
def test_whoever_begins_later_says_it_anew(target: Path, state_folder: Path, later: timedelta) -> None:
    accept(script(target))
    assert not accept(script(target, now=NOON + later)).again
    assert len(recorded(state_folder)) == 2


def test_a_run_that_began_before_and_looks_late_finds_it_by_its_time(
    target: Path, state_folder: Path
) -> None:
    late = open_on(target, channel=Channel.UNATTENDED, language="en", clock=lambda: NOON)
    accept(script(target, now=NOON + timedelta(seconds=1)))
    assert accept(make_ready(late, parties=DIRECTOR, read=False)).again
    assert len(recorded(state_folder)) == 1


def test_what_a_person_clicks_is_an_act_each_time(target: Path, state_folder: Path) -> None:
    runs = [make_ready(open_on(target), parties=DIRECTOR) for _ in range(2)]
    assert not any(session.accept(screen(session)).again for session in runs)
    assert len(recorded(state_folder)) == 2


OTHERS: dict[str, Callable[[Session], object]] = {
    "person": lambda s: make_ready(s, parties=replace(DIRECTOR, actor=SISTER.actor), read=False),
    "role": lambda s: make_ready(s, parties=replace(AFFILIATE, role=DIRECTOR.role), read=False),
    "products": lambda s: make_ready(s, parties=DIRECTOR, products=("xprotect-expert",), read=False),
}


@pytest.mark.parametrize("name", OTHERS)
def test_another_act_at_the_same_time_is_recorded_too(target: Path, state_folder: Path, name: str) -> None:
    first, second = script(target), script(target)
    OTHERS[name](second)
    accept(first)
    assert not accept(second).again
    assert len(recorded(state_folder)) == 2


def test_what_was_objected_to_or_erased_is_not_the_same_any_more(target: Path, state_folder: Path) -> None:
    runs = [script(target, FOR_A_CUSTOMER) for _ in range(4)]
    first = accept(runs[0])
    desk().acts.standing.object(first.statement, DIRECTOR, Given.FLAG)
    second = accept(runs[1])
    assert not second.again
    assert accept(runs[2]).statement == second.statement
    with desk().acts.desk.resources.issuer.log() as log:
        log.erase([second.index], "request", By(seal(FIELDS)))
    assert not accept(runs[3]).again
    assert [type(said) for said in recorded(state_folder)].count(Acceptance) == 3


def test_consents_and_declines_at_once_are_recorded_once(target: Path, state_folder: Path) -> None:
    runs = [script(target) for _ in range(2)]
    for session in runs:
        session.send(ConsentAnswered(REGISTRATION, given=True, how=Given.ANSWER_FILE))
        accept(session)
    refusing = [script(target, now=LATER) for _ in range(2)]
    declined = [session.decline(Presentation()).issued for session in refusing]
    assert [type(said) for said in recorded(state_folder)] == [Acceptance, Consent, Decline]
    assert [found.again for found in runs[1].issued()] == [True, True]
    assert declined[0].statement == declined[1].statement


def test_a_consent_of_the_second_run_alone_is_recorded(target: Path, state_folder: Path) -> None:
    first, second = script(target), script(target)
    second.send(ConsentAnswered(REGISTRATION, given=False, how=Given.ANSWER_FILE))
    accept(first)
    accept(second)
    assert [type(said) for said in recorded(state_folder)] == [Acceptance, Consent]


def test_one_notice_is_left_for_other_computers(target: Path, state_folder: Path) -> None:
    first = script(target, FOR_TWELVE)
    second = script(target, FOR_TWELVE, now=NOON)
    one, other = accept(first), accept(second)
    assert one.notice == other.notice
    assert len(notices.listed(state_folder)) == 1
    assert [pending.digest for pending, _ in desk().acts.notices()] == [
        notices.digest_of(one.notice or target)
    ]


def test_a_grant_at_once_is_given_once_and_later_anew(own: str, state_folder: Path) -> None:
    del own
    first, second, later = desk(), desk(), desk(LATER)
    for session in (first, second):
        session.acts.desk.read()
    assert grant(first, TERMS).statement == grant(second, TERMS).statement
    assert not grant(later, TERMS).again
    assert not grant(desk(LATER), replace(TERMS, delegate="Más Valaki")).again
    assert len(recorded(state_folder)) == 4


def test_delegates_at_once_rely_or_accept_once(
    target: Path, bundle: Path, newer: Path, editions: Path, state_folder: Path
) -> None:
    install_for(FOR_A_CUSTOMER, target, bundle)
    for changed in ((), ("governing-law/p1",)):
        if changed:
            later_edition(editions, changed=changed)
        now = LATER + timedelta(days=len(changed))
        runs = [updating(target, newer, parties=ADMINISTRATOR, now=now) for _ in range(2)]
        one, other = (accept(session) for session in runs)
        assert (one.statement, other.again) == (other.statement, True)
    assert [type(said) for said in recorded(state_folder)] == [Acceptance, Coverage, Acceptance]


def test_relying_on_an_earlier_acceptance_at_once_is_recorded_once(own: str, target: Path) -> None:
    runs = [open_on(target, channel=Channel.UNATTENDED, clock=lambda: LATER) for _ in range(2)]
    for session in runs:
        session.send(PartiesEntered(DIRECTOR))
        session.send(SelectionChanged(Selection(products=TERMS.products)))
        assert session.covering() is not None
    one, other = (session.rely_on_earlier(Given.FLAG) for session in runs)
    assert (one.statement, other.again) == (other.statement, True)
    assert all(session.state.covered for session in runs)
    assert own


def test_the_same_answer_to_a_request_for_consent_is_recorded_once(own: str, state_folder: Path) -> None:
    del own
    consenting = desk().acts.consenting
    given = consenting.answer(REGISTRATION, DIRECTOR, Given.FLAG, given=True)
    assert consenting.answer(REGISTRATION, DIRECTOR, Given.FLAG, given=True).statement == given.statement
    assert not consenting.answer(REGISTRATION, DIRECTOR, Given.FLAG, given=False).again
    again = consenting.answer(REGISTRATION, DIRECTOR, Given.FLAG, given=True)
    assert (again.again, again.statement == given.statement) == (False, False)
    consenting.withdraw(REGISTRATION, Given.FLAG)
    assert not consenting.answer(REGISTRATION, DIRECTOR, Given.FLAG, given=True).again
    assert len([said for said in recorded(state_folder) if isinstance(said, Consent)]) == 4


def test_whoever_wrote_between_the_question_and_the_record_is_heard(own: str, state_folder: Path) -> None:
    here, asked = desk().acts.desk, list[int]()

    def judge(ledger: Ledger) -> Verdict:
        asked.append(len(ledger.entries))
        if len(asked) == 1:
            desk().acts.delegation.revoke(own, DIRECTOR, Given.FLAG)
        before = ledger.revocation(own)
        act = Act(here.state(DIRECTOR), here.people(DIRECTOR), lambda _moment: pytest.fail("said twice"))
        return Verdict((act,)) if before is None else Verdict(standing=(before,))

    (found,) = here.say(PredicateType.REVOCATION, judge)
    assert (asked, found.again, found.receipt.exists()) == ([1, 2], True, True)
    assert len(recorded(state_folder)) == 2
