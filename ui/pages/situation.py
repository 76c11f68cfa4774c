"""The rarer situations of who accepts: other roles and occasions, folded away until they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from installer.acceptance import form
from installer.acceptance.roles import Occasion, Role
from ui import amounts
from ui.pages.choice_group import ChoiceGroup
from ui.pages.disclosure import Disclosure
from ui.pages.fields import Field
from ui.pages.record_box import RecordBox
from ui.widgets.links import Links

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.acceptance.parties import Parties
    from installer.acceptance.rules import RoleRule
    from installer.agreement.clause import ClauseId
    from installer.i18n import Translator
    from installer.session import Session
    from installer.session.listed_grants import ListedGrant
    from installer.session.references import Earlier

_MOST: Final = 999_999_999
"""Nine digits are more than any count of computers has, and fit what Qt checks."""


class Situation(QWidget):
    """Which there are, and what each asks for, the edition and the core say.

    Signals:
        changed(): another role or occasion was chosen.
        edited(): the number of computers was changed.
        receipt_asked(): a receipt file that the role's acceptance rests on is to be imported.
        clause_chosen(str): the link to a clause was followed.
    """

    changed = Signal()
    edited = Signal()
    receipt_asked = Signal()
    clause_chosen = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        rules = session.rules
        self.disclosure = Disclosure("other-situations")
        self.roles = ChoiceGroup("role", (Role.END_USER, *map(Role, rules.roles)))
        self.occasions = ChoiceGroup("occasion", (Occasion.INSTALL, *map(Occasion, rules.occasions)))
        self._import = QPushButton()
        self._import.setObjectName("import-earlier")
        self.rests_on = RecordBox(form.RESTS_ON, self._import)
        self.grant = RecordBox(form.GRANT)
        self.computers = Field(form.COMPUTERS)
        self.computers.input.setValidator(QIntValidator(0, _MOST, self))
        self._notice = QLabel()
        self._notice.setWordWrap(True)
        self._notice.setObjectName("muted")
        self._links = Links()
        self._lay_out()
        self._connect()

    def retranslate(self, tr: Translator) -> None:
        """Set every word anew."""
        rules = self._session.rules
        self.disclosure.set_words(tr("Other situations"), tr)
        plain_role = (tr("The end-user's own"), tr("The usual case: the one who is bound is the end-user."))
        self.roles.set_words(
            tr("Whose acceptance is it?"),
            {
                Role.END_USER: plain_role,
                **{Role(name): self._words(r, tr) for name, r in rules.roles.items()},
            },
        )
        plain_occasion = (
            tr("Now, with this installation"),
            tr("The usual case: you accept where you install."),
        )
        self.occasions.set_words(
            tr("On what occasion?"),
            {
                Occasion.INSTALL: plain_occasion,
                **{Occasion(name): self._words(r, tr) for name, r in rules.occasions.items()},
            },
        )
        self.rests_on.set_label(tr("The earlier acceptance that &yours rests on"))
        self._import.setText(tr("Import it&s receipt…"))
        self.grant.set_label(tr("The &grant that you rely on"))
        self.computers.set_words(tr("On how many other comp&uters"))
        self._notice.setText(
            tr(
                "With the acceptance a notice is written for the next person at each of these computers. "
                "It says what was accepted and by whom, and they can confirm it or object."
            )
        )

    def show_parties(self, parties: Parties, said: Parties, tr: Translator) -> None:
        """Fill in. `parties` is all that was entered, `said` what of it the choices leave."""
        rules = self._session.rules
        roles = form.roles(said.capacity, rules)
        occasions = form.occasions(said.capacity, rules)
        asked = form.inputs(said, rules)
        self.roles.offer((Role.END_USER, *(Role(rule.id) for rule in roles)))
        self.occasions.offer((Occasion.INSTALL, *(Occasion(rule.id) for rule in occasions)))
        self.roles.set_value(said.role)
        self.occasions.set_value(said.occasion)
        self.rests_on.setVisible(form.RESTS_ON in asked)
        self.grant.setVisible(form.GRANT in asked)
        self.computers.setVisible(form.COMPUTERS in asked)
        self._notice.setVisible(form.COMPUTERS in asked)
        self.computers.set_value(str(parties.remote_computers or ""))
        self.setVisible(bool(roles or occasions or form.GRANT in asked))
        self._show_chosen(said, tr)

    def show_earlier(self, earlier: tuple[Earlier, ...], chosen: str, tr: Translator) -> None:
        """What a role's acceptance may rest on."""
        self.rests_on.offer(((_earlier(found, tr), found.digest) for found in earlier), chosen, tr)

    def show_grants(self, grants: tuple[ListedGrant, ...], chosen: str, tr: Translator) -> None:
        """What a delegate may rely on."""
        self.grant.offer(((_grant(found, tr), found.granted.statement) for found in grants), chosen, tr)

    def entered(self, parties: Parties) -> Parties:
        """The parties with what was chosen here."""
        number = self.computers.value
        return replace(
            parties,
            role=self.roles.value,
            occasion=self.occasions.value,
            remote_computers=int(number) if number.isdecimal() else 0,
        )

    def set_narrow(self, *, narrow: bool) -> None:
        """Whether there is room for two things side by side."""
        for box in (self.rests_on, self.grant):
            box.set_narrow(narrow=narrow)

    def set_errors(self, errors: Mapping[str, str]) -> None:
        """What is wrong, by the name of the input."""
        self.rests_on.set_error(errors.get(form.RESTS_ON, ""))
        self.grant.set_error(errors.get(form.GRANT, ""))
        self.computers.set_error(errors.get(form.COMPUTERS, ""))

    def _words(self, rule: RoleRule, tr: Translator) -> tuple[str, str]:
        """The edition's words, and for which products it is to be had."""
        title, text = rule.title[tr.language], rule.text[tr.language]
        if not rule.products:
            return title, text
        names = [p.name[tr.language] for p in self._session.products() if p.id in rule.products]
        only = (
            tr("Only for: {products}, and for extensions of these.")
            if rule.extensions
            else tr("Only for: {products}.")
        )
        return title, f"{text} {only.format(products=', '.join(names))}"

    def _show_chosen(self, said: Parties, tr: Translator) -> None:
        """What was chosen beside the plain ones: its clauses, and its name while it is folded away."""
        rules = self._session.rules
        found = (rules.roles.get(said.role.value), rules.occasions.get(said.occasion.value))
        chosen = [rule for rule in found if rule is not None]
        clauses = dict.fromkeys(clause for rule in chosen for clause in rule.cite)
        self._links.show_links([self._link(clause, tr) for clause in clauses], tr("Clauses"))
        self.disclosure.set_summary(" ".join(f"{rule.title[tr.language]}." for rule in chosen))

    def _link(self, clause: ClauseId, tr: Translator) -> tuple[str, str]:
        from ui.citation import clause_name  # the plain case names no clause

        return clause_name(self._session.edition, clause, tr), clause

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.disclosure)
        contents = self.disclosure.contents
        contents.setSpacing(10)
        for part in (
            *(self.roles, self.rests_on, self.grant),
            *(self.occasions, self.computers, self._notice, self._links),
        ):
            contents.addWidget(part)

    def _connect(self) -> None:
        self.roles.buttons.buttonClicked.connect(self.changed)
        self.occasions.buttons.buttonClicked.connect(self.changed)
        self.computers.edited.connect(self.edited)
        self._import.clicked.connect(self.receipt_asked)
        self._links.linkActivated.connect(self.clause_chosen)


def _earlier(found: Earlier, tr: Translator) -> str:
    day = amounts.date(found.said.time.at[:10], tr.spoken)
    if found.imported:
        return tr("{principal}, {day} (receipt from another computer)").format(
            principal=found.principal, day=day
        )
    return f"{found.principal}, {day}"


def _grant(found: ListedGrant, tr: Translator) -> str:
    granted = found.granted
    return tr("{principal} to {delegate}, until {until}").format(
        principal=granted.principal,
        delegate=granted.delegate or tr("the system administrator, by the agreement's clause"),
        until=amounts.date(granted.valid_until.date().isoformat(), tr.spoken),
    )
