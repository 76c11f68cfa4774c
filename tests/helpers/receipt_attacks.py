"""More of the corpus: what somebody would try who wants a receipt to say something else."""

from __future__ import annotations

import base64
import json
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from helpers import statements as s
from helpers.defects import Defect, changed, signed, signed_as, spelt, unsigned, without_its_texts
from helpers.forging import PAYLOAD, STRANGER, builtins
from helpers.paper_log import SECOND_KEY, said, whole_log

from installer.evidence.canonical import canonical, encode64, sha256_hex
from installer.evidence.checkpoint import sign_checkpoint
from installer.evidence.envelope import sign_envelope

if TYPE_CHECKING:
    from collections.abc import Callable

GROUP_ORDER: Final = 2**252 + 27742317777372353535851937790883648493
"""Of Ed25519: S and S plus this would both fit, if a verifier did not look."""
IDENTITY: Final = bytes.fromhex("302a300506032b6570032100") + bytes([1]) + bytes(31)
"""A key that is a point of order 1: one signature fits every message."""
CYRILLIC_E, TURNED_AROUND, NO_WIDTH = "\u0435", "\u202e", "\u200b"


def _envelope(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["record"]["envelope"]
    return found


def _signature(document: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = _envelope(document)["signatures"][0]
    return found


def _by(document: dict[str, Any], payload: bytes | None = None) -> str:
    """The stranger's signature, under the name of the log's key; or the log's own over another payload."""
    key = STRANGER if payload is None else SECOND_KEY
    over = base64.b64decode(_envelope(document)["payload"]) if payload is None else payload
    return sign_envelope(key, over).signatures[0].sig


def _plus_the_order(document: dict[str, Any]) -> str:
    raw = base64.b64decode(_signature(document)["sig"])
    large = int.from_bytes(raw[32:], "little") + GROUP_ORDER
    return encode64(raw[:32] + large.to_bytes(32, "little"))


def _text(change: Callable[[str], str], at: int = 1) -> Defect:
    """Another text, with its own right digest beside it."""

    def edit(document: dict[str, Any]) -> None:
        text = document["texts"][at]
        content = change(text["content"])
        assert content != text["content"]
        text.update(content=content, sha256=sha256_hex(content.encode()))

    return changed("texts", edit)


def _same_digest(change: Callable[[str], str]) -> Defect:
    """Another text under the digest of the right one."""
    return changed("texts", lambda doc: doc["texts"][1].update(content=change(doc["texts"][1]["content"])))


def _person(change: Callable[[str], str]) -> Defect:
    def edit(document: dict[str, Any]) -> None:
        actor = document["personal"]["fields"]["actor"]
        name = change(actor["name"])
        assert name != actor["name"]
        actor.update(name=name)

    return changed("personal", edit)


def _note(change: Callable[[str], str], failed: str = "checkpoint") -> Defect:
    return changed(failed, lambda doc: doc.update(checkpoint=change(doc["checkpoint"])))


def _a_second_later(note: str) -> str:
    """The witness's line with another time: four bytes of its name, eight of seconds, the signature."""
    before, _, text = note.rstrip("\n").rpartition(" ")
    raw = base64.b64decode(text)
    moment = int.from_bytes(raw[4:12], "big") + 1
    return f"{before} {encode64(raw[:4] + moment.to_bytes(8, 'big') + raw[12:])}\n"


def _instead(name: str, value: Callable[[], object], failed: str = "inclusion") -> Defect:
    """A member that is right in another receipt of the same log."""
    return changed(failed, lambda doc: doc.update({name: value()}))


def _record(index: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(whole_log().records[index].data)
    return found


def _presented_as(kind: str, predicate: object) -> Defect:
    """Signed by its own key: what is said belongs to another kind of statement."""
    return signed("statement", predicateType=f"assent:{kind}/v1", predicate=predicate)


def _said(**changes: object) -> dict[str, Any]:
    return builtins(s.acceptance(**changes))


ATTACKS: Final[dict[str, Defect]] = {
    # the bytes of the file
    "byte-order-mark": spelt(lambda data: b"\xef\xbb\xbf" + data),
    "second-receipt-after-it": spelt(lambda data: data + data),
    "line-end-of-windows-added": spelt(lambda data: data + b"\r\n"),
    "nothing-but-nul-added": spelt(lambda data: data + b"\0"),
    "in-utf-16": spelt(lambda data: data.decode().encode("utf-16-le")),
    "not-utf-8": spelt(lambda data: data.replace(b"Terms", b"Term\xff", 1)),
    "lone-surrogate": spelt(lambda data: data.replace(b"Terms", b"Term\\ud800", 1)),
    "number-with-a-fraction": spelt(lambda data: data.replace(b'"index":3', b'"index":3.0', 1)),
    "number-with-an-exponent": spelt(lambda data: data.replace(b'"index":3', b'"index":3e0', 1)),
    "number-beyond-double": spelt(lambda data: data.replace(b'"index":3', b'"index":9007199254740993', 1)),
    "number-of-400-digits": spelt(lambda data: data.replace(b'"index":3', b'"index":' + b"9" * 400, 1)),
    "number-that-is-none": spelt(lambda data: data.replace(b'"index":3', b'"index":NaN', 1)),
    "nested-without-end": spelt(lambda data: data.replace(b'"proof":[', b'"proof":' + b"[" * 20_000, 1)),
    "doubled-key-in-the-record": spelt(lambda data: data.replace(b'"index":3', b'"index":3,"index":3', 1)),
    "doubled-text": spelt(lambda data: data.replace(b'"content":', b'"content":"","content":', 1)),
    # its form
    "unknown-member-in-the-record": changed("format", lambda doc: doc["record"].update(note="")),
    "unknown-member-in-the-signature": changed("format", lambda doc: _signature(doc).update(cert="")),
    "version-as-text": changed("format", lambda doc: doc.update(version="1")),
    "texts-of-nobody": changed("format", lambda doc: doc.update(texts=None)),
    "index-as-truth": changed("format", lambda doc: doc["record"].update(index=True)),
    # the key and the signature
    "key-of-another-log": changed(
        "signature", lambda doc: doc["key"].update(id=STRANGER.id, public=STRANGER.public.text)
    ),
    "key-of-small-order": changed(
        "key", lambda doc: doc["key"].update(id=sha256_hex(IDENTITY), public=encode64(IDENTITY))
    ),
    "signed-twice": changed(
        "signature", lambda doc: _envelope(doc).update(signatures=[_signature(doc), _signature(doc)])
    ),
    "signed-by-a-second-key-too": changed(
        "signature",
        lambda doc: _envelope(doc)["signatures"].append({"keyid": STRANGER.id, "sig": _by(doc)}),
    ),
    "empty-signature": changed("signature", lambda doc: _signature(doc).update(sig="")),
    "signature-by-a-stranger": changed("signature", lambda doc: _signature(doc).update(sig=_by(doc))),
    "signature-of-another-statement": changed(
        "signature", lambda doc: _signature(doc).update(sig=_by(doc, said(products=["product-1"])))
    ),
    "signature-with-the-order-added": changed(
        "signature", lambda doc: _signature(doc).update(sig=_plus_the_order(doc))
    ),
    "signature-in-another-spelling": changed(
        "signature", lambda doc: _signature(doc).update(sig=_signature(doc)["sig"] + "\n")
    ),
    "payload-in-another-spelling": changed(
        "signature", lambda doc: _envelope(doc).update(payload=_envelope(doc)["payload"] + "\n")
    ),
    "payload-of-another-type": changed("format", lambda doc: _envelope(doc).update(payloadType="text/plain")),
    # what was said, edited afterwards
    "other-role": unsigned(lambda doc: doc["predicate"].update(role="transferee")),
    "other-capacity": unsigned(lambda doc: doc["predicate"].update(capacity="on-behalf")),
    "other-product": unsigned(lambda doc: doc["predicate"].update(products=["product-9"])),
    "other-section": unsigned(lambda doc: doc["predicate"]["sections"].append("more")),
    "other-edition": unsigned(lambda doc: doc["predicate"]["edition"].update(id="sample/2002-02-03")),
    "other-time": unsigned(lambda doc: doc["predicate"]["time"].update(at="2030-01-01T00:00:00Z")),
    "other-commitment": unsigned(
        lambda doc: doc["predicate"]["personal"].update(commitment=sha256_hex(b"other"))
    ),
    "other-way": unsigned(lambda doc: doc["predicate"].update(channel="console")),
    "other-button": unsigned(lambda doc: doc["predicate"]["presentation"].update(button="OK")),
    "longer-look": unsigned(
        lambda doc: doc["predicate"]["presentation"]["sections_seen"][0].update(seconds=999)
    ),
    "affirmation-left-out": unsigned(lambda doc: doc["predicate"]["affirmations"].pop()),
    "another-kind": unsigned(lambda doc: doc.update(predicateType="assent:decline/v1")),
    # what its own signer said
    "decline-as-an-acceptance": _presented_as("acceptance", builtins(s.decline())),
    "acceptance-as-a-grant": _presented_as("grant", _said()),
    "acceptance-as-an-objection": _presented_as("objection", _said()),
    "withdrawal-as-a-consent": _presented_as("consent", builtins(s.withdrawal())),
    "unknown-member-in-the-statement": _presented_as("acceptance", _said() | {"note": "and more"}),
    "role-with-a-look-alike": _presented_as("acceptance", _said() | {"role": f"{CYRILLIC_E}nd-user"}),
    "number-as-text-in-the-statement": _presented_as("acceptance", _said() | {"renews": 1}),
    "other-frame": signed("statement", _type="https://in-toto.io/Statement/v0.1"),
    "subjects-of-another-edition": without_its_texts(
        subject=[{"name": "other.md", "digest": {"sha256": sha256_hex(b"other")}}] * 2
    ),
    "subjects-missing": without_its_texts(subject=[]),
    "doubled-key-in-the-statement": signed_as(
        "statement", lambda: PAYLOAD.replace(b'"role":', b'"role":"affiliate","role":', 1)
    ),
    "statement-in-another-spelling": signed_as("statement", lambda: b" " + PAYLOAD),
    "statement-with-a-byte-order-mark": signed_as("statement", lambda: b"\xef\xbb\xbf" + PAYLOAD),
    "statement-that-is-none": without_its_texts(lambda: canonical([])),
    # the texts
    "text-of-another-edition": _text(lambda text: text.replace("használja", "nem használja")),
    "text-with-a-look-alike": _text(lambda text: text.replace("e", CYRILLIC_E)),
    "text-decomposed": _text(lambda text: unicodedata.normalize("NFD", text)),
    "text-with-line-ends-of-windows": _text(lambda text: text.replace("\n", "\r\n")),
    "text-with-an-invisible-letter": _text(lambda text: text.replace("használja", f"hasz{NO_WIDTH}nálja")),
    "text-with-a-look-alike-under-its-old-digest": _same_digest(lambda text: text.replace("e", CYRILLIC_E)),
    "text-emptied-under-its-old-digest": _same_digest(lambda _text: ""),
    "text-named-twice": changed("texts", lambda doc: doc["texts"].append(doc["texts"][0])),
    "text-of-both-languages-the-same": changed(
        "texts",
        lambda doc: doc["texts"][1].update(
            content=doc["texts"][0]["content"], sha256=doc["texts"][0]["sha256"]
        ),
    ),
    # the people
    "person-with-a-look-alike": _person(lambda name: name.replace("o", "\u043e")),
    "person-decomposed": _person(lambda name: unicodedata.normalize("NFD", name)),
    "person-turned-around": _person(lambda name: name + TURNED_AROUND),
    "person-with-a-space-added": _person(lambda name: name + " "),
    "remarks-added": changed("personal", lambda doc: doc["personal"]["fields"].update(remarks="rendben")),
    "delegate-added": changed(
        "personal",
        lambda doc: doc["personal"]["fields"].update(delegate={"email": "", "name": "Nagy Pál", "role": ""}),
    ),
    "salt-shortened": changed(
        "personal", lambda doc: doc["personal"].update(salt=encode64(bytes(range(31))))
    ),
    "salt-emptied": changed("personal", lambda doc: doc["personal"].update(salt="")),
    # the log
    "head-of-another-size": _note(lambda note: note.replace("\n5\n", "\n6\n")),
    "head-of-another-name": _note(lambda note: note.replace("assent:log/a", "assent:log/b")),
    "head-signed-twice": _note(lambda note: note + note.rsplit("\n", 2)[1] + "\n"),
    "head-without-its-signature": _note(lambda note: note[: note.index("\u2014")]),
    "head-with-line-ends-of-windows": _note(lambda note: note.replace("\n", "\r\n")),
    "head-by-a-stranger-in-its-name": _note(
        lambda note: sign_checkpoint(STRANGER, 5, whole_log().head(5).root, note.partition("\n")[0])
    ),
    "head-of-before-the-record": _instead("checkpoint", lambda: whole_log().note(2), "checkpoint"),
    "head-of-later": _instead("checkpoint", lambda: whole_log().note(7)),
    "record-of-another-place": _instead("record", lambda: _record(4)),
    "proof-of-another-record": _instead("proof", lambda: whole_log().proof(4, 5)),
    "proof-of-another-head": _instead("proof", lambda: whole_log().proof(3, 7)),
    "proof-turned-around": changed("inclusion", lambda doc: doc["proof"].reverse()),
    "proof-emptied": changed("inclusion", lambda doc: doc.update(proof=[])),
    "statement-of-another-record": changed(
        "inclusion", lambda doc: doc["record"].update(envelope=_record(4)["envelope"])
    ),
    "index-of-another-record": changed("inclusion", lambda doc: doc["record"].update(index=4)),
    "link-of-another-record": changed("inclusion", lambda doc: doc["record"].update(previous="0" * 64)),
    # what others added
    "countersignature-of-nobody": changed(
        "countersignatures", lambda doc: doc["countersignatures"][0].update(note="")
    ),
    "countersigned-by-the-log-alone": changed(
        "countersignatures", lambda doc: doc["countersignatures"][0].update(note=doc["checkpoint"])
    ),
    "countersignature-of-another-head": changed(
        "countersignatures",
        lambda doc: doc["countersignatures"][0].update(note=doc["countersignatures"][1]["note"]),
    ),
    "countersignature-of-another-time": changed(
        "countersignatures",
        lambda doc: doc["countersignatures"][0].update(
            note=_a_second_later(doc["countersignatures"][0]["note"])
        ),
    ),
    "timestamp-emptied": changed("timestamps", lambda doc: doc["timestamps"][0].update(token="")),
    "timestamp-in-another-spelling": changed(
        "timestamps", lambda doc: doc["timestamps"][0].update(token=doc["timestamps"][0]["token"] + "\n")
    ),
}
"""By the name of the defect, as `receipt_defects.DEFECTS`."""
