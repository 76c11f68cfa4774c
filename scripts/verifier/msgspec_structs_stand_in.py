"""Stands in for `msgspec.structs`."""

from __future__ import annotations

from typing import Any, TypeAlias

Value: TypeAlias = Any
"""Any value: this stands in for a library that takes all of them."""


def replace(struct: Value, **changes: Value) -> Value:
    """The struct with other members."""
    members = {name: getattr(struct, name) for name in type(struct).__struct_fields__}
    return type(struct)(**(members | changes))
