"""Step 7: everything that will be done, before it is done."""

# ruff: noqa: D102 - `Page` says what each of these methods promises

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget, QWizard

from installer.errors import AssentError
from installer.flow.state import TargetChosen
from installer.flow.steps import Step
from installer.unattended.saving import save_answers
from ui import messages
from ui.answers import AnswerDocument, AnswerView
from ui.clause_view import ClauseDialog
from ui.pages.base import Page
from ui.pages.binding_terms import describe_terms
from ui.pages.fields import Field
from ui.pages.layout import pane_height
from ui.pages.plan_sections import PlanSections
from ui.planner import Planner

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from installer.i18n import Translator
    from installer.install.plan import Plan
    from installer.session.planning import Review

_ANSWERS: Final = "answers.toml"
"""What the saved answers are called unless somebody says otherwise."""


class ReviewPage(Page):
    """The target folder, the plan for it, and what was accepted."""

    step: ClassVar[Step] = Step.REVIEW
    scrolls: ClassVar[bool] = False
    commits: ClassVar[bool] = True
    hints: ClassVar[bool] = False
    """What is wrong stands under the folder that it is about."""

    def build(self, body: QVBoxLayout) -> None:
        self._unfolded: set[str] = set()
        self._found: Review | None = None
        self._typed = False
        """Whether the answer that is waited for is about what somebody just typed."""
        self.planner = Planner(self.session, self)
        self._target = Field("target", touched=True)
        self._browse = QPushButton()
        self._browse.setObjectName("browse")
        self._plan = AnswerView()
        self._plan.setObjectName("plan")
        self._save = QPushButton()
        self._save.setObjectName("save-answers")
        self._status = QLabel()
        self._status.setObjectName("hint")
        self._status.setWordWrap(True)
        self._status.hide()
        self._target.stand_beside(self._browse)
        body.addWidget(self._target)
        body.addWidget(self._plan, 1)
        body.addWidget(self._status)
        body.addWidget(self._save, alignment=Qt.AlignmentFlag.AlignLeft)
        self._connect()

    def heading_text(self, tr: Translator) -> str:
        return tr("Review")

    def lead_text(self, tr: Translator) -> str:
        if self._nothing_to_do:
            return tr("Nothing is left to install: everything that you chose is there.")
        if self.session.state.covered:
            return tr(
                "An earlier acceptance covers this; nothing is installed yet. This is what will be done."
            )
        return tr("You have accepted; nothing is installed yet. This is what will be done.")

    def next_text(self, tr: Translator) -> str:
        return tr("&Next") if self._nothing_to_do else tr("&Install")

    def retranslate(self, tr: Translator) -> None:
        self._target.set_words(tr("Install into this &folder"))
        self._browse.setText(tr("B&rowse…"))
        self._plan.setAccessibleName(tr("What will be done"))
        self._save.setText(tr("&Save answers…"))
        self._save.setToolTip(tr("Saves your answers to a file for installing without a screen elsewhere"))
        self._status.hide()

    def enter(self) -> None:
        # Time has passed: what the folder holds is looked at anew.
        if self.built:
            self._found = None
        super().enter()

    def refresh(self) -> None:
        self._target.set_value(self.session.state.target)
        if self._found is None:
            self._ask(at_once=True)
        else:
            self._show_plan()

    @property
    def plan(self) -> Plan | None:
        """The plan on screen."""
        return None if self._found is None else self._found.plan

    @property
    def working(self) -> bool:
        """Whether a plan is being made."""
        return self.built and self.planner.busy

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """QWizard hides a page once more between entering it and showing it."""
        super().showEvent(event)
        if self.built and self._found is None and not self.working:
            self._ask(at_once=True)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Nobody waits for the plan any more; a window that is only minimised keeps waiting."""
        super().hideEvent(event)
        if self.built and not event.spontaneous():
            self.planner.stop()

    def isComplete(self) -> bool:  # noqa: N802 - Qt's name
        # Asked again and again; the answer is that of the plan on screen, which was made once. There is
        # none from the first letter on that is typed until the plan for just that folder is there.
        return self.built and self._found is not None and not self._found.problems

    def first_focus(self) -> QWidget | None:
        return self._target.input

    def set_tight(self, *, tight: bool) -> None:
        super().set_tight(tight=tight)
        pane_height(self._plan, tight=tight)

    def choose_target(self, target: str) -> None:
        """Plan for another folder."""
        self.send(TargetChosen(target))
        self._typed, self._found = True, None
        self.refresh()

    def save_to(self, path: Path) -> None:
        """Write the answers for an install without a screen, and say where they are."""
        session, tr = self.session, self.tr_
        try:
            save_answers(path, session.edition.id, session.state, tr)
        except AssentError as error:
            self._status.hide()
            self.notice.tell(error)
            return
        said = tr(
            "Saved: {path}. The file accepts nothing by itself; “assent answers check” says what it needs."
        ).format(path=path)
        self._status.setText(said)
        self._status.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def _connect(self) -> None:
        self._target.edited.connect(self._on_target_edited)
        self._browse.clicked.connect(self._on_browse_clicked)
        self._save.clicked.connect(self._on_save_clicked)
        self._plan.clause_chosen.connect(self._on_clause_chosen)
        self._plan.step_chosen.connect(self._on_step_chosen)
        self._plan.colours_changed.connect(self._show_plan)
        self.planner.planned.connect(self._on_planned)
        self.planner.failed.connect(self._on_failed)

    def _on_target_edited(self) -> None:
        self.send(TargetChosen(self._target.value))
        self._typed = True
        self._ask(at_once=False)

    def _ask(self, *, at_once: bool) -> None:
        self.planner.ask(at_once=at_once)
        # Said at the first letter; at the next ones it stands there already.
        if self._found is not None or at_once:
            self._found = None
            self._show_plan()
            self.announce()

    def _on_planned(self, found: Review) -> None:
        self._found = found
        self._show_plan()
        self.announce()
        if self._typed:
            self._typed = False
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._told(found)))

    def _on_failed(self, error: Exception) -> None:
        self.notice.tell(error)

    def _told(self, found: Review) -> str:
        """What a screen reader, which stays in the field, hears of the answer."""
        if found.problems:
            return self._hints(found, of_target=True) or self._hints(found, of_target=False)
        return self.lead_text(self.tr_)

    @property
    def _nothing_to_do(self) -> bool:
        """Whether the plan changes nothing."""
        found = self._found if self.built else None
        return found is not None and not found.problems and found.plan is not None and found.plan.is_done

    def _hints(self, found: Review, *, of_target: bool) -> str:
        shown = [
            messages.hint(problem, self.tr_)
            for problem in found.problems
            if (problem.field == "target") == of_target
        ]
        return " ".join(shown)

    def _on_browse_clicked(self) -> None:
        target = QFileDialog.getExistingDirectory(
            self, self.tr_("Folder to install into"), self._target.value
        )
        if target:
            self.choose_target(target)

    def _on_save_clicked(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr_("Save answers"), str(Path.home() / _ANSWERS), "TOML (*.toml)"
        )
        if name:
            self.save_to(Path(name))

    def _on_clause_chosen(self, clause: str) -> None:
        ClauseDialog(self.session, clause, self.tr_, self).open()

    def _on_step_chosen(self, name: str) -> None:
        """A long list is asked for as a whole."""
        self._unfolded.add(name)
        self._show_plan()

    def _show_plan(self) -> None:
        tr, found = self.tr_, self._found
        self._target.set_error("" if found is None else self._hints(found, of_target=True))
        self._lead.setText(self.lead_text(tr))
        self.setButtonText(QWizard.WizardButton.CommitButton, self.next_text(tr))
        document = AnswerDocument(self.session.edition, tr, self._plan.muted)
        if found is None:
            document.note(tr("Working out what will be done…"))
            describe_terms(document, self.session, tr)
        else:
            self._describe(found, document)
        self._plan.show_document(document)

    def _describe(self, found: Review, document: AnswerDocument) -> None:
        tr, plan = self.tr_, found.plan
        other = self._hints(found, of_target=False)
        if other:
            document.warning(other)
        if self._nothing_to_do:
            document.warning(
                tr(
                    "Everything that you chose is already installed in {path}. Nothing will be changed."
                ).format(path=self.session.state.target)
            )
        if plan is None:
            describe_terms(document, self.session, tr)
            return
        names = {item.id: item.name[tr.language] for item in self.session.catalogue.components}
        sections = PlanSections(document, plan, names, self._unfolded)
        sections.what_matters(tr)
        describe_terms(document, self.session, tr)
        sections.names_of_files(tr)
