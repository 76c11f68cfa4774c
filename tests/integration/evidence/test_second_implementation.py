"""openssl and sha256sum, without the program, judge receipts as the program does."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from helpers.forging import CORPUS, FILE, PLAIN, WHOLE, rewritten
from helpers.paper_log import whole_log
from helpers.real_receipts import real_receipts
from helpers.receipt_defects import DEFECTS

from installer.evidence.canonical import document_bytes
from installer.evidence.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPT = Path(__file__).with_name("verify_with_openssl.sh")
# The script checks bytes and signatures, and that the statement names the texts.
ONLY_IN_WHAT_IS_SAID = {name for name, defect in DEFECTS.items() if defect.only_in_what_is_said}
FILES = sorted(CORPUS.glob(f"*/{FILE}"))

pytestmark = pytest.mark.skipif(
    shutil.which("openssl") is None or shutil.which("sha256sum") is None,
    reason="needs openssl and sha256sum",
)


def holds(path: Path) -> bool:
    found = subprocess.run([str(SCRIPT), str(path)], capture_output=True, text=True, check=False)
    assert found.returncode in (0, 1), found.stderr
    assert found.returncode == 0 or found.stderr.startswith("NO: "), found.stderr
    return found.returncode == 0


@pytest.mark.parametrize("path", [PLAIN, WHOLE], ids=["plain", "whole"])
def test_it_accepts_the_golden_receipts(path: Path) -> None:
    assert holds(path)


def test_it_accepts_a_receipt_of_an_erased_person(tmp_path: Path) -> None:
    path = tmp_path / "erased.assent.json"
    path.write_bytes(rewritten(WHOLE.read_bytes(), lambda document: document.update(personal=None)))
    assert holds(path)


def test_it_accepts_a_receipt_of_a_statement_without_texts(tmp_path: Path) -> None:
    log = whole_log()
    document = msgspec.structs.replace(log.receipt(2, 3), texts=[])
    path = tmp_path / "rotation.assent.json"
    path.write_bytes(document_bytes(document))
    assert verify(path.read_bytes()).valid
    assert holds(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_it_refuses_what_is_forged(path: Path) -> None:
    assert holds(path) is (path.parent.name in ONLY_IN_WHAT_IS_SAID)


def flips() -> Iterator[tuple[int, int]]:
    size = WHOLE.stat().st_size
    for step, position in enumerate(range(3, size, size // 48)):
        yield position, 1 << step % 8


@pytest.mark.parametrize(("position", "mask"), list(flips()))
def test_it_refuses_a_flipped_byte_as_the_program_does(tmp_path: Path, position: int, mask: int) -> None:
    data = bytearray(WHOLE.read_bytes())
    data[position] ^= mask
    path = tmp_path / "flipped.assent.json"
    path.write_bytes(data)
    assert not verify(bytes(data)).valid
    assert not holds(path)


@pytest.mark.parametrize("index", [0, 3, 6])
def test_it_accepts_receipts_with_the_whole_texts_of_a_real_edition(tmp_path: Path, index: int) -> None:
    path = tmp_path / "real.assent.json"
    path.write_bytes(real_receipts(tmp_path / "state", 7)[index])
    assert path.stat().st_size > 100_000
    assert holds(path)
    content = json.loads(path.read_bytes())["texts"][0]["content"]
    middle = next(line for line in content.split("\n") if line.isalpha() or len(line) > 40)[:40].encode()
    path.write_bytes(path.read_bytes().replace(middle, middle.swapcase(), 1))
    assert not holds(path)


@pytest.mark.parametrize("path", [PLAIN, WHOLE], ids=["plain", "whole"])
def test_securesystemslib_verifies_the_envelope(path: Path) -> None:
    """A third one, for the envelope alone: DSSE as others read it."""
    from securesystemslib.dsse import Envelope
    from securesystemslib.exceptions import VerificationError
    from securesystemslib.signer import SSlibKey

    document = json.loads(path.read_bytes())
    der = base64.b64decode(document["key"]["public"])
    key = SSlibKey(document["key"]["id"], "ed25519", "ed25519", {"public": der[-32:].hex()})
    envelope = Envelope.from_dict(document["record"]["envelope"])
    assert set(envelope.verify([key], 1)) == {key.keyid}
    assert json.loads(envelope.payload)["_type"] == "https://in-toto.io/Statement/v1"
    envelope.payload += b" "
    with pytest.raises(VerificationError):
        envelope.verify([key], 1)
