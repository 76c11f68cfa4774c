"""Stands in for the library msgspec: strict typed data, as far as receipts need it.

Types: str, int, float, bool, None, Any, lists, dictionaries of strings, literals, string enumerations,
unions, structs, and the constraints of `Meta`. Anything else is an error of the program, not of the data.
"""

from __future__ import annotations

import binascii
import enum
import inspect
import json as plain_json
import re
import types
import typing
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias, TypeVar

Value: TypeAlias = Any
"""Any value: this stands in for a library that takes all of them."""

_Model = TypeVar("_Model")
_MISSING: Any = object()


class MsgspecError(Exception):
    """All errors of this module."""


class DecodeError(MsgspecError, ValueError):
    """Not JSON."""


class ValidationError(DecodeError):
    """JSON of another shape."""


class Raw:
    """A value that is not looked at yet: its JSON."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __bytes__(self) -> bytes:
        """The JSON."""
        return self._data


@dataclass(frozen=True)
class Meta:
    """What a value must keep to."""

    ge: int | None = None
    le: int | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    extra_json_schema: dict[str, str] | None = None
    description: str = ""


@dataclass(frozen=True)
class _Field:
    default: Any = _MISSING
    default_factory: Any = _MISSING
    name: str | None = None


def field(*, default: Value = _MISSING, default_factory: Value = _MISSING, name: str | None = None) -> Value:
    """A member with a default, or with another name in the JSON."""
    return _Field(default, default_factory, name)


@typing.dataclass_transform(kw_only_default=True, field_specifiers=(field,))
class Struct:
    """Plain data with typed members."""

    __struct_fields__: ClassVar[tuple[str, ...]] = ()
    given_fields: ClassVar[dict[str, _Field]] = {}
    strict_members: ClassVar[bool] = False

    def __init_subclass__(
        cls,
        *,
        frozen: bool = False,
        forbid_unknown_fields: bool | None = None,
        kw_only: bool = False,
        dict: bool = False,  # noqa: A002 - the library's name
        gc: bool = True,
    ) -> None:
        # Each of these structs is frozen, takes its members by name too, keeps what it works out once, and
        # is left to the garbage collector like anything else.
        del frozen, kw_only, dict, gc
        super().__init_subclass__()
        if forbid_unknown_fields is not None:
            cls.strict_members = forbid_unknown_fields
        own = [name for name, hint in inspect.get_annotations(cls).items() if "ClassVar" not in str(hint)]
        given = {**cls.given_fields}
        for name in own:
            value = cls.__dict__.get(name, _MISSING)
            given[name] = value if isinstance(value, _Field) else _Field(default=value)
            if value is not _MISSING:
                delattr(cls, name)
        cls.given_fields = given
        cls.__struct_fields__ = tuple(given)

    def __init__(self, *values: Value, **members: Value) -> None:
        members |= zip(self.given_fields, values, strict=False)
        for name, made in self.given_fields.items():
            if name in members:
                value = members.pop(name)
            elif made.default is not _MISSING:
                value = made.default
            elif made.default_factory is not _MISSING:
                value = made.default_factory()
            else:
                raise TypeError(name)
            object.__setattr__(self, name, value)
        if members:
            raise TypeError(next(iter(members)))

    def __setattr__(self, name: str, value: Value) -> None:
        raise AttributeError(name)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and _values(self) == _values(other)

    def __hash__(self) -> int:
        return hash(_values(self))


def _values(struct: Value) -> tuple[Any, ...]:
    return tuple(getattr(struct, name) for name in type(struct).__struct_fields__)


def to_builtins(value: Value) -> Value:
    """The value as dictionaries, lists and plain values."""
    if isinstance(value, Struct):
        made = type(value).given_fields
        return {made[name].name or name: to_builtins(getattr(value, name)) for name in made}
    if isinstance(value, dict):
        return {key: to_builtins(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_builtins(item) for item in value]
    return value.value if isinstance(value, enum.Enum) else value


def convert(value: Value, type: type[_Model], *, strict: bool = True) -> _Model:  # noqa: A002 - the library's name
    """`value` as `type`. Raises ValidationError."""
    del strict  # there is no other way here
    return typing.cast("_Model", _converted(value, type, "$"))


def _converted(value: Value, hint: Value, at: str) -> Value:
    if hint is Any:
        return value
    if hint is Raw:
        return Raw(_plain(value))
    origin: Value = typing.get_origin(hint)
    if origin is typing.Annotated:
        inner, *metas = typing.get_args(hint)
        found = _converted(value, inner, at)
        for meta in metas:
            _constrain(found, meta, at)
        return found
    if origin in (typing.Union, types.UnionType):
        return _one_of(value, typing.get_args(hint), at)
    return _single(value, hint, origin, at)


def _single(value: Value, hint: Value, origin: Value, at: str) -> Value:
    if origin is typing.Literal:
        allowed = [item for item in typing.get_args(hint) if type(item) is type(value) and item == value]
        return allowed[0] if allowed else _refuse("another value", at)
    if origin is list:
        (inner,) = typing.get_args(hint)
        items = value if isinstance(value, list) else _refuse("no list", at)
        return [_converted(item, inner, f"{at}[{number}]") for number, item in enumerate(items)]
    if origin is dict or hint is dict:
        inner = typing.get_args(hint)[1] if origin is dict else Any
        members = value if isinstance(value, dict) else _refuse("no object", at)
        return {key: _converted(item, inner, f"{at}.{key}") for key, item in members.items()}
    if hint is None or hint is types.NoneType:
        return None if value is None else _refuse("not null", at)
    return _classed(value, hint, at)


def _classed(value: Value, hint: type, at: str) -> Value:
    if issubclass(typing.get_origin(hint) or hint, Struct):
        return _struct(value, hint, at)
    if issubclass(hint, enum.Enum):
        known = {member.value: member for member in hint}
        return known[value] if isinstance(value, str) and value in known else _refuse("another value", at)
    if hint is bytes:
        return _from_base64(value, at)
    # An int is no bool, a bool no int, and no number is rounded.
    return value if type(value) is hint else _refuse(f"no {hint.__name__}", at)


def _from_base64(value: Value, at: str) -> Value:
    try:
        return binascii.a2b_base64(value, strict_mode=True)
    except (TypeError, ValueError):
        return _refuse("no base64", at)


def _one_of(value: Value, hints: tuple[Any, ...], at: str) -> Value:
    failure: ValidationError | None = None
    for hint in hints:
        try:
            return _converted(value, hint, at)
        except ValidationError as exc:
            # What is wrong inside an object says more than that it is not null.
            failure = exc if failure is None or len(str(exc)) > len(str(failure)) else failure
    raise failure or ValidationError(at)


def _struct(value: Value, hint: type[Struct], at: str) -> Value:
    if not isinstance(value, dict):
        _refuse("no object", at)
    model, hints = typing.get_origin(hint) or hint, _hints(hint)
    members = {}
    names = {made.name or name: name for name, made in model.given_fields.items()}
    for key, item in value.items():
        if key in names:
            members[names[key]] = _converted(item, hints[names[key]], f"{at}.{key}")
        elif model.strict_members:
            _refuse(f"unknown member {key!r}", at)
    try:
        return model(**members)
    except TypeError as exc:
        return _refuse(f"member {exc} is missing", at)


def _hints(hint: Value) -> dict[str, Any]:
    """The types of the members; where the struct has one for any type, that which `hint` names."""
    origin: Value = typing.get_origin(hint)
    model = origin or hint
    named = dict(zip(getattr(model, "__parameters__", ()), typing.get_args(hint), strict=True))
    hints = typing.get_type_hints(model, include_extras=True)
    return {name: named[item] if isinstance(item, TypeVar) else item for name, item in hints.items()}


def _constrain(value: Value, meta: Value, at: str) -> None:
    if not isinstance(meta, Meta):
        return
    within = (
        (meta.ge is None or value >= meta.ge)
        and (meta.le is None or value <= meta.le)
        and (meta.min_length is None or len(value) >= meta.min_length)
        and (meta.max_length is None or len(value) <= meta.max_length)
        and (meta.pattern is None or re.search(meta.pattern, value) is not None)
    )
    if not within:
        _refuse("out of bounds", at)


def _refuse(what: str, at: str) -> Value:
    message = f"{what} - at {at}"
    raise ValidationError(message)


def _plain(value: Value) -> bytes:
    return plain_json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
