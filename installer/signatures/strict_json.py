"""JSON that means the same to every reader: UTF-8, and no key twice in one object."""

from __future__ import annotations

import json
from typing import Any


class DoubledKey(ValueError):
    """An object has a key twice. Readers differ in which of the two they take."""


def read_json(data: bytes) -> Any:  # noqa: ANN401 - any JSON value; the caller checks the shape
    """The value of a document. Raises DoubledKey, or another ValueError where it is no JSON in UTF-8."""
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_once)
    except RecursionError as exc:
        raise ValueError(str(exc)) from exc


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise DoubledKey([name for name, _ in pairs])
    return found
