from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from installer.errors import BadInput, Code
from installer.terms.selected import Selection
from installer.terms.selection import read_selection, selection_from

if TYPE_CHECKING:
    from installer.terms.engine import Terms

WHOLE = b"""
products = ["xprotect-corporate", "xprotect-lpr"]
release = "2025 R1"
host = "oem:xprotect-expert"
installed = ["xprotect-smart-client"]

[quantities]
devices = 12

[facts]
affiliates = true
"""


def test_a_whole_selection_is_read() -> None:
    assert read_selection(WHOLE) == Selection(
        products=("xprotect-corporate", "xprotect-lpr"),
        release="2025 R1",
        host="oem:xprotect-expert",
        installed=("xprotect-smart-client",),
        quantities={"devices": 12},
        facts={"affiliates": True},
    )


def test_an_empty_file_selects_nothing() -> None:
    assert read_selection(b"") == Selection()


@pytest.mark.parametrize(
    ("content", "line", "key"),
    [
        (b'products = []\n\nproduct = ["xprotect-lpr"]\n', 3, "product"),
        (b"[quantity]\ndevices = 1\n", 1, "quantity"),
        (b'release = "2024"\nrelease = "2025"\n', 2, ""),
        (b"\n\nproducts = [\n", 4, ""),
        (b"products = ['a' 'b']\n", 1, ""),
        (b"\nreleases.a = 1\n", 2, "releases"),
        (b"\nrelease = 2024\n", 2, "release"),
        (b'products = "xprotect-lpr"', 1, "products"),
        (b"\n[quantities]\ndevices = true\n", 2, "quantities"),
        (b"[quantities]\ndevices = 1.5\n", 1, "quantities"),
        (b"[facts]\naws = 1\n", 1, "facts"),
        (b"\n\nhost = \xff\n", 3, ""),
        (b"a = " + b"[" * 5000, 1, ""),
        (b"a = " + b"9" * 5000, 1, ""),
    ],
)
def test_a_malformed_selection_is_refused_with_line_and_key(content: bytes, line: int, key: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_selection(content)
    assert caught.value.code is Code.SELECTION_MALFORMED
    assert caught.value.facts["line"] == line
    assert caught.value.facts["key"] == key
    assert caught.value.facts["detail"]


def test_without_the_source_no_line_is_claimed() -> None:
    with pytest.raises(BadInput) as caught:
        selection_from({"facts": {"aws": "yes"}})
    assert caught.value.facts["line"] == 0


def test_a_table_that_is_no_selection_at_all_names_no_key() -> None:
    with pytest.raises(BadInput) as caught:
        selection_from({"products": [["xprotect-lpr"]]})
    assert caught.value.facts["key"] == "products"


@pytest.mark.parametrize(
    ("selection", "code", "name", "near"),
    [
        (Selection(("xprotect-corporat",)), Code.PRODUCT_UNKNOWN, "xprotect-corporat", "xprotect-corporate"),
        (Selection(("lpr",)), Code.PRODUCT_UNKNOWN, "lpr", "xprotect-lpr"),
        (
            Selection(installed=("Smart Client",)),
            Code.PRODUCT_UNKNOWN,
            "Smart Client",
            "xprotect-smart-client",
        ),
        (Selection(host="oem:xprotect-exprt"), Code.PRODUCT_UNKNOWN, "xprotect-exprt", "xprotect-expert"),
        (Selection(facts={"affiliate": True}), Code.FACT_UNKNOWN, "affiliate", "affiliates"),
        (Selection(quantities={"doorz": 1}), Code.QUANTITY_UNKNOWN, "doorz", "doors"),
    ],
)
def test_an_unknown_name_is_refused_with_similar_ones(
    terms: Terms, selection: Selection, code: Code, name: str, near: str
) -> None:
    with pytest.raises(BadInput) as caught:
        terms.determine(selection)
    assert caught.value.code is code
    assert caught.value.facts["name"] == name
    assert near in str(caught.value.facts["near"]).split(", ")


def test_a_name_like_none_gets_no_suggestion(terms: Terms) -> None:
    with pytest.raises(BadInput) as caught:
        terms.determine(Selection(("zzzzzz",)))
    assert caught.value.facts == {"field": "products", "name": "zzzzzz", "near": ""}
    with pytest.raises(BadInput) as caught:
        terms.determine(Selection(("",)))
    assert caught.value.facts["near"] == ""


def test_a_negative_quantity_is_refused(terms: Terms) -> None:
    with pytest.raises(BadInput) as caught:
        terms.determine(Selection(quantities={"devices": -1}))
    assert caught.value.code is Code.SELECTION_MALFORMED
    assert caught.value.facts["key"] == "devices"


def matches(schema: dict[str, Any], document: dict[str, Any]) -> bool:
    """The little of JSON Schema that the names need."""
    properties = schema["properties"]
    inner = all(
        set(document.get(table, {})) <= set(properties[table]["properties"])
        for table in ("quantities", "facts")
    )
    products = set(properties["products"]["items"]["enum"])
    return set(document) <= set(properties) and inner and set(document.get("products", [])) <= products


def test_the_schema_knows_the_names_that_the_engine_knows(terms: Terms) -> None:
    schema = terms.schema()
    assert schema["additionalProperties"] is False
    assert schema["properties"]["products"]["items"]["enum"] == [each.id for each in terms.catalogue.products]
    assert set(schema["properties"]["facts"]["properties"]) == set(terms.facts)
    assert set(schema["properties"]["quantities"]["properties"]) == set(terms.quantities)
    assert "oem:xprotect-corporate" in schema["properties"]["host"]["enum"]
    for named in (*schema["properties"]["facts"]["properties"].values(),):
        assert named["description"]
    assert matches(schema, {"products": ["xprotect-lpr"], "facts": {"aws": True}})
    assert not matches(schema, {"products": ["lpr"]})
    assert not matches(schema, {"facts": {"awss": True}})
