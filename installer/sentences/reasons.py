"""Why a signature, a key, a bundle's name or a document to import was refused, in words.

The ids are those that the modules of the signatures, the evidence, the bundle and the import refuse with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from installer.errors import Code

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from installer.i18n import Translator

_OUT_OF_ORDER: Final = (
    "truncated",
    "rewritten",
    "reordered",
    "chain",
    "count",
    "torn",
    "place",
    "size",
    "empty",
)
_ALTERED: Final = (
    "tree",
    "columns",
    "keys",
    "key-replaced",
    "personal",
    "erasure",
    "held",
    "file",
    "schema",
    "people",
)
_UNREAD: Final = tuple(
    code.value for code in (Code.RECEIPT_MALFORMED, Code.STATEMENT_MALFORMED, Code.STATEMENT_UNKNOWN)
)


def words(code: Code, tr: Translator) -> Mapping[str, Mapping[str, str]]:
    """Fact to id to words, for the codes that have some here."""
    tables: Mapping[Code, tuple[str, Callable[[Translator], Mapping[str, str]]]] = {
        Code.EDITION_UNTRUSTED: ("reason", _trust),
        Code.PUBLISHER_KEY: ("rule", _private_key),
        Code.KEY_UNREADABLE: ("detail", _private_key),
        Code.NAME_REFUSED: ("rule", _names),
        Code.SOURCE_REFUSED: ("rule", _names),
        Code.LOG_BROKEN: ("detail", _log),
        Code.SIGNATURE_INVALID: ("detail", _signature),
        Code.CHECKPOINT_INVALID: ("detail", _signature),
        Code.COUNTERSIGNATURE_INVALID: ("detail", _signature),
        Code.TIMESTAMP_INVALID: ("detail", _timestamp),
        Code.IMPORT_REFUSED: ("detail", _import),
        Code.IMPORT_FORMAT: ("kind", _formats),
    }
    if code not in tables:
        return {}
    fact, table = tables[code]
    return {fact: table(tr)}


def finding(detail: str, tr: Translator) -> str:
    """What was found wrong in a log, more closely; a number or an id as it stands."""
    from installer.sentences.system import said

    known = _log(tr)
    kind = detail.replace(":", " ").partition(" ")[0]
    return known[kind] if kind in known else said(detail, tr)


def _trust(tr: Translator) -> Mapping[str, str]:
    return {
        "not-sealed": tr("it is not sealed"),
        "unsigned": tr("there is no signature"),
        "malformed": tr("the signature cannot be read"),
        "unknown-key": tr("it is signed with another key"),
        "wrong-signature": tr("the signature does not fit the text"),
        "retired-key": tr("it is signed with a key that is out of use"),
        "trust-root-unreadable": tr("the keys of the publishers cannot be read"),
        "trust-root-empty": tr("the program came without the keys of the publishers"),
        "trust-root-malformed": tr("the keys of the publishers are damaged"),
    }


def _private_key(tr: Translator) -> Mapping[str, str]:
    return {
        "not-a-key": tr("there is no key in it"),
        "not-ed25519": tr("it is a key of another kind"),
    }


def _names(tr: Translator) -> Mapping[str, str]:
    """`install.names` and `install.build`."""
    return {
        "empty": tr("it is empty"),
        "absolute": tr("it begins at the root of the disk"),
        "character": tr("it has a character that not every system allows"),
        "normalisation": tr("a character is not written in the form NFC"),
        "dots": tr("it leads out of its folder or has an empty part"),
        "trailing": tr("a part of it begins with a space, or ends with a space or a full stop"),
        "reserved": tr("Windows keeps this name for a device"),
        "own-folder": tr("the program keeps this folder for itself"),
        "too-long": tr("the name is too long"),
        "clash": tr("another name differs from it only in case or in spelling"),
        "not-an-entry": tr("it is no entry of a menu"),
        "not-a-plain-file": tr("it is no plain file"),
    }


def _log(tr: Translator) -> Mapping[str, str]:
    """What does not fit in the log, in short; `assent log fsck` says it at length."""
    return {
        **dict.fromkeys(_OUT_OF_ORDER, tr("records are missing or out of order")),
        **dict.fromkeys(_ALTERED, tr("what is stored beside the records does not belong to them")),
        "version": tr("another version of the program wrote it"),
        "checkpoint": tr("the signed head of the log is wrong"),
        Code.SIGNATURE_INVALID.value: tr("the signature is wrong"),
        **dict.fromkeys(_UNREAD, tr("the record cannot be read")),
    }


def _signature(tr: Translator) -> Mapping[str, str]:
    return {
        "malformed": tr("the signature cannot be read"),
        "signature": tr("the signature is wrong"),
        "count": tr("there is not exactly one signature"),
        **dict.fromkeys(("key-id", "key-of-later-records"), tr("it is signed with another key")),
        "origin": tr("it is of another log"),
        "fork": tr("it is of a log that went another way"),
        "proof": tr("the proof does not lead to it"),
        "no-such-witness": tr("the witness is not among those that were named"),
    }


def _timestamp(tr: Translator) -> Mapping[str, str]:
    return {
        "not-a-response": tr("it is no answer of a time-stamping authority"),
        "no-authority": tr("no authority was named that is trusted"),
        "digest": tr("it is of something else"),
    }


def _import(tr: Translator) -> Mapping[str, str]:
    return {
        "artefact": tr("the recipe drops a line that does not read so"),
        "exists": tr("the folder for it is there already"),
        "block": tr("the line with which a language begins is not there"),
        "number": tr("its number does not follow the one before"),
        "account": tr("a word of the document is missing or stands twice"),
        "before-first-block": tr("there are words before the first language"),
        "before-first-section": tr("there are words before the first section"),
        "unnumbered-after-numbers": tr("a paragraph without a number follows numbered ones"),
    }


def _formats(tr: Translator) -> Mapping[str, str]:
    return {"not UTF-8": tr("another encoding")}
