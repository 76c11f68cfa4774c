"""Letting somebody accept later updates: to whom, for which products and changes, and until when."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QGroupBox, QLabel, QVBoxLayout

from installer.acceptance.granting import BY_CLAUSE, GrantTerms, end_of, is_self_grant, problems
from installer.agreement.change_class import ChangeClass
from installer.errors import AssentError, BadInput, Code
from installer.session.delegation import Grantable
from ui.acceptances import words
from ui.acceptances.asking import AskingDialog
from ui.acceptances.choosing import Choosing
from ui.citation import clause_name
from ui.pages.fields import Field
from ui.pages.tick import Tick
from ui.widgets.tab_order import order_tabs

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from installer.acceptance.channel import Given
    from installer.acceptance.parties import Parties
    from installer.session.issue import Issued
    from installer.session.presentation import Presentation
    from ui.acceptances.clerk import Clerk

_FIELDS = ("delegate", "email", "role", "until")


class GrantDialog(AskingDialog[Grantable]):
    """Nothing is ticked in advance. What may be granted follows from who acts: the core says."""

    size_hint: ClassVar[QSize] = QSize(680, 720)

    def __init__(self, clerk: Clerk, parent: QWidget) -> None:
        self._basis: Grantable | None = None
        self._given: dict[str, Given] = {}
        super().__init__(clerk, parent)

    def title(self) -> str:
        """What it does."""
        return self.tr_("Let somebody accept later updates")

    def above(self) -> str:
        """What pressing the button means."""
        return self.tr_(
            "“{button}” records that the one named above may accept updates for the one who is bound, "
            "as far as you have ticked. You can take it back at any time."
        )

    def button_text(self) -> str:
        """The one button."""
        return self.tr_("&Grant it")

    def build(self, body: QVBoxLayout) -> None:
        """Who acts, to whom, what for, until when, and each affirmation."""
        super().build(body)
        tr = self.tr_
        self._fields = {name: Field(name, touched=True) for name in _FIELDS}
        usual = self.clerk.day(end_of(GrantTerms(), self.clerk.acts.desk.now))
        compared = tr("Where you give it, it is compared too")
        instead = tr("Whoever holds it, instead of a person")
        until = tr("YYYY-MM-DD; empty: {day}").format(day=usual)
        self._fields["delegate"].set_words(tr("Who &may accept"), tr("Their name"), tr("Their name"))
        self._fields["email"].set_words(tr("Their e-mai&l address"), compared, compared)
        self._fields["role"].set_words(tr("Or a p&osition"), instead, instead)
        self._fields["until"].set_words(tr("Las&t day (UTC)"), until, until)
        self.self_grant = QLabel(tr("You grant this to yourself. That is allowed, and the record marks it."))
        self.self_grant.setWordWrap(True)
        self.self_grant.setObjectName("hint")
        self.self_grant.hide()
        self._products = Choosing(tr("Products"), "product")
        self._classes = Choosing(tr("Which changes they may accept"), "class")
        names = words.classes(tr)
        self._classes.set_choices({name.value: names[name] for name in ChangeClass if name in BY_CLAUSE})
        self._personal = QLabel(tr("Changes that are to be accepted in person stay yours."))
        self._personal.setObjectName("muted")
        self._personal.setWordWrap(True)
        self._ticks = QVBoxLayout()
        to_whom = QGroupBox(tr("To whom, and for how long"))
        inside = QVBoxLayout(to_whom)
        for name, field in self._fields.items():
            inside.addWidget(field)
            field.edited.connect(self._on_terms_edited)
            if name == "role":
                inside.addWidget(self.self_grant)
        for part in (to_whom, self._products, self._classes, self._personal):
            body.addWidget(part)
        body.addLayout(self._ticks)
        self.person.edited.connect(self._on_terms_edited)

    def act(self, parties: Parties, how: Given, shown: Presentation) -> Callable[[], Issued]:
        """Grant. How each affirmation was given is recorded with it."""
        del how  # the statement says it of each affirmation
        return partial(self.clerk.acts.delegation.give, parties, self._terms(), dict(self._given), shown)

    def field(self, name: str) -> Field | None:
        """Those of the grant beside those of the person."""
        return self._fields.get(name) or super().field(name)

    def hint(self, name: str, error: AssentError) -> str:
        """A grant names one of two things: that neither field has to be filled is said."""
        one_of_two = {("delegate", Code.PARTY_INCOMPLETE): self.tr_("Name either a person or a position.")}
        return one_of_two.get((name, error.code)) or super().hint(name, error)

    def tell(self, error: Exception) -> None:
        """Everything that the terms lack is said at its place, the first one of it takes the focus."""
        for field in self._fields.values():
            field.set_error("")
        choices = {"products": self._products, "classes": self._classes}
        found = () if self._basis is None else self._problems(self._basis)
        for name, problem in reversed(found):
            if name in choices:
                choices[name].show_problem(problem, self.tr_)
            else:
                super().tell(problem)
        told = {problem.code for _, problem in found}
        if not isinstance(error, AssentError) or error.code not in told:
            super().tell(error)

    def _problems(self, basis: Grantable) -> tuple[tuple[str, AssentError], ...]:
        try:
            return problems(self._terms(), basis.products, self.clerk.acts.desk.now)
        except AssentError as error:
            return (("until", error),)

    def _terms(self) -> GrantTerms:
        """What stands in the form. Raises PARTY_INVALID (field, expected) for a day that is none."""
        values = {name: field.value for name, field in self._fields.items()}
        return GrantTerms(
            delegate=values["delegate"],
            email=values["email"],
            role=values["role"],
            products=self._products.chosen(),
            classes=frozenset(ChangeClass(name) for name in self._classes.chosen()),
            until=_day(values["until"]),
        )

    def read(self, parties: Parties) -> Grantable:
        """What they may grant."""
        return self.clerk.acts.delegation.grantable(parties)

    def show_read(self, found: Grantable) -> None:
        """The products to choose from, and what is to be affirmed."""
        self._show_basis(found)

    def show_refusal(self) -> None:
        """There is nothing to choose from."""
        self._show_basis(None)

    def show_nobody(self) -> None:
        """What was said of somebody before stays until somebody is named."""

    def _show_basis(self, basis: Grantable | None) -> None:
        self._basis = basis
        products = sorted(self._basis.products) if self._basis else []
        self._products.set_choices({product: self.clerk.product(product) for product in products})
        self._show_affirmations()
        order_tabs(self)

    def _show_affirmations(self) -> None:
        wanted = self._basis.affirmations if self._basis is not None and not self._ticks.count() else ()
        for needed in wanted:
            tick = Tick(needed.id)
            tick.set_words(
                needed.text[self.tr_.language],
                [(clause_name(self.clerk.edition, clause, self.tr_), clause) for clause in needed.cite],
            )
            tick.given.connect(self._given.__setitem__)
            tick.taken_back.connect(self._given.pop)
            tick.clause_chosen.connect(self.show_clause)
            self._ticks.addWidget(tick)

    def _on_terms_edited(self) -> None:
        terms = GrantTerms(delegate=self._fields["delegate"].value, role=self._fields["role"].value)
        named = bool(terms.delegate or terms.role)
        self.self_grant.setVisible(named and is_self_grant(terms, self.person.parties().actor))


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as exc:
        raise BadInput(Code.PARTY_INVALID, field="until", expected="YYYY-MM-DD") from exc
