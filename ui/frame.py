"""What stands around the pages: the side down to the lower edge, and the row of buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWizard

if TYPE_CHECKING:
    from installer.i18n import Translator
    from ui.pages.base import Page

_DECLINE: Final = QWizard.WizardButton.CustomButton1
_BUTTONS: Final = (
    QWizard.WizardButton.CancelButton,
    QWizard.WizardButton.Stretch,
    QWizard.WizardButton.BackButton,
    _DECLINE,
    QWizard.WizardButton.NextButton,
    QWizard.WizardButton.CommitButton,
    QWizard.WizardButton.FinishButton,
)
"""Declining stands beside what leads on."""
_LEADING_ON: Final = _BUTTONS[-3:]
BUTTONS: Final = tuple(which for which in _BUTTONS if which is not QWizard.WizardButton.Stretch)
"""All of them, from left to right."""


class Frame:
    """The parts of a QWizard that are no page. It shows what a page says of itself."""

    def __init__(self, wizard: QWizard) -> None:
        self._wizard = wizard
        self._laid_out: list[QWizard.WizardButton] = []
        self._deciding = False
        # The only style in which the parts stand edge to edge. Where their margins end, theme.qss says.
        wizard.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        wizard.setOption(QWizard.WizardOption.NoBackButtonOnStartPage)
        wizard.setOption(QWizard.WizardOption.NoBackButtonOnLastPage)
        # Qt means a picture by that; what stands in its place goes down to the lower edge as well.
        wizard.setOption(QWizard.WizardOption.ExtendedWatermarkPixmap)

    def speak(self, tr: Translator) -> None:
        """Set the words that are the same beside every page."""
        wizard = self._wizard
        wizard.setButtonText(QWizard.WizardButton.BackButton, tr("&Back"))
        wizard.setButtonText(QWizard.WizardButton.CancelButton, tr("Cancel"))
        wizard.setButtonText(QWizard.WizardButton.FinishButton, tr("&Finish"))

    def show_page(self, page: Page, tr: Translator) -> None:
        """Have the buttons that the page needs, with its words."""
        wizard, decline = self._wizard, page.decline_text(tr)
        if decline:
            wizard.setButtonText(_DECLINE, decline)
        self.show_buttons(page, tr)
        # Where there are two decisions, Enter must not press one of them by itself.
        wizard.setOption(QWizard.WizardOption.NoDefaultButton, bool(decline))
        # Declining is as visible as what it stands beside.
        if bool(decline) != self._deciding:
            from ui.marks import mark  # nobody decides on the first page

            self._deciding = bool(decline)
            mark(wizard.button(QWizard.WizardButton.CommitButton), "decision", value=self._deciding)
        wizard.setButtonText(QWizard.WizardButton.NextButton, page.next_text(tr))
        wizard.setButtonText(QWizard.WizardButton.CommitButton, page.next_text(tr))

    def show_buttons(self, page: Page, tr: Translator) -> None:
        """Leave out what means nothing on that page now."""
        hidden = set() if page.decline_text(tr) else {_DECLINE}
        if not page.cancellable:
            hidden.add(QWizard.WizardButton.CancelButton)
        wanted = [button for button in _BUTTONS if button not in hidden]
        if wanted != self._laid_out:
            self._laid_out = wanted
            self._wizard.setButtonLayout(wanted)

    def open_way(self, *, is_open: bool) -> None:
        """Whether what leads on can be pressed."""
        for button in _LEADING_ON:
            self._wizard.button(button).setEnabled(is_open)
