"""Step 7: everything that will be done, before it is done."""

# ruff: noqa: D102 - `Page` says what each of these methods promises

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from installer.flow.state import TargetChosen
from installer.flow.steps import Step
from ui import amounts, messages
from ui.citation import section_name
from ui.document import Document, DocumentView
from ui.pages.base import Page
from ui.pages.fields import Field
from ui.translation import language_name

if TYPE_CHECKING:
    from installer.i18n import Translator
    from installer.install.plan import Plan


class ReviewPage(Page):
    """The target folder, the plan for it, and what was accepted."""

    step: ClassVar[Step] = Step.REVIEW
    scrolls: ClassVar[bool] = False
    commits: ClassVar[bool] = True
    hints: ClassVar[bool] = False
    """What is wrong stands under the folder that it is about."""

    def build(self, body: QVBoxLayout) -> None:
        self._target = Field("target", touched=True)
        self._browse = QPushButton()
        self._browse.setObjectName("browse")
        self._plan = DocumentView()
        self._plan.setObjectName("plan")
        row = QHBoxLayout()
        row.addWidget(self._target, 1)
        row.addWidget(self._browse, alignment=Qt.AlignmentFlag.AlignBottom)
        body.addLayout(row)
        body.addWidget(self._plan, 1)
        self._target.edited.connect(self._on_target_edited)
        self._browse.clicked.connect(self._on_browse_clicked)

    def heading_text(self, tr: Translator) -> str:
        return tr("Review")

    def lead_text(self, tr: Translator) -> str:
        return tr("You have accepted; nothing is installed yet. This is what will be done.")

    def next_text(self, tr: Translator) -> str:
        return tr("&Install")

    def retranslate(self, tr: Translator) -> None:
        self._target.set_words(tr("Install into this &folder"))
        self._browse.setText(tr("B&rowse…"))
        self._plan.setAccessibleName(tr("What will be done"))

    def refresh(self) -> None:
        self._target.set_value(self.session.state.target)
        self._show_plan()

    def first_focus(self) -> QWidget | None:
        return self._target.input

    def choose_target(self, target: str) -> None:
        """Plan for another folder."""
        self.send(TargetChosen(target))
        self.refresh()

    def _on_target_edited(self) -> None:
        self.send(TargetChosen(self._target.value))
        self._show_plan()

    def _on_browse_clicked(self) -> None:
        target = QFileDialog.getExistingDirectory(
            self, self.tr_("Folder to install into"), self._target.value
        )
        if target:
            self.choose_target(target)

    def _show_plan(self) -> None:
        problems = self.session.problems(self.step)
        self._target.set_error(" ".join(messages.hint(problem, self.tr_) for problem in problems))
        document = Document()
        if not problems:
            self._describe(document, self.session.plan())
        self._describe_terms(document)
        self._plan.show_document(document)

    def _describe(self, document: Document, plan: Plan) -> None:
        tr = self.tr_
        names = {component.id: component.name[tr.language] for component in self.session.components()}
        document.heading(tr("Components"), 3)
        document.table(
            (tr("Component"), tr("Version"), tr("What happens"), tr("Size")),
            [
                (
                    names.get(component.id, component.id),
                    component.version,
                    messages.action(component.action, tr),
                    amounts.size(component.size, tr.language),
                )
                for component in plan.components
            ],
        )
        document.paragraph(
            tr("Space needed: {need}. Free: {free}.").format(
                need=amounts.size(plan.need_bytes, tr.language),
                free=amounts.size(plan.free_bytes, tr.language),
            )
        )

    def _describe_terms(self, document: Document) -> None:
        tr, edition = self.tr_, self.session.edition
        document.heading(tr("What binds"), 3)
        document.paragraph(
            tr("{title} ({date}). Accepted in this language: {language}.").format(
                title=edition.title[tr.language],
                date=amounts.date(edition.date, tr.language),
                language=language_name(self.session.state.language, tr),
            )
        )
        document.bullets(
            section_name(edition, section, tr.language) for section in self.session.determination.sections
        )
