"""The steps at the side of the window: where the person is, and where they may go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, QSize, Signal
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from ui import early
from ui.style_sheet import BETWEEN_CIRCLES, least_row, step_circles

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from installer.i18n import Translator

_ROW_HEIGHT: Final = 40
_PAD: Final = 10
_BEFORE_CIRCLE: Final = 0.5625
"""Distance of a number's circle from the left, in heights of a line, where a name stands beside it."""
_TICK: Final = "✓"
_DASH: Final = "–"
_USABLE: Final = frozenset({"current", "behind", "open"})
"""States of steps that can be gone to, or are where one is."""


class StepList(QListWidget):
    """Numbered steps. Those that can be reached open with a click, Enter or Space.

    It is part of the first page, and so uses no name of the namespace `Qt` before there are keys to
    read (`ui.early`); hence the flags of its items are set once it is on screen. For the same
    reason the style sheet paints all of it: pens and brushes are made of that namespace.

    Signals:
        step_chosen(int): the person wants to go to this step, counted from 0.
    """

    step_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("step-list")
        self._names: tuple[str, ...] = ()
        self._current = 0
        self._reachable: tuple[bool, ...] = ()
        self._left_out: frozenset[int] = frozenset()
        self._tr: Translator | None = None
        self._compact = False
        self._flagged = False
        self._circles: list[_Circle] = []
        self.setProperty("horizontalScrollBarPolicy", early.SCROLL_BAR_NEVER)
        self.setMinimumWidth(160)
        self.itemClicked.connect(self._on_item_clicked)

    def set_names(self, names: Sequence[str], tr: Translator) -> None:
        """What the steps are called, in the translator's language."""
        self._names = tuple(names)
        self._tr = tr
        self.setAccessibleName(tr("Steps"))
        self._fill()

    def set_state(self, current: int, reachable: Sequence[bool], left_out: Collection[int] = ()) -> None:
        """Where the person is, for each step whether it can be gone to, and which were passed over."""
        wanted = (current, tuple(reachable), frozenset(left_out))
        # Asked at each step of the wheel through the text: filling anew would paint the whole window.
        if wanted != (self._current, self._reachable, self._left_out):
            self._current, self._reachable, self._left_out = wanted
            self._flagged = False
            self._fill()
        if self.isVisible() and not self._flagged:
            self._set_flags()

    def set_compact(self, *, compact: bool) -> None:
        """Show numbers only."""
        if compact != self._compact:
            self._compact = compact
            self._fill()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another palette or font: colours and heights follow."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter and Space go to the step under the keyboard's focus."""
        from PySide6.QtCore import Qt

        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self.currentRow())
            return
        super().keyPressEvent(event)

    def _fill(self) -> None:
        tr = self._tr
        if tr is None or len(self._names) != len(self._reachable):
            return
        for number in range(self.count(), len(self._names)):
            self._add_row(number)
        height = self._row_height()
        for number, name in enumerate(self._names):
            item, state = self.item(number), self._state(number)
            item.setText("" if self._compact else name)
            item.setToolTip(name)
            item.setSizeHint(QSize(0, height))
            item.setData(early.ACCESSIBLE_TEXT_ROLE, self._words(number, tr))
            item.setFont(self._font(state))
            role = QPalette.ColorRole.Text if state in _USABLE else QPalette.ColorRole.PlaceholderText
            item.setForeground(QGuiApplication.palette().brush(role))
            self._circles[number].show_step(number, state)
        self.setCurrentRow(self._current)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """All steps shall be seen at once: in a low window they move together."""
        super().resizeEvent(event)
        height = self._row_height()
        for number in range(self.count()):
            if self.item(number).sizeHint().height() != height:
                self.item(number).setSizeHint(QSize(0, height))

    def updateEditorGeometries(self) -> None:  # noqa: N802 - Qt's name
        """Each circle at the left of its row, in the middle of the height.

        A delegate would say the same, but the binding takes a millisecond to make what it is told.
        """
        line = self.fontMetrics().height()
        usual, low_side = step_circles(line)
        for number, circle in enumerate(self._circles):
            row = self.visualItemRect(self.item(number))
            low = row.height() < usual + BETWEEN_CIRCLES
            side = low_side if low else usual
            before = (row.width() - side) // 2 if self._compact else int(_BEFORE_CIRCLE * line)
            place = QRect(row.left() + before, 0, side, side)
            place.moveTop(row.center().y() - side // 2 + 1)
            circle.setGeometry(place)
            circle.set_low(low=low)

    def _row_height(self) -> int:
        line = QFontMetrics(self.font()).height()
        most, least = max(_ROW_HEIGHT, line + 2 * _PAD), least_row(line)
        # Not of the viewport: to name the class of what Qt gives back there, the binding loads all of them.
        room = self.contentsRect().height() // len(self._names) if self._names else most
        return max(least, min(most, room))

    def _add_row(self, number: int) -> None:
        item, circle = QListWidgetItem(), _Circle()
        circle.show_step(number, self._state(number))
        self.addItem(item)
        self.setItemWidget(item, circle)
        self._circles.append(circle)

    def _font(self, state: str) -> QFont:
        font = QFont(self.font())
        font.setBold(state == "current")
        return font

    def _state(self, number: int) -> str:
        if number == self._current:
            return "current"
        if number in self._left_out:
            return "left-out"
        if number < self._current:
            return "behind" if self._reachable[number] else "locked"
        return "open" if self._reachable[number] else "closed"

    def _set_flags(self) -> None:
        """The keyboard passes over steps that cannot be opened, and a screen reader says so."""
        from PySide6.QtCore import Qt

        self._flagged = True
        usable = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        for number in range(self.count()):
            is_usable = self._state(number) in _USABLE
            self.item(number).setFlags(usable if is_usable else Qt.ItemFlag.NoItemFlags)
            # The row is the list's own to click on and to light up.
            self._circles[number].setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def _words(self, number: int, tr: Translator) -> str:
        if number == self._current:
            words = tr("Step {number} of {count}, current: {name}")
        elif number in self._left_out:
            words = tr("Step {number} of {count}, left out: {name}")
        elif number < self._current:
            words = tr("Step {number} of {count}, done: {name}")
        elif self._reachable[number]:
            words = tr("Step {number} of {count}, can be opened: {name}")
        else:
            words = tr("Step {number} of {count}, not yet open: {name}")
        return words.format(number=number + 1, count=len(self._names), name=self._names[number])

    def _choose(self, number: int) -> None:
        if 0 <= number < len(self._reachable) and self._reachable[number] and number != self._current:
            self.step_chosen.emit(number)

    def _on_item_clicked(self, item: QListWidgetItem) -> None:
        self._choose(self.row(item))
        # A step that cannot be opened must not look chosen.
        self.setCurrentRow(self._current)


class _Circle(QLabel):
    """The number in a circle; a tick for steps behind, a dash for those passed over.

    Its look hangs on the properties `state` and `low`: a style sheet has no round corner that follows a size.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("step-number")
        self.setProperty("alignment", early.CENTRE)
        self._state = ""
        self._low = False

    def show_step(self, number: int, state: str) -> None:
        """Which step it is, and how far away."""
        marks = {"behind": _TICK, "locked": _TICK, "left-out": _DASH}
        self.setText(marks.get(state, str(number + 1)))
        if state == self._state:
            return
        is_new = not self._state
        self._state = state
        self.setProperty("state", state)
        if not is_new:
            # What was never shown has no look yet that could be taken off.
            self._look_anew()

    def set_low(self, *, low: bool) -> None:
        """Whether it stands in a row that has no room for one of the usual size."""
        if low != self._low:
            self._low = low
            self.setProperty("low", low)
            self._look_anew()

    def _look_anew(self) -> None:
        self.style().unpolish(self)
        self.style().polish(self)
