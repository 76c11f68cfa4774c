"""Inside a sentence the members of closed sets are words, in each language; the facts stay as they are."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from installer import i18n, paths, sentences
from installer.acceptance import form
from installer.acceptance.delegation import Check
from installer.acceptance.parties import LONGEST, Parties, _values
from installer.acceptance.roles import Occasion, Role
from installer.errors import BadInput, Code, Refused
from installer.evidence.predicates import PredicateType
from installer.sentences.values import kinds, words

ROOT = Path(__file__).parents[2]
ENGLISH = i18n.load_translator("en", paths.translations_root())
REFUSING = {"unfit": 1, "named": 2}
"""Functions of the session that refuse with a value of a closed set, and which argument that is."""


def refused_with() -> set[str]:
    """Every literal that one of them is called with."""
    found = set()
    for path in ROOT.glob("installer/session/*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name | ast.Attribute):
                continue
            place = REFUSING.get(node.func.id if isinstance(node.func, ast.Name) else node.func.attr)
            if place is None or len(node.args) <= place:
                continue
            value = node.args[place]
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                found.add(value.value)
    return found


def test_every_check_of_a_delegate_has_words() -> None:
    assert set(words(Code.AUTHORITY_MISSING, ENGLISH)["check"]) == {check.value for check in Check}


def test_every_role_and_occasion_has_words() -> None:
    known = words(Code.ROLE_UNKNOWN, ENGLISH)["role"]
    assert set(known) == {*(role.value for role in Role), *(found.value for found in Occasion), "grant"}


def test_whatever_a_record_or_a_file_is_refused_for_has_words() -> None:
    known = {*words(Code.RECORD_UNFIT, ENGLISH)["expected"], *words(Code.RECEIPT_UNFIT, ENGLISH)["detail"]}
    found = refused_with()
    assert {"grant", "enrolled", "consent-given", "not-imported"} <= found
    assert found <= known


def test_every_field_of_the_form_has_words() -> None:
    fields = words(Code.PARTY_INVALID, ENGLISH)["field"]
    named = {*_values(Parties()), form.EVIDENCE, form.RECEIPT, form.RESTS_ON, form.COMPUTERS, form.GRANT}
    assert named <= set(fields)
    error = BadInput(Code.PARTY_INVALID, field="actor.email", expected="name@example.com")
    assert "your e-mail address (actor.email)" in sentences.sentence(error, ENGLISH)
    assert str(LONGEST) in words(Code.PARTY_INVALID, ENGLISH)["expected"]["printable-text"]


@pytest.mark.parametrize("language", ["en", "hu"])
def test_a_sentence_says_the_words_and_the_fact_stays(language: str) -> None:
    tr = i18n.load_translator(language, paths.translations_root())
    error = Refused(Code.AUTHORITY_MISSING, actor="A", principal="B", number=2, check="sub-delegation")
    said = sentences.sentence(error, tr)
    assert "sub-delegation" not in said
    assert tr("the grant comes from the principal") in said
    assert error.facts["check"] == "sub-delegation"


def test_every_kind_of_statement_has_words() -> None:
    assert set(kinds(ENGLISH)) == {kind.value for kind in PredicateType}
    assert kinds(ENGLISH).items() <= words(Code.GRANT_UNFIT, ENGLISH)["detail"].items()


def test_a_value_without_words_is_said_as_it_is() -> None:
    said = sentences.sentence(Refused(Code.RECEIPT_UNFIT, path="x", detail="something-new"), ENGLISH)
    assert "something-new" in said
