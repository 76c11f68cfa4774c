"""Step 2: who accepts, and for whom. Which fields are asked, and what is wrong with them, the core says."""

# ruff: noqa: D102 - `Page` says what each of these methods promises

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from installer.acceptance import form
from installer.acceptance.evidence_file import name_and_digest
from installer.acceptance.parties import Actor, PartyType, Principal
from installer.errors import AssentError
from installer.flow.state import PartiesEntered
from installer.flow.steps import Step
from installer.session.addresses import AddressBook
from ui.pages import party_words
from ui.pages.base import Page, Result
from ui.pages.choice import Choice
from ui.pages.party_fields import PartyFields
from ui.pages.proof_box import ProofBox
from ui.pages.situation import Situation
from ui.widgets.flowing import Flowing

if TYPE_CHECKING:
    from collections.abc import Callable

    from installer.acceptance.parties import Parties
    from installer.i18n import Translator


class PartiesPage(Page):
    """Three plain choices, and only the fields that the chosen one needs.

    What was typed under another choice stays in its field for whoever comes back to that choice; the core
    is told only what belongs to the present one (`installer.acceptance.form.settled`).
    """

    step: ClassVar[Step] = Step.PARTIES

    def build(self, body: QVBoxLayout) -> None:
        self._draft = self.session.state.parties
        self._capacities = QButtonGroup(self)
        self._choices = {capacity: Choice() for capacity in self.session.rules.capacities}
        self._types = QButtonGroup(self)
        self._type_buttons = {kind: QRadioButton() for kind in PartyType}
        self._type_label = QLabel()
        self._fields = PartyFields()
        self._proof = ProofBox(self.session)
        self._situation = Situation(self.session)
        self._lay_out(body)
        self._connect()

    def heading_text(self, tr: Translator) -> str:
        return tr("Who accepts")

    def lead_text(self, tr: Translator) -> str:
        return tr(
            "The agreement binds whoever you accept it for. "
            "Your name goes into the receipt and this computer's log, and nowhere else."
        )

    def retranslate(self, tr: Translator) -> None:
        for capacity, rule in self.session.rules.capacities.items():
            self._choices[capacity].set_words(rule.title[tr.language], rule.text[tr.language])
        self._type_label.setText(tr("Who is bound?"))
        self._type_buttons[PartyType.INDIVIDUAL].setText(tr("An &individual"))
        self._type_buttons[PartyType.ORGANISATION].setText(tr("A company or another &organisation"))
        self._fields.retranslate(tr)
        self._proof.retranslate(tr)
        self._situation.retranslate(tr)

    def enter(self) -> None:
        super().enter()
        # Anew at each visit: somebody may have been erased from the log meanwhile.
        self._fields.offer_people(self._quietly(self.session.acts.people) or AddressBook())
        self._situation.disclosure.set_open(opened=not form.is_plain(self.session.state.parties))

    def refresh(self) -> None:
        said = self.session.state.parties
        if form.settled(self._draft, self.session.rules) != said:
            # Told by somebody else than this page: by what was kept from a run that broke off.
            self._draft = said
        draft, tr = self._draft, self.tr_
        self._choices[said.capacity].button.setChecked(True)
        self._type_buttons[said.principal.type].setChecked(True)
        asked = form.inputs(said, self.session.rules)
        self._fields.show_parties(draft, asked, tr)
        self._proof.setVisible(form.EVIDENCE in asked)
        if form.RECEIPT in asked:
            record = said.authority.receipt
            imported = self._quietly(lambda: self.session.acts.imported(record)) if record else None
            self._proof.show_authority(said.authority, imported, tr)
        self._situation.show_parties(draft, said, tr)
        self._offer_records()
        self._show_errors()

    def first_focus(self) -> QWidget | None:
        return self._capacities.checkedButton()

    def set_narrow(self, *, narrow: bool) -> None:
        super().set_narrow(narrow=narrow)
        for part in (self._proof, self._situation):
            part.set_narrow(narrow=narrow)

    def announce(self) -> None:
        """What is wrong is said at its field; at the foot stands what that comes to."""
        super().announce()
        problems = self.session.problems(self.step)
        self.hint_label.setText(
            "\n".join(dict.fromkeys(party_words.summary(problem, self.tr_) for problem in problems))
        )

    def add_evidence(self, path: Path) -> None:
        """Keep the name and the digest of a file; the file itself stays where it is."""
        found = self.attempt(lambda: name_and_digest(path))
        if found is not None:
            name, digest = found
            authority = replace(self._draft.authority, evidence_name=name, evidence_sha256=digest)
            self._tell(replace(self._draft, authority=authority))

    def add_receipt(self, path: Path) -> None:
        """Import the customer's own receipt: what it says of them is filled in."""
        kept = self.attempt(lambda: self.session.acts.import_receipt(path))
        if kept is not None:
            people = kept.people.principal
            principal = Principal(PartyType(kept.said.party_type), people.name, people.contact)
            authority = replace(self._draft.authority, receipt=kept.digest)
            self._tell(replace(self._draft, principal=principal, authority=authority))

    def add_earlier(self, path: Path) -> None:
        """Import the receipt of the acceptance that a role's one rests on."""
        kept = self.attempt(lambda: self.session.acts.import_earlier(path))
        if kept is not None:
            self._tell(replace(self._draft, rests_on=kept.digest))

    def _lay_out(self, body: QVBoxLayout) -> None:
        for choice in self._choices.values():
            self._capacities.addButton(choice.button)
            body.addWidget(choice)
        types = QWidget()
        row = Flowing(types)
        row.addWidget(self._type_label)
        for button in self._type_buttons.values():
            self._types.addButton(button)
            row.addWidget(button)
        body.addWidget(types)
        for part in (self._fields, self._proof, self._situation):
            body.addWidget(part)
        body.addStretch()

    def _connect(self) -> None:
        self._capacities.buttonClicked.connect(self._on_changed)
        self._types.buttonClicked.connect(self._on_changed)
        self._fields.edited.connect(self._on_edited)
        self._fields.left.connect(self._on_left)
        self._fields.actor_chosen.connect(self._on_actor_chosen)
        self._fields.principal_chosen.connect(self._on_principal_chosen)
        self._proof.evidence_asked.connect(self._on_evidence_asked)
        self._proof.receipt_asked.connect(self._on_receipt_asked)
        self._proof.receipt_dropped.connect(self._on_receipt_dropped)
        self._proof.pack_asked.connect(self._on_pack_asked)
        self._situation.changed.connect(self._on_changed)
        self._situation.edited.connect(self._on_edited)
        self._situation.clause_chosen.connect(self._on_clause_chosen)
        self._situation.rests_on.record_chosen.connect(self._on_record_chosen)
        self._situation.grant.record_chosen.connect(self._on_grant_chosen)
        self._situation.receipt_asked.connect(self._on_earlier_asked)

    def _read_form(self) -> None:
        """The whole form as it stands, shown or not."""
        kind = next(k for k, button in self._type_buttons.items() if button.isChecked())
        draft = self._situation.entered(self._fields.entered(self._draft))
        self._draft = replace(
            draft,
            capacity=next(c for c, choice in self._choices.items() if choice.button.isChecked()),
            principal=replace(draft.principal, type=kind),
        )

    def _send_draft(self) -> None:
        self.send(PartiesEntered(form.settled(self._draft, self.session.rules)))

    def _tell(self, parties: Parties) -> None:
        """Enter what was not typed, and show it."""
        self._draft = parties
        self._send_draft()
        self.refresh()

    def _offer_records(self) -> None:
        """What the answer may point to, which depends on who is bound."""
        said, tr = self.session.state.parties, self.tr_
        asked = form.inputs(said, self.session.rules)
        if form.RESTS_ON in asked:
            earlier = self._quietly(lambda: self.session.acts.references.earlier(said))
            self._situation.show_earlier(earlier or (), said.rests_on, tr)
        if form.GRANT in asked:
            grants = self._quietly(lambda: self.session.acts.grants(said))
            self._situation.show_grants(grants or (), said.grant, tr)

    def _show_errors(self) -> None:
        errors = {
            problem.field: party_words.wrong(problem, self.tr_)
            for problem in self.session.problems(self.step)
        }
        for part in (self._fields, self._proof, self._situation):
            part.set_errors(errors)

    def _on_edited(self) -> None:
        self._read_form()
        self._send_draft()
        self._show_errors()

    def _on_left(self) -> None:
        # Not at each key: it reads the log.
        self._offer_records()

    def _on_changed(self) -> None:
        self._read_form()
        self._tell(self._draft)

    def _on_actor_chosen(self, actor: Actor) -> None:
        self._tell(form.with_actor(self._draft, actor))

    def _on_principal_chosen(self, principal: Principal) -> None:
        self._tell(replace(self._draft, principal=principal))

    def _on_record_chosen(self, record: str) -> None:
        self._tell(replace(self._draft, rests_on=record))

    def _on_grant_chosen(self, record: str) -> None:
        self._tell(replace(self._draft, grant=record))

    def _on_receipt_dropped(self) -> None:
        self._tell(replace(self._draft, authority=replace(self._draft.authority, receipt="")))

    def _on_evidence_asked(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr_("Evidence file"))
        if path:
            self.add_evidence(Path(path))

    def _on_receipt_asked(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr_("Receipt"))
        if path:
            self.add_receipt(Path(path))

    def _on_earlier_asked(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr_("Receipt"))
        if path:
            self.add_earlier(Path(path))

    def _on_pack_asked(self) -> None:
        from ui.pages.pack_dialog import PackDialog  # for whoever makes one

        PackDialog(self.session, self._draft.principal, self.translation, self).open()

    def _on_clause_chosen(self, clause: str) -> None:
        from ui.clause_view import ClauseDialog  # for whoever follows a link

        ClauseDialog(self.session, clause, self.tr_, self).open()

    @staticmethod
    def _quietly(ask: Callable[[], Result]) -> Result | None:
        """What the core answers. Where it cannot, the page shows less; deciding names what is wrong."""
        try:
            return ask()
        except AssentError:
            return None
