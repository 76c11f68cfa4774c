"""A request to stop is seen while existing files are read, and right after what cannot be interrupted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.bundles import leftovers, make_bundle, picture, write_files
from helpers.proofs import Covered

from installer.errors import Cancelled
from installer.install.destination import Root
from installer.install.plan import Request, make_plan, plan_for
from installer.install.remove import uninstall
from installer.install.repair import Wanted, repair
from installer.install.transaction import run
from installer.progress import Cancel, Progress, ignore

if TYPE_CHECKING:
    from pathlib import Path

    from installer.install.bundle import Bundle

MEGABYTE = 1 << 20
BLOCKS = 6


class After(Cancel):
    """Requested when it has been looked at so many times."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.looks = looks

    @property
    def requested(self) -> bool:
        self.looks -= 1
        return self.looks < 0


@pytest.fixture
def large(tmp_path: Path, target: Path) -> Bundle:
    """One file of several blocks; it is installed."""
    made = make_bundle(tmp_path / "large", {"one": {"data": bytes(BLOCKS * MEGABYTE)}})
    run(made, make_plan(made, ("one",), target), Covered(), ignore, Cancel())
    return made


def test_reading_one_large_file_is_given_up_between_two_blocks(large: Bundle, target: Path) -> None:
    cancel = After(2)
    with Root(target) as root, root.pausing(cancel.check), pytest.raises(Cancelled):
        root.look("data")
    assert cancel.looks == -1
    with Root(target) as root:
        # Outside nobody is asked: putting things back must go on to its end.
        found = root.look("data")
        assert found is not None
        assert found.sha256 == large.component("one").files[0].sha256


@pytest.mark.parametrize("looks", range(BLOCKS))
def test_a_plan_can_be_given_up_while_it_reads(large: Bundle, target: Path, looks: int) -> None:
    before = picture(target)
    with pytest.raises(Cancelled):
        plan_for(large, Request(("one",), target, cancel=After(looks)))
    assert picture(target) == before


@pytest.mark.parametrize("looks", [0, 2])
def test_an_install_a_repair_and_a_removal_can_be_given_up_while_they_read(
    large: Bundle, tmp_path: Path, target: Path, looks: int
) -> None:
    before = picture(target)
    newer = make_bundle(tmp_path / "newer", {"one": {"data": b"new"}}, version="2.0")
    plan = make_plan(newer, ("one",), target)
    with pytest.raises(Cancelled):
        run(newer, plan, Covered(), ignore, After(looks))
    with pytest.raises(Cancelled):
        repair(large, Wanted(target), Covered(), ignore, After(looks))
    with pytest.raises(Cancelled):
        uninstall(target, ("one",), ignore, After(looks))
    assert picture(target) == before
    assert not leftovers(target)


def test_a_cancel_during_the_flush_is_honoured_before_the_commit(large: Bundle, target: Path) -> None:
    """The flush itself cannot be interrupted; what comes next is looked at first."""
    (target / "data").unlink()
    write_files(target, {"mine": b"1"})
    before = picture(target)
    cancel, phases = Cancel(), list[str]()

    def listen(progress: Progress) -> None:
        phases.append(progress.phase)
        if progress.phase == "flush":
            assert progress.done_bytes == progress.total_bytes
            cancel.request()

    with pytest.raises(Cancelled):
        run(large, make_plan(large, ("one",), target), Covered(), listen, cancel)
    assert phases[-1] == "flush"
    assert picture(target) == before
    assert not leftovers(target)
