"""Step 3: what to install, what comes along, and what the terms forbid, at once."""

# ruff: noqa: D102 - `Page` says what each of these methods promises

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from msgspec.structs import replace
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFont
from PySide6.QtWidgets import QLineEdit, QSplitter, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from installer.flow.state import SelectionChanged
from installer.flow.steps import Step
from ui import messages
from ui.answers import AnswerDocument, AnswerView
from ui.citation import section_name
from ui.clause_view import ClauseDialog
from ui.pages.base import Page
from ui.pages.consequences import Consequences
from ui.pages.layout import pane_height
from ui.pages.questions import QuestionsPanel
from ui.pages.split import Split
from ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from installer.i18n import Translator
    from installer.terms.remedies import Remedy
    from installer.terms.selected import Selection


_INDENT: Final = 16
"""Pixels: enough to tell products from groups, and long names stay whole in a small window."""


class ProductsPage(Page):
    """A grouped list with a search field at the left; at the right what follows, and what is asked."""

    step: ClassVar[Step] = Step.PRODUCTS
    scrolls: ClassVar[bool] = False

    def build(self, body: QVBoxLayout) -> None:
        self._groups: dict[str, QTreeWidgetItem] = {}
        self._items: dict[str, QTreeWidgetItem] = {}
        self._search = QLineEdit()
        self._search.setObjectName("product-search")
        self._search.setClearButtonEnabled(True)
        self._tree = QTreeWidget()
        self._tree.setObjectName("product-list")
        self._tree.setHeaderHidden(True)
        self._tree.setRootIsDecorated(True)
        self._tree.setUniformRowHeights(True)
        self._tree.setIndentation(_INDENT)
        self._answer = AnswerView()
        self._answer.setObjectName("consequences")
        self._questions = QuestionsPanel(self.session.terms.facts, self.session.terms.quantities)
        self._remedies: tuple[Remedy, ...] = ()
        self._conflicts: tuple[str, ...] = ()
        self._unfolded: set[str] = set()
        self._nothing = EmptyState("search")
        self._lay_out(body)
        self._fill_tree()
        self._connect()

    def heading_text(self, tr: Translator) -> str:
        return tr("Products and components")

    def lead_text(self, tr: Translator) -> str:
        return tr("Choose what to install. The terms that apply follow from your choice.")

    def retranslate(self, tr: Translator) -> None:
        self._search.setPlaceholderText(tr("Search products"))
        self._search.setAccessibleName(tr("Search products"))
        self._tree.setAccessibleName(tr("Products"))
        self._say_nothing(tr)
        self._questions.retranslate(tr)
        self._answer.setAccessibleName(tr("What follows from your choice"))
        # Setting a text is a change of the item too.
        with QSignalBlocker(self._tree):
            for product in self.session.products():
                self._items[product.id].setText(0, product.name[tr.language])
                self._items[product.id].setToolTip(0, product.name[tr.language])
            for section, group in self._groups.items():
                group.setText(0, section_name(self.session.edition, section, tr.language))
                group.setToolTip(0, group.text(0))

    def refresh(self) -> None:
        selection = self.session.state.selection
        with QSignalBlocker(self._tree):
            for name, item in self._items.items():
                item.setCheckState(0, _checked(name in selection.products))
        self._questions.show_selection(selection, self.session.catalogue, self.tr_)
        self._show_answer()

    def first_focus(self) -> QWidget | None:
        return self._search

    def set_tight(self, *, tight: bool) -> None:
        super().set_tight(tight=tight)
        for pane in (self._tree, self._nothing, self._answer, self._questions):
            pane_height(pane, tight=tight)

    def _lay_out(self, body: QVBoxLayout) -> None:
        left, right = QWidget(), QWidget()
        left_layout, right_layout = QVBoxLayout(left), QVBoxLayout(right)
        for layout in (left_layout, right_layout):
            layout.setContentsMargins(0, 0, 0, 0)
        left_layout.addWidget(self._search)
        left_layout.addWidget(self._tree, 1)
        left_layout.addWidget(self._nothing, 1)
        self._nothing.hide()
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.setHandleWidth(12)
        for widget, share in ((self._answer, 3), (self._questions, 2)):
            both.addWidget(widget)
            both.setStretchFactor(both.indexOf(widget), share)
        right_layout.addWidget(both)
        self._split = Split(left, right)
        body.addWidget(self._split, 1)

    def _fill_tree(self) -> None:
        bold = QFont(self._tree.font())
        bold.setBold(True)
        for product in self.session.products():
            if product.group not in self._groups:
                group = QTreeWidgetItem(self._tree)
                group.setFont(0, bold)
                group.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self._groups[product.group] = group
            item = QTreeWidgetItem(self._groups[product.group])
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            self._items[product.id] = item
        self._tree.expandAll()

    def _connect(self) -> None:
        self._search.textChanged.connect(self._on_search_changed)
        self._tree.itemChanged.connect(self._on_item_changed)
        self._questions.answered.connect(self._on_answered)
        self._questions.host_chosen.connect(self._on_host_chosen)
        self._answer.clause_chosen.connect(self._on_clause_chosen)
        self._answer.step_chosen.connect(self._on_step_chosen)
        self._answer.more_asked.connect(self._on_more_asked)
        self._answer.colours_changed.connect(self._show_answer)

    def _on_search_changed(self, text: str) -> None:
        wanted = text.casefold().strip()
        for item in self._items.values():
            item.setHidden(wanted not in item.text(0).casefold())
        for group in self._groups.values():
            group.setHidden(all(item.isHidden() for item in self._items.values() if item.parent() is group))
        is_found = not all(item.isHidden() for item in self._items.values())
        told = self._nothing.isHidden() and not is_found
        self._tree.setVisible(is_found)
        self._nothing.setHidden(is_found)
        self._say_nothing(self.tr_)
        if told:
            said = QAccessibleAnnouncementEvent(self, self._none_found(self.tr_))
            QAccessible.updateAccessibility(said)

    def _none_found(self, tr: Translator) -> str:
        return tr("No product is called “{text}”.").format(text=self._search.text().strip())

    def _say_nothing(self, tr: Translator) -> None:
        self._nothing.say(self._none_found(tr), tr("Look for a part of its name, or clear the search."))

    def _on_item_changed(self, _item: QTreeWidgetItem, _column: int) -> None:
        chosen = tuple(
            name for name, item in self._items.items() if item.checkState(0) is Qt.CheckState.Checked
        )
        self._choose(products=chosen)

    def _on_answered(self) -> None:
        self._choose(
            release=self._questions.release.value or None,
            facts=self._questions.facts(),
            quantities=self._questions.quantities(),
        )

    def _on_host_chosen(self, host: object) -> None:
        self._choose(host=host)

    def _on_clause_chosen(self, clause: str) -> None:
        ClauseDialog(self.session, clause, self.tr_, self).open()

    def _on_step_chosen(self, place: str) -> None:
        self._send_selection(self._remedies[int(place)].selection)
        self.refresh()

    def _on_more_asked(self, name: str) -> None:
        self._unfolded.add(name)
        self._answer.show_more(self._made())

    def _choose(self, **changes: object) -> None:
        self._send_selection(replace(self.session.state.selection, **changes))
        self._show_answer()

    def _send_selection(self, selection: Selection) -> None:
        self.send(SelectionChanged(selection))

    def _show_answer(self) -> None:
        """What the core makes of the selection, problems first."""
        conflicts_before = self._conflicts
        self._answer.show_document(self._made())
        if set(self._conflicts) - set(conflicts_before):
            # It stands first, and nobody would see it who has scrolled down.
            self._answer.verticalScrollBar().setValue(0)

    def _made(self) -> AnswerDocument:
        tr = self.tr_
        problems = self.session.problems(self.step)
        about_release = [problem for problem in problems if "release" in problem.error.facts]
        self._questions.release.set_error("".join(messages.hint(problem, tr) for problem in about_release))
        document = AnswerDocument(self.session.edition, tr, self._answer.muted, self._unfolded)
        self._conflicts = ()
        if not problems:
            self._describe(document)
        elif not about_release:
            # While a release is being typed the questions stay where they are.
            self._questions.ask(None, tr)
        return document

    def _describe(self, document: AnswerDocument) -> None:
        determination = self.session.determination
        outlook = self.session.terms.outlook(determination)
        self._conflicts = tuple(conflict.id for conflict in determination.conflicts)
        consequences = Consequences(self.session, document, self.tr_)
        consequences.conflicts(determination)
        document.answers(self.tr_("Left open by the agreement"), determination.undecided)
        consequences.along(outlook)
        consequences.needs(outlook)
        components = self.attempt(self.session.components)
        if components is not None:
            consequences.installs(components)
        self._remedies = consequences.remedies
        self._questions.ask(outlook.questions, self.tr_)


def _checked(checked: bool) -> Qt.CheckState:  # noqa: FBT001 - a value, not a switch
    return Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked
