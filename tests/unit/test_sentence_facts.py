"""Facts are said as people read them: moments in their zone, names in place of ids, nothing as a word."""

from __future__ import annotations

import ast
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from installer import i18n, paths, sentences
from installer.errors import BadInput, Code, Refused, Unavailable, UntrustedData
from installer.sentences.values import words

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
ENGLISH = i18n.load_translator("en", paths.translations_root())
HUNGARIAN = i18n.load_translator("hu", paths.translations_root())
NAMES = {
    "smart-client": {"en": "Smart Client", "hu": "Okos kliens"},
    "recording-server": {"en": "Recording Server", "hu": "Rögzítőkiszolgáló"},
}


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two hours east of UTC in summer."""
    monkeypatch.setenv("TZ", "Europe/Budapest")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone cannot be set here")
@pytest.mark.usefixtures("zone")
def test_a_moment_is_said_in_the_readers_zone_and_language() -> None:
    error = Refused(
        Code.AUTHORITY_MISSING, actor="A", principal="B", number=2, known_until="2026-08-26T20:44:47Z"
    )
    said = sentences.sentence(error, ENGLISH)
    assert "26 Aug 2026, 22:44" in said
    said = sentences.sentence(error, HUNGARIAN)
    assert "2026. aug. 26." in said
    assert "22:44" in said
    assert error.facts["known_until"] == "2026-08-26T20:44:47Z"


@pytest.mark.parametrize("odd", ["yesterday", "2026-08-26"])
def test_what_is_no_instant_stands_as_it_is(odd: str) -> None:
    assert odd in sentences.sentence(Refused(Code.AUTHORITY_MISSING, known_until=odd), ENGLISH)


def test_a_log_that_holds_nothing_is_said_in_a_word() -> None:
    said = sentences.sentence(
        Refused(Code.AUTHORITY_MISSING, actor="A", principal="B", number=2, check="in-log", known_until=""),
        ENGLISH,
    )
    assert "(newest record known: none)" in said
    assert "–" not in said


@pytest.mark.parametrize("near", ["", "–"])
def test_nothing_similar_is_said_in_a_word(near: str) -> None:
    error = BadInput(Code.PRODUCT_UNKNOWN, name="x", near=near)
    assert sentences.sentence(error, ENGLISH).endswith("Similar names: none.")
    assert sentences.sentence(error, HUNGARIAN).endswith("Hasonló nevek: nincs.")


@pytest.mark.parametrize("tr", [ENGLISH, HUNGARIAN])
def test_an_earlier_acceptance_that_nobody_named_is_missed_without_a_dash(tr: i18n.Translator) -> None:
    said = sentences.sentence(Refused(Code.EARLIER_MISSING, role="grant", record="", products=""), tr)
    assert "–" not in said
    assert tr("grant") in said


def test_one_that_was_named_is_named_again() -> None:
    error = Refused(Code.EARLIER_MISSING, role="affiliate", record="ab12", products="x y")
    assert "ab12" in sentences.sentence(error, ENGLISH)


@pytest.mark.parametrize("tr", [ENGLISH, HUNGARIAN])
def test_components_are_called_by_their_names_where_these_are_known(tr: i18n.Translator) -> None:
    error = Unavailable(Code.EXTERNAL_LEFT, components="smart-client, recording-server, odd", path="/opt/x")
    said = sentences.sentence(error, tr, NAMES)
    listed = ", ".join((NAMES["smart-client"][tr.language], NAMES["recording-server"][tr.language], "odd"))
    assert listed in said
    assert "smart-client, recording-server, odd" in sentences.sentence(error, tr)


def test_a_name_in_another_language_alone_leaves_the_id() -> None:
    error = Unavailable(Code.EXTERNAL_LEFT, components="odd", path="/opt/x")
    assert ": odd." in sentences.sentence(error, ENGLISH, {"odd": {"de": "Merkwürdig"}})


def test_every_rule_of_a_texts_form_is_said_in_words() -> None:
    found = set()
    for name in ("parse", "wording", "load"):
        tree = ast.parse((ROOT / f"installer/agreement/{name}.py").read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".refuse"):
                found.add(ast.literal_eval(node.args[1]))
            if isinstance(node, ast.Call) and ast.unparse(node.args[:1] or [ast.Name("")]).endswith(
                "TEXT_MALFORMED"
            ):
                given = [word.value for word in node.keywords if word.arg == "detail"]
                found |= {each.value for each in given if isinstance(each, ast.Constant)}
    known = words(Code.TEXT_MALFORMED, ENGLISH)["detail"]
    assert {"clause-count", "clause-order", "not-nfc", "heading"} <= found
    assert found | {"carriage-return", "forbidden-character"} == set(known)


def test_such_a_rule_is_said_in_words_alone() -> None:
    error = UntrustedData(Code.TEXT_MALFORMED, path="hu.md", line=7, detail="clause-count")
    said = sentences.sentence(error, ENGLISH)
    assert "(it does not have as many clauses as the edition names)" in said
    assert "clause-count" not in said
    assert error.facts["detail"] == "clause-count"


@pytest.mark.parametrize(
    ("expected", "english", "hungarian"),
    [
        ("YYYY-MM-DD", "(YYYY-MM-DD is expected)", "(elvárt: ÉÉÉÉ-HH-NN)"),
        ("<= 2026-03-01", "(1 March 2026 or earlier is", "(elvárt: legkésőbb 2026. március 1.)"),
        (
            "2026-03-01 – 2028-03-01",
            "(1 March 2026 – 1 March 2028 is",
            "(elvárt: 2026. március 1. – 2028. március 1.)",
        ),
        ("2026-13-01", "(2026-13-01 is", "(elvárt: 2026-13-01)"),
    ],
)
def test_days_are_said_in_words(expected: str, english: str, hungarian: str) -> None:
    error = BadInput(Code.PARTY_INVALID, field="until", expected=expected)
    assert english in sentences.sentence(error, ENGLISH)
    assert hungarian in sentences.sentence(error, HUNGARIAN)
