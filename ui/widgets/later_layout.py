"""Lays a widget out once more, after its height has changed in the middle of a layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class LaterLayout(QTimer):
    """`start` it whenever the widget wishes another height; its parent follows in the next turn.

    Qt does so by itself, but not where the wish comes while the window around is being laid out: the
    parent then keeps the height from before.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, singleShot=True, interval=0)
        self._widget = widget
        self.timeout.connect(self._on_due)

    def _on_due(self) -> None:
        self._widget.updateGeometry()
        parent = self._widget.parentWidget()
        layout = parent.layout() if parent is not None else None
        if layout is not None:
            layout.activate()
