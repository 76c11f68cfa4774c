"""What goes wrong, for real: a damaged text, a run that broke off, an install that ends in the middle."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from installer.errors import AssentError
from installer.flow.steps import Step
from installer.install.build import ComponentSource, build_bundle
from installer.install.bundle import load_bundle
from installer.install.external.spec import External
from ui.answers import AnswerView
from ui.failure import FailureDialog
from ui.keeping import Keeper
from ui.keyboard import TourFailed
from ui.resume import FILE
from ui.tour.editions import sample_key
from ui.tour.ground import accept, bring_to
from ui.tour.waiting import expect, settle, until

if TYPE_CHECKING:
    from ui.tour.ground import Ground
    from ui.tour.world import World

_ROOT: Final = Path(__file__).parents[2]
_SETUP: Final = """\
#!/bin/sh
# A stand-in for another publisher's installer: it ends with the status that it is given.
exit "$1"
"""
_FAILS: Final = "7"


def walk_damaged(ground: Ground) -> None:
    """A word more in the text than what was signed: there is no wizard, and it is said why."""
    world = ground.world
    world.fresh()
    first, root = world.newest(), world.folder / "editions"
    copy = Path(shutil.copytree(first, root / first.parent.name / first.name))
    world.editions = root
    with (copy / f"{world.language}.md").open("a", encoding="utf-8") as text:
        text.write("\n.\n")
    ground.translation.switch(world.language)
    dialog = FailureDialog(_refusal(world), ground.translation.tr)
    dialog.open()
    dialog.activateWindow()
    settle()
    ground.photographer.stop("01-damaged-text", dialog)
    dialog.close()
    dialog.deleteLater()


def walk_resumed(ground: Ground) -> None:
    """The wizard again after a crash on the page of the acceptance."""
    ground.world.fresh()
    own, kept = ground.world.folder / "own", ground.world.folder / "as-the-crash-left-it"
    with ground.tour() as tour:
        keeper = Keeper(tour.wizard, tour.session, own)
        bring_to(tour, Step.ACCEPTANCE, read=True)
        keeper.save()
        # Closing takes the file away; a crash does not.
        shutil.copy(own / FILE, kept)
    shutil.copy(kept, own / FILE)
    with ground.tour() as tour:
        Keeper(tour.wizard, tour.session, own).restore(keep_language=True)
        tour.arrive(tour.wizard.current().step)
        tour.look("resumed")


def walk_cut_off(ground: Ground) -> None:
    """What an install that was cut off left, put back by the next start."""
    world = ground.world
    world.fresh()
    command = [sys.executable, "-m", "ui.tour.cut_off", str(world.folder)]
    done = subprocess.run(command, cwd=_ROOT, check=False)  # noqa: S603 - this program
    expect(done.returncode not in (0, 1), f"the install was not cut off: status {done.returncode}")
    with ground.tour() as tour:
        accept(tour)
        expect(until(tour.wizard.current().isComplete), "there is no plan")
        told = ground.translation.tr("An interrupted installation was undone first.")
        plan = tour.wizard.current().findChild(AnswerView)
        expect(isinstance(plan, AnswerView) and told in plan.toPlainText(), "nobody says what was undone")
        tour.look("cut-off-review")


def walk_partly(ground: Ground) -> None:
    """A program that cannot be undone, and one after it that fails: the rest is put back."""
    world = ground.world
    world.fresh()
    world.bundle = _bundle_that_stays_partly(world.folder / "bundle", world.bundle)
    with ground.tour() as tour:
        accept(tour)
        expect(until(tour.wizard.current().isComplete), "there is no plan")
        tour.look("partly-review")
        tour.go_on()
        tour.arrive(Step.PROGRESS)
        page = tour.wizard.current()
        expect(until(lambda: not page.busy), "the install did not end")
        expect(page.error is not None, "the install did not fail")
        tour.look("partly-undone")


def walk_without_receipt(ground: Ground) -> None:
    """The last page, where the receipt is no longer in its place."""
    ground.world.fresh()
    with ground.tour() as tour:
        accept(tour)
        for issued in tour.session.issued():
            issued.receipt.unlink()
        tour.go_on()
        tour.arrive(Step.PROGRESS)
        tour.meet(Step.PROGRESS)
        tour.go_on()
        tour.arrive(Step.FINISH)
        tour.look("finish-no-receipt")


def _refusal(world: World) -> AssentError:
    try:
        world.session()
    except AssentError as error:
        return error
    msg = "a damaged text was shown"
    raise TourFailed(msg)


def _bundle_that_stays_partly(out: Path, shipped: Path) -> Path:
    """Three components of the bundle there is: files, a program without undo, a program that fails."""
    parts = load_bundle(shipped).components[:3]
    with tempfile.TemporaryDirectory() as scratch:
        sources = []
        for part, status in zip(parts, (None, "0", _FAILS), strict=True):
            folder = Path(scratch, part.id)
            (folder / "bin").mkdir(parents=True)
            setup = folder / "bin" / "setup.sh"
            setup.write_text(_SETUP)
            setup.chmod(0o755)
            external = External(kind="program", file="bin/setup.sh", arguments=(status,)) if status else None
            sources.append(
                ComponentSource(folder, part.id, part.version, part.products, part.requires, external)
            )
        build_bundle(out, "tour/partly", "Tour", tuple(sources), sample_key())
    return out
