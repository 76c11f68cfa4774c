"""Step 6: each "yes" by itself, consents apart, and the two decisions side by side."""

# ruff: noqa: D102 - `Page` says what each of these methods promises

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGroupBox, QLabel, QVBoxLayout, QWidget

from installer.flow.state import Affirmed, ConsentAnswered, Decision
from installer.flow.steps import Step
from ui.citation import clause_name
from ui.clause_view import ClauseDialog
from ui.labels import plain
from ui.pages.base import Page
from ui.pages.deciding import presentation
from ui.pages.earlier_box import EarlierBox
from ui.pages.tick import Tick

if TYPE_CHECKING:
    from collections.abc import Callable

    from installer.acceptance.channel import Given
    from installer.acceptance.rules import ConsentOffer
    from installer.i18n import Translator
    from installer.session.covering import Covering
    from installer.session.issue import Declined, Issued
    from installer.session.presentation import Presentation
    from installer.terms.determination import Affirmation


class AcceptancePage(Page):
    """Accept is the wizard's own button that leads on; Decline stands beside it, equally plain."""

    step: ClassVar[Step] = Step.ACCEPTANCE
    commits: ClassVar[bool] = True
    gives_way: ClassVar[bool] = True

    def build(self, body: QVBoxLayout) -> None:
        self._ticks: dict[str, Tick] = {}
        self._consents: dict[str, Tick] = {}
        self.earlier = EarlierBox()
        self._affirmations = QVBoxLayout()
        self._affirmations.setSpacing(6)
        self._consent_box = QGroupBox()
        self._consent_lead = QLabel()
        self._consent_lead.setObjectName("muted")
        self._consent_lead.setWordWrap(True)
        self._consent_list = QVBoxLayout(self._consent_box)
        self._consent_list.addWidget(self._consent_lead)
        self._above = QLabel()
        self._above.setObjectName("above-button")
        self._above.setWordWrap(True)
        self._above.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._covering: Covering | None = None
        self._decide: Callable[[Presentation], Issued | Declined] = self.session.accept
        self._words: tuple[str, str] | None = None
        body.addWidget(self.earlier)
        body.addLayout(self._affirmations)
        body.addWidget(self._consent_box)
        body.addStretch()
        self.foot.addWidget(self._above)
        self.earlier.relied.connect(self._on_relied)
        self.earlier.receipt_wanted.connect(self._on_receipt_wanted)

    def heading_text(self, tr: Translator) -> str:
        return tr("Acceptance")

    def lead_text(self, tr: Translator) -> str:
        return tr("Confirm each statement by itself. Nothing is ticked in advance.")

    def next_text(self, tr: Translator) -> str:
        return tr("&Accept the agreement")

    def decline_text(self, tr: Translator) -> str:
        """The label of the button beside it."""
        return tr("&Decline the agreement")

    def retranslate(self, tr: Translator) -> None:
        self._consent_box.setTitle(tr("Voluntary consents"))
        self._consent_lead.setText(
            tr(
                "They are no part of the acceptance. Nothing is withheld from you if you leave them "
                "unticked, and you can withdraw them at any time."
            )
        )
        self._above.setText(
            # Each decision has a line of its own.
            "\n".join(
                (
                    tr("“{accept}” accepts the agreement with the statements ticked above.").format(
                        accept=plain(self.next_text(tr))
                    ),
                    tr("“{decline}” declines it, and nothing is installed.").format(
                        decline=plain(self.decline_text(tr))
                    ),
                )
            )
        )

    def refresh(self) -> None:
        self._show_boxes()
        self._covering = self.attempt(self.session.covering)
        self.earlier.show_covering(self._covering, self.session.state, self.tr_)

    def _show_boxes(self) -> None:
        self._show(self._affirmations, self._ticks, self.session.affirmations())
        self._show(self._consent_list, self._consents, self.session.consents())
        state = self.session.state
        for name, tick in self._ticks.items():
            tick.show_given(given=name in state.affirmed)
        for name, tick in self._consents.items():
            tick.show_given(given=state.consents.get(name, False))
        self._consent_box.setVisible(bool(self._consents))

    def first_focus(self) -> QWidget | None:
        return next((tick.box for tick in self._ticks.values()), None)

    def decline(self) -> None:
        """The other decision: recorded, and nothing is installed."""
        self._decide = self.session.decline
        self._words = (plain(self.decline_text(self.tr_)), self._above.text())
        self.moved_on.emit()

    def validatePage(self) -> bool:  # noqa: N802 - Qt's name
        """Leaving forwards is the decision; it stays here if the log cannot keep it.

        A decision in the log leads on though its receipt could not be written: the last page tells of that.
        """
        decide = self._decide
        button, above = self._words or (plain(self.next_text(self.tr_)), self._above.text())
        self._decide, self._words = self.session.accept, None
        self.attempt(lambda: decide(presentation(self, button, above)))
        return self.session.state.decision is not Decision.OPEN

    def _show(
        self, layout: QVBoxLayout, ticks: dict[str, Tick], wanted: tuple[Affirmation | ConsentOffer, ...]
    ) -> None:
        """One box per entry; those that are no longer asked for go away."""
        for name in ticks.keys() - {entry.id for entry in wanted}:
            ticks.pop(name).deleteLater()
        for entry in wanted:
            if entry.id not in ticks:
                ticks[entry.id] = self._new_tick(entry.id)
            layout.addWidget(ticks[entry.id])
            ticks[entry.id].set_words(
                entry.text[self.tr_.language],
                [(clause_name(self.session.edition, clause, self.tr_), clause) for clause in entry.cite],
            )

    def _new_tick(self, name: str) -> Tick:
        tick = Tick(name)
        tick.given.connect(self._on_given)
        tick.taken_back.connect(self._on_taken_back)
        tick.clause_chosen.connect(self._on_clause_chosen)
        return tick

    def _on_given(self, name: str, how: Given) -> None:
        self._tell(
            ConsentAnswered(name, given=True, how=how) if name in self._consents else Affirmed(name, how)
        )

    def _on_taken_back(self, name: str) -> None:
        self._tell(ConsentAnswered(name, given=None) if name in self._consents else Affirmed(name, None))

    def _tell(self, event: Affirmed | ConsentAnswered) -> None:
        self.send(event, clears=False)
        # A consent may bring a statement with it, or take one away.
        self._show_boxes()

    def _on_relied(self, how: Given) -> None:
        self._decide = lambda shown: self.session.rely_on_earlier(how, shown)
        self._words = (self.earlier.label, self.earlier.sentence.text())
        self.moved_on.emit()

    def _on_receipt_wanted(self) -> None:
        from ui.earlier_view import EarlierDialog  # for whoever looks at it

        if self._covering is not None:
            EarlierDialog(self._covering, self.session.edition, self.tr_, self).open()

    def _on_clause_chosen(self, clause: str) -> None:
        ClauseDialog(self.session, clause, self.tr_, self).open()
