"""What the tour looks at beside the straight way: other choices, refusals, and the windows above a page."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QProgressBar,
    QRadioButton,
    QWidget,
)

from installer.errors import Code, Unavailable
from installer.flow.steps import Step
from installer.install.destination import Root
from installer.install.lock import lock
from ui.acceptances.doorway import Doorway
from ui.failure import FailureDialog
from ui.keyboard import Keyboard, TourFailed
from ui.tour.waiting import expect, settle, until
from ui.tour.walk import named
from ui.widgets.reader_bar import ReaderBar
from ui.widgets.reader_column import ReaderColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ui.tour.walk import Tour

_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_NO_FOLDER: Final = "/dev/null/assent"
"""Where no folder can be."""


class Everything:
    """All asides there are. Each leaves its page as the straight way needs it."""

    def __init__(self) -> None:
        self._held = ExitStack()

    def before(self, tour: Tour, step: Step) -> None:
        """What is to be seen while the page is not complete."""
        todo: dict[Step, Callable[[Tour], None]] = {
            Step.LANGUAGE: _open_doorway,
            Step.PARTIES: _other_capacities,
            Step.ACCEPTANCE: _nothing_ticked,
            Step.PROGRESS: self._failure_and_work,
        }
        if step in todo:
            todo[step](tour)

    def after(self, tour: Tour, step: Step) -> None:
        """What is to be seen once it is."""
        todo: dict[Step, Callable[[Tour], None]] = {
            Step.LANGUAGE: _no_start,
            Step.PRODUCTS: _conflict,
            Step.TERMS: _what_does_not_apply,
            Step.AGREEMENT: _ways_of_reading,
            Step.ACCEPTANCE: _consents_and_clause,
            Step.REVIEW: self._no_folder_and_closing,
            Step.FINISH: _acceptances,
        }
        if step in todo:
            todo[step](tour)

    def _no_folder_and_closing(self, tour: Tour) -> None:
        target, chosen = tour.child(QLineEdit, "target"), tour.session.state.target
        tour.keys.go_to(target)
        tour.keys.write(_NO_FOLDER)
        tour.look("review-no-folder")
        tour.keys.write(chosen)
        tour.keys.press(Qt.Key.Key_Escape)
        _look_above(tour, "closing")
        # Somebody else's install holds the folder when ours begins.
        root = self._held.enter_context(Root(Path(chosen)))
        self._held.enter_context(lock(root))

    def _failure_and_work(self, tour: Tour) -> None:
        page = tour.wizard.current()
        expect(until(lambda: not page.busy), "the install did not end")
        expect(not tour.session.state.installed, "the install did not heed another one")
        tour.look("progress-refused")
        self._held.close()
        tour.keys.activate(tour.child(QAbstractButton, "retry"))
        bar = tour.child(QProgressBar, "")
        until(lambda: not page.busy or (isinstance(bar, QProgressBar) and bar.value() > 0))
        if page.busy:
            tour.look("progress-at-work", still=True)


def _open_doorway(tour: Tour) -> None:
    """The button beside the steps, which an application adds once its first page is on screen."""
    Doorway(tour.wizard, tour.session, tour.translation)


def _acceptances(tour: Tour) -> None:
    """The window of what the log holds, on each of its shelves."""
    tour.keys.activate(named(tour.wizard, QAbstractButton, "acceptances"))
    above = _above("acceptances")
    keys = Keyboard(above)
    tabs = [tab for tab in above.findChildren(QAbstractButton, "segment") if tab.isVisible()]
    for number, tab in enumerate(tabs, start=1):
        keys.activate(tab)
        settle()
        tour.look(f"acceptances-{number}", above)
    _close(tour, above)


def _no_start(tour: Tour) -> None:
    """The window for what stops the program before there is a page."""
    error = Unavailable(Code.BUSY, pid=1, path=tour.session.state.target)
    dialog = FailureDialog(error, tour.wizard.current().tr_)
    dialog.open()
    tour.look("failure", dialog)
    dialog.close()
    _come_back(tour)


def _other_capacities(tour: Tour) -> None:
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
    while isinstance(first, QRadioButton) and not first.isChecked():
        _go_to_choice(tour)
        tour.keys.press(Qt.Key.Key_Up)


def _go_to_choice(tour: Tour) -> None:
    """To the ticked one of the round buttons: Tab stops at no other."""
    focus = tour.wizard.current().first_focus()
    if focus is not None:
        tour.keys.go_to(focus)


def _conflict(tour: Tour) -> None:
    """A choice that the agreement forbids, where the ticks are one product away from one."""
    session, selection = tour.session, tour.session.state.selection
    for other in _near(selection.products, [product.id for product in session.products()]):
        if session.terms.determine(replace(selection, products=other)).conflicts:
            changed = sorted({*other} ^ {*selection.products})
            for product in changed:
                tour.tick_product(product)
            tour.look("products-conflict")
            for product in changed:
                tour.tick_product(product)
            return


def _near(chosen: tuple[str, ...], known: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """What is chosen with one product more, and with the first product replaced by another one."""
    for product in known:
        if product not in chosen:
            yield (*chosen, product)
            yield (product, *chosen[1:])


def _what_does_not_apply(tour: Tour) -> None:
    unfold = tour.child(QAbstractButton, "unfold")
    tour.keys.activate(unfold)
    tour.look("terms-unfolded")
    tour.keys.activate(unfold)


def _ways_of_reading(tour: Tour) -> None:
    """A search, each language alone, and why a section applies."""
    column = next(view for view in tour.wizard.current().findChildren(ReaderColumn) if view.isVisible())
    tour.keys.go_to(column)
    tour.keys.press(Qt.Key.Key_F, _CONTROL)
    settle()
    tour.keys.write(tour.session.cover.licensor.split()[0])
    settle()
    tour.look("agreement-search")
    tour.keys.press(Qt.Key.Key_Escape)
    bar = next(iter(tour.wizard.current().findChildren(ReaderBar)))
    ways = [button for button in bar.findChildren(QAbstractButton, "segment") if button.isVisible()]
    ways.sort(key=lambda button: button.x())
    for number in range(1, len(ways)):
        # Tab stops at the checked one; the arrows move on and check.
        tour.keys.go_to(ways[number - 1])
        tour.keys.press(Qt.Key.Key_Right)
        settle()
        expect(ways[number].isChecked(), "an arrow does not choose the next way to show the languages")
        tour.look(f"agreement-way-{number + 1}")
    for _ in ways[1:]:
        tour.keys.go_to(next(way for way in ways if way.isChecked()))
        tour.keys.press(Qt.Key.Key_Left)
    tour.keys.go_to(column)
    tour.keys.press(Qt.Key.Key_I, _CONTROL)
    _look_above(tour, "why")


def _nothing_ticked(tour: Tour) -> None:
    tour.look("acceptance-open")


def _consents_and_clause(tour: Tour) -> None:
    """Voluntary consents given and taken back, and a clause above the page."""
    boxes = [tour.child(QWidget, f"tick-{offer.id}") for offer in tour.session.consents()]
    for box in boxes:
        tour.keys.activate(box)
    if boxes:
        settle()
        tour.look("acceptance-consents")
    for box in boxes:
        tour.keys.activate(box)
    tour.keys.go_to(tour.child(QLabel, "links"))
    tour.keys.press(Qt.Key.Key_Tab)
    tour.keys.press(Qt.Key.Key_Return)
    _look_above(tour, "clause")


def _look_above(tour: Tour, name: str) -> None:
    """Look at the window that has come up above the page, and close it."""
    above = _above(name)
    tour.look(name, above)
    _close(tour, above)


def _above(name: str) -> QWidget:
    until(lambda: QApplication.activeModalWidget() is not None)
    above = QApplication.activeModalWidget()
    if above is None:
        msg = f"no window came up for {name}"
        raise TourFailed(msg)
    settle()
    return above


def _close(tour: Tour, above: QWidget) -> None:
    Keyboard(above).press(Qt.Key.Key_Escape)
    expect(until(lambda: QApplication.activeModalWidget() is None), "the window above stays open")
    _come_back(tour)


def _come_back(tour: Tour) -> None:
    """Qt's screenless platform has no window manager to give the keyboard back to the window below."""
    tour.wizard.activateWindow()
    expect(until(tour.wizard.isActiveWindow), "the window did not become active again")
    settle()
