"""Reading a selection from a file, and checking its names against the edition."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, Final

import msgspec

from installer.errors import BadInput, Code
from installer.terms.host import candidates, linked, named_host
from installer.terms.near import near
from installer.terms.release import parse_release
from installer.terms.selected import Selection
from installer.terms.situation import Situation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from installer.i18n import Words
    from installer.terms.catalogue import Catalogue

_LINE: Final = r"\(at line (\d+)"


class _Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file: as `Selection`, and the same in `assent terms --schema`."""

    products: tuple[str, ...] = ()
    release: str | None = None
    host: str | None = None
    installed: tuple[str, ...] = ()
    quantities: dict[str, int] = {}
    facts: dict[str, bool] = {}


def read_selection(content: bytes) -> Selection:
    """The selection in a TOML file. Strict: no unknown or doubled key, no other type.

    Raises BadInput(SELECTION_MALFORMED, line, key, detail): `line` counts from 1 (0 where the place
    is not known), `key` is the offending key or empty, `detail` is the parser's word.
    """
    try:
        text = content.decode("utf-8")
        document = tomllib.loads(text)
    except UnicodeDecodeError as exc:
        line = content.count(b"\n", 0, exc.start) + 1
        raise BadInput(Code.SELECTION_MALFORMED, line=line, key="", detail="not UTF-8") from exc
    # ValueError: not TOML, or a number with thousands of digits; RecursionError: arrays without end.
    except (ValueError, RecursionError) as exc:
        found = re.search(_LINE, str(exc))
        # At the end of the document the parser names no line: it is the last one.
        line = int(found[1]) if found else text.count("\n") + 1
        raise BadInput(Code.SELECTION_MALFORMED, line=line, key="", detail=str(exc)) from exc
    return selection_from(document, text)


def selection_from(document: Mapping[str, Any], text: str = "") -> Selection:
    """The selection in a parsed document; `text` is its source, to name lines. Raises as above."""
    for key in document:
        if key not in _Document.__struct_fields__:
            raise _malformed(key, text, f"unknown key, known: {', '.join(_Document.__struct_fields__)}")
    try:
        parsed = msgspec.convert(document, _Document)
    except msgspec.ValidationError as exc:
        path = re.search(r"\$\.(\w+)", str(exc))
        raise _malformed(path[1] if path else "", text, str(exc)) from exc
    return Selection(**{field: getattr(parsed, field) for field in _Document.__struct_fields__})


def check_selection(
    selection: Selection, catalogue: Catalogue, facts: Mapping[str, Words], quantities: Mapping[str, Words]
) -> Situation:
    """The selection with its names looked up. Raises BadInput as `Terms.determine` documents."""
    for name in selection.products:
        catalogue.product(name)
    for name in selection.installed:
        catalogue.product(name, field="installed")
    _check_names(selection.facts, facts, Code.FACT_UNKNOWN)
    _check_names(selection.quantities, quantities, Code.QUANTITY_UNKNOWN)
    for name, value in selection.quantities.items():
        if value < 0:
            raise BadInput(Code.SELECTION_MALFORMED, line=0, key=name, detail=f"negative: {value}")
    named = named_host(selection, catalogue)
    beside = () if named is None or named.oem else (named.product.id,)
    return Situation(
        selection=selection,
        catalogue=catalogue,
        selected=frozenset(selection.products),
        present=frozenset((*selection.products, *selection.installed, *beside)),
        candidates=candidates(selection, catalogue),
        linked=linked(selection, catalogue),
        release=None if selection.release is None else parse_release(selection.release),
    )


def selection_schema(
    catalogue: Catalogue, facts: Mapping[str, Words], quantities: Mapping[str, Words]
) -> dict[str, Any]:
    """A JSON Schema (2020-12) of a selection for this edition: its products, facts and quantities."""
    products = [product.id for product in catalogue.products]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Selection",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "products": {"type": "array", "items": {"enum": products}},
            "release": {
                "type": "string",
                "pattern": r"^\s*(\d{4}(\s*[Rr]0*[1-9]\d?)?|[Rr]0*[1-9]\d?\s*\d{4})\s*$",
                "examples": ["2025 R1", "R1 2022", "2024"],
            },
            "host": {"enum": [*products, *(f"oem:{product}" for product in products)]},
            "installed": {"type": "array", "items": {"enum": products}},
            "quantities": _named({"type": "integer", "minimum": 0}, quantities),
            "facts": _named({"type": "boolean"}, facts),
        },
    }


def _named(shape: Mapping[str, Any], names: Mapping[str, Words]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name: {**shape, "description": " / ".join(words.values())} for name, words in names.items()
        },
    }


def _check_names(given: Iterable[str], known: Mapping[str, Words], code: Code) -> None:
    for name in given:
        if name not in known:
            raise BadInput(code, name=name, near=near(name, known))


def _malformed(key: str, text: str, detail: str) -> BadInput:
    """The refusal, with the line on which the key stands."""
    pattern = re.compile(rf'^[ \t]*\[?[ \t]*["\']?{re.escape(key)}["\']?[ \t]*[.=\]]', re.MULTILINE)
    found = pattern.search(text) if key else None
    line = text.count("\n", 0, found.start()) + 1 if found else 0
    return BadInput(Code.SELECTION_MALFORMED, line=line, key=key, detail=detail)
