from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.bundles import picture
from helpers.journeys import make_ready, open_on, screen, small_bundle

from installer.errors import AssentError, Code, Refused
from installer.flow.state import Entered, TargetChosen
from installer.flow.steps import Step
from installer.install.plan import Action
from installer.progress import Cancel, ignore

if TYPE_CHECKING:
    from pathlib import Path

    from installer.session import Session


def test_nothing_installs_before_the_acceptance(ready: Session, target: Path) -> None:
    with pytest.raises(Refused) as caught:
        ready.install(ready.plan(), ignore, Cancel())
    assert caught.value.code is Code.NOT_ACCEPTED
    assert not target.exists()


def test_nothing_installs_after_a_decline(ready: Session, target: Path) -> None:
    ready.decline(screen(ready))
    with pytest.raises(Refused):
        ready.install(ready.plan(), ignore, Cancel())
    assert not target.exists()


def test_what_was_accepted_is_installed(ready: Session, target: Path) -> None:
    ready.accept(screen(ready))
    ready.send(Entered(Step.PROGRESS))
    result = ready.install(ready.plan(), ignore, Cancel())
    assert [state.state for state in result.components] == ["installed", "installed"]
    assert (target / "bin" / "management-server").exists()
    assert not (target / "bin" / "smart-client").exists()
    assert ready.state.installed
    assert ready.reachable(Step.FINISH)


def test_the_plan_that_was_shown_is_the_one_that_is_carried_out(ready: Session, target: Path) -> None:
    shown = ready.plan()
    ready.accept(screen(ready))
    result = ready.install(shown, ignore, Cancel())
    assert [(state.id, state.state) for state in result.components] == [
        (component.id, "installed") for component in shown.components
    ]
    files = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()}
    assert {path for path in files if not path.startswith(".assent/")} == set(shown.added)


def test_a_plan_that_was_shown_for_another_folder_is_refused(
    ready: Session, target: Path, tmp_path: Path
) -> None:
    shown = ready.plan()
    ready.accept(screen(ready))
    ready.send(TargetChosen(str(tmp_path / "other")))
    with pytest.raises(Refused) as caught:
        ready.install(shown, ignore, Cancel())
    assert caught.value.code is Code.PLAN_STALE
    assert caught.value.facts["path"] == str(tmp_path / "other")
    assert not target.exists()
    assert not (tmp_path / "other").exists()


def test_a_plan_of_another_bundle_is_refused(ready: Session, target: Path, tmp_path: Path) -> None:
    newer = small_bundle(tmp_path / "newer", "management-server", "recording-server", version="2.0")
    shown = make_ready(open_on(target, newer)).plan()
    ready.accept(screen(ready))
    with pytest.raises(Refused) as caught:
        ready.install(shown, ignore, Cancel())
    assert caught.value.code is Code.PLAN_STALE
    assert not target.exists()


def test_a_target_that_is_no_longer_as_the_shown_plan_saw_it_is_left_alone(
    ready: Session, target: Path
) -> None:
    shown = ready.plan()
    ready.accept(screen(ready))
    theirs = target / "bin" / "management-server"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("somebody's own")
    before = picture(target)
    with pytest.raises(Refused) as caught:
        ready.install(shown, ignore, Cancel())
    assert caught.value.code is Code.PLAN_STALE
    assert picture(target) == before


def test_a_component_outside_the_accepted_products_does_not_install(target: Path, tmp_path: Path) -> None:
    needs = {"smart-client": ("access",)}
    bundle = small_bundle(tmp_path / "b", "access", "smart-client", requires=needs)
    session = make_ready(open_on(target, bundle), products=("xprotect-smart-client",))
    session.accept(screen(session))
    with pytest.raises(Refused) as caught:
        session.install(session.plan(), ignore, Cancel())
    assert caught.value.code is Code.NOT_COVERED
    assert caught.value.facts["component"] == "access"
    assert not target.exists()


def test_the_proof_reads_the_log_from_disk_again(ready: Session, target: Path, state_folder: Path) -> None:
    ready.accept(screen(ready))
    for name in ("log.sqlite3", "log.sqlite3-wal", "log.sqlite3-shm"):
        (state_folder / name).unlink(missing_ok=True)
    with pytest.raises(AssentError) as caught:
        ready.install(ready.plan(), ignore, Cancel())
    assert caught.value.code is Code.RECORD_UNKNOWN
    assert not target.exists()


def test_another_statement_at_the_same_place_covers_nothing(
    ready: Session, target: Path, state_folder: Path
) -> None:
    ready.accept(screen(ready))
    for name in ("log.sqlite3", "log.sqlite3-wal", "log.sqlite3-shm"):
        (state_folder / name).unlink(missing_ok=True)
    other = make_ready(open_on(target))
    other.accept(screen(other))
    with pytest.raises(Refused) as caught:
        ready.install(ready.plan(), ignore, Cancel())
    assert caught.value.code is Code.NOT_COVERED
    assert not target.exists()


def test_the_target_can_be_changed_after_the_acceptance(ready: Session, tmp_path: Path) -> None:
    ready.accept(screen(ready))
    ready.send(TargetChosen(str(tmp_path / "other")))
    ready.send(Entered(Step.PROGRESS))
    ready.install(ready.plan(), ignore, Cancel())
    assert (tmp_path / "other" / "bin" / "management-server").exists()
    assert {planned.action for planned in ready.plan().components} == {Action.KEEP}
