"""States of our own that the style sheet looks at, as properties of widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def mark(widget: QWidget, name: str, *, value: bool) -> None:
    """Set the property and let the style sheet see it: it looks only when a widget is polished."""
    if bool(widget.property(name)) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
