"""Stands in for the library rfc8785: the canonical form of JSON (RFC 8785), from the standard library."""

from __future__ import annotations

import json
import math
from typing import Any, TypeAlias

Value: TypeAlias = Any
"""Any value: this stands in for a library that takes all of them."""

_LARGEST = 2**53 - 1


class CanonicalizationError(ValueError):
    """A value has no canonical form."""


def dumps(value: Value) -> bytes:
    """The one spelling of `value`. Raises ValueError where there is none."""
    return _text(value).encode("utf-8")


def _text(value: Value) -> str:
    if value is None or isinstance(value, bool | str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int):
        if abs(value) > _LARGEST:
            raise CanonicalizationError
        return str(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, list | tuple):
        return "[" + ",".join(_text(item) for item in value) + "]"
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise CanonicalizationError
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(f"{_text(key)}:{_text(value[key])}" for key in keys) + "}"
    raise CanonicalizationError


def _number(value: float) -> str:
    """As ECMAScript writes numbers: the shortest digits, in its own choice between the two notations."""
    if not math.isfinite(value):
        raise CanonicalizationError
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, power = f"{abs(value)!r}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(power or 0) - (len(whole + fraction) - len(digits))
    digits = digits.rstrip("0")
    if 0 < point <= 21:  # noqa: PLR2004 - ECMA-262, Number::toString
        head, tail = digits[:point].ljust(point, "0"), digits[point:]
        return f"{sign}{head}{'.' if tail else ''}{tail}"
    if -6 < point <= 0:  # noqa: PLR2004 - the same
        return f"{sign}0.{'0' * -point}{digits}"
    exponent = point - 1
    rest = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{rest}e{'+' if exponent > 0 else ''}{exponent}"
