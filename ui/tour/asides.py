"""What the tour looks at beside the straight way: other choices, refusals, and the windows above a page."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QProgressBar, QWidget

from installer.flow.steps import Step
from installer.install.destination import Root
from installer.install.lock import lock
from ui.acceptances.doorway import Doorway
from ui.acceptances.window import AcceptancesWindow
from ui.keyboard import Keyboard
from ui.pages.review import ReviewPage
from ui.tour.above import close, look_above, window_above
from ui.tour.people import other_capacities, other_situations
from ui.tour.waiting import expect, settle, until
from ui.tour.walk import named
from ui.widgets.reader_bar import ReaderBar
from ui.widgets.reader_column import ReaderColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ui.tour.walk import Tour

_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_PREFACE: Final = 3
"""Pages of text after which one is sure to stand in a section."""
_ACTS: Final = ("revoke", "grant", "answer-consent")
"""Buttons under the shelves of the log that open a window, by their names."""
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
            Step.PARTIES: _people,
            Step.ACCEPTANCE: _nothing_ticked,
            Step.PROGRESS: self._failure_and_work,
        }
        if step in todo:
            todo[step](tour)

    def after(self, tour: Tour, step: Step) -> None:
        """What is to be seen once it is."""
        todo: dict[Step, Callable[[Tour], None]] = {
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
        error = tour.child(QLabel, "field-error")
        expect(until(error.isVisible), "the folder that will not do is not told")
        tour.look("review-no-folder")
        tour.keys.write(chosen)
        _save_answers(tour)
        tour.keys.press(Qt.Key.Key_Escape)
        look_above(tour, "closing")
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
            self._stop(tour)

    @staticmethod
    def _stop(tour: Tour) -> None:
        """Cancel while it works, where it has not ended by itself meanwhile; then once more."""
        page = tour.wizard.current()
        tour.keys.press(Qt.Key.Key_Escape)
        expect(until(lambda: not page.busy), "the install was not stopped")
        if not tour.session.state.installed:
            tour.look("progress-stopped")
            tour.keys.activate(tour.child(QAbstractButton, "retry"))


def _save_answers(tour: Tour) -> None:
    """What the system's own window for files would answer is given to the page."""
    page = tour.wizard.current()
    expect(until(page.isComplete), "there is no plan")
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, "answers.toml")
        if isinstance(page, ReviewPage):
            page.save_to(file)
        expect(file.exists(), "the answers were not saved")
        # The folder of this picture is one that was made for it.
        said = next(label for label in page.findChildren(QLabel) if place in label.text())
        said.setText(said.text().replace(place, "/home/anna"))
    settle()
    tour.look("review-saved")


def _open_doorway(tour: Tour) -> None:
    """The button beside the steps, which an application adds once its first page is on screen."""
    doorway = Doorway(tour.wizard, tour.session, tour.translation)
    expect(until(lambda: not doorway.busy), "what waits was not read")


def _acceptances(tour: Tour) -> None:
    """The window of what the log holds, on each of its shelves."""
    tour.keys.activate(named(tour.wizard, QAbstractButton, "acceptances"))
    above = window_above("acceptances")
    keys = Keyboard(above)
    tabs = [tab for tab in above.findChildren(QAbstractButton, "segment") if tab.isVisible()]
    for number, tab in enumerate(tabs, start=1):
        keys.activate(tab)
        _wait_for_log(above)
        tour.look(f"acceptances-{number}", above)
        for act in _ACTS:
            button = above.findChild(QAbstractButton, act)
            if isinstance(button, QAbstractButton) and button.isVisible() and button.isEnabled():
                keys.activate(button)
                look_above(tour, f"acceptances-{act}", above)
    close(tour, above)


def _wait_for_log(above: QWidget) -> None:
    """What the log holds is read outside the thread of the screen."""
    if isinstance(above, AcceptancesWindow):
        expect(until(lambda: not above.busy), "the log was not read")
    settle()


def _people(tour: Tour) -> None:
    other_situations(tour)
    other_capacities(tour)


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
    # The first pages are a preface, for which there is nothing to say.
    for _ in range(_PREFACE):
        tour.keys.press(Qt.Key.Key_PageDown)
        settle()
    tour.keys.press(Qt.Key.Key_I, _CONTROL)
    look_above(tour, "why")


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
    look_above(tour, "clause")
