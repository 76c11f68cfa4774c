"""The bar above the reader: which languages, search, zoom, and the sections that do not apply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from installer.flow.state import Columns
from ui.translation import language_name
from ui.widgets.later_layout import LaterLayout
from ui.widgets.tool_button import tool_button

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from installer.i18n import Language, Translator


_TOOL_ROOM: Final = 48
"""Pixels for one more button and a little air."""


class ReaderBar(QWidget):
    """Buttons and a search field. It shows what it is told and says what was pressed.

    Signals:
        columns_chosen(Columns): one of the three ways to show the languages.
        zoom_chosen(int): +1 larger, -1 smaller, 0 back to normal.
        search_changed(str): the words searched for.
        match_requested(int): +1 the next match, -1 the one before.
        search_left(): Escape was pressed in the search field.
        all_open_chosen(bool): show the sections that do not apply in full.
        accents_chosen(bool): tell letters with accents from those without when searching.
        copy_chosen(): copy the clause at the text cursor with its citation.
    """

    columns_chosen = Signal(Columns)
    zoom_chosen = Signal(int)
    search_changed = Signal(str)
    match_requested = Signal(int)
    search_left = Signal()
    all_open_chosen = Signal(bool)
    accents_chosen = Signal(bool)
    copy_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reader-bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._modes = QButtonGroup(self)
        self._compact = False
        self._mode_words: dict[Columns, tuple[str, str]] = {}
        """What each mode is called, at length and in short."""
        self._mode_buttons = {columns: self._mode_button(columns) for columns in Columns}
        self.search = QLineEdit()
        self.search.setMinimumWidth(140)
        self._count = QLabel()
        self._count.setObjectName("muted")
        self._accents = QToolButton()
        self._accents.setObjectName("switch")
        self._accents.setText("á")
        self._accents.setCheckable(True)
        self._copy = tool_button("copy")
        self._before = tool_button("up")
        self._next = tool_button("down")
        self._open_search = tool_button("search")
        self._open_search.setCheckable(True)
        self._smaller = tool_button("minus")
        self._normal = QToolButton()
        self._larger = tool_button("plus")
        self._all = tool_button("unfold")
        self._all.setCheckable(True)
        self._lay_out()
        self._connect()

    def retranslate(self, tr: Translator, translation: Language, governing: Language) -> None:
        """Set every word in the translator's language."""
        first, second = (_capital(language_name(language, tr)) for language in (translation, governing))
        bilingual = translation != governing
        one, other = translation.upper(), governing.upper()
        self._mode_words = {
            Columns.BOTH: (tr("Side by side"), f"{one} + {other}"),
            Columns.TRANSLATION: (first, one),
            Columns.GOVERNING: (second, other),
        }
        for button in self._mode_buttons.values():
            button.setVisible(bilingual)
        self._show_mode_words()
        self._mode_buttons[Columns.BOTH].setAccessibleName(tr("Show both languages side by side"))
        self._mode_buttons[Columns.TRANSLATION].setAccessibleName(
            tr("Show only this language: {language}").format(language=first)
        )
        self._mode_buttons[Columns.GOVERNING].setAccessibleName(
            tr("Show only this language: {language}").format(language=second)
        )
        self.search.setPlaceholderText(tr("Search the agreement"))
        self.search.setAccessibleName(tr("Search the agreement"))
        self._name_tools(tr)
        self._arrange()

    def _name_tools(self, tr: Translator) -> None:
        for button, text in (
            (self._before, tr("Match before (Shift+F3)")),
            (self._next, tr("Next match (F3)")),
            (self._open_search, tr("Search the agreement")),
            (self._accents, tr("Tell accents apart when searching")),
            (self._copy, tr("Copy the clause with its citation (Ctrl+Shift+C)")),
            (self._smaller, tr("Smaller text (Ctrl+-)")),
            (self._normal, tr("Normal text size (Ctrl+0)")),
            (self._larger, tr("Larger text (Ctrl++)")),
            (self._all, tr("Show the sections that do not apply to you in full")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)

    def set_compact(self, *, compact: bool) -> None:
        """Without air above and below, and with the languages by their codes; their names are said."""
        upright = 2 if compact else 8
        self._grid.setContentsMargins(8, upright, 8, upright)
        self._compact = compact
        self._show_mode_words()
        self._arrange()

    def _show_mode_words(self) -> None:
        for columns, words in self._mode_words.items():
            self._mode_buttons[columns].setText(words[self._compact])

    def start_search(self) -> None:
        """Bring the keyboard to the search field."""
        self._open_search.setChecked(True)
        self._arrange()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @property
    def matches_text(self) -> str:
        """What is said about the search."""
        return self._count.text()

    def show_columns(self, columns: Columns) -> None:
        """Mark the way of now."""
        self._mode_buttons[columns].setChecked(True)

    def show_zoom(self, percent: int) -> None:
        """The text size of now."""
        self._normal.setText(f"{percent} %")

    def show_matches(self, text: str, *, found: bool) -> None:
        """How many matches there are, in words."""
        self._count.setText(text)
        self._count.setVisible(bool(text))
        self._arrange()
        self._before.setEnabled(found)
        self._next.setEnabled(found)

    def _mode_button(self, columns: Columns) -> QToolButton:
        button = QToolButton()
        button.setObjectName("segment")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setProperty("columns", columns)
        self._modes.addButton(button)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Search goes to a row of its own where the window is narrow."""
        super().resizeEvent(event)
        self._arrange()

    def _lay_out(self) -> None:
        self._ways = self._row(*self._mode_buttons.values())
        self._seek = self._row(self.search, self._accents, self._count, self._before, self._next)
        self._sizes = self._row(
            self._open_search, self._smaller, self._normal, self._larger, self._copy, self._all
        )
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 8, 8, 8)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._arranged: tuple[bool, int] | None = None
        self._later = LaterLayout(self)
        self.show_matches("", found=False)

    def _row(self, *widgets: QWidget) -> QWidget:
        # With a parent from the first: what has none shows as a window of its own.
        group = QWidget(self)
        layout = QHBoxLayout(group)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in widgets:
            layout.addWidget(widget)
            if isinstance(widget, QToolButton):
                # Never narrower than its words.
                widget.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        return group

    def _arrange(self) -> None:
        """One row where there is room; else search on demand, and at last the groups below each other."""
        self._open_search.setVisible(False)
        self._copy.setVisible(False)
        wide = self.width() >= self._needed(self._ways, self._seek, self._sizes)
        self._open_search.setVisible(not wide)
        self._seek.setVisible(wide or self._open_search.isChecked())
        # Its keys, and the menu of the text, do the same.
        beside = (self._ways, self._seek, self._sizes) if wide else (self._ways, self._sizes)
        self._copy.setVisible(self.width() >= self._needed(*beside) + _TOOL_ROOM)
        below = 0 if wide or self.width() >= self._needed(self._ways, self._sizes) else 1
        self.setMinimumWidth(max(self._needed(self._ways), self._needed(self._sizes)))
        if (wide, below) == self._arranged:
            return
        self._arranged = (wide, below)
        self._later.start()
        for group in (self._ways, self._seek, self._sizes):
            self._grid.removeWidget(group)
        self._grid.addWidget(self._ways, 0, 0, 1, 3 if below else 1)
        self._grid.addWidget(self._sizes, below, 2, Qt.AlignmentFlag.AlignRight)
        if wide:
            self._grid.addWidget(self._seek, 0, 1)
        else:
            self._grid.addWidget(self._seek, below + 1, 0, 1, 3)

    def _needed(self, *groups: QWidget) -> int:
        spacing = self._grid.horizontalSpacing()
        margins = self._grid.contentsMargins()
        widths = sum(group.sizeHint().width() for group in groups)
        return widths + spacing * (len(groups) - 1) + margins.left() + margins.right()

    def _connect(self) -> None:
        # Escape belongs to the search here, and must not reach the window, which it would close.
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.search)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(self._on_escape_pressed)
        self._modes.buttonClicked.connect(self._on_mode_clicked)
        self._modes.buttonToggled.connect(self._on_mode_toggled)
        self.search.textChanged.connect(self.search_changed)
        self.search.returnPressed.connect(self._on_next_clicked)
        self._before.clicked.connect(self._on_before_clicked)
        self._next.clicked.connect(self._on_next_clicked)
        self._smaller.clicked.connect(self._on_smaller_clicked)
        self._normal.clicked.connect(self._on_normal_clicked)
        self._larger.clicked.connect(self._on_larger_clicked)
        self._open_search.clicked.connect(self._on_open_search_clicked)
        self._all.toggled.connect(self.all_open_chosen)
        self._accents.toggled.connect(self.accents_chosen)
        self._copy.clicked.connect(self.copy_chosen)

    def _on_mode_clicked(self, button: QToolButton) -> None:
        self.columns_chosen.emit(Columns(button.property("columns")))

    def _on_mode_toggled(self, button: QToolButton, checked: bool) -> None:  # noqa: FBT001 - a signal's flag
        # Qt has Tab stop at whichever had the keyboard last, at first at all of them.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus if checked else Qt.FocusPolicy.NoFocus)

    def _on_open_search_clicked(self) -> None:
        self._arrange()
        if self._open_search.isChecked():
            self.start_search()
        else:
            self.search.clear()

    def _on_escape_pressed(self) -> None:
        self.search.clear()
        self._open_search.setChecked(False)
        self._arrange()
        self.search_left.emit()

    def _on_before_clicked(self) -> None:
        self.match_requested.emit(-1)

    def _on_next_clicked(self) -> None:
        self.match_requested.emit(1)

    def _on_smaller_clicked(self) -> None:
        self.zoom_chosen.emit(-1)

    def _on_normal_clicked(self) -> None:
        self.zoom_chosen.emit(0)

    def _on_larger_clicked(self) -> None:
        self.zoom_chosen.emit(1)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
