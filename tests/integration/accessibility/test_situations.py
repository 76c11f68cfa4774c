"""What a screen reader hears where other situations are unfolded, and at a field that is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.agreements import SHIPPED
from helpers.desktops import Place, walk

from installer.acceptance.load import load_acceptance
from installer.agreement.load import load_edition


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """One walk, in English."""
    folder = tmp_path_factory.mktemp("situations")
    said = walk(Place(folder, folder / "state"), "unfold_situations.py", language="en")
    assert "failed" not in said, said
    return said


def test_what_is_wrong_is_heard_at_its_field(heard: dict[str, Any]) -> None:
    assert heard["wrong"]["value"] == "nobody"
    assert "name@example.com" in heard["wrong"]["description"]
    assert "log" in heard["rests_on"]["description"]


def test_whether_the_rest_is_folded_is_heard(heard: dict[str, Any]) -> None:
    folded, unfolded = heard["folded"], heard["unfolded"]
    assert folded["role"] == unfolded["role"] == "push button"
    assert folded["id"] == unfolded["id"]
    assert folded["name"] != unfolded["name"]


def test_a_choice_is_heard_in_the_editions_words_and_is_checked(heard: dict[str, Any]) -> None:
    rules = load_acceptance(SHIPPED, load_edition(SHIPPED))
    for stop, rule in (("role", rules.roles["affiliate"]), ("occasion", rules.occasions["remote"])):
        assert heard[stop]["name"] == rule.title["en"]
        assert heard[stop]["description"].startswith(rule.text["en"])
        assert "checked" in heard[stop]["states"]


def test_what_a_choice_asks_for_is_heard_by_its_label(heard: dict[str, Any]) -> None:
    assert heard["rests_on"]["role"] == "combo box"
    assert heard["rests_on_label"] == ["The earlier acceptance that yours rests on"]
    found = {stop: (heard[stop]["role"], heard[stop]["name"]) for stop in ("import", "computers")}
    assert found == {
        "import": ("push button", "Import its receipt…"),
        "computers": ("text", "On how many other computers"),
    }
    assert heard["computers"]["value"] == "12"
