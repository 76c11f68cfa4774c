"""A licence count for machines (`assent terms count --json`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from installer.terms.counting import Because, Count, Further, Line
    from installer.terms.determination import Item


def count_document(found: Count, edition: str) -> dict[str, Any]:
    """The count, every number with its rule, clauses and sentence; equal lists give equal bytes."""
    return {
        "edition": edition,
        "products": sorted(found.selection.products),
        "devices": found.devices,
        "lines": [_line(line) for line in found.lines],
        "extra": [_because(each) for each in found.extra],
        "needed": {"least": found.least, "most": found.most},
        "owned": found.owned,
        "verdict": None if found.verdict is None else found.verdict.value,
        "bound": [_because(each) for each in found.bound],
        "further": [_further(each) for each in found.further],
        "conflicts": [_item(item) for item in found.conflicts],
        "undecided": [_item(item) for item in found.undecided],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "line": line.device.line,
        "name": line.device.name,
        "address": line.device.address,
        "licenses": {"least": line.least, "most": line.most},
        "because": [_because(each) for each in line.because],
        "undecided": list(line.undecided),
    }


def _because(each: Because) -> dict[str, Any]:
    return {"id": each.rule, "cite": list(each.cite), "text": dict(each.text), "licenses": each.licenses}


def _further(each: Further) -> dict[str, Any]:
    return {
        "id": each.rule,
        "cite": list(each.cite),
        "text": dict(each.text),
        "license": each.license,
        "needed": each.needed,
        "owned": each.owned,
    }


def _item(item: Item) -> dict[str, Any]:
    return {"id": item.id, "kind": item.kind, "cite": list(item.cite), "text": dict(item.text)}
