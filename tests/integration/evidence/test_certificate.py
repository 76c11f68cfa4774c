"""The certificate: a tagged PDF/A-3 with the receipt inside; its printed commands verify it with openssl."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from helpers.certificates import ENGLISH, NEEDS_TOOLS, certificate, output, printed
from helpers.forging import PAYLOAD, WHOLE, resigned, rewritten
from helpers.paper_log import FIRST_KEY, whole_log
from helpers.real_receipts import real_receipts
from helpers.statements import SEALED

from installer.cli import boundary
from installer.cli.main import assent
from installer.errors import BadInput, Code, Unavailable
from installer.evidence.canonical import canonical, document_bytes
from installer.evidence.certificate import make_certificate
from installer.evidence.certificate.commands import RECEIPT_NAME, SCRIPT_NAME
from installer.evidence.personal import Sealed

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = NEEDS_TOOLS


def unpacked(pdf: bytes, folder: Path) -> Path:
    """The folder with what is attached to the PDF."""
    folder.mkdir()
    (folder.parent / "certificate.pdf").write_bytes(pdf)
    output("pdfdetach", "-saveall", "-o", folder, folder.parent / "certificate.pdf")
    return folder


def said(folder: Path) -> tuple[int, list[str]]:
    """What the attached commands say about the attached receipt."""
    found = subprocess.run(["bash", SCRIPT_NAME], cwd=folder, capture_output=True, text=True, check=False)
    return found.returncode, found.stdout.splitlines()


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A receipt with the whole texts of the edition, the sixth of seven."""
    return real_receipts(tmp_path_factory.mktemp("real") / "state", 7, 7)[5]


def test_the_receipt_inside_is_the_receipt_byte_by_byte_and_verifies_with_openssl(
    real: bytes, tmp_path: Path
) -> None:
    folder = unpacked(certificate(real), tmp_path / "out")
    assert {path.name for path in folder.iterdir()} == {RECEIPT_NAME, SCRIPT_NAME}
    assert (folder / RECEIPT_NAME).read_bytes() == real
    status, lines = said(folder)
    assert status == 0
    assert len(lines) == 10
    assert all(line.startswith("yes: ") for line in lines)


def test_the_commands_stand_on_the_pages_as_they_are_attached(real: bytes, tmp_path: Path) -> None:
    folder = unpacked(certificate(real), tmp_path / "out")
    script = (folder / SCRIPT_NAME).read_text("utf-8")
    assert [line for line in script.splitlines() if len(line) > 104] == []
    pages = printed(tmp_path / "certificate.pdf")
    for line in script.splitlines():
        assert re.sub(r"\s", "", line) in pages, line


@pytest.mark.parametrize("index", range(7))
def test_the_commands_fit_every_place_in_a_log_with_a_rotation(tmp_path: Path, index: int) -> None:
    log = whole_log()
    for size in range(index + 1, 8):
        document = log.receipt(index, size)
        if index == 2:
            document = msgspec.structs.replace(document, texts=[])
        folder = unpacked(certificate(document_bytes(document)), tmp_path / f"out-{size}")
        status, lines = said(folder)
        assert status == 0, lines


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"Terms {#terms}", b"Terms {#teRms}"),
        (b'"email":"eva', b'"email":"eve'),
        (b'"time":"2031', b'"time":"2032'),
        (b'"sig":"', b'"sig":"A'),
        (b'"payload":"e', b'"payload":"f'),
        (b'"rotations":[{"proof":["', b'"rotations":[{"proof":["' + b"0" * 64 + b'","'),
        (b'"timestamps":[', b'"timestamps":[{"sha256":"","token":""},'),
    ],
    ids=["text", "person", "record", "signature", "statement", "rotation", "timestamp"],
)
def test_the_commands_refuse_a_changed_receipt(tmp_path: Path, before: bytes, after: bytes) -> None:
    folder = unpacked(certificate(WHOLE.read_bytes()), tmp_path / "out")
    data = (folder / RECEIPT_NAME).read_bytes()
    position = data.index(b'"record":') if before.startswith((b'"time', b'"sig', b'"pay')) else 0
    changed = data[:position] + data[position:].replace(before, after, 1)
    assert changed != data
    (folder / RECEIPT_NAME).write_bytes(changed)
    status, lines = said(folder)
    assert status != 0, lines


def test_the_commands_refuse_another_attachment_and_more_than_one_receipt(
    real: bytes, tmp_path: Path
) -> None:
    folder = unpacked(certificate(WHOLE.read_bytes()), tmp_path / "out")
    for other in (
        WHOLE.read_bytes() * 2,
        WHOLE.read_bytes() + b"\n",
        b"\xef\xbb\xbf" + WHOLE.read_bytes(),
        real,
    ):
        (folder / RECEIPT_NAME).write_bytes(other)
        status, lines = said(folder)
        assert status != 0, lines


def test_nothing_that_a_person_wrote_becomes_part_of_a_command(tmp_path: Path) -> None:
    """Names, texts and remarks with what a shell or a template would run stay data."""
    trap = "'; touch trapped; echo '$(touch trapped)`touch trapped` \\"  # panic(1) %s \\n"
    fields = msgspec.structs.replace(SEALED.fields, remarks=trap)
    sealed = Sealed(SEALED.salt, fields)
    said_by = json.loads(PAYLOAD)
    said_by["subject"][0]["name"] = trap
    said_by["predicate"]["personal"]["commitment"] = sealed.commitment
    said_by["predicate"]["products"] = [trap]
    signed = resigned(WHOLE.read_bytes(), FIRST_KEY, canonical(said_by))

    def change(document: dict[str, Any]) -> None:
        document["texts"][0]["name"] = trap
        document["personal"]["fields"]["remarks"] = trap

    folder = unpacked(certificate(rewritten(signed, change)), tmp_path / "out")
    assert "trapped" in (folder / RECEIPT_NAME).read_text("utf-8")
    assert "trapped" not in (folder / SCRIPT_NAME).read_text("utf-8")
    status, lines = said(folder)
    assert status == 0, lines
    assert not (folder / "trapped").exists()


def test_the_same_receipt_gives_the_same_bytes(real: bytes) -> None:
    assert certificate(real) == certificate(real)


def test_it_is_tagged_names_its_standards_and_carries_its_own_fonts(real: bytes, tmp_path: Path) -> None:
    pdf = certificate(real)
    path = tmp_path / "certificate.pdf"
    path.write_bytes(pdf)
    information = output("pdfinfo", path)
    assert "Tagged:          yes" in information
    assert re.search(r"Title: +Certificate of an electronic statement", information)
    metadata = output("pdfinfo", "-meta", path)
    assert "<pdfaid:part>3</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    structure = output("pdfinfo", "-struct", path)
    assert all(f"\n  {tag}" in structure for tag in ("H1", "H2", "Table"))
    fonts = [line.split() for line in output("pdffonts", path).splitlines()[2:]]
    assert fonts
    assert all("yes" in line for line in fonts)
    assert all("AssentSans" in line[0] or "DejaVuSansMono" in line[0] for line in fonts)
    # PDF/A-3: an attachment names what it is to the document.
    assert b"/AFRelationship /Source" in pdf or b"/AFRelationship/Source" in pdf


def test_no_certificate_is_made_of_a_receipt_that_does_not_hold() -> None:
    with pytest.raises(BadInput) as caught:
        certificate(WHOLE.read_bytes().replace(b"Kov", b"kov", 1))
    assert caught.value.code is Code.RECEIPT_MALFORMED
    assert caught.value.facts == {"detail": "personal"}


def test_what_cannot_be_typeset_is_said_with_a_code_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as caught:
        make_certificate(WHOLE.read_bytes(), (ENGLISH,), tmp_path / "no-fonts")
    assert caught.value.code is Code.CERTIFICATE_UNAVAILABLE


def test_the_command_writes_it_beside_the_receipt(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "one.assent.json"
    file.write_bytes(WHOLE.read_bytes())
    assert boundary.run(assent, ["receipt", "certificate", str(file), "--json"]) == 0
    assert str(tmp_path / "one.pdf") in capsys.readouterr().out
    assert (tmp_path / "one.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert boundary.run(assent, ["receipt", "certificate", str(file), "--output", str(tmp_path)]) == 103
