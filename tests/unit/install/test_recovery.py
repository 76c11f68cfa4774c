from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from helpers.bundles import leftovers, picture, write_files
from helpers.faults import CHANGING, Counter, arm, in_child, kill
from helpers.proofs import Covered

from installer.errors import AssentError, Code
from installer.install.plan import make_plan
from installer.install.recovery import NOTHING, Ending, recover
from installer.install.remove import uninstall
from installer.install.transaction import run
from installer.progress import Cancel, Progress, ignore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from installer.install.bundle import Bundle


def killed_in(bundle: Bundle, target: Path, phase: str, files: int) -> None:
    """A real process that is killed after so many files of a phase."""

    def die(progress: Progress) -> None:
        if progress.phase == phase and progress.done_files == files:
            os.kill(os.getpid(), 9)

    plan = make_plan(bundle, ("extra",), target)
    assert in_child(lambda: run(bundle, plan, Covered(), die, Cancel())).killed


def last_staged(target: Path) -> Path:
    """The file of the interrupted run that was staged last."""
    (stage,) = (target / ".assent").glob("stage-*")
    return max(stage.iterdir(), key=lambda file: int(file.name))


def failure(target: Path) -> AssentError:
    with pytest.raises(AssentError) as caught:
        recover(target)
    return caught.value


def test_where_nothing_happened_there_is_nothing_to_recover(
    first: Bundle, target: Path, install: Callable[..., object]
) -> None:
    assert recover(target) is NOTHING
    assert not target.parent.exists()
    install(first)
    assert recover(target) is NOTHING


def test_killed_while_staging_the_old_state_is_back(first: Bundle, target: Path) -> None:
    killed_in(first, target, "stage", 3)
    recovery = recover(target)
    assert (recovery.ending, recovery.kind, recovery.states) == (Ending.ROLLED_BACK, "install", ())
    assert not target.parent.exists()


def test_killed_while_committing_the_new_state_is_finished(first: Bundle, target: Path) -> None:
    killed_in(first, target, "commit", 3)
    recovery = recover(target)
    assert recovery.ending is Ending.FINISHED
    assert recovery.states == (("core", "installed"), ("extra", "installed"))
    assert make_plan(first, ("extra",), target).is_done
    assert not leftovers(target)


def test_a_plan_over_half_a_state_ends_it_first_and_says_so(first: Bundle, target: Path) -> None:
    killed_in(first, target, "stage", 3)
    plan = make_plan(first, ("extra",), target)
    assert plan.recovery.ending is Ending.ROLLED_BACK
    assert run(first, plan, Covered(), ignore, Cancel()).recovery.ending is Ending.ROLLED_BACK


def test_an_install_ends_what_a_crash_left_since_its_plan(
    first: Bundle, second: Bundle, target: Path, install: Callable[..., object]
) -> None:
    install(first)
    plan = make_plan(second, ("extra",), target)
    killed_in(second, target, "stage", 3)
    result = run(second, plan, Covered(), ignore, Cancel())
    assert result.recovery.ending is Ending.ROLLED_BACK
    assert make_plan(second, ("extra",), target).is_done


def test_an_uninstall_ends_what_a_crash_left(first: Bundle, target: Path) -> None:
    killed_in(first, target, "commit", 3)
    result = uninstall(target, (), ignore)
    assert result.recovery.ending is Ending.FINISHED
    assert list(target.iterdir()) == []


def test_what_was_staged_and_then_damaged_is_rolled_back(
    first: Bundle, second: Bundle, target: Path, install: Callable[..., object]
) -> None:
    install(first)
    before = picture(target)
    killed_in(second, target, "commit", 2)
    last_staged(target).write_bytes(b"damaged")
    assert recover(target).ending is Ending.ROLLED_BACK
    assert picture(target) == before
    assert not leftovers(target)


def test_what_was_staged_and_then_lost_is_rolled_back(
    first: Bundle, second: Bundle, target: Path, install: Callable[..., object]
) -> None:
    install(first)
    before = picture(target)
    killed_in(second, target, "commit", 2)
    last_staged(target).unlink()
    assert recover(target).ending is Ending.ROLLED_BACK
    assert picture(target) == before


def test_a_state_that_cannot_be_proven_is_named_and_can_be_tried_again(
    first: Bundle, second: Bundle, target: Path, install: Callable[..., object]
) -> None:
    install(first)
    before = picture(target)
    killed_in(second, target, "commit", 2)
    (old,) = (target / ".assent").glob("old-*")
    last_staged(target).unlink()
    aside = min(old.iterdir(), key=lambda file: int(file.name))
    kept = aside.read_bytes()
    aside.write_bytes(b"damaged")
    error = failure(target)
    assert error.code is Code.ROLLBACK_INCOMPLETE
    assert (error.facts["paths"], error.facts["count"]) == ("bin/core", 1)
    assert failure(target).code is Code.ROLLBACK_INCOMPLETE
    mode = aside.stat().st_mode if aside.exists() else 0o755
    place = aside if aside.exists() else target / "bin/core"
    place.write_bytes(kept)
    place.chmod(mode & 0o777)
    assert recover(target).ending is Ending.ROLLED_BACK
    assert picture(target) == before


def test_a_damaged_journal_touches_nothing(first: Bundle, target: Path) -> None:
    killed_in(first, target, "commit", 3)
    before = picture(target)
    journal = target / ".assent/journal"
    journal.write_bytes(journal.read_bytes().replace(b"bin/core", b"bin/care", 1))
    assert failure(target).code is Code.JOURNAL_BROKEN
    assert picture(target) == before
    with pytest.raises(AssentError):
        make_plan(first, ("extra",), target)


def test_a_journal_that_was_never_begun_is_removed(target: Path) -> None:
    write_files(target, {".assent/journal": b"half a li"})
    assert recover(target) is NOTHING
    assert list(target.iterdir()) == []


def test_a_target_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert failure(tmp_path / "file").code is Code.TARGET_UNWRITABLE


def test_a_target_that_goes_away_while_recovering_is_said(
    first: Bundle, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_in(first, target, "commit", 3)
    rename = os.rename

    def vanishing(*_args: object, **_kwargs: object) -> None:
        rename(target / ".assent", target / "gone")
        raise FileNotFoundError(2, "gone")

    monkeypatch.setattr(os, "rename", vanishing)
    error = failure(target)
    assert error.code in {Code.ROLLBACK_INCOMPLETE, Code.TARGET_UNWRITABLE}


def test_a_rollback_that_fails_says_so_and_the_next_start_finishes_it(
    first: Bundle, second: Bundle, target: Path, install: Callable[..., object]
) -> None:
    install(first)
    before = picture(target)
    plan = make_plan(second, ("extra",), target)

    def work() -> None:
        def fail_from_here(progress: Progress) -> None:
            if progress.phase == "commit" and progress.done_files == 3:
                for at in range(1, 60):
                    arm(Counter(at, _fail), CHANGING)

        run(second, plan, Covered(), fail_from_here, Cancel())

    assert in_child(work).code == "install.rollback-incomplete"
    assert recover(target).ending in {Ending.ROLLED_BACK, Ending.FINISHED}
    assert picture(target) == before or make_plan(second, ("extra",), target).is_done


def _fail(*_args: object) -> None:
    raise OSError(5, "Input/output error")


def test_killed_before_the_first_record_leaves_nothing_to_do(first: Bundle, target: Path) -> None:
    plan = make_plan(first, ("extra",), target)

    def work() -> None:
        arm(Counter(2, kill), ("ftruncate",))
        run(first, plan, Covered(), ignore, Cancel())

    assert in_child(work).killed
    assert recover(target) is NOTHING


def test_a_proof_that_cannot_be_noted_is_no_proof(
    first: Bundle,
    second: Bundle,
    target: Path,
    install: Callable[..., object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    install(first)
    before = picture(target)
    real, cancel, synced = os.fsync, Cancel(), [0]

    def failing(handle: int) -> None:
        synced[0] += cancel.requested
        if synced[0] == 2:
            raise OSError(5, "Input/output error")
        real(handle)

    def cancel_late(progress: Progress) -> None:
        if progress.phase == "commit" and progress.done_files == 3:
            cancel.request()

    plan = make_plan(second, ("extra",), target)
    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(AssentError) as caught:
        run(second, plan, Covered(), cancel_late, cancel)
    assert caught.value.code is Code.ROLLBACK_INCOMPLETE
    assert (caught.value.facts["paths"], caught.value.facts["count"]) == (".assent/journal", 0)
    assert recover(target).ending is Ending.ROLLED_BACK
    assert picture(target) == before


def test_a_file_that_became_a_link_before_the_recovery_is_named(
    first: Bundle, second: Bundle, target: Path, install: Callable[..., object]
) -> None:
    install(first)
    killed_in(second, target, "commit", 3)
    (target / "bin/core").unlink()
    (target / "bin/core").symlink_to("extra")
    error = failure(target)
    assert error.code is Code.ROLLBACK_INCOMPLETE
    (target / "bin/core").unlink()
    assert recover(target).ending is Ending.ROLLED_BACK
    assert (target / "bin/core").read_bytes() == b"core 1"


def test_a_file_that_somebody_changed_before_the_recovery_is_kept(
    first: Bundle, second: Bundle, target: Path, install: Callable[..., object]
) -> None:
    install(first)
    killed_in(second, target, "commit", 2)
    write_files(target, {"bin/core": b"mine", "bin/extra": b"mine too"})
    assert recover(target).ending is Ending.ROLLED_BACK
    assert (target / "bin/core").read_bytes() == b"core 1"
    assert (target / "bin/core.assent-kept").read_bytes() == b"mine"
    assert (target / "bin/extra").read_bytes() == b"mine too"
    assert not leftovers(target)


def test_a_lock_that_cannot_be_made_is_said(
    first: Bundle, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_in(first, target, "stage", 2)
    real = os.open

    def failing(path: object, *args: object, **kwargs: object) -> int:
        if path == "lock":
            raise FileNotFoundError(2, "gone")
        return real(path, *args, **kwargs)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(os, "open", failing)
    assert failure(target).code is Code.TARGET_UNWRITABLE
