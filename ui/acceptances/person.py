"""Who acts, asked in each dialog: the act is in somebody's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGroupBox, QLabel, QVBoxLayout

from installer.acceptance.form import with_actor
from installer.acceptance.parties import Actor, Parties, needed
from ui.pages.fields import Field

if TYPE_CHECKING:
    from installer.i18n import Translator

_NAMES: Final = ("actor.name", "actor.email", "actor.organisation", "actor.position")


class PersonForm(QGroupBox):
    """Four inputs, by the dotted names of `Parties`; an organisation that is named is the one that is bound.

    Signals:
        edited(): something was typed.
        left(): an input was left with something else in it.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, person: Parties, tr: Translator) -> None:
        super().__init__(tr("Who acts now"))
        self.fields = {name: Field(name, touched=True) for name in _NAMES}
        self._lead = QLabel(
            tr("Give the names as they stand in the record. They are recorded as you state them.")
        )
        self._lead.setObjectName("muted")
        self._lead.setWordWrap(True)
        self._set_words(tr)
        layout = QVBoxLayout(self)
        layout.addWidget(self._lead)
        for name, field in self.fields.items():
            layout.addWidget(field)
            field.set_value(getattr(person.actor, name.partition(".")[2]))
            field.edited.connect(self._on_edited)
            field.input.editingFinished.connect(self.left)
        self._show_position()

    def parties(self) -> Parties:
        """What stands in the form."""
        values = {name.partition(".")[2]: field.value for name, field in self.fields.items()}
        return with_actor(Parties(), Actor(**values))

    def _set_words(self, tr: Translator) -> None:
        self.fields["actor.name"].set_words(tr("Your &name"))
        self.fields["actor.email"].set_words(tr("Your &e-mail address"))
        empty = tr("Empty: you act for yourself")
        self.fields["actor.organisation"].set_words(tr("Your or&ganisation"), empty, empty)
        self.fields["actor.position"].set_words(tr("Your &position"))

    def _show_position(self) -> None:
        self.fields["actor.position"].setVisible("actor.position" in needed(self.parties()))

    def _on_edited(self) -> None:
        self._show_position()
        self.edited.emit()
