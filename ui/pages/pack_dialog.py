"""Makes the hand-over pack: for which products, into which folder, and what to do with it then."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from installer.errors import AssentError
from installer.session import pack
from ui import messages
from ui.acceptances.sizes import as_large_as_text
from ui.marks import mark
from ui.pages.layout import pane_height
from ui.widgets.page_scroll import page_scroll
from ui.widgets.wrapped_rows import WrappedRows, row_of

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from installer.acceptance.parties import Principal
    from installer.i18n import Language, Translator
    from installer.session import Session
    from installer.session.pack import Pack
    from ui.translation import Translation

_SIZE: Final = QSize(620, 540)
_SPACING: Final = 8
"""Pixels."""
_LINES: Final = 6
"""So many lines of the list are shown at least."""


class PackDialog(QDialog):
    """For the principal who is named on the page. The selection of the wizard itself stays as it is."""

    def __init__(
        self, session: Session, principal: Principal, translation: Translation, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._principal = principal
        self._translation = translation
        self._tr = translation.tr
        self.setWindowTitle(self._tr("Hand-over pack"))
        self.products = QListWidget()
        self.products.setObjectName("pack-products")
        WrappedRows(self.products)
        # Whatever is longer than a row is wide goes on in the next line.
        self.products.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.write_button = QPushButton(self._tr("&Write the pack…"))
        self.write_button.setObjectName("write-pack")
        mark(self.write_button, "leading", value=True)
        self._close_button = QPushButton(self._tr("Close"))
        self._close_button.setAutoDefault(False)
        self._hint = QLabel()
        self._hint.setObjectName("hint")
        self._hint.setWordWrap(True)
        self._problem = QLabel()
        self._problem.setObjectName("field-error")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self.report = QLabel()
        self.report.setObjectName("pack-report")
        self.report.setWordWrap(True)
        self.report.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.report.hide()
        self._touched = False
        self._fill()
        self._lay_out()
        self._connect()
        self._judge()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(as_large_as_text(_SIZE, self, parent))

    def write(self, folder: Path) -> Path | None:
        """Make the pack in that folder and say what to do with it; None where it cannot be made."""
        tr = self._tr
        try:
            made = self._made()
            path = folder / made.name
            pack.make(path, made, self._translators())
        except AssentError as error:
            self._problem.setText(messages.shown(error, tr))
            self._problem.show()
            return None
        self._problem.hide()
        self.report.setText(
            "\n".join(
                (
                    tr("The pack is written: {path}").format(path=path),
                    tr("1. Send it to: {principal}").format(principal=self._principal.name.strip()),
                    tr("2. They read the agreement, and accept or decline it on their own computer."),
                    tr("3. They send you their receipt. Import it on the page behind this window."),
                )
            )
        )
        self.report.show()
        self.report.setFocus(Qt.FocusReason.OtherFocusReason)
        return path

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """What has the keyboard stays on screen."""
        super().resizeEvent(event)
        self._following.start()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The rows were measured before the style sheet was: without this they lie on each other."""
        super().showEvent(event)
        self.products.ensurePolished()
        self.products.doItemsLayout()

    def _fill(self) -> None:
        chosen = self._session.state.selection.products
        for product in self._session.products():
            item = row_of(product.name[self._tr.language])
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if product.id in chosen else Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, product.id)
            self.products.addItem(item)

    def _lay_out(self) -> None:
        tr = self._tr
        lead = QLabel(
            tr(
                "The pack holds the agreement in all its languages, answers that are filled in as far as you "
                "know them, and how to accept or to decline. It accepts nothing, and holds nothing about you."
            )
        )
        lead.setWordWrap(True)
        heading = QLabel(tr("Hand-over pack"))
        heading.setObjectName("title")
        heading.setWordWrap(True)
        label = QLabel(tr("For which &products"))
        label.setBuddy(self.products)
        self.products.setAccessibleName(tr("For which products"))
        buttons = QHBoxLayout()
        buttons.addWidget(self._close_button)
        buttons.addStretch()
        buttons.addWidget(self.write_button)
        inner = QWidget()
        inner.setObjectName("body")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_SPACING)
        column.addWidget(heading)
        column.addWidget(lead)
        column.addWidget(label)
        column.addWidget(self.products, 1)
        column.addWidget(self._hint)
        column.addWidget(self._problem)
        column.addWidget(self.report)
        # Large letters in a low window leave too little to all of it together.
        pane_height(self.products, tight=True, lines=_LINES)
        area, self._following = page_scroll(inner, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(_SPACING)
        layout.addWidget(area, 1)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.products.itemChanged.connect(self._on_item_changed)
        self.write_button.clicked.connect(self._on_write_clicked)
        self._close_button.clicked.connect(self.reject)

    def _chosen(self) -> tuple[str, ...]:
        items = [self.products.item(row) for row in range(self.products.count())]
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    def _made(self) -> Pack:
        selection = replace(self._session.state.selection, products=self._chosen())
        return self._session.acts.pack(self._principal, selection)

    def _judge(self) -> None:
        """Whether a pack can be made, and if not, why. Before anything was done that is no error yet."""
        reason = ""
        try:
            self._made()
        except AssentError as error:
            reason = messages.shown(error, self._tr)
        if not self._chosen():
            reason = self._tr("Tick the products that the pack is for.")
        wrong = self._touched and bool(self._chosen())
        for label, words in ((self._hint, "" if wrong else reason), (self._problem, reason if wrong else "")):
            label.setText(words)
            label.setVisible(bool(words))
        self.write_button.setEnabled(not reason)
        self.products.setAccessibleDescription(reason)

    def _translators(self) -> dict[Language, Translator]:
        spoken = self._translation.translators(self._session.edition.languages)
        return {translator.language: translator for translator in spoken}

    def _on_item_changed(self, _item: QListWidgetItem) -> None:
        self._touched = True
        self.report.hide()
        self._judge()

    def _on_write_clicked(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self._tr("Folder for the pack"))
        if folder:
            self.write(Path(folder))
