"""Bytes to typed documents, with one spelling each; quickly where that costs no strictness.

The judge of form is `canonical.parse`. Most files never need it: when a strict decoder understood the
bytes and a sorting encoder gives the same bytes back, they were the one RFC 8785 spelling, in which no
key is doubled and none unknown. Only where that fails does the judge say what is wrong, so the quick
way can accept nothing that the slow way refuses.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from installer.errors import Code, UntrustedData
from installer.evidence.canonical import LIMIT, parse
from installer.evidence.document import RECEIPT_TYPE, RECEIPT_VERSION, ReceiptDocument
from installer.evidence.reading import convert, require_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer.evidence.document import TextDocument

_Document = TypeVar("_Document", bound=msgspec.Struct)

_NO_TEXTS: Final = b'"texts":[]'
_AFTER_TEXTS: Final = b',"timestamps":['
"""Where the texts end: what stands behind them is short, and no text."""


class KnownTexts(msgspec.Struct, frozen=True):
    """The member `texts` of a receipt that held: its bytes in the file, and what they mean."""

    raw: bytes
    texts: list[TextDocument]
    detail: str
    """What step 6 says of them."""


def known_texts(data: bytes, receipt: ReceiptDocument) -> KnownTexts:
    """The texts of a receipt whose bytes, `data`, are canonical and whose digests were checked.

    They are what the file is longer by than the same receipt without them: that is encoded again, not
    the texts.
    """
    rest = plain_bytes(msgspec.structs.replace(receipt, texts=[]))
    end = data.rindex(_AFTER_TEXTS)
    raw = data[end - (len(data) - len(rest) + len(_NO_TEXTS)) : end]
    return KnownTexts(raw, receipt.texts, names_of(receipt.texts))


def names_of(texts: list[TextDocument]) -> str:
    """Name and digest of each."""
    return ", ".join([f"{text.name} {text.sha256}" for text in texts])


def plain_bytes(document: Any) -> bytes:  # noqa: ANN401 - whatever msgspec writes
    """The canonical bytes of a document that was read from canonical bytes."""
    return _encoder().encode(document)


def quickly(data: bytes, model: type[_Document]) -> _Document | None:
    """The document in canonical bytes; None when the judge must look."""
    try:
        document: _Document = _decoder(model).decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return document if _encoder().encode(document) == data else None


def with_known_texts(data: bytes, known: Sequence[KnownTexts]) -> tuple[ReceiptDocument, KnownTexts] | None:
    """The receipt when its texts are, byte for byte, some that are known; None when the judge must look.

    The file is taken apart where texts may end, and the rest read with none in their place. The rest is
    canonical and has the shape of a receipt, so what was put there is the member, wherever it stands: a
    quote inside a string has a backslash before it, and no other member of a receipt has this name.
    """
    if not known or len(data) > LIMIT:
        return None
    end = data.rfind(_AFTER_TEXTS)
    for item in known:
        start = end - len(item.raw)
        if start > 0 and data.startswith(item.raw, start):
            rest = data[:start] + _NO_TEXTS + data[end:]
            document = quickly(rest, ReceiptDocument)
            if document is None or document.texts:
                return None
            return msgspec.structs.replace(document, texts=item.texts), item
    return None


def read_receipt(data: bytes) -> ReceiptDocument:
    """The receipt in a file that is canonical JSON but was not read the quick way.

    Raises UntrustedData: STATEMENT_UNKNOWN (another format or version, in `detail`),
    STATEMENT_MALFORMED (where), RECEIPT_MALFORMED (`label`: our shape under another label).
    """
    value = parse(data)
    label = _label(value)
    known = (RECEIPT_TYPE, RECEIPT_VERSION)
    try:
        document: ReceiptDocument = convert(value, ReceiptDocument)
    except UntrustedData:
        # Another shape under a label that is not ours is another format; under ours it is damage.
        if label not in (None, known):
            raise UntrustedData(Code.STATEMENT_UNKNOWN, detail="{} {}".format(*label)) from None
        raise
    if label != known:
        raise UntrustedData(Code.RECEIPT_MALFORMED, detail="label")
    require_whole(document, data)
    return document


def _label(raw: Any) -> tuple[str, int] | None:  # noqa: ANN401 - any JSON
    if not isinstance(raw, dict):
        return None
    kind, version = raw.get("type"), raw.get("version")
    return (kind, version) if isinstance(kind, str) and type(version) is int else None


@functools.cache
def _decoder(model: type[_Document]) -> msgspec.json.Decoder[_Document]:
    return msgspec.json.Decoder(model, strict=True)


@functools.cache
def _encoder() -> msgspec.json.Encoder:
    return msgspec.json.Encoder(order="sorted")
