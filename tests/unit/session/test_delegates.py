"""What delegates may do by the agreement's clause alone, on a real log."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from helpers.delegates import (
    ADMINISTRATOR,
    CLAUSE,
    LATER,
    failed,
    install_for,
    updating,
)
from helpers.editions import later_edition, shipped_under
from helpers.journeys import (
    CORPORATE,
    CUSTOMER,
    FOR_A_CUSTOMER,
    NOON,
    make_ready,
    open_on,
    screen,
)
from helpers.records import recorded
from helpers.tampering import edit
from msgspec.structs import replace

from installer.evidence.predicates import Acceptance, Coverage
from installer.flow.state import Entered
from installer.flow.steps import Step
from installer.progress import Cancel, ignore
from installer.session.presentation import Presentation

if TYPE_CHECKING:
    from pathlib import Path


def test_an_update_without_new_wording_is_covered_and_installs(
    target: Path, bundle: Path, newer: Path, state_folder: Path
) -> None:
    first = install_for(FOR_A_CUSTOMER, target, bundle)
    session = updating(target, newer)
    session.accept(Presentation())
    said = recorded(state_folder)[-1]
    assert isinstance(said, Coverage)
    assert (said.of, said.grant, said.given) == (first.statement, first.statement, "grant")
    assert not any(text.shown for text in said.texts)
    session.send(Entered(Step.PROGRESS))
    result = session.install(session.plan(), ignore, Cancel())
    assert {state.state for state in result.components} == {"replaced"}


def test_a_delegate_accepts_changed_wording_by_the_clause(
    target: Path, bundle: Path, newer: Path, editions: Path, state_folder: Path
) -> None:
    first = install_for(FOR_A_CUSTOMER, target, bundle)
    later_edition(editions, changed=("governing-law/p1",))
    session = updating(target, newer)
    session.accept(Presentation())
    said = recorded(state_folder)[-1]
    assert isinstance(said, Acceptance)
    assert said.capacity == "delegate"
    assert said.delegated is not None
    assert (said.delegated.grant, said.delegated.kind) == (first.statement, "clause")
    assert (said.delegated.clause, said.delegated.known_until) == (CLAUSE, "2026-03-01T12:00:00Z")
    session.send(Entered(Step.PROGRESS))
    assert session.install(session.plan(), ignore, Cancel()).components


def test_a_change_that_is_accepted_in_person_is_no_delegates(
    target: Path, bundle: Path, newer: Path, editions: Path
) -> None:
    install_for(FOR_A_CUSTOMER, target, bundle)
    later_edition(editions, changed=("note-on-behalf/p1",))
    assert failed(updating(target, newer)) == "change-class"


def test_a_change_in_a_section_that_does_not_apply_changes_nothing(
    target: Path, bundle: Path, newer: Path, editions: Path, state_folder: Path
) -> None:
    install_for(FOR_A_CUSTOMER, target, bundle)
    later = later_edition(editions, changed=("xprotect-mobile-server/4",))
    session = updating(target, newer)
    session.accept(Presentation())
    said = recorded(state_folder)[-1]
    assert isinstance(said, Coverage)
    assert said.edition.digest == later.digest
    session.send(Entered(Step.PROGRESS))
    assert session.install(session.plan(), ignore, Cancel()).components


def test_an_accepted_edition_without_the_clause_grants_nothing(
    target: Path, bundle: Path, newer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "editions"
    later_edition(root, date="2024-01-01", delegation=False)
    monkeypatch.setattr("installer.paths.editions_root", lambda: root)
    install_for(FOR_A_CUSTOMER, target, bundle)
    shipped_under(root)
    assert failed(updating(target, newer)) == "clause"


def test_an_accepted_edition_that_is_not_at_hand_grants_nothing(
    target: Path, bundle: Path, newer: Path, editions: Path
) -> None:
    later_edition(editions, date="2024-01-01")
    (editions / "milestone-xprotect" / "2025-02-12").rename(editions.parent / "away")
    install_for(FOR_A_CUSTOMER, target, bundle)
    (editions.parent / "away").rename(editions / "milestone-xprotect" / "2025-02-12")
    (editions / "milestone-xprotect" / "2024-01-01" / "hu.md").write_text("", "utf-8")
    assert failed(updating(target, newer)) == "clause"


def test_a_grant_by_clause_lapses_after_five_years(target: Path, bundle: Path, newer: Path) -> None:
    install_for(FOR_A_CUSTOMER, target, bundle)
    assert failed(updating(target, newer, now=NOON.replace(year=2031, second=1))) == "validity"
    updating(target, newer, now=NOON.replace(year=2031)).accept(Presentation())


@pytest.mark.parametrize(
    ("check", "products", "name", "days"),
    [
        ("in-log", CORPORATE, "Másik Kft.", 1),
        ("clock", CORPORATE, "Vevő Zrt.", 0),
        ("product", ("xprotect-smart-client",), "Vevő Zrt.", 1),
    ],
)
def test_a_delegate_without_a_grant_is_refused_and_nothing_is_recorded(  # noqa: PLR0913, PLR0917 - fixtures
    target: Path,
    bundle: Path,
    state_folder: Path,
    check: str,
    products: tuple[str, ...],
    name: str,
    days: int,
) -> None:
    install_for(FOR_A_CUSTOMER, target, bundle)
    if check == "clock":
        other = open_on(target, clock=lambda: NOON + timedelta(days=1))
        other.decline(Presentation())
    before = len(recorded(state_folder))
    parties = replace(ADMINISTRATOR, principal=replace(CUSTOMER, name=name))
    session = updating(target, bundle, now=NOON + timedelta(days=days), parties=parties, products=products)
    assert failed(session) == check
    assert len(recorded(state_folder)) == before


def test_other_statements_in_the_log_grant_nothing(target: Path, bundle: Path) -> None:
    before = make_ready(open_on(target), parties=FOR_A_CUSTOMER)
    before.decline(screen(before))
    assert failed(updating(target, bundle)) == "in-log"


def test_a_first_install_is_no_update(target: Path, bundle: Path, tmp_path: Path) -> None:
    accepted_only = make_ready(open_on(tmp_path / "elsewhere", bundle), parties=FOR_A_CUSTOMER)
    accepted_only.accept(screen(accepted_only))
    assert failed(updating(target, bundle)) == "update"


def test_a_delegates_own_acceptance_is_no_grant(
    target: Path, bundle: Path, newer: Path, editions: Path, state_folder: Path
) -> None:
    first = install_for(FOR_A_CUSTOMER, target, bundle)
    later_edition(editions, changed=("governing-law/p1",))
    updating(target, newer).accept(Presentation())
    by_delegate = recorded(state_folder)[-1]
    assert isinstance(by_delegate, Acceptance)
    later_edition(editions, changed=("export-control/p1",), date="2026-07-01")
    updating(target, newer, now=LATER + timedelta(days=1)).accept(Presentation())
    again = recorded(state_folder)[-1]
    assert isinstance(again, Acceptance)
    assert again.delegated is not None
    assert again.delegated.grant == first.statement


def test_only_a_delegates_acceptance_left_is_sub_delegation(
    target: Path, bundle: Path, newer: Path, editions: Path
) -> None:
    install_for(FOR_A_CUSTOMER, target, bundle)
    later_edition(editions, changed=("governing-law/p1",))
    issued = updating(target, newer).accept(Presentation())
    by_delegate = replace(ADMINISTRATOR, grant=issued.statement)
    assert (
        failed(updating(target, newer, now=LATER + timedelta(days=1), parties=by_delegate))
        == "sub-delegation"
    )


def test_an_erased_principal_leaves_no_grant(target: Path, bundle: Path, state_folder: Path) -> None:
    install_for(FOR_A_CUSTOMER, target, bundle)
    edit(state_folder, ("DELETE FROM personal", ()))
    assert failed(updating(target, bundle)) == "in-log"


def test_a_log_that_cannot_be_believed_grants_nothing(
    target: Path, bundle: Path, newer: Path, state_folder: Path
) -> None:
    install_for(FOR_A_CUSTOMER, target, bundle)
    install_for(FOR_A_CUSTOMER, target.with_name("second"), bundle)
    edit(state_folder, ("UPDATE records SET time = '2020-01-01T00:00:00Z' WHERE idx = 0", ()))
    assert failed(updating(target, newer)) == "statement"
