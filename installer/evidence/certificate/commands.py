"""The commands that verify a receipt with openssl alone: they stand in its certificate, word for word.

They are written for one receipt: the key, the head of the log and the proof are in them, so that what is
printed is bound to what is attached. Only digests, keys and numbers are filled in, whose form was checked:
nothing that a person wrote becomes part of a command. Every line is short enough for one line of paper.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Final

from installer.evidence.canonical import document_bytes, encode64, sha256_hex
from installer.evidence.checkpoint import origin_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer.evidence.document import ReceiptDocument
    from installer.evidence.keys import PublicKey

RECEIPT_NAME: Final = "receipt.assent.json"
SCRIPT_NAME: Final = "verify.sh"

_OPENING: Final = r"""#!/bin/bash
# Verifies {receipt}, the file attached to the same certificate, with openssl 3.0 or later.
set -euo pipefail
export LC_ALL=C
R={receipt}
say() {{ if [ "$2" = "$3" ]; then echo "yes: $1"; else echo "NO: $1"; exit 1; fi; }}
sha256() {{ openssl dgst -sha256 -r | cut -c 1-64; }}
signed() {{ openssl pkeyutl -verify -pubin -inkey "$1" -rawin -in "$2" -sigfile "$3"; }}

# 1. The key's id is the SHA-256 of the key.
cat > key.pem << END
{pem}END
openssl pkey -pubin -in key.pem -outform DER -out key.der
say "the key's id" "$(sha256 < key.der)" \
  {id}

# 2. The key signed the statement (DSSE: the length and the type are signed too).
grep -o '"record":{{"envelope":{{"payload":"[^"]*' $R | cut -d '"' -f 8 | head -n 1 > payload.b64
grep -o '"sig":"[^"]*' $R | cut -d '"' -f 4 | head -n 1 > sig.b64
openssl base64 -d -A -in payload.b64 -out statement.json
openssl base64 -d -A -in sig.b64 -out statement.sig
printf 'DSSEv1 28 application/vnd.in-toto+json %d ' $(wc -c < statement.json) > statement.pae
cat statement.json >> statement.pae
signed key.pem statement.pae statement.sig > said || true
say "the signature over the statement" "$(cat said)" "Signature Verified Successfully"
"""

_TEXT: Final = r"""
# 3. Text {number} has this digest, and the statement names it.
grep -o '{{"content":"[^"\\]*\(\\.[^"\\]*\)*"' $R | sed -n {number}p |
  sed 's/^{{"content":"//; s/"$//; s/\\\\/\\x5c/g; s/\\"/\\x22/g' > text
printf '%b' "$(cat text)" | sha256 > text.sha256
say "text {number}" "$(cat text.sha256)" \
  {sha256}
grep -q "\"digest\":{{\"sha256\":\"$(cat text.sha256)\"}}" statement.json && found=yes || found=no
say "the statement names text {number}" $found yes
"""

_PERSONAL: Final = r"""
# 4. The names and contacts are those that the statement binds.
grep -o '"personal":{{"fields":.*,"salt":"[^"]*"}},"proof":' $R |
  sed 's/^"personal":{{"fields"://; s/,"salt":"[^"]*"}},"proof":$//' | tr -d '\n' > fields
printf '%s' {salt} |
  openssl base64 -d -A | cat - fields | sha256 > commitment
grep -q "\"personal\":{{\"commitment\":\"$(cat commitment)\"}}" statement.json && found=yes || found=no
say "the personal data" $found yes
"""

_HEAD: Final = r"""
# 5. The log's key signed the head of the log: its name, its size, its root.
cat > head.pem << END
{pem}END
printf '%s\n' \
  {origin} \
  {size} {root} > head
printf '%s' \
  {signature} |
  openssl base64 -d -A > head.sig
signed head.pem head head.sig > said || true
say "the signature over the head of the log" "$(cat said)" "Signature Verified Successfully"

# 6. The record with the statement stands in the log under that head (RFC 6962).
grep -o '"record":{{"envelope":.*,"rotations":\[' $R |
  sed 's/^"record"://; s/,"rotations":\[$//' | tr -d '\n' > record
{{ printf '\000'; cat record; }} | openssl dgst -sha256 -binary > h
right() {{ printf '%s' $1 | openssl base64 -d -A > s; {{ printf '\001'; cat h s; }} > n; }}
left() {{ printf '%s' $1 | openssl base64 -d -A > s; {{ printf '\001'; cat s h; }} > n; }}
up() {{ openssl dgst -sha256 -binary < n > h; }}
"""

_ROOT: Final = """say "the record stands in the log" "$(openssl base64 -A -in h)" \\
  {root}

# 7. No byte of the file is another than when this certificate was made.
say "the whole file" "$(sha256 < $R)" \\
  {file}
"""


def commands(receipt: ReceiptDocument, signer: PublicKey, first: PublicKey) -> str:
    """The script for a receipt that holds; `signer` signed its checkpoint, `first` is the log's first key."""
    return "".join(_parts(receipt, signer, first))


def _parts(receipt: ReceiptDocument, signer: PublicKey, first: PublicKey) -> Iterator[str]:
    pem = f"-----BEGIN PUBLIC KEY-----\n{receipt.key.public}\n-----END PUBLIC KEY-----\n"
    yield _OPENING.format(receipt=RECEIPT_NAME, pem=pem, id=receipt.key.id)
    for number, text in enumerate(receipt.texts, 1):
        yield _TEXT.format(number=number, sha256=text.sha256)
    if receipt.personal is not None:
        yield _PERSONAL.format(salt=receipt.personal.salt)
    _, size, root, *_ = receipt.checkpoint.split("\n")
    blob = base64.b64decode(receipt.checkpoint.rstrip("\n").rpartition(" ")[2])
    signature = encode64(blob[4:])
    yield _HEAD.format(pem=signer.pem, origin=origin_of(first), size=size, root=root, signature=signature)
    for side, sibling in _path(receipt.record.index, int(size), receipt.proof):
        yield f"{side} {sibling}; up\n"
    yield _ROOT.format(root=root, file=sha256_hex(document_bytes(receipt)))


def _path(index: int, size: int, proof: list[str]) -> Iterator[tuple[str, str]]:
    """On which side each hash of the proof stands, and the hash in base64 (RFC 9162 §2.1.3.2)."""
    position, last = index, size - 1
    for value in proof:
        sibling = encode64(bytes.fromhex(value))
        if position % 2 or position == last:
            yield "left", sibling
            while position and not position % 2:
                position, last = position // 2, last // 2
        else:
            yield "right", sibling
        position, last = position // 2, last // 2
