"""Everything that the tour sees beside the straight way, in this process, in the least room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.wizards import translation
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from installer.agreement.change_class import ChangeClass
from installer.agreement.load import load_edition
from installer.agreement.signed import load_signed
from ui.keyboard import TourFailed
from ui.theme import apply_theme
from ui.tour.album import ByView
from ui.tour.editions import make_later
from ui.tour.ground import Ground
from ui.tour.pictures import Photographer
from ui.tour.situations import SITUATIONS, walk_situations
from ui.tour.tongue import Tongue
from ui.tour.views import LOOKS, VIEWS
from ui.tour.world import World

if TYPE_CHECKING:
    from pathlib import Path

    from ui.translation import Translation

__all__ = ["translation"]

STOPS = {
    *("05-changes-required", "05-changes-personal", "05-changes-notify", "05-changes-folded"),
    *("06-changes-acceptance", "05-told-open", "05-told-shown"),
    *("02-delegate-grant", "05-delegate-agreement", "06-delegate-refused"),
    *(f"01-shelf-{name}-empty" for name in ("notices", "given", "grants", "consents", "all")),
    *(f"01-shelf-{name}" for name in ("notices", "given", "grants", "consents", "all")),
    *("01-notice-waits", "01-notice-confirm", "01-notice-object", "01-notice-objected"),
    *("01-accepted-object", "01-consent-withdrawn"),
    *("01-grant-refused", "01-receipt-unwritten", "01-receipt-saved"),
    *("01-damaged-text", "05-resumed", "07-cut-off-review"),
    *("07-partly-review", "08-partly-undone", "09-finish-no-receipt"),
}


@pytest.fixture
def ground(
    qapp: QApplication, out: Path, translation: Translation, catalogues: Path, state_folder: Path
) -> Ground:
    assert state_folder
    album = ByView(LOOKS[:1], out / "pictures")
    looker = Photographer(apply_theme(qapp), VIEWS[:1], album, Tongue("hu", catalogues))
    return Ground(World(out / "ground", "hu"), translation, looker)


def test_every_situation_comes_about_and_nothing_is_found_in_it(ground: Ground, out: Path) -> None:
    walk_situations(ground)
    assert ground.photographer.findings == {}
    taken = {path.stem for path in (out / "pictures").rglob("*.png")}
    assert taken == STOPS
    assert len(SITUATIONS) == 12


def test_a_later_edition_is_signed_and_differs_in_as_many_clauses_as_it_says(ground: Ground) -> None:
    world = ground.world
    world.fresh()
    first, old = world.newest(), load_edition(world.newest())
    sections = sorted(old.section_ids())
    later = make_later(first, world.folder / "later", sections, (ChangeClass.NOTIFY, ChangeClass.PERSONAL))
    path = world.folder / "later" / later.id
    assert load_signed(path).digest == later.digest != old.digest
    changed = [
        row.clause
        for row in later.rows()
        if any(
            clause is not None and clause != old.clause(row.clause, language)
            for language, clause in row.wordings.items()
        )
    ]
    assert changed == [clause for entry in later.history[0].changes for clause in entry.clauses]
    assert len(changed) == 2


def test_an_agreement_with_too_little_to_change_fails_the_tour(ground: Ground) -> None:
    world = ground.world
    world.fresh()
    with pytest.raises(TourFailed, match="too few"):
        make_later(world.newest(), world.folder / "later", [], (ChangeClass.NOTIFY,))


def test_a_label_that_is_cut_off_in_a_situation_is_found(ground: Ground) -> None:
    dialog = QDialog()
    label = QLabel("Az Önre nem vonatkozó szakaszok megjelenítése", dialog)
    label.setGeometry(10, 10, 90, 30)
    dialog.resize(300, 100)
    dialog.show()
    dialog.activateWindow()
    ground.photographer.stop("planted", dialog)
    dialog.close()
    (finding,) = ground.photographer.findings
    assert str(finding).startswith("clipped: QLabel")
