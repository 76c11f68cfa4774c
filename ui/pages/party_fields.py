"""The lines of text about whoever acts and whoever is bound, each with who is known from before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.pages import party_words
from ui.pages.fields import Field
from ui.pages.people_menu import PeopleMenu

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.acceptance.parties import Parties
    from installer.i18n import Translator
    from installer.session.addresses import AddressBook

_FIELDS: Final = (
    "actor.name",
    "actor.email",
    "actor.position",
    "actor.organisation",
    "principal.name",
    "principal.contact",
    "authority.basis",
    "authority.accepted_how",
    "authority.accepted_on",
)
"""In the order of the form, by the dotted names of `Parties`."""
_DAY: Final = "authority.accepted_on"


class PartyFields(QWidget):
    """Only those that are asked for are shown; the others keep what was typed.

    Signals:
        edited(): the person changed a text.
        left(): the person went on from a text.
        actor_chosen(object): an `Actor` from before.
        principal_chosen(object): a `Principal` from before.
    """

    edited = Signal()
    left = Signal()
    actor_chosen = Signal(object)
    principal_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._fields = {name: Field(name) for name in _FIELDS}
        self.actors = PeopleMenu("earlier-actors")
        self.principals = PeopleMenu("earlier-principals")
        self._lay_out()
        self._connect()

    def retranslate(self, tr: Translator) -> None:
        """Set the words of the menus; the fields get theirs with what is asked."""
        self.actors.set_words(tr("Ear&lier…"), tr("Fill in your details from an earlier acceptance"))
        self.principals.set_words(tr("Earlie&r…"), tr("Fill in who is bound from an earlier acceptance"))

    def offer_people(self, book: AddressBook) -> None:
        """Who is known from before."""
        self.actors.offer(
            (_words(actor.name, actor.organisation or actor.email), actor) for actor in book.actors
        )
        self.principals.offer((_words(found.name, found.contact), found) for found in book.principals)

    def show_parties(self, parties: Parties, asked: Mapping[str, bool], tr: Translator) -> None:
        """Fill in, and show what is asked for; what need not be filled says so."""
        labels = party_words.labels(tr)
        for name, field in self._fields.items():
            part, attribute = name.split(".")
            field.set_value(getattr(getattr(parties, part), attribute))
            label = labels[name] if asked.get(name, True) else party_words.optional(labels[name], tr)
            example = tr("YYYY-MM-DD") if name == _DAY else ""
            field.set_words(label, example, tr("For example 2026-01-31") if name == _DAY else "")
            field.setVisible(name in asked)

    def entered(self, parties: Parties) -> Parties:
        """The parties with what stands in the fields, shown or not."""
        for name, field in self._fields.items():
            part, attribute = name.split(".")
            parties = replace(parties, **{part: replace(getattr(parties, part), **{attribute: field.value})})
        return parties

    def set_errors(self, errors: Mapping[str, str]) -> None:
        """What is wrong, by the name of the field."""
        for name, field in self._fields.items():
            field.set_error(errors.get(name, ""))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for field in self._fields.values():
            layout.addWidget(field)
        self._fields["actor.name"].stand_beside(self.actors)
        self._fields["principal.name"].stand_beside(self.principals)

    def _connect(self) -> None:
        for field in self._fields.values():
            field.edited.connect(self.edited)
            field.left.connect(self.left)
        self.actors.person_chosen.connect(self.actor_chosen)
        self.principals.person_chosen.connect(self.principal_chosen)


def _words(name: str, about: str) -> str:
    """The name, and what tells two of the same name apart."""
    return f"{name} · {about}" if about else name
