"""Reading stored documents as typed data: strictly, and from canonical bytes alone."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from installer.errors import Code, UntrustedData
from installer.evidence.canonical import LIMIT, canonical, is_plain, parse

T = TypeVar("T", bound=msgspec.Struct)


def read_document(data: bytes, model: type[T]) -> T:
    """The document that canonical bytes spell, with every member of `model` standing there.

    The quick way decodes and compares what it would write again; whatever is not equal goes the slow
    way, which names what is wrong. Raises UntrustedData: RECEIPT_MALFORMED as `parse`, and
    STATEMENT_MALFORMED (`detail`: where, or `member-missing`).
    """
    if len(data) <= LIMIT and is_plain(data):
        try:
            document = msgspec.json.decode(data, type=model)
            if msgspec.json.encode(document, order="sorted") == data:
                return document
        except (ValueError, RecursionError):
            pass  # named below
    document = convert(parse(data), model)
    require_whole(document, data)
    return document


def require_whole(document: msgspec.Struct | dict[str, Any], data: bytes) -> None:
    """Refuse bytes that leave out a member which has a default."""
    if canonical(msgspec.to_builtins(document)) != data:
        raise UntrustedData(Code.STATEMENT_MALFORMED, detail="member-missing")


def convert(value: Any, model: type[T]) -> T:  # noqa: ANN401 - any JSON
    """`value` as `model`, strictly. Raises UntrustedData(STATEMENT_MALFORMED, detail=where)."""
    try:
        return msgspec.convert(value, model, strict=True)
    except msgspec.ValidationError as exc:
        raise UntrustedData(Code.STATEMENT_MALFORMED, detail=str(exc)) from exc
