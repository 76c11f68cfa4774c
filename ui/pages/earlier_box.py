"""That an earlier acceptance covers this run: what it was, and the button that relies on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import amounts
from ui.labels import plain
from ui.pressing import Pressing
from ui.widgets.flowing import Flowing

if TYPE_CHECKING:
    from installer.flow.state import State
    from installer.i18n import Translator
    from installer.session.covering import Covering


class EarlierBox(QFrame):
    """Hidden until something covers the run.

    Signals:
        relied(Given): the person relies on the earlier acceptance, and by what they said so.
        receipt_wanted(): they want to see what was accepted then.
    """

    relied = Signal(object)
    receipt_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setProperty("kind", "info")
        self.sentence = QLabel()
        self.sentence.setObjectName("earlier-sentence")
        self.sentence.setWordWrap(True)
        self._receipt = QPushButton()
        self._receipt.setObjectName("earlier-receipt")
        self._rely = QPushButton()
        self._pressing = Pressing(self._rely)
        self._rely.setObjectName("earlier-rely")
        buttons = QWidget()
        row = Flowing(buttons, apart=True)
        row.addWidget(self._receipt)
        row.addWidget(self._rely)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addWidget(self.sentence)
        layout.addWidget(buttons)
        self._receipt.clicked.connect(self.receipt_wanted)
        self._rely.clicked.connect(self._on_rely_clicked)
        self.hide()

    @property
    def label(self) -> str:
        """What the button that relies on it says."""
        return plain(self._rely.text())

    def show_covering(self, covering: Covering | None, state: State, tr: Translator) -> None:
        """Say what covers the run, or nothing."""
        self._receipt.setText(tr("Show the &earlier acceptance"))
        self._rely.setText(tr("&Go on with the earlier acceptance"))
        self.setVisible(covering is not None)
        if covering is not None:
            unseen = len(covering.unseen(state))
            self.sentence.setText(
                f"{accepted_words(covering, tr)} {self._what_changed(covering, unseen, tr)}"
            )
            self._rely.setEnabled(unseen == 0)

    def _what_changed(self, covering: Covering, unseen: int, tr: Translator) -> str:
        if covering.renewal is None:
            words = tr(
                "Its terms for these products have not changed since. “{button}” relies on that acceptance; "
                "nothing is accepted anew."
            )
        elif covering.told:
            words = tr(
                "You were shown before what has changed since, and need not accept it. “{button}” relies on "
                "that acceptance."
            )
        elif unseen:
            words = tr.n(
                "Of what has changed since you need only be told: {count} change is still to be shown on "
                "the page “{page}”. After that, “{button}” relies on that acceptance.",
                "Of what has changed since you need only be told: {count} changes are still to be shown "
                "on the page “{page}”. After that, “{button}” relies on that acceptance.",
                unseen,
            )
        else:
            words = tr(
                "Of what has changed since you needed only be told, and it was shown. “{button}” relies on "
                "that acceptance; nothing is accepted anew."
            )
        return words.format(count=unseen, button=self.label, page=tr("The agreement"))

    def _on_rely_clicked(self) -> None:
        self.relied.emit(self._pressing.how)


def accepted_words(covering: Covering, tr: Translator) -> str:
    """Who accepted what, and when: one sentence."""
    accepted, people = covering.since.accepted, covering.since.entry.people
    actor = "" if people is None else people.actor.name
    principal = covering.since.entry.principal
    date = amounts.date(accepted.time.at[:10], tr.spoken)
    if actor == principal:
        return tr("You accepted this agreement on {date} as {name}.").format(date=date, name=actor)
    from installer.sentences import articles  # most runs are not covered

    named = articles.bound(principal, accepted.party_type, tr)
    return tr("{actor} accepted this agreement on {date} for {principal}.").format(
        actor=actor, date=date, principal=named
    )
