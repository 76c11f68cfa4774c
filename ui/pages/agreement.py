"""Step 5: the agreement, to be read in two languages, kept, and printed before anything is accepted."""

# ruff: noqa: D102 - `Page` says what each of these methods promises

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from installer.flow.state import ColumnsChosen, Decision, DifferencesShown, SectionSeen, SectionTicked
from installer.flow.steps import Step
from ui import export
from ui.differences import changes_of
from ui.pages.agreement_parts import CHANGES, TEXT, AgreementParts
from ui.pages.base import Page
from ui.pages.boxes import BoxesNotice
from ui.pages.deciding import presentation
from ui.pages.earlier_box import EarlierBox
from ui.why import WhyDialog
from ui.widgets.changes_panel import ChangesPanel
from ui.widgets.outline import Outline
from ui.widgets.outline_entries import outline_entries
from ui.widgets.reader import Reader
from ui.widgets.reader_content import ReaderContent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QHideEvent
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from installer.acceptance.channel import Given
    from installer.agreement.clause import ClauseId, SectionId
    from installer.flow.state import Columns
    from installer.i18n import Language, Translator
    from installer.session.covering import Covering
    from installer.session.reacceptance import Renewal
    from ui.differences import Change


class AgreementPage(Page):
    """The outline at the left, the reader beside it; what changed since an earlier acceptance above that."""

    step: ClassVar[Step] = Step.AGREEMENT
    scrolls: ClassVar[bool] = False
    gives_way: ClassVar[bool] = True

    def build(self, body: QVBoxLayout) -> None:
        self.earlier = EarlierBox()
        self.boxes = BoxesNotice()
        self.changes = ChangesPanel()
        self.reader = Reader(self.tr_)
        self.outline = Outline()
        self._covering: Covering | None = None
        self._renewal: Renewal | None = None
        self._relying: Given | None = None
        self._filled: tuple[Language, tuple[SectionId, ...]] | None = None
        self._sightings: list[SectionSeen] = []
        self._telling = QTimer(self, singleShot=True, interval=0)
        self.parts = AgreementParts(self.outline, self.changes, self.reader)
        self.parts.lay_out(self.hint_label)
        body.addWidget(self.boxes)
        body.addWidget(self.earlier)
        body.addWidget(self.parts, 1)
        self._connect()

    def heading_text(self, tr: Translator) -> str:
        return tr("The agreement")

    def lead_text(self, tr: Translator) -> str:
        return tr(
            "Read the sections that apply to you. You can save or print the whole text before you accept."
        )

    def retranslate(self, tr: Translator) -> None:
        self.parts.retranslate(tr)
        self.boxes.retranslate(tr)
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
            content = ReaderContent.of(self.session.edition, *wanted)
            self.log.text_ordered(row.clause for row in content.rows)
            languages = (content.translation, content.governing)
            # What stands there in boxes is not on screen, whatever the document holds.
            self.reader.view.watcher.boxed = self.boxes.look(self.session.edition, languages, self.tr_)
            self.reader.show_rows(content)
        if self.reader.content is not None:
            self.outline.set_sections(outline_entries(self.reader.content, self.tr_.language), self.tr_)
        self._show_earlier()
        self._show_state()

    def validatePage(self) -> bool:  # noqa: N802 - Qt's name
        """Relying on an earlier acceptance is a decision; it stays here if the log cannot keep it."""
        how, self._relying = self._relying, None
        if how is None:
            return True
        shown = presentation(self, self.earlier.label, self.earlier.sentence.text())
        self.attempt(lambda: self.session.rely_on_earlier(how, shown))
        if self.session.state.decision is Decision.OPEN:
            return False
        self.setCommitPage(True)
        return True

    def announce(self) -> None:
        super().announce()
        if self.built and self._renewal is not None and self.hint_label.text():
            self.hint_label.setText(
                self.tr_(
                    "Look at each change. A section that changed can also be ticked as read in the outline."
                )
            )

    def set_compact(self, *, compact: bool) -> None:
        super().set_compact(compact=compact)
        self.parts.set_compact(compact=compact)
        self.changes.set_compact(compact=compact)
        self._fit_reader()

    def set_tight(self, *, tight: bool) -> None:
        first = self._layout.area is None
        super().set_tight(tight=tight)
        self.parts.set_tight(tight=tight)
        if first and self._layout.area is not None:
            self._layout.area.verticalScrollBar().valueChanged.connect(self._on_page_scrolled)

    def _on_page_scrolled(self, _value: int) -> None:
        # What scrolls with the page comes on screen without having moved itself.
        self.reader.view.pair.scrolled.emit()
        self.changes.look()

    def set_narrow(self, *, narrow: bool) -> None:
        super().set_narrow(narrow=narrow)
        # The window's title says it too.
        self._heading.setHidden(narrow)
        self.parts.set_narrow(narrow=narrow)

    def first_focus(self) -> QWidget | None:
        return self.reader.view.shown_columns()[0] if self.outline.isHidden() else self.outline

    def save_as(self, path: Path) -> None:
        """Write the whole text in the languages shown."""
        self.attempt(lambda: export.save(self.session.edition, self._languages(), self.tr_, path))
        if self.error is None:
            self.log.saved(export.kind_of(path))

    def _languages(self) -> tuple[Language, ...]:
        return tuple(self.reader.read_back())

    def _show_state(self) -> None:
        """What has been on screen, and what is ticked as read."""
        state = self.session.state
        shown = self.session.facts().languages
        # What was on screen in a language that is not shown any more does not count, and is not said to.
        self.outline.set_state({seen for seen in state.seen if seen[1] in shown}, state.ticked)
        self.earlier.show_covering(self._covering, state, self.tr_)

    def _show_earlier(self) -> None:
        """What was accepted before, as far as it means something for this run."""
        self._covering = self.attempt(self.session.covering)
        self._renewal = None if self.error is not None else self.attempt(self.session.renewal)
        renewal, content = self._renewal, self.reader.content
        if renewal is None or content is None:
            self.parts.show_changes(there=False)
            self.outline.set_changes((), None)
            self._fit_reader()
            return
        languages = tuple(dict.fromkeys((content.translation, content.governing)))
        self.changes.show_changes(changes_of(renewal, self.session.edition, languages, self.tr_), self.tr_)
        self.parts.show_changes(there=bool(renewal.items))
        self.outline.set_changes(renewal.touched, renewal.to_read)
        self._fit_reader()

    def _fit_reader(self) -> None:
        """What stands above the text takes room that its bar and its line about differences give up."""
        above = self._renewal is not None and bool(self._renewal.items)
        self.reader.set_compact(compact=self._compact or above)
        self.parts.set_crowded(crowded=self._compact and self._covering is not None)

    def _connect(self) -> None:
        self.earlier.relied.connect(self._on_relied)
        self.earlier.receipt_wanted.connect(self._on_receipt_wanted)
        self.changes.change_shown.connect(self._on_change_shown)
        self.changes.clause_wanted.connect(self._on_change_wanted)
        self.outline.section_chosen.connect(self._on_section_chosen)
        self.outline.section_ticked.connect(self._on_section_ticked)
        self.reader.section_seen.connect(self._on_section_seen)
        self.reader.clause_chosen.connect(self._on_clause_chosen)
        self.outline.reason_wanted.connect(self._on_reason_wanted)
        self.reader.reason_wanted.connect(self._on_reason_wanted)
        self.reader.on_screen_changed.connect(self.log.on_screen)
        self.reader.searched.connect(self.log.searched)
        self.reader.columns_changed.connect(self._on_columns_changed)
        self.reader.link_activated.connect(self._on_link_activated)
        self._telling.timeout.connect(self._on_telling_due)
        self.parts.save.clicked.connect(self._on_save_clicked)
        self.parts.print.clicked.connect(self._on_print_clicked)

    def _on_relied(self, how: Given) -> None:
        self._relying = how
        self.moved_on.emit()

    def _on_receipt_wanted(self) -> None:
        from ui.earlier_view import EarlierDialog  # for whoever looks at it

        if self._covering is not None:
            EarlierDialog(self._covering, self.session.edition, self.tr_, self).open()

    def _on_change_shown(self, change: Change) -> None:
        if self._renewal is not None:
            languages = [language for language, _ in change.wordings] or [self.tr_.language]
            self.send(DifferencesShown(self._renewal.differences(change.item, languages)), clears=False)
            self._show_state()

    def _on_change_wanted(self, clause: ClauseId) -> None:
        self.parts.choose(CHANGES)
        self.reader.go_to(clause)

    def _on_section_chosen(self, section: str) -> None:
        self.changes.show_section(section)
        self._go_to(self.session.edition.section_rows(section)[0].clause)

    def _go_to(self, clause: ClauseId) -> None:
        self.parts.choose(TEXT)
        self.reader.go_to(clause)

    def _on_clause_chosen(self, clause: str) -> None:
        section = clause.partition("/")[0]
        if section in self.session.determination.sections:
            self.outline.mark_current(section)

    def _on_section_seen(self, section: str, language: str) -> None:
        self._sightings.append(SectionSeen(section, language))
        self._telling.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Whatever comes next rests on what was seen here."""
        super().hideEvent(event)
        if self.built and self._telling.isActive():
            self._telling.stop()
            self._on_telling_due()

    def _on_telling_due(self) -> None:
        """All that came on screen with one step of the wheel is told to the core at once."""
        sightings, self._sightings = self._sightings, []
        # Looking mends nothing: what was refused still is, and the sentence stays.
        self.attempt(lambda: [self.session.send(sighting) for sighting in sightings], clears=False)
        self._show_state()
        self.announce()

    def _on_columns_changed(self, columns: Columns) -> None:
        self.send(ColumnsChosen(columns), clears=False)
        self._show_state()

    def _on_section_ticked(self, section: str, ticked: bool) -> None:  # noqa: FBT001 - a signal's flag
        self.send(SectionTicked(section, ticked), clears=False)
        self._show_state()

    def _on_reason_wanted(self, section: SectionId) -> None:
        dialog = WhyDialog(self.session, section, self.tr_, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.clause_chosen.connect(self._go_to)
        dialog.open()

    def _on_link_activated(self, link: str) -> None:
        scheme, _, clause = link.partition(":")
        if scheme == "clause":
            self.reader.go_to(clause)
        else:
            QDesktopServices.openUrl(QUrl(link))

    def _on_save_clicked(self) -> None:
        name = f"{self.session.edition.id.replace('/', '-')}.pdf"
        kinds = ";;".join((self.tr_("PDF (*.pdf)"), self.tr_("Web page (*.html)"), self.tr_("Text (*.txt)")))
        path, _ = QFileDialog.getSaveFileName(self, self.tr_("Save the agreement"), name, kinds)
        if path:
            self.save_as(Path(path))

    def _on_print_clicked(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # a page that nobody prints does not pay

        printer = QPrinter()
        if QPrintDialog(printer, self).exec():
            export.print_to(printer, self.session.edition, self._languages(), self.tr_)
            self.log.printed()
