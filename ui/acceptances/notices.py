"""Pending notices: what was accepted elsewhere for this computer, and the answer of whoever is here."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtWidgets import QFileDialog

from installer.session.ledger import read_instant
from installer.session.notices import Answer, Pending
from ui.acceptances import describe, words
from ui.acceptances.answerable import AnswerableShelf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer.i18n import Translator
    from installer.session.issue import Issued
    from ui.acceptances.answering import Saying
    from ui.acceptances.clerk import Clerk
    from ui.acceptances.describe import Page

Answered: TypeAlias = tuple[Pending, Answer]


class NoticesShelf(AnswerableShelf[Answered]):
    """What was accepted elsewhere for this computer: whoever is here confirms it or objects."""

    def __init__(self, clerk: Clerk) -> None:
        self._brought: tuple[Pending, ...] = ()
        super().__init__(clerk)

    def title(self, tr: Translator) -> str:
        """Its name."""
        return tr("Notices")

    def empty_text(self, tr: Translator) -> str:
        """Where there is none."""
        return tr("There is no pending notice on this computer.")

    def empty_hint(self, tr: Translator) -> str:
        """How one comes here."""
        return tr(
            "Where somebody accepted for this computer, their notice stands here. "
            "A notice that you were given as a file can be opened."
        )

    def read(self) -> Sequence[Answered]:
        """All of them, those that wait last: they are shown first."""
        acts = self.clerk.acts
        here = {entry[0].digest: entry for entry in acts.notices()}
        brought = {each.digest: (each, acts.answered(each)) for each in self._brought}
        found = [*(brought | here).values()]
        return sorted(found, key=lambda entry: (entry[1] is Answer.PENDING, entry[0].notice.time))

    def line(self, record: Answered) -> str:
        """Who installed when, and how it was answered."""
        pending, answer = record
        who, time = pending.notice.administrator.name, read_instant(pending.notice.time)
        return f"{who or '–'}, {self.clerk.stamp(time)}\n{words.answers(self.clerk.tr)[answer]}"

    def describe(self, record: Answered) -> Page:
        """The whole of it."""
        return describe.notice(*record, self.clerk)

    def digest(self, record: Answered) -> str:
        """Of the notice."""
        return record[0].digest

    def receipt(self, record: Answered) -> Path | None:
        """That of the acceptance, beside the notice."""
        return record[0].acceptance.path

    def make_acts(self) -> None:
        """The two answers, and looking at a notice that was brought along."""
        super().make_acts()
        self._open = self.add_act("open-notice", self.clerk.tr("Open a &notice…"))
        self._open.clicked.connect(self._on_open_clicked)

    def confirmable(self, record: Answered) -> bool:
        """As the core says."""
        return record[1].confirmable

    def objectionable(self, record: Answered) -> bool:
        """As the core says."""
        return record[1].objectionable

    def above_confirming(self, tr: Translator) -> str:
        """It is understood and accepted."""
        return tr("“{button}” records that you understand and accept what was accepted for this computer.")

    def above_objecting(self, tr: Translator) -> str:
        """Nothing is undone by it."""
        return tr(
            "“{button}” records that you object to what was accepted for this computer. "
            "What was installed stays."
        )

    def confirm(self, record: Answered, word: Saying) -> Issued:
        """Answer with yes."""
        return self._answer(record[0], word, confirm=True)

    def object_to(self, record: Answered, word: Saying) -> Issued:
        """Answer with no."""
        return self._answer(record[0], word, confirm=False)

    def bring(self, path: Path) -> None:
        """Show the notice of a file that an administrator has handed over; the receipt lies beside it."""
        errand = self.clerk.work.begin(partial(self.clerk.acts.notice, str(path)))
        if errand is not None:
            errand.lasted.connect(self._on_lasted)
            errand.succeeded.connect(self._on_brought)
            errand.failed.connect(self.refused)

    def _on_lasted(self) -> None:
        self.lasted.emit(self.clerk.tr("The file is being read…"))

    def _on_brought(self, pending: Pending) -> None:
        # A new one: the thread that reads the shelf may be going through the old one.
        self._brought = (*self._brought, pending)
        self.refresh(pending.digest)
        self.told.emit(self.clerk.tr("Opened: {path}").format(path=pending.path))

    def _on_open_clicked(self) -> None:
        tr = self.clerk.tr
        kinds = tr("Notices (*.notice.json)")
        path, _ = QFileDialog.getOpenFileName(self, tr("Notice of an administrator"), "", kinds)
        if path:
            self.bring(Path(path))

    def _answer(self, pending: Pending, word: Saying, *, confirm: bool) -> Issued:
        return self.clerk.acts.about(pending.notice.edition).standing.answer(
            pending, word.parties, word.how, confirm=confirm, presentation=word.shown, remarks=word.remarks
        )
