"""One walk through the wizard by keyboard, in one language, from the first page to a receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QTreeWidget, QWidget, QWizard

from installer.evidence.verify import verify
from installer.flow.steps import Step
from ui.keyboard import Keyboard, TourFailed
from ui.tour.waiting import expect, settle, until
from ui.tour.world import products_to_install
from ui.widgets.part_switch import PartSwitch
from ui.widgets.reader_column import ReaderColumn
from ui.wizard import Wizard

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Protocol

    from installer.i18n import Language
    from installer.session import Session
    from ui.tour.pictures import Photographer
    from ui.translation import Translation

    class Asides(Protocol):
        """What else there is to see at a page, before and after what the page needs was done."""

        def before(self, tour: Tour, step: Step) -> None:
            """The page has just come on screen."""

        def after(self, tour: Tour, step: Step) -> None:
            """The page is complete, and was looked at."""


_MOST_PAGES: Final = 900
_WORDS: Final = {"actor.name": "Kovács Anna", "actor.email": "anna.kovacs@example.com"}
_RELEASE: Final = "2025 R1"


class Tour:
    """One walk in one language. It begins in another one and chooses its own on the first page."""

    def __init__(
        self,
        session: Session,
        translation: Translation,
        language: Language,
        photographer: Photographer,
        asides: Asides | None = None,
    ) -> None:
        self.session = session
        self.language = language
        self.wizard = Wizard(session, translation)
        self.keys = Keyboard(self.wizard)
        self.translation = translation
        self._photographer = photographer
        self._asides = asides
        self._number = 0

    def walk(self) -> list[Path]:
        """All pages, from the first to the last; returns the receipts. Raises TourFailed."""
        self.open()
        for step in self.session.steps():
            self.arrive(step)
            self._visit(step)
            if step is not Step.FINISH:
                self.go_on()
        receipts = self._check_receipts()
        self.keys.activate(self.wizard.button(QWizard.WizardButton.FinishButton))
        return receipts

    def walk_to(self, last: Step) -> None:
        """As far as that page, without a look at what comes before it. Raises TourFailed."""
        self.open()
        for step in self.session.steps():
            self.arrive(step)
            if step is last:
                return
            self.meet(step)
            self.go_on()

    def arrive(self, step: Step) -> None:
        """The page has just come on screen."""
        self._number = self.session.steps().index(step) + 1
        settle()
        expect(self.wizard.current().step is step, f"the page {step} is not on screen")

    def meet(self, step: Step) -> None:
        """Do what the page needs."""
        needed: dict[Step, Callable[[], None]] = {
            Step.LANGUAGE: self._choose_language,
            Step.PARTIES: self._say_who,
            Step.PRODUCTS: self._choose_products,
            Step.TERMS: self._read_terms,
            Step.AGREEMENT: self._read_agreement,
            Step.ACCEPTANCE: self._affirm,
            Step.PROGRESS: self._wait_for_install,
        }
        needed.get(step, _nothing)()
        settle()

    def look(self, name: str, window: QWidget | None = None, *, still: bool = False) -> None:
        """Have the window, or another one, looked at and pictured."""
        self._photographer.stop(f"{self._number:02}-{name}", window or self.wizard, still=still)

    def bring_part(self, part: str) -> None:
        """Where the parts of a page take turns: have that one on screen."""
        switch = self.wizard.current().findChild(PartSwitch)
        if isinstance(switch, PartSwitch) and switch.isVisible():
            self.keys.activate(switch.button(part))
            settle()

    def child(self, kind: type[QWidget], name: str) -> QWidget:
        """The widget of that name on the page on screen; without a name, the first of its kind."""
        return named(self.wizard.current(), kind, name)

    def go_on(self) -> None:
        """Press the button that leads on from a page that is complete."""
        page = self.wizard.current()
        # The review is complete once its plan is made, outside the thread of the screen.
        expect(until(page.isComplete), f"the page {page.step} is not complete")
        buttons = (QWizard.WizardButton.NextButton, QWizard.WizardButton.CommitButton)
        visible = [button for which in buttons if (button := self.wizard.button(which)).isVisible()]
        self.keys.activate(visible[0])
        settle()

    def tick_product(self, product: str) -> None:
        """Search for a product and tick it, or take the tick back."""
        search = self.child(QLineEdit, "product-search")
        self.keys.go_to(search)
        self.keys.write(self.session.catalogue.product(product).name[self.language])
        self.keys.go_to(self.child(QTreeWidget, "product-list"))
        self.keys.press(Qt.Key.Key_Home)
        self.keys.press(Qt.Key.Key_Down)
        self.keys.press(Qt.Key.Key_Space)
        # Forwards the way leads through all links about the choice, and would scroll them.
        self.keys.go_back_to(search)
        self.keys.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.keys.press(Qt.Key.Key_Delete)

    def open(self) -> None:
        """Show the window. Raises TourFailed where it does not get the keyboard."""
        self.wizard.show()
        self.wizard.activateWindow()
        # Only an active window has the keyboard.
        expect(until(self.wizard.isActiveWindow), "the window did not become active")

    def _visit(self, step: Step) -> None:
        if self._asides is not None:
            self._asides.before(self, step)
        self.meet(step)
        self.look(step.value)
        if self._asides is not None:
            self._asides.after(self, step)

    def _choose_language(self) -> None:
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if self.translation.language != self.language:
                self.keys.press(key)
        expect(self.translation.language == self.language, "the language did not change at once")

    def _say_who(self) -> None:
        for name, text in _WORDS.items():
            self.keys.go_to(self.child(QLineEdit, name))
            self.keys.write(text)

    def _choose_products(self) -> None:
        """The first system that the bundle can install, and everything else in it."""
        for product in products_to_install(self.session):
            self.tick_product(product)
            expect(product in self.session.state.selection.products, f"{product} was not ticked")
        self.keys.go_to(self.child(QLineEdit, "release"))
        self.keys.write(_RELEASE)

    def _read_terms(self) -> None:
        self.keys.go_to(self.child(QWidget, "determination"))
        self.keys.press(Qt.Key.Key_Tab)
        self.keys.press(Qt.Key.Key_Return)

    def _read_agreement(self) -> None:
        """Leaf through the text until every section that applies was on screen."""
        page = self.wizard.current()
        self.keys.go_to(next(view for view in page.findChildren(ReaderColumn) if view.isVisible()))
        for _ in range(_MOST_PAGES):
            if page.isComplete():
                break
            self.keys.press(Qt.Key.Key_PageDown)
            settle()

    def _affirm(self) -> None:
        for affirmation in self.session.affirmations():
            self.keys.activate(self.child(QWidget, f"tick-{affirmation.id}"))

    def _wait_for_install(self) -> None:
        page = self.wizard.current()
        expect(until(lambda: not page.busy), "the install did not end")
        expect(self.session.state.installed, "nothing was installed")

    def _check_receipts(self) -> list[Path]:
        receipts = [issued.receipt for issued in self.session.issued()]
        expect(bool(receipts), "there is no receipt")
        for receipt in receipts:
            expect(verify(receipt.read_bytes()).valid, f"the receipt {receipt} does not verify")
        return receipts


def named(place: QWidget, kind: type[QWidget], name: str) -> QWidget:
    """The widget of that kind and name in `place`. Raises TourFailed where there is none."""
    found = place.findChild(kind, name) if name else place.findChild(kind)
    if not isinstance(found, QWidget):
        msg = f"the page has no {name or kind.__name__}"
        raise TourFailed(msg)
    return found


def _nothing() -> None:
    """A page where there is only something to see."""
