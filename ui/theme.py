"""The look of the application: font, colours and shapes, the same on Windows and Linux."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QFontMetrics, QPalette

from ui.palettes import PALETTES, Look
from ui.style_sheet import FAMILY, FONTS, make_style_sheet

if TYPE_CHECKING:
    from PySide6.QtGui import QStyleHints
    from PySide6.QtWidgets import QApplication

    from ui.palettes import Colours

STYLE: Final = ("-style", "fusion")
"""What the application is started with: the style below our style sheet, the same on every system.

`QApplication.setStyle` would do too, but the binding then loads Qt's flags of styles, 9 ms of the start.
"""
_PROPERTY: Final = "assent-theme"
"""Where the application keeps its one theme."""
SMALLEST_POINTS: Final = 10.0
"""Some systems ask for 8 or 9 points, which is too small for contracts."""


class Theme(QObject):
    """Keeps the application looking as the system asks: light or dark, and with high contrast.

    It begins with what the first page needs and with what the system's palette shows (`first_look`).
    `settle` is for after the first paint.
    """

    def __init__(self, app: QApplication, forced: Look | None) -> None:
        super().__init__(app)
        self._app = app
        self._forced = forced
        self._settled = False
        self._points = max(_points(app.font()), SMALLEST_POINTS)
        self.look = forced or first_look(app.palette())
        _load_fonts("Regular", "Bold")
        font = QFont(app.font())
        # The system's own family comes second, for letters that ours lacks.
        font.setFamilies([FAMILY, app.font().family()])
        font.setPointSizeF(self._points)
        app.setFont(font)
        self._line = QFontMetrics(font).height()
        self._dress(self.look)
        self._connect()

    def force(self, look: Look | None) -> None:
        """Show this look whatever the system asks; None follows the system again."""
        self._forced = look
        self._apply(look or self._asked())

    def settle(self) -> None:
        """After the first paint: what that could do without, and the look that the system really asks for."""
        if not self._settled:
            from ui.rings import watch_lists  # there is no list yet that could have the keyboard

            self._settled = True
            _load_fonts("Italic")
            watch_lists(self._app)
        if self._forced is None and self.look is not self._asked():
            self._apply(self._asked())

    def _connect(self) -> None:
        hints = self._app.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_system_changed)

    def _asked(self) -> Look:
        return system_look(self._app.styleHints())

    def _apply(self, look: Look) -> None:
        from ui.collector import NoCollection  # at the start there is no widget yet to be told

        self.look = look
        with NoCollection():
            self._dress(look)

    def _dress(self, look: Look) -> None:
        self._app.setPalette(make_palette(PALETTES[look]))
        self._app.setStyleSheet(make_style_sheet(look, self._points, self._line))

    def _on_system_changed(self) -> None:
        if self._forced is None:
            self._apply(self._asked())


def apply_theme(app: QApplication, look: Look | None = None) -> Theme:
    """Give `app` our look; `look` fixes one, otherwise the system is followed.

    An application has one theme: a second call changes the look of the first. The base style is not
    for here: it is given at the start (`STYLE`), and set anew below a style sheet it crashes Qt.
    """
    made = app.property(_PROPERTY)
    if isinstance(made, Theme):
        made.force(look)
        return made
    theme = Theme(app, look)
    app.setProperty(_PROPERTY, theme)
    return theme


def settle_theme() -> None:
    """`Theme.settle` of the application's theme, where it has one."""
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    theme = app.property(_PROPERTY) if app is not None else None
    if isinstance(theme, Theme):
        theme.settle()


def make_palette(colours: Colours) -> QPalette:
    """The colours as Qt's roles, for what Qt and our own widgets paint themselves.

    `PlaceholderText` is our muted text, `AlternateBase` the sunken ground, `Mid` (of which QWizard
    draws its rule) the decorative line and `Dark` the edge of what can be operated.
    """
    palette = QPalette()
    role = QPalette.ColorRole
    for one, colour in (
        (role.Window, colours.window),
        (role.WindowText, colours.text),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.sunken),
        (role.Text, colours.text),
        (role.PlaceholderText, colours.muted),
        (role.Button, colours.surface),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.danger),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Accent, colours.accent),
        (role.Link, colours.link),
        (role.LinkVisited, colours.link),
        (role.ToolTipBase, colours.surface),
        (role.ToolTipText, colours.text),
        (role.Light, colours.surface),
        (role.Midlight, colours.line),
        (role.Mid, colours.line),
        (role.Dark, colours.edge),
        (role.Shadow, colours.edge),
    ):
        palette.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(colours.muted))
    return palette


def first_look(palette: QPalette) -> Look:
    """Light or dark, as the system's own palette is.

    To ask the system itself (`system_look`) the binding loads the whole namespace `Qt`, which takes 16 ms.
    """
    role = palette.ColorRole
    dark = palette.color(role.Window).lightness() < palette.color(role.WindowText).lightness()
    return Look.DARK if dark else Look.LIGHT


def system_look(hints: QStyleHints) -> Look:
    """The look that the system asks for."""
    from PySide6.QtCore import Qt  # see first_look

    dark = hints.colorScheme() is Qt.ColorScheme.Dark
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return Look.CONTRAST_DARK if dark else Look.CONTRAST_LIGHT
    return Look.DARK if dark else Look.LIGHT


def _points(font: QFont) -> float:
    """The size in points. Only a size in pixels needs the system's font looked up, which takes 8 ms."""
    points = font.pointSizeF()
    return points if points > 0 else QFontInfo(font).pointSizeF()


def _load_fonts(*cuts: str) -> None:
    for cut in cuts:
        # Without a font of our own every letter is a box on a machine that has none.
        QFontDatabase.addApplicationFont(str(FONTS / f"AssentSans-{cut}.otf"))
