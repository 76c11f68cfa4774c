"""Whoever accepted an earlier edition hears what changed, and needs nothing but a keyboard for it."""

from __future__ import annotations

import shutil
from typing import Any

import pytest
from helpers.agreements import ROOT
from helpers.delegates import install_for
from helpers.desktops import Place, walk
from helpers.editions import LATER, later_edition
from helpers.journeys import EVA, small_bundle
from helpers.returning import TOLD

ADDED = {"hu": "(beillesztve: {words})", "en": "(added: {words})"}
"""How added words are heard, by interface language."""


@pytest.fixture(scope="module", params=["hu"])
def heard(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """One walk of somebody who accepted before, with a program of its own that has a later edition."""
    folder = tmp_path_factory.mktemp("changes")
    program, home, state = folder / "program", folder / "home", folder / "state"
    for part in ("installer", "ui", "translations", "eula_texts"):
        shutil.copytree(ROOT / part, program / part)
    home.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSENT_STATE", str(state))
        install_for(EVA, home / "Assent", small_bundle(folder / "bundle"))
    later_edition(program / "eula_texts", changed=TOLD)
    newer = small_bundle(folder / "newer", version="2.0")
    place = Place(home, state, program, newer)
    said = walk(place, "read_changes.py", EVA.actor.name, EVA.actor.email, language=request.param)
    assert said["failed"] == "", said
    return {**said, "spoken": request.param}


def test_every_change_is_heard_in_both_languages(heard: dict[str, Any]) -> None:
    assert len(heard["changes"]) == len(TOLD)
    for change in heard["changes"]:
        assert {label["locale"].partition("_")[0] for label in change} == {"hu", "en"}
        for label in change:
            # Whoever does not see that it is underlined hears that it was added.
            assert ADDED[heard["spoken"]].format(words=f"({LATER})") in label["name"]


def test_the_next_change_is_told_by_itself(heard: dict[str, Any]) -> None:
    second = heard["changes"][1]
    assert any(all(label["name"] in told for label in second) for told in heard["announced"])


def test_the_key_for_the_next_change_opens_the_way_on(heard: dict[str, Any]) -> None:
    assert not heard["open_before"]
    assert heard["open_after"]


def test_no_control_of_the_page_is_without_a_name(heard: dict[str, Any]) -> None:
    found = [*heard["stops"], *heard["focusable"]]
    assert [stop for stop in found if "focusable" in stop["states"] and not stop["name"].strip()] == []


def test_tab_reaches_the_wordings_and_the_buttons_of_the_panel(heard: dict[str, Any]) -> None:
    inside = [stop for stop in heard["focusable"] if ".card." in stop["id"] and "AgreementPage" in stop["id"]]
    reached = {(stop["id"], stop["name"]) for stop in heard["stops"]}
    usable = [stop for stop in inside if "enabled" in stop["states"]]
    assert len([stop for stop in usable if stop["id"].endswith(".tool")]) == 2, (
        "the next one, and folding away"
    )
    assert len([stop for stop in usable if stop["id"].endswith(".DifferenceLabel")]) == 2
    assert [stop for stop in usable if (stop["id"], stop["name"]) not in reached] == []
