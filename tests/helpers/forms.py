"""The page "Who accepts" by keyboard, and the same answers as an answer file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec.structs import asdict
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QRadioButton, QToolButton

from installer.acceptance.roles import Occasion, Role
from ui.pages.parties import PartiesPage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from helpers.wizards import Stage
    from PySide6.QtWidgets import QAbstractButton

    from installer.acceptance.parties import Capacity, Parties, PartyType


def form_of(stage: Stage) -> PartiesPage:
    """The page, which must be on screen."""
    page = stage.page
    assert isinstance(page, PartiesPage)
    return page


def press(stage: Stage, button: QAbstractButton) -> None:
    """Choose one of several with the arrow keys, from the one that holds."""
    if button.isChecked():
        return
    group = button.group()
    checked = group.checkedButton()
    assert checked is not None
    stage.keys.go_to(checked)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Left):
        for _ in group.buttons():
            if not button.isChecked():
                stage.keys.press(key)
    assert button.isChecked()


def choose_capacity(stage: Stage, capacity: Capacity) -> None:
    """One of the plain choices."""
    press(stage, form_of(stage)._choices[capacity].button)


def choose_type(stage: Stage, kind: PartyType) -> None:
    """An individual or an organisation."""
    press(stage, form_of(stage)._type_buttons[kind])


def unfold(stage: Stage) -> QToolButton:
    """Open the rarer situations; the button."""
    button = stage.find(QToolButton, "other-situations")
    assert isinstance(button, QToolButton)
    if not form_of(stage)._situation.disclosure.is_open:
        stage.keys.activate(button)
    return button


def choose_role(stage: Stage, role: Role) -> None:
    """Whose acceptance it is."""
    unfold(stage)
    press(stage, radio(stage, f"role-{role}"))


def choose_occasion(stage: Stage, occasion: Occasion) -> None:
    """On what occasion it is given."""
    unfold(stage)
    press(stage, radio(stage, f"occasion-{occasion}"))


def radio(stage: Stage, name: str) -> QRadioButton:
    """The choice of that name."""
    found = stage.find(QRadioButton, name)
    assert isinstance(found, QRadioButton)
    return found


def write(stage: Stage, fields: Mapping[str, str]) -> None:
    """Type into the fields of these names."""
    for name, text in fields.items():
        stage.keys.go_to(stage.find(QLineEdit, name))
        stage.keys.write(text)


def fill(stage: Stage, parties: Parties) -> None:
    """Make the choices, and type what they ask for."""
    choose_capacity(stage, parties.capacity)
    choose_type(stage, parties.principal.type)
    if parties.role is not Role.END_USER:
        choose_role(stage, parties.role)
    if parties.occasion is not Occasion.INSTALL:
        choose_occasion(stage, parties.occasion)
    said = {
        f"{part}.{name}": value
        for part in ("actor", "principal", "authority")
        for name, value in asdict(getattr(parties, part)).items()
    }
    said["remote_computers"] = str(parties.remote_computers or "")
    write(stage, {name: value for name, value in said.items() if value and is_asked(stage, name)})


def is_asked(stage: Stage, name: str) -> bool:
    """Whether the page has such an input, and shows it."""
    found = form_of(stage).findChild(QLineEdit, name)
    return isinstance(found, QLineEdit) and found.isVisibleTo(form_of(stage))


def answers_of(path: Path, parties: Parties, products: tuple[str, ...]) -> Path:
    """The same as an answer file."""
    actor, principal, authority = parties.actor, parties.principal, parties.authority
    stated = {name: value for name, value in asdict(authority).items() if value and name != "accepted_on"}
    lines = [
        'type = "assent/answers"',
        "version = 1",
        f"capacity = {_text(parties.capacity)}",
        f"role = {_text(parties.role)}",
        f"occasion = {_text(parties.occasion)}",
        f"remote_computers = {parties.remote_computers}",
        f"rests_on = {_text(parties.rests_on)}",
        "[actor]",
        *(f"{name} = {_text(value)}" for name, value in asdict(actor).items()),
        "[principal]",
        *(f"{name} = {_text(value)}" for name, value in asdict(principal).items()),
        "[authority]",
        *(f"{name} = {_text(value)}" for name, value in stated.items()),
        *([f"accepted_on = {authority.accepted_on}"] if authority.accepted_on else []),
        "[selection]",
        f"products = {json.dumps(products)}",
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
