"""Makes the hand-over pack: for which products, into which folder, and what to do with it then."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
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

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from installer.acceptance.parties import Principal
    from installer.i18n import Language, Translator
    from installer.session import Session
    from installer.session.pack import Pack
    from ui.translation import Translation

_SIZE: Final = QSize(620, 540)


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
        self.write_button = QPushButton(self._tr("&Write the pack…"))
        self.write_button.setObjectName("write-pack")
        self._problem = QLabel()
        self._problem.setObjectName("field-error")
        self._problem.setWordWrap(True)
        self.report = QLabel()
        self.report.setObjectName("pack-report")
        self.report.setWordWrap(True)
        self.report.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.report.hide()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._fill()
        self._lay_out()
        self._connect()
        self._judge()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_SIZE)

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
        # The window is as large as it was chosen to be before there was anything to report.
        self.resize(self.width(), max(self.height(), self._column.heightForWidth(self.width())))
        self.report.setFocus(Qt.FocusReason.OtherFocusReason)
        return path

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The rows were measured before the style sheet was: without this they lie on each other."""
        super().showEvent(event)
        self.products.ensurePolished()
        self.products.doItemsLayout()

    def _fill(self) -> None:
        chosen = self._session.state.selection.products
        for product in self._session.products():
            item = QListWidgetItem(product.name[self._tr.language], self.products)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if product.id in chosen else Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, product.id)

    def _lay_out(self) -> None:
        tr = self._tr
        lead = QLabel(
            tr(
                "The pack holds the agreement in all its languages, answers that are filled in as far as you "
                "know them, and how to accept or to decline. It accepts nothing, and holds nothing about you."
            )
        )
        lead.setWordWrap(True)
        label = QLabel(tr("For which &products"))
        label.setBuddy(self.products)
        self.products.setAccessibleName(tr("For which products"))
        self._buttons.button(QDialogButtonBox.StandardButton.Close).setText(tr("Close"))
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(8)
        layout.addWidget(lead)
        layout.addWidget(label)
        layout.addWidget(self.products, 1)
        layout.addWidget(self._problem)
        layout.addWidget(self.write_button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.report)
        layout.addWidget(self._buttons)

    def _connect(self) -> None:
        self.products.itemChanged.connect(self._on_item_changed)
        self.write_button.clicked.connect(self._on_write_clicked)
        self._buttons.rejected.connect(self.reject)

    def _made(self) -> Pack:
        items = [self.products.item(row) for row in range(self.products.count())]
        chosen = tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )
        selection = replace(self._session.state.selection, products=chosen)
        return self._session.acts.pack(self._principal, selection)

    def _judge(self) -> None:
        """Whether a pack can be made, and if not, why."""
        try:
            self._made()
        except AssentError as error:
            self._problem.setText(messages.shown(error, self._tr))
        else:
            self._problem.setText("")
        self._problem.setVisible(bool(self._problem.text()))
        self.write_button.setEnabled(not self._problem.text())
        self.products.setAccessibleDescription(self._problem.text())

    def _translators(self) -> dict[Language, Translator]:
        spoken = self._translation.translators(self._session.edition.languages)
        return {translator.language: translator for translator in spoken}

    def _on_item_changed(self, _item: QListWidgetItem) -> None:
        self.report.hide()
        self._judge()

    def _on_write_clicked(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self._tr("Folder for the pack"))
        if folder:
            self.write(Path(folder))
