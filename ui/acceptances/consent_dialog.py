"""Answering a request for consent later on: given or refused, voluntary, and nothing depends on it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialogButtonBox, QGroupBox, QLabel, QPushButton, QVBoxLayout

from installer.acceptance.rules import ConsentOffer
from ui.acceptances.act_button import ActButton
from ui.acceptances.asking import AskingDialog
from ui.acceptances.clerk import in_language
from ui.citation import clause_name
from ui.widgets.links import Links
from ui.widgets.tab_order import order_tabs

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from installer.acceptance.channel import Given
    from installer.acceptance.parties import Parties
    from installer.session.issue import Issued
    from installer.session.presentation import Presentation
    from ui.acceptances.clerk import Clerk

_ROLE: Final = QDialogButtonBox.ButtonRole


class ConsentDialog(AskingDialog[tuple[ConsentOffer, ...]]):
    """One request at a time, with two buttons of the same kind. What may be asked of whom the core says."""

    def __init__(self, clerk: Clerk, parent: QWidget) -> None:
        self._offers: tuple[ConsentOffer, ...] = ()
        self._at = 0
        super().__init__(clerk, parent)
        self.button.hide()
        self.above_button.hide()
        self.cancel.setText(self.tr_("Close"))

    size_hint: ClassVar[QSize] = QSize(640, 720)

    @property
    def asked(self) -> tuple[str, ...]:
        """The ids of the requests that there are."""
        return tuple(offer.id for offer in self._offers)

    def title(self) -> str:
        """What it does."""
        return self.tr_("Answer a request for consent")

    def above(self) -> str:
        """The words of the request, once there is one."""
        return ""

    def button_text(self) -> str:
        """None: there are two of them."""
        return ""

    def build(self, body: QVBoxLayout) -> None:
        """Who acts, and what they may be asked."""
        super().build(body)
        self._none = QLabel(
            self.tr_("By this computer's log there is nothing to ask of whoever is named above.")
        )
        self._none.setObjectName("muted")
        self._none.setWordWrap(True)
        self._none.hide()
        self._card = self._make_card()
        self._card.hide()
        body.addWidget(self._none)
        body.addWidget(self._card)

    def add_buttons(self) -> None:
        """The two answers, in view whatever the request's length."""
        self.give = ActButton("give", self.tr_("I &consent"))
        self.refuse = ActButton("refuse", self.tr_("I re&fuse"))
        for button, role in ((self.give, _ROLE.YesRole), (self.refuse, _ROLE.NoRole)):
            button.hide()
            button.clicked.connect(self._on_answered)
            self.buttons.addButton(button, role)
        self.buttons.addButton(self.cancel, _ROLE.RejectRole)

    def read(self, parties: Parties) -> tuple[ConsentOffer, ...]:
        """What they may be asked."""
        return self.clerk.acts.consenting.offered(parties)

    def show_read(self, found: tuple[ConsentOffer, ...]) -> None:
        """The first of them, or that there is none."""
        self._none.setVisible(not found)
        if found != self._offers:
            self._show(found)

    def show_refusal(self) -> None:
        """Nothing can be asked."""
        self.show_nobody()

    def show_nobody(self) -> None:
        """Nothing is asked of nobody."""
        self._none.hide()
        self._show(())

    def _show(self, offers: tuple[ConsentOffer, ...], at: int = 0) -> None:
        focus: QWidget | None = self.focusWidget()
        self._offers, self._at = offers, at
        for part in (self._card, self.above_button, self.give, self.refuse):
            part.setVisible(bool(offers))
        self._next.setVisible(len(offers) > 1)
        if offers:
            self._ask(offers[at])
        order_tabs(self)
        # Buttons that come take the keyboard from the one that was there alone: the next key would answer.
        if focus is not None and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_card(self) -> QGroupBox:
        """What it is for and what it rests on. A title does not wrap: the sentence is under it."""
        tr = self.tr_
        card = QGroupBox()
        lead = QLabel(tr("Nothing depends on it, and one click withdraws it."))
        lead.setObjectName("muted")
        self._purpose, self._links = QLabel(), Links()
        self._links.linkActivated.connect(self.show_clause)
        self._next = QPushButton(tr("Sho&w the next request"))
        self._next.setObjectName("next-request")
        self._next.setAutoDefault(False)
        self._next.clicked.connect(self._on_next_clicked)
        layout = QVBoxLayout(card)
        for label in (lead, self._purpose):
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addWidget(self._links)
        layout.addWidget(self._next, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _ask(self, offer: ConsentOffer) -> None:
        tr, count = self.tr_, len(self._offers)
        words = in_language(offer.text, tr.language)
        title = tr("Voluntary consent")
        if count > 1:
            title = tr("Voluntary consent ({number} of {count})").format(number=self._at + 1, count=count)
        self._card.setTitle(title)
        # Directly above the answers, in view as long as they are.
        self.above_button.setText(words)
        self._purpose.setText(f"{tr('Purpose')}: {in_language(offer.purpose, tr.language)}")
        cite = [(clause_name(self.clerk.edition, clause, tr), clause) for clause in offer.cite]
        self._links.show_links(cite, tr("Clauses"))
        for button, answer in ((self.give, "give"), (self.refuse, "refuse")):
            # By this name the record says which of the buttons had which words.
            button.setObjectName(f"{answer}-{offer.id}")
            button.setAccessibleDescription(words)

    def _on_next_clicked(self) -> None:
        self._show(self._offers, (self._at + 1) % len(self._offers))

    def _on_answered(self) -> None:
        button = self.give if self.sender() is self.give else self.refuse
        offer = self._offers[self._at]
        self.perform(
            button, self.above_button.text(), partial(self._answer, offer.id, given=button is self.give)
        )

    def _answer(
        self, name: str, parties: Parties, how: Given, shown: Presentation, *, given: bool
    ) -> Callable[[], Issued]:
        answer = self.clerk.acts.consenting.answer
        return partial(answer, name, parties, how, given=given, presentation=shown)
