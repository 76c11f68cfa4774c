"""Stands in for `msgspec.json`: strict JSON in and out, from the standard library."""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from msgspec import DecodeError, Raw, convert, to_builtins

Value: TypeAlias = Any
"""Any value: this stands in for a library that takes all of them."""


class Decoder:
    """Decodes bytes of one type."""

    def __init__(self, type: Value = Any, *, strict: bool = True) -> None:  # noqa: A002 - the library's name
        del strict  # there is no other way here
        self._type = type

    def decode(self, data: bytes) -> Value:
        """The value. Raises DecodeError and ValidationError."""
        return decode(data, type=self._type)


class Encoder:
    """Encodes with sorted keys."""

    def __init__(self, *, order: str = "sorted") -> None:
        self._order = order

    def encode(self, value: Value) -> bytes:
        """The bytes."""
        return encode(value, order=self._order)


def decode(data: bytes | str | Raw, *, type: Value = Any) -> Value:  # noqa: A002 - the library's name
    """The value of a JSON document. A doubled key is refused here already."""
    text = bytes(data) if isinstance(data, Raw) else data
    try:
        value = json.loads(text, object_pairs_hook=_members, parse_constant=_constant)
        if "\\ud" in text.lower() if isinstance(text, str) else b"\\ud" in text.lower():
            # Half a character that is escaped: the standard library lets it in, and cannot write it.
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as exc:
        raise DecodeError(str(exc)) from exc
    return convert(value, type)


def encode(value: Value, *, order: str = "sorted") -> bytes:
    """Compact JSON with sorted keys, in UTF-8."""
    plain = to_builtins(value)
    text = json.dumps(
        plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=order == "sorted"
    )
    return text.encode("utf-8")


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        message = "doubled key"
        raise ValueError(message)
    return found


def _constant(name: str) -> Value:
    raise ValueError(name)
