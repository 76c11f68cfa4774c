"""The same engine on another vendor's edition: other languages, other products, no code changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from helpers.terms import tool_terms
from msgspec.structs import replace

from installer.terms.selected import Selection

if TYPE_CHECKING:
    from installer.terms.determination import Determination
    from installer.terms.engine import Terms


@pytest.fixture(scope="module")
def tools() -> Terms:
    return tool_terms()


def ids(found: Determination) -> dict[str, list[str]]:
    document = found.to_document()
    return {
        name: [entry["id"] for entry in entries]
        for name, entries in document.items()
        if name not in {"edition", "does_not_apply"} and entries
    }


def test_an_empty_selection_gets_the_general_terms(tools: Terms) -> None:
    assert ids(tools.determine(Selection())) == {"applies": ["general"], "obligations": ["inspect"]}


def test_the_sound_terms_answer_in_every_kind(tools: Terms) -> None:
    found = tools.determine(
        Selection(("drill", "press"), release="2020 R1", quantities={"workers": 10, "helmets": 1})
    )
    assert ids(found) == {
        "applies": ["general", "safety", "press", "drill"],
        "conflicts": ["heads", "with"],
        "acknowledgements": ["oil"],
        "obligations": ["inspect", "heads", "big", "small"],
        "notices": ["noise"],
    }
    heads, too_low = found.conflicts
    assert heads.text["de"] == ("Arbeiter: 10 > 9. Arbeiter: 10 > 1. Helme: 1 < 2. Jeder trägt einen Helm.")
    assert too_low.text["en"] == (
        "The drill with the press from R2 2020, not 2020 R1. The drill goes with the press."
    )


def test_an_open_point_brings_its_own_words_and_clauses(tools: Terms) -> None:
    (open_point,) = tools.determine(Selection(("drill",), host="crane")).undecided
    assert open_point.text["en"] == "Whether the crane counts is open. The drill goes with the press."
    assert open_point.cite == ("drill/p1", "drill/p2", "crane/p1")


def test_an_oem_version_is_named_as_such(tools: Terms) -> None:
    found = tools.determine(Selection(("drill",), host="oem:press", release="2021"))
    (open_point,) = found.undecided
    assert (
        open_point.text["de"]
        == "Der Bohrer mit einer Fremdausgabe von die Stanze? Der Bohrer gehört zur Stanze."
    )
    assert [(item.id, item.kind) for item in found.acknowledgements] == [("link", "oem-terms")]


def test_a_missing_requirement_lists_all_that_would_do(tools: Terms) -> None:
    (missing,) = tools.determine(Selection(("drill",))).conflicts
    assert missing.text["en"] == "The drill needs the press or the crane. The drill needs a machine."
    assert not tools.determine(Selection(("drill",), facts={"outdoors": True}, host="press")).conflicts


def test_use_and_conditions_follow_the_facts(tools: Terms) -> None:
    outdoors = tools.determine(Selection(("press", "crane", "drill"), facts={"outdoors": True}))
    assert [item.id for item in outdoors.conflicts] == ["rain", "storm"]
    assert [item.id for item in outdoors.undecided] == ["with", "rain"]
    assert [each.id for each in outdoors.affirmations] == ["trained"]
    indoors = tools.determine(Selection(("press",), facts={"outdoors": False}))
    assert [item.id for item in indoors.undecided] == ["night"]
    assert not indoors.affirmations


def test_a_document_is_as_design_says(tools: Terms) -> None:
    document = tools.determine(Selection(("press",))).to_document()
    assert list(document) == [
        "edition",
        "applies",
        "conflicts",
        "undecided",
        "acknowledgements",
        "affirmations",
        "obligations",
        "notices",
        "does_not_apply",
    ]
    assert document["edition"] == "werkzeug/2024-01-01"
    assert document["applies"][1] == {
        "id": "press",
        "section": "press",
        "cite": ["general/p2"],
        "text": {"de": "Die Stanze: gewählt", "en": "The press: selected"},
        "because": [
            {
                "id": "own",
                "kind": "own",
                "cite": ["general/p2"],
                "text": {"de": "Die Stanze: gewählt", "en": "The press: selected"},
            }
        ],
    }
    assert document["acknowledgements"] == [
        {
            "id": "oil",
            "kind": "third-party",
            "cite": ["press/p1"],
            "text": {"de": "Das Öl hat eigene Bedingungen.", "en": "The oil has its own terms."},
            "links": ["https://oil.example/terms"],
        }
    ]
    crane = tools.determine(Selection(("crane",))).to_document()
    assert crane["affirmations"] == [
        {
            "id": "trained",
            "cite": ["crane/p1"],
            "text": {"de": "Ich bin geschult.", "en": "I am trained."},
            "links": [],
        }
    ]


def test_a_condition_may_ask_for_an_oem_version_a_quantity_and_what_is_not_so(tools: Terms) -> None:
    def undecided(**given: Any) -> bool:
        selection = replace(Selection(("press",), host="oem:press", quantities={"helmets": 2}), **given)
        return "unclear" in {item.id for item in tools.determine(selection).undecided}

    assert undecided()
    assert not undecided(host="press")
    assert not undecided(quantities={"workers": 1})
    assert not undecided(facts={"outdoors": True})
    assert undecided(facts={"outdoors": False})


def test_a_duty_says_its_deadline_and_form(tools: Terms) -> None:
    document = tools.determine(Selection(("press",))).to_document()
    (big,) = (entry for entry in document["obligations"] if entry["id"] == "big")
    assert big["deadline"] == {"unit": "days", "amount": 2, "from": {"de": "der Lieferung", "en": "delivery"}}
    assert big["form"] == {"de": "schriftlich", "en": "in writing"}
    (small,) = (entry for entry in document["obligations"] if entry["id"] == "small")
    assert "deadline" not in small
    assert "form" not in small
