"""Step 9: the receipts, what they prove and what not, and what comes next."""

# ruff: noqa: D102 - `Page` says what each of these methods promises

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from installer.acceptance.decline import refund
from installer.errors import Code, Unavailable
from installer.evidence import words
from installer.flow.state import Decision
from installer.flow.steps import Step
from installer.terms.sheet import deadline_words, guide_note, make_sheet
from ui.citation import clause_links
from ui.clause_view import ClauseDialog
from ui.document import Document, DocumentView
from ui.marks import mark
from ui.pages.base import Page
from ui.pages.layout import pane_height
from ui.receipt_tools import ReceiptTools
from ui.widgets.flowing import Flowing

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtPrintSupport import QPrinter

    from installer.i18n import Translator
    from installer.session.issue import Issued
    from installer.terms.determination import Item


class FinishPage(Page):
    """What the person takes home."""

    step: ClassVar[Step] = Step.FINISH
    scrolls: ClassVar[bool] = False

    def build(self, body: QVBoxLayout) -> None:
        self._report = DocumentView()
        self._report.setObjectName("report")
        self._status = QLabel()
        self._status.setObjectName("told")
        self._status.setWordWrap(True)
        self._status.hide()
        self._tools = ReceiptTools(self._receipts, self._translators)
        self._print = _button("print-report")
        self._grant = _button("grant")
        self._acceptances = _button("open-acceptances")
        # First of all one keeps the receipt.
        more = QWidget()
        row = Flowing(more)
        for button in (self._print, self._grant, self._acceptances):
            mark(button, "quiet", value=True)
            row.addWidget(button)
        body.addWidget(self._report, 1)
        body.addWidget(self._status)
        body.addWidget(self._tools)
        body.addWidget(more)
        self._connect()

    def heading_text(self, tr: Translator) -> str:
        accepted = tr("Installed") if self.session.state.installed else tr("Accepted")
        return {
            Decision.OPEN: tr("Done"),
            Decision.ACCEPTED: accepted,
            Decision.DECLINED: tr("Declined"),
        }[self.session.state.decision]

    def lead_text(self, tr: Translator) -> str:
        if any(not issued.receipt.exists() for issued in self.session.issued()):
            return tr("What was decided stands in the log. A receipt is missing: save it, it is your proof.")
        return {
            Decision.OPEN: "",
            Decision.ACCEPTED: self._accepted_text(tr),
            Decision.DECLINED: tr("Nothing was installed. The receipt is your proof that you declined."),
        }[self.session.state.decision]

    def _accepted_text(self, tr: Translator) -> str:
        state = self.session.state
        if state.restart is not None:
            kept = tr("Keep the receipt: it is your proof of what was accepted.")
            return " ".join((*state.restart.words(tr), kept))
        if not state.installed:
            return tr("Nothing was installed. Keep the receipt: it is your proof of what was accepted.")
        if state.covered:
            return tr(
                "Everything is in place. Nothing was accepted anew: the receipt shows which earlier "
                "acceptance covers it."
            )
        return tr("Everything is in place. Keep the receipt: it is your proof of what was accepted.")

    def retranslate(self, tr: Translator) -> None:
        self._tools.retranslate(tr)
        self._print.setText(tr("&Print this page…"))
        self._grant.setText(tr("Let so&mebody accept later updates…"))
        self._acceptances.setText(tr("&Your acceptances…"))
        self._report.setAccessibleName(self.heading_text(tr))

    def refresh(self) -> None:
        document = Document()
        self._tell_receipts(document)
        {
            Decision.OPEN: lambda _document: None,
            Decision.ACCEPTED: self._tell_installed,
            Decision.DECLINED: self._tell_declined,
        }[self.session.state.decision](document)
        self._report.show_document(document)
        self._tools.setVisible(bool(self._receipts()))
        self._grant.setVisible(
            {Decision.OPEN: False, Decision.ACCEPTED: True, Decision.DECLINED: False}[
                self.session.state.decision
            ]
        )

    def first_focus(self) -> QWidget | None:
        return self._report

    def set_tight(self, *, tight: bool) -> None:
        super().set_tight(tight=tight)
        pane_height(self._report, tight=tight)

    @property
    def busy(self) -> bool:
        """Whether a certificate is being made."""
        return self.built and self._tools.busy

    def interrupt(self) -> bool:
        """A certificate that is being made is finished first; nothing keeps the window open."""
        self._tools.wait()
        return False

    def validatePage(self) -> bool:  # noqa: N802 - Qt's name
        """Leaving by Finish waits for it too."""
        self._tools.wait()
        return True

    def print_to(self, printer: QPrinter) -> None:
        """Print what stands on the page."""
        self._report.document().print_(printer)

    def _receipts(self) -> list[Path]:
        return [issued.receipt for issued in self.session.issued() if issued.receipt.exists()]

    def _translators(self) -> list[Translator]:
        """The agreement's languages that the program speaks, the one of now first."""
        return self.translation.translators(self.session.cover.languages)

    def _tell_installed(self, document: Document) -> None:
        tr = self.tr_
        for issued in self.session.issued():
            if issued.notice is not None:
                document.heading(tr("Notice for the other computers"), 3)
                document.paragraph(
                    tr("Give this file and the receipt beside it to whoever uses them: {path}").format(
                        path=issued.notice
                    )
                )
        sheet = make_sheet(self.session.determination)
        parts = ((tr("With a deadline or a form"), sheet.timed), (tr("Other obligations"), sheet.others))
        document.heading(tr("What to do next"), 3)
        for heading, duties in parts:
            if duties:
                document.heading(heading, 4)
            for duty in duties:
                document.item(*self._duty(duty))
        document.note(guide_note(tr))

    def _duty(self, item: Item) -> tuple[str, list[tuple[str, str]]]:
        """An obligation with its deadline and its form, and links to its clauses."""
        tr = self.tr_
        said = [item.text[tr.language]]
        if item.deadline is not None:
            by = deadline_words(item.deadline, tr.language, tr)
            said.append(tr("Deadline: {deadline}").format(deadline=by))
        if item.form:
            said.append(tr("Form: {form}").format(form=item.form[tr.language]))
        return " – ".join(said), clause_links(self.session.edition, item.cite, tr)

    def _tell_declined(self, document: Document) -> None:
        tr, edition = self.tr_, self.session.edition
        told = refund(self.session.rules, edition, tr.language)
        document.items(
            tr("What you may return"),
            [
                (shown.text or shown.governing or "", clause_links(edition, (shown.clause,), tr))
                for shown in told.clauses
            ],
        )
        document.items(
            tr("Exceptions"),
            [
                (exception.text[tr.language], clause_links(edition, exception.cite, tr))
                for exception in told.exceptions
            ],
        )

    def _tell_receipts(self, document: Document) -> None:
        """Each receipt, what checking it says now, and what it does not prove (design §8)."""
        from installer.evidence.verify import verify  # not for the first page to load

        tr = self.tr_
        for issued in self.session.issued():
            if not issued.receipt.exists():
                document.heading(tr("Receipt"), 3)
                document.paragraph(_missing(issued, tr))
        receipts = self._receipts()
        for path, data in zip(receipts, self.attempt(lambda: _read(receipts)) or (), strict=False):
            document.heading(tr("Receipt"), 3)
            document.paragraph(str(path))
            verification = verify(data)
            document.paragraph(
                tr("Checked just now: the receipt is valid.")
                if verification.valid
                else tr("Checked just now: the receipt is not valid. Do not rely on it.")
            )
            document.bullets(words.proven(tr)[claim] for claim in verification.proven)
            document.heading(tr("What the receipt does not prove"), 4)
            document.bullets(words.not_proven(tr)[claim] for claim in verification.not_proven)

    def _connect(self) -> None:
        self._report.clause_chosen.connect(self._on_clause_chosen)
        self._tools.told.connect(self._on_told)
        self._tools.failed.connect(self._on_failed)
        self._tools.busy_changed.connect(self.busy_changed)
        self._print.clicked.connect(self._on_print_clicked)
        self._grant.clicked.connect(self._on_grant_clicked)
        self._acceptances.clicked.connect(self._on_acceptances_clicked)

    def _on_told(self, sentence: str) -> None:
        self._status.setText(sentence)
        self._status.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _on_failed(self, error: Exception) -> None:
        self._status.hide()
        self.notice.tell(error)

    def _on_print_clicked(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # a page that nobody prints does not pay

        printer = QPrinter()
        if QPrintDialog(printer, self).exec():
            self.print_to(printer)

    def _on_grant_clicked(self) -> None:
        from ui.acceptances.clerk import Clerk
        from ui.acceptances.granting import GrantDialog

        dialog = GrantDialog(Clerk(self.session, self.translation), self)
        dialog.recorded.connect(self._on_granted)
        dialog.open()

    def _on_granted(self, issued: Issued) -> None:
        self.refresh()
        self._on_told(self.tr_("It is recorded. The receipt: {path}").format(path=issued.receipt))

    def _on_acceptances_clicked(self) -> None:
        from ui.acceptances.window import AcceptancesWindow

        window = AcceptancesWindow(self.session, self.translation, self)
        window.finished.connect(self.refresh)
        window.open()

    def _on_clause_chosen(self, clause: str) -> None:
        ClauseDialog(self.session, clause, self.tr_, self).open()


def _button(name: str) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    button.setAutoDefault(False)
    return button


def _read(receipts: list[Path]) -> list[bytes]:
    try:
        return [receipt.read_bytes() for receipt in receipts]
    except OSError as exc:
        path = str(exc.filename)
        raise Unavailable(Code.RECEIPT_UNREADABLE, path=path, detail=exc.strerror or "") from exc


def _missing(issued: Issued, tr: Translator) -> str:
    return tr(
        "Record {record} stands in the log, but its receipt is not at {path}. Save it under "
        "“Your acceptances”, or with “assent log receipt {record}”."
    ).format(record=issued.index, path=issued.receipt)
