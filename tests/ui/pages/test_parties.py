from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from helpers import forms
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QRadioButton

from installer.acceptance.parties import Capacity, PartyType
from installer.errors import Code
from installer.flow.steps import Step

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.wizards import Stage

SELF = ["actor.name", "actor.email"]
OF_AN_ORGANISATION = [*SELF, "actor.position", "actor.organisation"]
FOR_ANOTHER = [
    *SELF,
    "actor.organisation",
    "principal.name",
    "principal.contact",
    "authority.basis",
    "authority.accepted_how",
    "authority.accepted_on",
]


@pytest.fixture
def page(stage: Stage) -> Stage:
    stage.bring_to(Step.PARTIES)
    return stage


def choose(stage: Stage, capacity: Capacity) -> None:
    title = stage.session.rules.capacities[capacity].title[stage.translation.language]
    button = next(radio for radio in stage.page.findChildren(QRadioButton) if radio.text() == title)
    stage.keys.go_to(stage.page.first_focus())
    for _ in stage.session.rules.capacities:
        if not button.isChecked():
            stage.keys.press(Qt.Key.Key_Down)
    assert button.isChecked()


def choose_organisation(stage: Stage) -> None:
    button = next(
        radio
        for radio in stage.page.findChildren(QRadioButton)
        if radio is stage.page._type_buttons[PartyType.ORGANISATION]
    )
    stage.keys.go_to(stage.page._type_buttons[PartyType.INDIVIDUAL])
    stage.keys.press(Qt.Key.Key_Right)
    assert button.isChecked()


def asked(stage: Stage) -> list[str]:
    return [
        field.objectName()
        for field in stage.page.findChildren(QLineEdit)
        if not field.isHidden() and field.isVisibleTo(stage.page)
    ]


def errors(stage: Stage) -> list[str]:
    return [
        label.text()
        for label in stage.page.findChildren(QLabel, "field-error")
        if label.isVisibleTo(stage.page) and label.text()
    ]


def write(stage: Stage, name: str, text: str) -> None:
    stage.keys.go_to(stage.find(QLineEdit, name))
    stage.keys.write(text)


def test_the_choices_are_those_of_the_edition(page: Stage) -> None:
    titles = {rule.title[page.translation.language] for rule in page.session.rules.capacities.values()}
    assert titles <= {radio.text() for radio in page.page.findChildren(QRadioButton)}


def test_only_the_fields_that_the_choice_needs_are_asked_for(page: Stage) -> None:
    assert asked(page) == SELF
    choose_organisation(page)
    assert asked(page) == OF_AN_ORGANISATION
    choose(page, Capacity.ON_BEHALF)
    assert asked(page) == FOR_ANOTHER
    choose(page, Capacity.DELEGATE)
    assert asked(page) == [*SELF, "actor.position", "principal.name"]


def test_what_need_not_be_filled_says_so(page: Stage) -> None:
    choose_organisation(page)
    label = page.translation.tr("{label} (optional)").partition("{label}")[2]
    assert label
    assert not any(label in word for word in page.words())
    choose(page, Capacity.DELEGATE)
    assert any(word.endswith(label) for word in page.words())


def test_evidence_is_asked_for_only_where_authority_is(page: Stage) -> None:
    button = page.find(QPushButton, "evidence")
    assert not button.isVisibleTo(page.page)
    choose(page, Capacity.ON_BEHALF)
    assert button.isVisibleTo(page.page)


def test_what_is_typed_reaches_the_core_and_opens_the_way(page: Stage) -> None:
    write(page, "actor.name", "Nagy Őrs")
    assert page.session.state.parties.actor.name == "Nagy Őrs"
    assert not page.next_button.isEnabled()
    write(page, "actor.email", "ors@example.com")
    assert page.next_button.isEnabled()


def test_an_error_shows_at_its_field_once_the_person_has_been_there(page: Stage) -> None:
    field = page.find(QLineEdit, "actor.email")
    assert errors(page) == []
    write(page, "actor.email", "nobody")
    assert errors(page) == []
    page.keys.press(Qt.Key.Key_Tab)
    assert len(errors(page)) == 1
    assert field.accessibleDescription() == errors(page)[0]
    assert field.property("invalid")
    write(page, "actor.email", "somebody@example.com")
    assert errors(page) == []
    assert field.accessibleDescription() == ""


def test_entries_survive_another_choice_and_another_language(page: Stage) -> None:
    write(page, "actor.name", "Nagy Őrs")
    choose(page, Capacity.ON_BEHALF)
    page.speak({"hu": "en", "en": "hu"}[page.translation.language])
    assert page.find(QLineEdit, "actor.name").text() == "Nagy Őrs"
    assert page.session.state.parties.capacity is Capacity.ON_BEHALF


def test_of_an_evidence_file_the_name_and_the_digest_are_kept(page: Stage, tmp_path: Path) -> None:
    choose(page, Capacity.ON_BEHALF)
    order = tmp_path / "rendelés.pdf"
    order.write_bytes(b"order 17")
    page.page.add_evidence(order)
    authority = page.session.state.parties.authority
    assert (authority.evidence_name, authority.evidence_sha256) == (
        "rendelés.pdf",
        hashlib.sha256(b"order 17").hexdigest(),
    )
    # On screen a line may end between the digits.
    assert authority.evidence_sha256 in "".join(page.words()).replace("\u200b", "")


def test_an_evidence_file_that_cannot_be_read_is_named(page: Stage, tmp_path: Path) -> None:
    choose(page, Capacity.ON_BEHALF)
    page.page.add_evidence(tmp_path / "missing.pdf")
    assert page.page.notice.error.code is Code.EVIDENCE_FILE_UNREADABLE
    assert str(tmp_path / "missing.pdf") in "".join(page.words())
    assert page.session.state.parties.authority.evidence_name == ""


def test_the_file_dialogue_gives_the_evidence(
    page: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(page, Capacity.ON_BEHALF)
    order = tmp_path / "order.pdf"
    order.write_bytes(b"")
    answers = iter([("", ""), (str(order), "")])
    monkeypatch.setattr("ui.pages.parties.QFileDialog.getOpenFileName", lambda *_: next(answers))
    button = page.find(QPushButton, "evidence")
    page.qtbot.waitUntil(button.isVisible)
    page.keys.activate(button)
    assert page.session.state.parties.authority.evidence_name == ""
    page.keys.activate(button)
    assert page.session.state.parties.authority.evidence_name == "order.pdf"


def test_every_word_changes_with_the_language(page: Stage) -> None:
    choose(page, Capacity.ON_BEHALF)
    forms.unfold(page)
    before = set(page.words())
    own = {product.name["en"] for product in page.session.products()}
    page.speak({"hu": "en", "en": "hu"}[page.translation.language])
    same = before & set(page.words()) - own
    # What is nobody's language: the names of the languages, and numbers.
    assert {word for word in same if len(word) > 4} <= {page.session.edition.licensor}
