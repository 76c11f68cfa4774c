"""How a third party's acceptance is shown: a file, their own receipt, or a pack for them to accept with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from installer.acceptance import form
from ui import amounts
from ui.pages.fields import FieldError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.acceptance.parties import Authority
    from installer.i18n import Translator
    from installer.session import Session
    from installer.session.imported import Imported

_ZERO_WIDTH_SPACE: Final = "\u200b"


class ProofBox(QWidget):
    """Three things that can be done, each with what became of it beside its button.

    Signals:
        evidence_asked(): a file of evidence is to be chosen.
        receipt_asked(): the customer's own receipt is to be imported.
        receipt_dropped(): the acceptance is to rest on what was typed again.
        pack_asked(): a hand-over pack is to be made.
    """

    evidence_asked = Signal()
    receipt_asked = Signal()
    receipt_dropped = Signal()
    pack_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.choose = _button("evidence")
        self.read = _button("import-receipt")
        self.drop = _button("drop-receipt")
        self.make = _button("make-pack")
        self._evidence, self._receipt, self._pack = _sentence(), _sentence(), _sentence()
        self._error = FieldError(self.read)
        self._lay_out()
        self._connect()

    def retranslate(self, tr: Translator) -> None:
        """Set the words that do not depend on what was entered."""
        self.choose.setText(tr("Choose an evidence &file…"))
        self.read.setText(tr("Impor&t their own receipt…"))
        self.drop.setText(tr("Do without the receipt"))
        self.make.setText(tr("&Make a hand-over pack…"))
        self._pack.setText(
            tr("If they have not accepted yet: a file with which they can accept and send you their receipt.")
        )

    def show_authority(self, authority: Authority, imported: Imported | None, tr: Translator) -> None:
        """What was entered, and what was read in the receipt."""
        self._evidence.setText(
            f"{authority.evidence_name}\nSHA-256 {_breakable(authority.evidence_sha256)}"
            if authority.evidence_name
            else tr("Of the file its name and its digest are recorded; the file stays with you.")
        )
        self.drop.setVisible(bool(authority.receipt))
        self._receipt.setText(
            self._read(imported, tr)
            if imported is not None
            else tr("If they accepted with this program: then how and when need not be said.")
        )

    def set_errors(self, errors: Mapping[str, str]) -> None:
        """What is wrong, by the name of the input."""
        self._error.say(errors.get(form.RECEIPT, ""), self._receipt.text())

    def _read(self, imported: Imported, tr: Translator) -> str:
        said, known = imported.said, self._session.catalogue.products
        names = {product.id: product.name[tr.language] for product in known}
        lines = (
            tr("{edition}, accepted by {principal} through {actor}, {day}").format(
                principal=imported.people.principal.name,
                edition=said.edition.id,
                day=amounts.date(said.time.at[:10], tr.spoken),
                actor=imported.people.actor.name,
            ),
            tr("Products: {products}").format(
                products=", ".join(names.get(product, product) for product in said.products)
            ),
            tr("The receipt is sound. Whether its key {key} is theirs, only you can know.").format(
                key=imported.key[:16]
            ),
        )
        return "\n".join(lines)

    def _lay_out(self) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self.set_narrow(narrow=False)

    def set_narrow(self, *, narrow: bool) -> None:
        """What became of it stands beside its button, or under it."""
        # In this order the keyboard goes through them too.
        rows: tuple[tuple[QPushButton, QLabel], ...] = (
            (self.read, self._receipt),
            (self.drop, self._error),
            (self.choose, self._evidence),
            (self.make, self._pack),
        )
        for row, pair in enumerate(rows):
            for widget in pair:
                self._grid.removeWidget(widget)
            button, sentence = pair
            self._grid.addWidget(button, 2 * row, 0, 1, 2 if narrow else 1)
            self._grid.addWidget(sentence, 2 * row + narrow, 0 if narrow else 1, 1, 2 if narrow else 1)

    def _connect(self) -> None:
        self.choose.clicked.connect(self.evidence_asked)
        self.read.clicked.connect(self.receipt_asked)
        self.drop.clicked.connect(self.receipt_dropped)
        self.make.clicked.connect(self.pack_asked)


def _breakable(digest: str) -> str:
    """The same digits, between which a line may end: as one word they would widen the page."""
    return _ZERO_WIDTH_SPACE.join(digest[start : start + 8] for start in range(0, len(digest), 8))


def _button(name: str) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    return button


def _sentence() -> QLabel:
    label = QLabel()
    label.setObjectName("muted")
    label.setWordWrap(True)
    return label
