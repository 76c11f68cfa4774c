"""Step 2: who accepts, and for whom. Which fields are asked, and what is wrong with them, the core says."""

# ruff: noqa: D102 - `Page` says what each of these methods promises

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from installer.acceptance.parties import Parties, PartyType, Principal, problems
from installer.errors import BadInput, Code
from installer.flow.state import PartiesEntered
from installer.flow.steps import Step
from ui import messages
from ui.pages.base import Page
from ui.pages.choice import Choice
from ui.pages.fields import Field

if TYPE_CHECKING:
    from installer.acceptance.parties import Authority
    from installer.i18n import Translator

_FIELDS = (
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
"""The inputs in the order of the form, by the dotted names of `Parties`."""


class PartiesPage(Page):
    """Three plain choices, and only the fields that the chosen one needs."""

    step: ClassVar[Step] = Step.PARTIES

    def build(self, body: QVBoxLayout) -> None:
        self._capacities = QButtonGroup(self)
        self._choices = {capacity: Choice() for capacity in self.session.rules.capacities}
        self._types = QButtonGroup(self)
        self._type_buttons = {kind: QRadioButton() for kind in PartyType}
        self._type_label = QLabel()
        self._fields = {name: Field(name) for name in _FIELDS}
        self._evidence = QLabel()
        self._evidence.setWordWrap(True)
        self._choose_evidence = QPushButton()
        self._choose_evidence.setObjectName("evidence")
        self._evidence_row = QWidget()
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
        self._type_buttons[PartyType.ORGANISATION].setText(tr("A company or another &organization"))
        labels = {
            "actor.name": tr("Your &name"),
            "actor.email": tr("Your &e-mail address"),
            "actor.position": tr("Your &position"),
            "actor.organisation": tr("Your or&ganization"),
            "principal.name": tr("Name of the one who is &bound"),
            "principal.contact": tr("&Contact of the one who is bound"),
            "authority.basis": tr("On what you &act (order, contract, letter of authority)"),
            "authority.accepted_how": tr("&How they accepted"),
            "authority.accepted_on": tr("On which &day they accepted"),
        }
        for name, field in self._fields.items():
            field.set_words(labels[name], tr("YYYY-MM-DD") if name == "authority.accepted_on" else "")
        self._choose_evidence.setText(tr("Choose an evidence &file…"))

    def refresh(self) -> None:
        parties = self.session.state.parties
        self._choices[parties.capacity].button.setChecked(True)
        self._type_buttons[parties.principal.type].setChecked(True)
        asked = _asked(parties)
        for name, field in self._fields.items():
            part, attribute = name.split(".")
            field.set_value(getattr(getattr(parties, part), attribute))
            field.setVisible(name in asked)
        self._evidence_row.setVisible(any(name.startswith("authority.") for name in asked))
        self._show_evidence(parties.authority)
        self._show_errors()

    def first_focus(self) -> QWidget | None:
        return self._capacities.checkedButton()

    def _lay_out(self, body: QVBoxLayout) -> None:
        for choice in self._choices.values():
            self._capacities.addButton(choice.button)
            body.addWidget(choice)
        types = QHBoxLayout()
        types.addWidget(self._type_label)
        for button in self._type_buttons.values():
            self._types.addButton(button)
            types.addWidget(button)
        types.addStretch()
        body.addLayout(types)
        for field in self._fields.values():
            body.addWidget(field)
        row = QHBoxLayout(self._evidence_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._choose_evidence)
        row.addWidget(self._evidence, 1)
        body.addWidget(self._evidence_row)
        body.addStretch()

    def _connect(self) -> None:
        self._capacities.buttonClicked.connect(self._on_changed)
        self._types.buttonClicked.connect(self._on_changed)
        self._choose_evidence.clicked.connect(self._on_choose_evidence_clicked)
        for field in self._fields.values():
            field.edited.connect(self._on_edited)

    def _entered(self) -> Parties:
        """The whole form as it stands."""
        parties = self.session.state.parties
        capacity = next(c for c, choice in self._choices.items() if choice.button.isChecked())
        kind = next(k for k, button in self._type_buttons.items() if button.isChecked())
        parts: dict[str, dict[str, str]] = {"actor": {}, "principal": {}, "authority": {}}
        for name, field in self._fields.items():
            part, attribute = name.split(".")
            parts[part][attribute] = field.value
        return replace(
            parties,
            capacity=capacity,
            actor=replace(parties.actor, **parts["actor"]),
            principal=replace(parties.principal, type=kind, **parts["principal"]),
            authority=replace(parties.authority, **parts["authority"]),
        )

    def _show_errors(self) -> None:
        errors = {
            problem.field: messages.hint(problem, self.tr_) for problem in self.session.problems(self.step)
        }
        for name, field in self._fields.items():
            field.set_error(errors.get(name, ""))

    def _show_evidence(self, authority: Authority) -> None:
        self._evidence.setText(
            f"{authority.evidence_name}\nSHA-256 {authority.evidence_sha256}"
            if authority.evidence_name
            else ""
        )

    def _on_edited(self) -> None:
        self.send(PartiesEntered(self._entered()))
        self._show_errors()

    def _on_changed(self) -> None:
        self.send(PartiesEntered(self._entered()))
        self.refresh()

    def _on_choose_evidence_clicked(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr_("Evidence file"))
        if path:
            self.add_evidence(Path(path))

    def add_evidence(self, path: Path) -> None:
        """Keep the name and the digest of a file; the file itself stays where it is."""
        digest = self.attempt(lambda: _digest(path))
        if digest is None:
            return
        parties = self._entered()
        authority = replace(parties.authority, evidence_name=path.name, evidence_sha256=digest)
        self.send(PartiesEntered(replace(parties, authority=authority)))
        self.refresh()


def _asked(parties: Parties) -> frozenset[str]:
    """The inputs this capacity needs: those that the core would miss in an empty form."""
    empty = Parties(capacity=parties.capacity, principal=Principal(type=parties.principal.type))
    return frozenset(name for name, _ in problems(empty, datetime.now(UTC).date()))


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as exc:
        raise BadInput(Code.EVIDENCE_FILE_UNREADABLE, path=str(path), detail=exc.strerror or "") from exc
