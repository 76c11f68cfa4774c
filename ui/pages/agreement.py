"""Step 5: the agreement, to be read in two languages, kept, and printed before anything is accepted."""

# ruff: noqa: D102 - `Page` says what each of these methods promises

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from installer.flow.state import ColumnsChosen, SectionSeen, SectionTicked
from installer.flow.steps import Step
from ui import export
from ui.citation import section_name
from ui.pages.base import Page
from ui.widgets.outline import Outline, OutlineEntry
from ui.widgets.reader import Reader
from ui.widgets.reader_content import ReaderContent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.agreement.clause import SectionId
    from installer.flow.state import Columns
    from installer.i18n import Language, Translator


class AgreementPage(Page):
    """The outline at the left, the reader beside it."""

    step: ClassVar[Step] = Step.AGREEMENT
    scrolls: ClassVar[bool] = False

    def build(self, body: QVBoxLayout) -> None:
        self.reader = Reader(self.tr_)
        self.outline = Outline()
        self._filled: tuple[Language, tuple[SectionId, ...]] | None = None
        self._save = QPushButton()
        self._save.setObjectName("save-text")
        self._print = QPushButton()
        self._print.setObjectName("print-text")
        columns = QHBoxLayout()
        columns.addWidget(self.outline, 3)
        columns.addWidget(self.reader, 8)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self._save)
        row.addWidget(self._print)
        body.addLayout(columns, 1)
        body.addLayout(row)
        self._connect()

    def heading_text(self, tr: Translator) -> str:
        return tr("The agreement")

    def lead_text(self, tr: Translator) -> str:
        return tr(
            "Read the sections that apply to you. You can save or print the whole text before you accept."
        )

    def retranslate(self, tr: Translator) -> None:
        self._save.setText(tr("&Save as text…"))
        self._print.setText(tr("&Print…"))
        self.reader.retranslate(tr)

    def read_back(self) -> Mapping[Language, str]:
        """SHA-256 of the wording on screen, by language, for the record."""
        return {
            language: hashlib.sha256(text.encode()).hexdigest()
            for language, text in self.reader.read_back().items()
        }

    def refresh(self) -> None:
        wanted = (self.session.translation(), self.session.determination.sections)
        if self._filled != wanted:
            self._filled = wanted
            self.reader.show_rows(ReaderContent.of(self.session.edition, *wanted))
        self._fill_outline(frozenset(wanted[1]))
        self._show_state()

    def first_focus(self) -> QWidget | None:
        return self.outline

    def save_as(self, path: Path) -> None:
        """Write the whole text in the languages shown."""
        self.attempt(lambda: export.save(self.session.edition, self._languages(), self.tr_, path))

    def _languages(self) -> tuple[Language, ...]:
        return tuple(self.reader.read_back())

    def _fill_outline(self, applies: frozenset[SectionId]) -> None:
        edition, tr = self.session.edition, self.tr_
        self.outline.set_sections(
            [
                OutlineEntry(section, section_name(edition, section, tr.language), section in applies)
                for section in edition.section_ids()
            ],
            tr,
        )

    def _show_state(self) -> None:
        """What has been on screen, and what is ticked as read."""
        state = self.session.state
        self.outline.set_state(state.seen, state.ticked)

    def _connect(self) -> None:
        self.outline.section_chosen.connect(self._on_section_chosen)
        self.outline.section_ticked.connect(self._on_section_ticked)
        self.reader.section_seen.connect(self._on_section_seen)
        self.reader.clause_chosen.connect(self._on_clause_chosen)
        self.reader.columns_changed.connect(self._on_columns_changed)
        self.reader.link_activated.connect(self._on_link_activated)
        self._save.clicked.connect(self._on_save_clicked)
        self._print.clicked.connect(self._on_print_clicked)

    def _on_section_chosen(self, section: str) -> None:
        self.reader.go_to(self.session.edition.section_rows(section)[0].clause)

    def _on_clause_chosen(self, clause: str) -> None:
        section = clause.partition("/")[0]
        if section in self.session.determination.sections:
            self.outline.mark_current(section)

    def _on_section_seen(self, section: str, language: str) -> None:
        self.send(SectionSeen(section, language))
        self._show_state()

    def _on_columns_changed(self, columns: Columns) -> None:
        self.send(ColumnsChosen(columns))

    def _on_section_ticked(self, section: str, ticked: bool) -> None:  # noqa: FBT001 - a signal's flag
        self.send(SectionTicked(section, ticked))
        self._show_state()

    def _on_link_activated(self, link: str) -> None:
        scheme, _, clause = link.partition(":")
        if scheme == "clause":
            self.reader.go_to(clause)
        else:
            QDesktopServices.openUrl(QUrl(link))

    def _on_save_clicked(self) -> None:
        name = f"{self.session.edition.id.replace('/', '-')}.txt"
        path, _ = QFileDialog.getSaveFileName(self, self.tr_("Save the agreement"), name, "*.txt *.html")
        if path:
            self.save_as(Path(path))

    def _on_print_clicked(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # a page that nobody prints does not pay

        printer = QPrinter()
        if QPrintDialog(printer, self).exec():
            export.print_to(printer, self.session.edition, self._languages(), self.tr_)
