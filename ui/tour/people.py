"""What there is to see where people say who accepts: each capacity, other situations, and the proof."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QListWidget, QRadioButton

from installer.acceptance import form
from ui.keyboard import Keyboard
from ui.pages.pack_dialog import PackDialog
from ui.pages.parties import PartiesPage
from ui.tour.above import close, window_above
from ui.tour.waiting import expect, settle

if TYPE_CHECKING:
    from ui.tour.walk import Tour

_THIRD_PARTY: Final = {
    "actor.name": "Kovács Anna",
    "actor.email": "anna.kovacs@example.com",
    "principal.name": "Tiszaparti Vagyonvédelmi Kft.",
    "principal.contact": "szerzodes@tiszaparti.example",
    "authority.basis": "2025/117. számú megrendelés",
    "authority.accepted_how": "aláírt PDF e-mailben",
    "authority.accepted_on": "2025.13.45",
}
"""The last one is no day, so that there is an error to see."""
_DAY: Final = "2025-11-03"


def other_situations(tour: Tour) -> None:
    """The rarer roles and occasions of the plain capacity, the last of each chosen; then the plain ones."""
    fold = tour.child(QAbstractButton, "other-situations")
    tour.keys.activate(fold)
    settle()
    rarer = [_last(tour, "role-"), _last(tour, "occasion-")]
    for button in rarer:
        _choose(tour, button)
    settle()
    tour.look("parties-situations")
    for button in reversed(rarer):
        _choose(tour, _siblings(button)[0])
    tour.keys.activate(fold)
    expect(form.is_plain(tour.session.state.parties), "the plain situation did not come back")


def other_capacities(tour: Tour) -> None:
    """The fields of each, and what is said of fields that were left empty."""
    first = tour.wizard.current().first_focus()
    for capacity in list(tour.session.rules.capacities)[1:]:
        _go_to_choice(tour)
        tour.keys.press(Qt.Key.Key_Down)
        expect(tour.session.state.parties.capacity == capacity, f"{capacity} was not chosen")
        for edit in tour.wizard.current().findChildren(QLineEdit):
            if edit.isVisible():
                tour.keys.go_to(edit)
        _go_to_choice(tour)
        settle()
        tour.look(f"parties-{capacity}")
        if form.EVIDENCE in form.inputs(tour.session.state.parties, tour.session.rules):
            _proof(tour)
    while isinstance(first, QRadioButton) and not first.isChecked():
        _go_to_choice(tour)
        tour.keys.press(Qt.Key.Key_Up)


def _proof(tour: Tour) -> None:
    """Everything filled in but a day, a file as evidence, and a pack for whoever has not accepted."""
    page = tour.wizard.current()
    for name, text in _THIRD_PARTY.items():
        tour.keys.go_to(tour.child(QLineEdit, name))
        tour.keys.write(text)
    tour.keys.go_to(tour.child(QAbstractButton, "evidence"))
    with tempfile.TemporaryDirectory() as place:
        evidence = Path(place, "megrendeles-2025-117.pdf")
        evidence.write_bytes(b"signed")
        if isinstance(page, PartiesPage):
            # What the system's own window for files would answer.
            page.add_evidence(evidence)
        settle()
        tour.look("parties-evidence")
        tour.keys.go_back_to(tour.child(QLineEdit, "authority.accepted_on"))
        tour.keys.write(_DAY)
        tour.keys.activate(tour.child(QAbstractButton, "make-pack"))
        _pack(tour, Path(place))


def _pack(tour: Tour, place: Path) -> None:
    """Nothing chosen yet, and then one that is written."""
    above = window_above("pack")
    tour.look("pack", above)
    keys = Keyboard(above)
    keys.go_to(next(iter(above.findChildren(QListWidget))))
    keys.press(Qt.Key.Key_Home)
    keys.press(Qt.Key.Key_Space)
    if isinstance(above, PackDialog):
        expect(above.write(place) is not None, "no pack was written")
        # The folder of this picture is one that was made for it.
        above.report.setText(above.report.text().replace(str(place), "/home/anna"))
    settle()
    tour.look("pack-written", above)
    close(tour, above)


def _go_to_choice(tour: Tour) -> None:
    """To the ticked one of the round buttons: Tab stops at no other."""
    focus = tour.wizard.current().first_focus()
    if focus is not None:
        tour.keys.go_to(focus)


def _last(tour: Tour, prefix: str) -> QRadioButton:
    buttons = [
        button
        for button in tour.wizard.current().findChildren(QRadioButton)
        if button.objectName().startswith(prefix) and button.isVisible()
    ]
    expect(bool(buttons), f"there is nothing to choose for {prefix}")
    return buttons[-1]


def _siblings(button: QAbstractButton) -> list[QAbstractButton]:
    return [each for each in button.group().buttons() if each.isVisible()]


def _choose(tour: Tour, button: QAbstractButton) -> None:
    """By the arrows, from the one that is ticked: Tab stops at no other."""
    row = _siblings(button)
    ticked = next(each for each in row if each.isChecked())
    tour.keys.go_to(ticked)
    far = row.index(button) - row.index(ticked)
    for _ in range(abs(far)):
        tour.keys.press(Qt.Key.Key_Down if far > 0 else Qt.Key.Key_Up)
        settle()
    expect(button.isChecked(), f"the arrows do not choose {button.objectName()}")
