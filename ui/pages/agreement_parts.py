"""The parts of the agreement's page: beside and above each other, or one at a time where room is short."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.pages.layout import pane_height
from ui.widgets.changes_split import ChangesSplit
from ui.widgets.part_switch import PartSwitch

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

    from installer.i18n import Translator
    from ui.widgets.changes_panel import ChangesPanel
    from ui.widgets.outline import Outline
    from ui.widgets.reader import Reader

SECTIONS: Final = "sections"
TEXT: Final = "text"
CHANGES: Final = "changes"

_SPACING, _LOW_SPACING = 12, 6
"""Pixels between the rows of the page; beside each other things have the usual room."""
_TEXT_LINES: Final = 9
"""Of the letters of the page, which are closer together than the text: six lines of that."""


class AgreementParts(QWidget):
    """The outline at the left of the text, what changed above it, and the hint and two buttons below.

    Where few lines have room, what changed and the text take turns; where the page is narrow as well, so do
    the outline and the text, and the hint stands with the outline, of which it speaks. The text comes first:
    it is what the record says was on screen.
    """

    def __init__(self, outline: Outline, changes: ChangesPanel, reader: Reader) -> None:
        super().__init__()
        self._outline, self._changes, self._reader = outline, changes, reader
        self.save = QPushButton()
        self.save.setObjectName("save-text")
        self.print = QPushButton()
        self.print.setObjectName("print-text")
        self._is_tight = self._is_narrow = self._is_crowded = self._has_changes = False
        self._part = TEXT
        self._switch: PartSwitch | None = None
        self._tr: Translator | None = None
        self._split = ChangesSplit(changes, reader)
        changes.hide()
        for keys, slot in (("F8", self._on_next_wanted), ("Shift+F8", self._on_before_wanted)):
            # Of the window: they work from the text too, also while that has the place of the changes.
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def lay_out(self, hint: QLabel) -> None:
        """Put everything in its place; the `hint` is the page's."""
        columns = QHBoxLayout()
        columns.setSpacing(_SPACING)
        columns.addWidget(self._outline, 3)
        columns.addWidget(self._split, 8)
        # Here, and with its room kept: the text must not be laid out anew when the last section is seen.
        kept = hint.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        hint.setSizePolicy(kept)
        self._below = QWidget(self)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._below)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_SPACING)
        self._row.addWidget(hint, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(_SPACING)
        buttons.addStretch()
        buttons.addWidget(self.save)
        buttons.addWidget(self.print)
        self._row.addLayout(buttons)
        rows = self._rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(_SPACING)
        rows.addLayout(columns, 1)
        rows.addWidget(self._below)

    def retranslate(self, tr: Translator) -> None:
        """Set every word anew."""
        self._tr = tr
        self.save.setText(tr("&Save…"))
        self.print.setText(tr("&Print…"))
        if self._switch is not None:
            self._switch.set_words({SECTIONS: tr("Sections"), TEXT: tr("Text"), CHANGES: tr("What changed")})

    def set_compact(self, *, compact: bool) -> None:
        """Closer together, in a low window."""
        self._rows.setSpacing(_LOW_SPACING if compact else _SPACING)

    def set_tight(self, *, tight: bool) -> None:
        """There is no room for what changed above the text, or there is."""
        self._is_tight = tight
        pane_height(self._reader.view, tight=tight, lines=_TEXT_LINES)
        pane_height(self._outline, tight=tight)
        self._fit()

    def set_narrow(self, *, narrow: bool) -> None:
        """There is no room for the outline beside the text, or there is."""
        focus = self.window().focusWidget()
        if narrow and focus is self._outline:
            # What one was at stays.
            self._part = SECTIONS
        self._is_narrow = narrow
        if self._is_tight or narrow:
            upright = QBoxLayout.Direction.TopToBottom
            self._row.setDirection(upright if narrow else QBoxLayout.Direction.LeftToRight)
        self._fit()

    def set_crowded(self, *, crowded: bool) -> None:
        """So much stands above the parts that what changed and the text have no room for both."""
        if crowded != self._is_crowded:
            self._is_crowded = crowded
            self._fit()

    def show_changes(self, *, there: bool) -> None:
        """Something changed since an earlier acceptance, or nothing."""
        self._has_changes = there
        self._fit()

    def choose(self, part: str) -> None:
        """Bring that part on screen, where not all of them are."""
        if part != self._part:
            self._part = part
            self._fit()

    def _on_next_wanted(self) -> None:
        first = self._changes.is_new and not self._changes.isVisible()
        self._step(0 if first else 1)

    def _on_before_wanted(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        if self._has_changes:
            self.choose(CHANGES)
            self._changes.step(by)

    def _on_part_chosen(self, part: str) -> None:
        self.choose(part)

    def _fit(self) -> None:
        """Show what has room."""
        taking_turns = [TEXT]
        if self._is_narrow:
            taking_turns.insert(0, SECTIONS)
        by_turns = self._is_tight or self._is_narrow or self._is_crowded
        self._changes.set_alone(alone=by_turns)
        if self._has_changes and by_turns:
            taking_turns.append(CHANGES)
        if self._part not in taking_turns:
            self._part = TEXT
        shown = {SECTIONS, TEXT, CHANGES}.difference(taking_turns) | {self._part}
        self._outline.setVisible(SECTIONS in shown)
        self._below.setVisible(SECTIONS in shown)
        self._reader.setVisible(TEXT in shown)
        self._changes.setVisible(self._has_changes and CHANGES in shown)
        self._split.setVisible(self._part != SECTIONS)
        if len(taking_turns) > 1:
            self._make_switch()
        if self._switch is not None:
            self._switch.offer(taking_turns)
            self._switch.show_chosen(self._part)

    def _make_switch(self) -> None:
        if self._switch is None:
            self._switch = PartSwitch((SECTIONS, TEXT, CHANGES), self)
            self._switch.part_chosen.connect(self._on_part_chosen)
            self._rows.insertWidget(0, self._switch)
            # Made last of all, it stands first.
            before: QWidget = self._outline.previousInFocusChain() or self
            for part in (SECTIONS, TEXT, CHANGES):
                QWidget.setTabOrder(before, before := self._switch.button(part))
            if self._tr is not None:
                self.retranslate(self._tr)
