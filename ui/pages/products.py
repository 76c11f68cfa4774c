"""Step 3: what to install, what comes along, and what the terms forbid, at once."""

# ruff: noqa: D102 - `Page` says what each of these methods promises

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from installer.flow.state import SelectionChanged
from installer.flow.steps import Step
from ui import messages
from ui.citation import clause_links, section_name
from ui.clause_view import ClauseDialog
from ui.document import Document, DocumentView
from ui.pages.base import Page
from ui.pages.fields import Field
from ui.pages.host_box import HostBox
from ui.pages.split import Split

if TYPE_CHECKING:
    from installer.i18n import Translator


class ProductsPage(Page):
    """A grouped list with a search field at the left; the consequences at the right."""

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
        self._release = Field("release")
        self._host_label = QLabel()
        self._host = HostBox()
        self._host_label.setBuddy(self._host)
        self._answer = DocumentView()
        self._answer.setObjectName("consequences")
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
        self._release.set_words(tr("&Release of the system"), tr("for example 2025 R1"))
        self._host_label.setText(tr("&Used with"))
        self._answer.setAccessibleName(tr("What follows from your choice"))
        for product in self.session.products():
            self._items[product.id].setText(0, product.name[tr.language])
        for section, group in self._groups.items():
            group.setText(0, section_name(self.session.edition, section, tr.language))

    def refresh(self) -> None:
        selection = self.session.state.selection
        self._tree.blockSignals(True)  # noqa: FBT003 - Qt's signature
        for name, item in self._items.items():
            item.setCheckState(0, _checked(name in selection.products))
        self._tree.blockSignals(False)  # noqa: FBT003 - Qt's signature
        self._release.set_value(selection.release or "")
        self._host.fill(self.session.catalogue, selection.host, self.tr_)
        self._show_answer()

    def first_focus(self) -> QWidget | None:
        return self._search

    def _lay_out(self, body: QVBoxLayout) -> None:
        left, right = QWidget(), QWidget()
        left_layout, right_layout = QVBoxLayout(left), QVBoxLayout(right)
        for layout in (left_layout, right_layout):
            layout.setContentsMargins(0, 0, 0, 0)
        left_layout.addWidget(self._search)
        left_layout.addWidget(self._tree)
        right_layout.addWidget(self._release)
        right_layout.addWidget(self._host_label)
        right_layout.addWidget(self._host)
        right_layout.addWidget(self._answer, 1)
        self._split = Split(left, right)
        body.addWidget(self._split, 1)

    def _fill_tree(self) -> None:
        for product in self.session.products():
            if product.group not in self._groups:
                group = QTreeWidgetItem(self._tree)
                group.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self._groups[product.group] = group
            item = QTreeWidgetItem(self._groups[product.group])
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            self._items[product.id] = item
        self._tree.expandAll()

    def _connect(self) -> None:
        self._search.textChanged.connect(self._on_search_changed)
        self._tree.itemChanged.connect(self._on_item_changed)
        self._release.edited.connect(self._on_release_edited)
        self._host.host_chosen.connect(self._on_host_chosen)
        self._answer.clause_chosen.connect(self._on_clause_chosen)

    def _on_search_changed(self, text: str) -> None:
        wanted = text.casefold().strip()
        for item in self._items.values():
            item.setHidden(wanted not in item.text(0).casefold())
        for group in self._groups.values():
            group.setHidden(all(item.isHidden() for item in self._items.values() if item.parent() is group))

    def _on_item_changed(self, _item: QTreeWidgetItem, _column: int) -> None:
        chosen = tuple(
            name for name, item in self._items.items() if item.checkState(0) is Qt.CheckState.Checked
        )
        self._choose(products=chosen)

    def _on_release_edited(self) -> None:
        self._choose(release=self._release.value or None)

    def _on_host_chosen(self, host: object) -> None:
        self._choose(host=host)

    def _on_clause_chosen(self, clause: str) -> None:
        ClauseDialog(self.session, clause, self.tr_, self).open()

    def _choose(self, **changes: object) -> None:
        self.send(SelectionChanged(replace(self.session.state.selection, **changes)))  # type: ignore[arg-type]
        self._show_answer()

    def _show_answer(self) -> None:
        """What the core makes of the selection, problems first."""
        tr = self.tr_
        problems = self.session.problems(self.step)
        about_release = [problem for problem in problems if "release" in problem.error.facts]
        self._release.set_error("".join(messages.hint(problem, tr) for problem in about_release))
        document = Document()
        if not problems:
            self._describe(document)
        self._answer.show_document(document)

    def _describe(self, document: Document) -> None:
        tr, edition = self.tr_, self.session.edition
        determination = self.session.determination
        for heading, items in (
            (tr("Not allowed by the agreement"), determination.conflicts),
            (tr("Left open by the agreement"), determination.undecided),
        ):
            document.items(
                heading,
                [(item.text[tr.language], clause_links(edition, item.cite, tr)) for item in items],
            )
        components = self.attempt(self.session.components) or ()
        document.heading(tr("What will be installed"), 3)
        document.bullets(component.name[tr.language] for component in components)


def _checked(checked: bool) -> Qt.CheckState:  # noqa: FBT001 - a value, not a switch
    return Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked
