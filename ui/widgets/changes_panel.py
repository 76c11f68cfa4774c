"""What changed since the edition that was accepted: one change at a time, above the text it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.differences import LEFT_OUT
from ui.translation import language_name, sentence_case
from ui.widgets.difference_label import DifferenceLabel, is_seen_to_its_end
from ui.widgets.tool_button import tool_button
from ui.widgets.wrapped_label import WrappedLabel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from installer.i18n import Translator
    from ui.differences import Change

_COLUMNS: Final = 2
_MARGINS, _LOW_MARGINS = (12, 8, 8, 8), (12, 4, 8, 4)
_SPACING, _LOW_SPACING = 6, 2
_LEAST: Final = 190
_LEAST_COMPACT: Final = 132
_WANTED: Final = 230
"""Pixels of height: the least that shows some lines of a change, and what most changes need."""
_FEWEST_LINES: Final = 2
"""One line of a change alone cannot be read on from, however large the text is."""
_DWELL_MS: Final = 400
"""What flew by faster was not shown: a glance at two lines takes about that long."""


class ChangesPanel(QFrame):
    """Fill it with `show_changes`. It counts as shown what is on screen, and nothing that is folded away.

    Signals:
        change_shown(object): this `Change` came on screen.
        clause_wanted(str): the person went to a change, which stands in that clause.
        folded(bool): they were folded away, or are there again.
    """

    change_shown = Signal(object)
    clause_wanted = Signal(str)
    folded = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._changes: tuple[Change, ...] = ()
        self._place = 0
        self._compact = False
        self.is_new = False
        """Whether these changes have not been on screen yet."""
        self._tr: Translator | None = None
        self._arriving = QTimer(self, singleShot=True, interval=0)
        self._looking = QTimer(self, singleShot=True, interval=_DWELL_MS)
        self._heading = WrappedLabel("change-title")
        self._count = QLabel()
        self._count.setObjectName("muted")
        self._before = tool_button("up")
        self._next = tool_button("down")
        self._fold = tool_button("unfold")
        self._fold.setCheckable(True)
        self._title = WrappedLabel("change-title")
        self._about = WrappedLabel("muted")
        self._names = [QLabel() for _ in range(_COLUMNS)]
        self._wordings = [DifferenceLabel() for _ in range(_COLUMNS)]
        self._legend = WrappedLabel("muted")
        self._body = QScrollArea()
        self._lay_out()
        self._connect()

    # What the page calls

    def show_changes(self, changes: Iterable[Change], tr: Translator) -> None:
        """Show these, at the place where the person was when they are the same ones."""
        wanted = tuple(changes)
        if [change.item for change in wanted] != [change.item for change in self._changes]:
            self._place, self.is_new = 0, True
        self._changes, self._tr = wanted, tr
        self._legend.setText(
            tr(
                "Struck through: deleted. Underlined: added. For {left_out} there are unchanged words; "
                "the whole clause stands below."
            ).format(left_out=LEFT_OUT)
        )
        for button, text in (
            (self._before, tr("Change before (Shift+F8)")),
            (self._next, tr("Next change (F8)")),
            (self._fold, tr("Fold what changed away")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)
        # It can have the focus: arrow keys scroll what is longer than the panel.
        self._body.setAccessibleName(tr("What changed since you accepted"))
        self._show_change()

    def set_compact(self, *, compact: bool) -> None:
        """In a low window the words come first, and there is no heading: the clause's name is enough."""
        if compact == self._compact:
            return
        self._compact = compact
        self._heading.setHidden(compact)
        self._all.setContentsMargins(*(_LOW_MARGINS if compact else _MARGINS))
        self._all.setSpacing(_LOW_SPACING if compact else _SPACING)
        self.updateGeometry()
        self._column.removeWidget(self._about)
        self._column.insertWidget(self._column.indexOf(self._legend) if compact else 1, self._about)
        self._show_change()

    def look(self) -> None:
        """Other parts of it may be on screen now."""
        self._looking.start()

    def set_alone(self, *, alone: bool) -> None:
        """Where it has the page for itself there is nothing to fold it away for."""
        self._fold.setChecked(self._fold.isChecked() and not alone)
        self._fold.setHidden(alone)

    @property
    def current(self) -> Change | None:
        """What is shown; None where nothing changed."""
        return self._changes[self._place] if self._changes else None

    def show_section(self, section: str) -> None:
        """Show the first change that stands in that section, where there is one."""
        for place, change in enumerate(self._changes):
            if (change.clause or change.item).partition("/")[0] == section:
                self._place = place
                self._show_change()
                return

    def step(self, by: int) -> None:
        """Show the change after that one, or before it; nothing beyond the ends."""
        self._go(max(0, min(self._place + by, len(self._changes) - 1)))

    # Events

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """High enough for most changes."""
        folded = self._fold.isChecked()
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height() if folded else _WANTED)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Folded, the heading alone."""
        least = super().minimumSizeHint()
        # A title in two lines is higher than Qt says as long as it does not know the width.
        wanted = _LEAST_COMPACT if self._compact else _LEAST
        if self._fold.isChecked():
            wanted = self._all.heightForWidth(self.width())
        return QSize(least.width(), max(least.height(), wanted))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """What is shown now comes on screen."""
        super().showEvent(event)
        self._body.setMinimumHeight(_FEWEST_LINES * self.fontMetrics().lineSpacing())
        self._arriving.start()
        self._looking.start()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """There may be room for it now."""
        super().resizeEvent(event)
        self._looking.start()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        for widget in (self._count, self._before, self._next, self._fold):
            head.addWidget(widget)
        inner = QWidget()
        inner.setObjectName("body")
        column = self._column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self._title)
        column.addWidget(self._about)
        beside = QHBoxLayout()
        beside.setSpacing(16)
        for name, wording in zip(self._names, self._wordings, strict=True):
            one = QVBoxLayout()
            one.setSpacing(0)
            name.setObjectName("language-name")
            name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            one.addWidget(name)
            one.addWidget(wording, 1)
            beside.addLayout(one, 1)
        column.addLayout(beside)
        column.addWidget(self._legend)
        column.addStretch()
        self._body.setObjectName("change-body")
        self._body.setWidgetResizable(True)
        self._body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body.setWidget(inner)
        layout = self._all = QVBoxLayout(self)
        layout.setContentsMargins(*_MARGINS)
        layout.setSpacing(_SPACING)
        layout.addLayout(head)
        layout.addWidget(self._body, 1)

    def _connect(self) -> None:
        self._before.clicked.connect(self._on_before_clicked)
        self._next.clicked.connect(self._on_next_clicked)
        self._fold.toggled.connect(self._on_fold_toggled)
        self._arriving.timeout.connect(self._on_arrived)
        self._looking.timeout.connect(self._on_look_due)
        self._body.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def _go(self, place: int) -> None:
        if not self._changes:
            return
        self._fold.setChecked(False)
        self._place = place
        self._show_change()
        change = self._changes[place]
        if change.clause is not None:
            self.clause_wanted.emit(change.clause)
        self._say(change)

    def _show_change(self) -> None:
        change, tr = self.current, self._tr
        if change is None or tr is None:
            return
        place, count = self._place + 1, len(self._changes)
        self._count.setText(tr("Change {place} of {count}").format(place=place, count=count))
        self._before.setEnabled(self._place > 0)
        self._next.setEnabled(place < count)
        self._title.setText(change.title)
        self._heading.setText(tr("What changed since you accepted"))
        self._about.setText(change.about)
        shown = list(change.wordings)
        for number, (name, wording) in enumerate(zip(self._names, self._wordings, strict=True)):
            there = number < len(shown)
            name.setVisible(there)
            wording.setVisible(there)
            if there:
                language, runs = shown[number]
                name.setText(sentence_case(language_name(language, tr)))
                wording.show_runs(runs, language, name.text(), tr)
        self._legend.setVisible(bool(shown))
        self._body.verticalScrollBar().setValue(0)
        self._looking.start()

    def _labels(self, change: Change) -> list[QLabel]:
        """What holds the change itself."""
        return [*self._wordings[: len(change.wordings)]] or [self._about]

    def _say(self, change: Change) -> None:
        """A screen reader stays at the button that was pressed, and is told what came on screen."""
        if not QAccessible.isActive():
            return
        wordings = [wording.accessibleName() for wording in self._wordings[: len(change.wordings)]]
        heard = [self._count.text(), change.title, change.about, *wordings]
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, ". ".join(heard)))

    def _on_before_clicked(self) -> None:
        self.step(-1)

    def _on_next_clicked(self) -> None:
        self.step(1)

    def _on_scrolled(self, _place: int) -> None:
        self.look()

    def _on_fold_toggled(self, folded: bool) -> None:  # noqa: FBT001 - Qt's signal carries a bare flag
        self._body.setHidden(folded)
        if self._tr is not None:
            text = self._tr("Show what changed") if folded else self._tr("Fold what changed away")
            self._fold.setToolTip(text)
            self._fold.setAccessibleName(text)
        self.updateGeometry()
        self._looking.start()
        self.folded.emit(folded)

    def _on_arrived(self) -> None:
        """Changes that were not on screen yet: the text below goes to where the first of them stands."""
        change = self.current
        if self.is_new and change is not None and change.clause is not None and self.isVisible():
            self.is_new = False
            self.clause_wanted.emit(change.clause)

    def _on_look_due(self) -> None:
        change = self.current
        if change is None or not self._body.isVisible() or self.window().isMinimized():
            return
        if not all(is_seen_to_its_end(label) for label in self._labels(change)):
            return  # there is more than the panel has room for
        self.change_shown.emit(change)
