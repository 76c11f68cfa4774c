"""Numbers of Qt's enumerations, for what is on screen first.

With the first use of any name of the namespace `Qt` the binding makes all of its 93 enumerations,
which takes a tenth of the start. Whatever the first page is made of sets properties by number
instead (`widget.setProperty("focusPolicy", NO_FOCUS)`). A test compares each with Qt's own.
"""

from __future__ import annotations

from typing import Final

SCROLL_BAR_NEVER: Final = 1
"""`Qt.ScrollBarPolicy.ScrollBarAlwaysOff`, of the property `horizontalScrollBarPolicy`."""

NO_FOCUS: Final = 0
"""`Qt.FocusPolicy.NoFocus`, of the property `focusPolicy`."""
STRONG_FOCUS: Final = 11
"""`Qt.FocusPolicy.StrongFocus`: by Tab and by click."""

ACCESSIBLE_TEXT_ROLE: Final = 11
"""`Qt.ItemDataRole.AccessibleTextRole`."""
USER_ROLE: Final = 256
"""`Qt.ItemDataRole.UserRole`: ours begin here."""

CENTRE: Final = 0x84
"""`Qt.AlignmentFlag.AlignCenter`."""
