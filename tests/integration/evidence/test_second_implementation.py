"""openssl and sha256sum, without the program, judge receipts as the program does."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.statements import SEALED, acceptance

from installer import paths
from installer.agreement.cover import find_edition, list_editions
from installer.agreement.load import load_edition
from installer.evidence.envelope import subject
from installer.evidence.keys import MachineKey
from installer.evidence.log import Log
from installer.evidence.predicates import EditionRef, PredicateType, TextRef
from installer.evidence.receipt import make_receipt
from installer.evidence.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPT = Path(__file__).with_name("verify_with_openssl.sh")
CORPUS = Path(__file__).parents[2] / "data" / "evidence"
GOLDEN = CORPUS / "golden" / "acceptance.assent.json"
# The script checks bytes and signatures; these two are wrong in what their own signer said.
ONLY_IN_WHAT_IS_SAID = {"contradiction", "later-statement"}
DEFECTS = sorted(path for path in CORPUS.glob("*/receipt.assent.json"))

pytestmark = pytest.mark.skipif(
    shutil.which("openssl") is None or shutil.which("sha256sum") is None,
    reason="needs openssl and sha256sum",
)


def holds(path: Path) -> bool:
    found = subprocess.run([str(SCRIPT), str(path)], capture_output=True, text=True, check=False)
    assert found.returncode in (0, 1), found.stderr
    assert found.returncode == 0 or found.stderr.startswith("NO: "), found.stderr
    return found.returncode == 0


def test_it_accepts_the_golden_receipt() -> None:
    assert holds(GOLDEN)


@pytest.mark.parametrize("path", DEFECTS, ids=lambda path: path.parent.name)
def test_it_refuses_what_is_forged(path: Path) -> None:
    assert holds(path) is (path.parent.name in ONLY_IN_WHAT_IS_SAID)


def flips() -> Iterator[tuple[int, int]]:
    size = GOLDEN.stat().st_size
    for step, position in enumerate(range(3, size, size // 24)):
        yield position, 1 << step % 8


@pytest.mark.parametrize(("position", "mask"), list(flips()))
def test_it_refuses_a_flipped_byte_as_the_program_does(tmp_path: Path, position: int, mask: int) -> None:
    data = bytearray(GOLDEN.read_bytes())
    data[position] ^= mask
    path = tmp_path / "flipped.assent.json"
    path.write_bytes(data)
    assert not verify(bytes(data)).valid
    assert not holds(path)


@pytest.mark.parametrize("index", [0, 3, 6])
def test_it_accepts_receipts_with_the_whole_texts_of_a_real_edition(tmp_path: Path, index: int) -> None:
    root = paths.editions_root()
    edition = load_edition(find_edition(root, list_editions(root)[0]))
    texts = {language: edition.texts[language].content for language in edition.languages}
    digests = {language: edition.texts[language].digest for language in edition.languages}
    predicate = acceptance(
        edition=EditionRef(id=edition.id, digest=edition.digest, date=edition.date),
        texts=[TextRef(language=at, digest=digest, shown=True) for at, digest in digests.items()],
    )
    subjects = [subject(f"{edition.id}/{at}.md", digest) for at, digest in digests.items()]
    folder = tmp_path / "state"
    with Log.open(folder, MachineKey.load_or_create(folder)) as log:
        for _ in range(7):
            log.append(PredicateType.ACCEPTANCE, subjects, predicate, SEALED)
        path = tmp_path / "real.assent.json"
        path.write_bytes(make_receipt(log, log.record(index), texts))
    assert path.stat().st_size > 100_000
    assert holds(path)
    middle = texts["en"][1000:1040].split("\n")[0].encode()
    path.write_bytes(path.read_bytes().replace(middle, middle.swapcase(), 1))
    assert not holds(path)
