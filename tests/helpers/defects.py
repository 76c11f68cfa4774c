"""A bad receipt with its one defect, and the ways to make one."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
from helpers.forging import PAYLOAD, resigned, rewritten
from helpers.paper_log import FIRST_KEY, whole_receipt

from installer.evidence.canonical import canonical, document_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.paper_log import PaperLog


@dataclass(frozen=True)
class Defect:
    """A bad receipt: how it is made, and the check that must refuse it."""

    failed: str
    make: Callable[[], bytes]
    only_in_what_is_said: bool = False
    """Bytes and signatures are right; what its own signer said is wrong."""


def spelt(make: Callable[[bytes], bytes], failed: str = "document") -> Defect:
    """Other bytes."""
    return Defect(failed, lambda: make(whole_receipt()))


def changed(failed: str, change: Callable[[dict[str, Any]], object]) -> Defect:
    """Other members, in canonical form again."""
    return Defect(failed, lambda: rewritten(whole_receipt(), change))


def paper(failed: str, make: Callable[[], tuple[PaperLog, int, int]], **members: object) -> Defect:
    """The receipt of a record of a forged log."""

    def data() -> bytes:
        log, index, size = make()
        return document_bytes(msgspec.structs.replace(log.receipt(index, size), **members))

    return Defect(failed, data)


def signed(failed: str, **changes: object) -> Defect:
    """A statement that its own signer made wrong."""
    return signed_as(failed, lambda: canonical(json.loads(PAYLOAD) | changes))


def signed_as(failed: str, payload: Callable[[], bytes]) -> Defect:
    """The same, whatever the bytes are."""
    return Defect(failed, lambda: resigned(whole_receipt(), FIRST_KEY, payload()), only_in_what_is_said=True)


def without_its_texts(payload: Callable[[], bytes] | None = None, **changes: object) -> Defect:
    """The same where the texts in the file are not those that it names: whoever compares them refuses it."""
    made = signed("statement", **changes) if payload is None else signed_as("statement", payload)
    return Defect("statement", made.make)


def unsigned(change: Callable[[dict[str, Any]], object]) -> Defect:
    """A statement that somebody edited after it was signed."""

    def edit(document: dict[str, Any]) -> None:
        envelope = document["record"]["envelope"]
        said = json.loads(base64.b64decode(envelope["payload"]))
        change(said)
        envelope["payload"] = base64.b64encode(canonical(said)).decode()

    return changed("signature", edit)
