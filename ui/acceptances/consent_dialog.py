"""Answering a request for consent later on: given or refused, voluntary, and nothing depends on it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QGroupBox, QHBoxLayout, QLabel, QVBoxLayout

from installer.acceptance.rules import ConsentOffer
from ui.acceptances.acting import ActButton
from ui.acceptances.asking import AskingDialog
from ui.acceptances.clerk import in_language
from ui.citation import clause_name
from ui.widgets.links import Links
from ui.widgets.tab_order import order_tabs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from installer.acceptance.channel import Given
    from installer.acceptance.parties import Parties
    from installer.session.issue import Issued
    from installer.session.presentation import Presentation
    from ui.acceptances.clerk import Clerk


class ConsentDialog(AskingDialog[tuple[ConsentOffer, ...]]):
    """Each request by itself, with two buttons of the same kind. What may be asked of whom the core says."""

    def __init__(self, clerk: Clerk, parent: QWidget) -> None:
        self.asked: tuple[str, ...] = ()
        self._answers: dict[ActButton, tuple[ConsentOffer, bool]] = {}
        super().__init__(clerk, parent)
        self.button.hide()
        self.above_button.hide()
        self.cancel.setText(self.tr_("Close"))

    size_hint: ClassVar[QSize] = QSize(640, 720)

    def title(self) -> str:
        """What it does."""
        return self.tr_("Answer a request for consent")

    def above(self) -> str:
        """Nothing: each request has its own buttons."""
        return ""

    def button_text(self) -> str:
        """As `above`."""
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
        self._cards = QVBoxLayout()
        body.addWidget(self._none)
        body.addLayout(self._cards)

    def read(self, parties: Parties) -> tuple[ConsentOffer, ...]:
        """What they may be asked."""
        return self.clerk.acts.consenting.offered(parties)

    def show_read(self, found: tuple[ConsentOffer, ...]) -> None:
        """Each by itself, or that there is none."""
        self._none.setVisible(not found)
        if tuple(offer.id for offer in found) != self.asked:
            self._show(found)

    def show_refusal(self) -> None:
        """Nothing can be asked."""
        self.show_nobody()

    def show_nobody(self) -> None:
        """Nothing is asked of nobody."""
        self._none.hide()
        if self.asked:
            self._show(())

    def _show(self, offers: Sequence[ConsentOffer]) -> None:
        while (item := self._cards.takeAt(0)) is not None:
            card = item.widget()
            if card is not None:
                card.deleteLater()
        self._answers.clear()
        self.asked = tuple(offer.id for offer in offers)
        for offer in offers:
            self._cards.addWidget(self._card(offer))
        order_tabs(self)

    def _card(self, offer: ConsentOffer) -> QGroupBox:
        """The exact words, what they rest on, and the two answers."""
        tr = self.tr_
        words = in_language(offer.text, tr.language)
        # The title of a box does not wrap: the sentence stands under it.
        card = QGroupBox(tr("Voluntary consent"))
        lead = QLabel(tr("Nothing depends on it, and one click withdraws it."))
        lead.setObjectName("muted")
        lead.setWordWrap(True)
        said = QLabel(words)
        said.setWordWrap(True)
        purpose = QLabel(f"{tr('Purpose')}: {in_language(offer.purpose, tr.language)}")
        purpose.setWordWrap(True)
        links = Links()
        links.linkActivated.connect(self.show_clause)
        row = QHBoxLayout()
        for given, text in ((True, tr("I &consent")), (False, tr("I re&fuse"))):
            button = ActButton(f"{'give' if given else 'refuse'}-{offer.id}", text)
            button.setAccessibleDescription(words)
            button.clicked.connect(self._on_answered)
            self._answers[button] = (offer, given)
            row.addWidget(button)
        row.addStretch()
        layout = QVBoxLayout(card)
        for part in (lead, said, purpose, links):
            layout.addWidget(part)
        layout.addLayout(row)
        cite = [(clause_name(self.clerk.edition, clause, tr), clause) for clause in offer.cite]
        # Once they stand in the card: what is shown by itself is a window, and takes the keyboard away.
        links.show_links(cite, tr("Clauses"))
        return card

    def _on_answered(self) -> None:
        button, (offer, given) = next(entry for entry in self._answers.items() if entry[0] is self.sender())
        above = in_language(offer.text, self.tr_.language)
        self.perform(button, above, partial(self._answer, offer.id, given=given))

    def _answer(self, name: str, parties: Parties, how: Given, shown: Presentation, *, given: bool) -> Issued:
        return self.clerk.acts.consenting.answer(name, parties, how, given=given, presentation=shown)
