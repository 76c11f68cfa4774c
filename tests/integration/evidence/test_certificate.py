"""The certificate: a tagged PDF/A-3 with the receipt inside; its printed commands verify it with openssl."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from helpers.forging import PAYLOAD, PLAIN, WHOLE, resigned, rewritten
from helpers.golden import GOLDEN, KEY
from helpers.paper_log import FIRST_KEY, whole_log
from helpers.real_receipts import real_receipts
from helpers.statements import CHANGES, DELEGATED, NO_SCREEN, NOT_SHOWN, SEALED, SUBJECTS, YES, acceptance

from installer import i18n, paths
from installer.cli import boundary
from installer.cli.main import assent
from installer.errors import BadInput, Code, Unavailable
from installer.evidence.canonical import canonical, document_bytes
from installer.evidence.certificate import make_certificate
from installer.evidence.certificate.annex import annexes
from installer.evidence.certificate.commands import RECEIPT_NAME, SCRIPT_NAME
from installer.evidence.envelope import encode_statement
from installer.evidence.personal import AuthorityFields, DelegateFields, Sealed
from installer.evidence.predicates import (
    AuthorityStated,
    Commitment,
    PredicateType,
    RemoteComputers,
    record_of,
    texts_of,
)
from installer.sentences.values import kinds

if TYPE_CHECKING:
    from pathlib import Path

EVIDENCED = AuthorityStated(accepted_on="2031-05-01", evidence_sha256="ab" * 32)
SILENT: dict[str, Any] = {
    "channel": "unattended",
    "presentation": NO_SCREEN,
    "texts": NOT_SHOWN,
    "affirmations": [msgspec.structs.replace(YES, given="flag")],
}
TOOLS = ("openssl", "pdfdetach", "pdfinfo", "pdftotext", "pdffonts")
pytestmark = pytest.mark.skipif(
    not all(shutil.which(tool) for tool in TOOLS), reason="needs openssl and poppler-utils"
)
ENGLISH = i18n.load_translator("en", paths.translations_root())


def certificate(receipt: bytes) -> bytes:
    return make_certificate(receipt, (ENGLISH, ENGLISH), paths.fonts_root())


def output(*command: object) -> str:
    words = [str(word) for word in command]
    return subprocess.run(words, check=True, capture_output=True).stdout.decode("utf-8", "replace")


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


def printed(path: Path) -> str:
    """The text of the pages, without any white space."""
    return re.sub(r"\s", "", output("pdftotext", "-raw", "-enc", "UTF-8", path, "-"))


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


def test_it_says_who_what_when_and_what_is_not_proven(tmp_path: Path) -> None:
    path = tmp_path / "certificate.pdf"
    path.write_bytes(certificate(WHOLE.read_bytes()))
    pages = printed(path)
    document = whole_log().receipt(3, 5)
    for stated in (
        "Kovács Éva, igazgató, Próba, eva@example.test",
        "Próba Kft., +36 1 000 0000",
        "sample/2001-02-03",
        "2031-05-06T07:08:09Z",
        "Elfogadom.",
        "simple electronic signature",
        "That anybody read or understood the text.",
        "Every countersignature is over a head of this log",
        *document.checkpoint.split("\n")[:3],
        *[text.sha256 for text in document.texts],
        *[block.text for part in annexes(document.texts) for block in part.blocks],
    ):
        assert re.sub(r"\s", "", stated) in pages, stated


def test_of_an_erased_person_nothing_is_said_but_that(tmp_path: Path) -> None:
    path = tmp_path / "certificate.pdf"
    path.write_bytes(
        certificate(rewritten(WHOLE.read_bytes(), lambda document: document.update(personal=None)))
    )
    pages = printed(path)
    assert "erased" in pages
    assert "Kovács" not in pages


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


@pytest.mark.parametrize("kind", PredicateType)
def test_a_statement_of_every_kind_has_its_certificate(tmp_path: Path, kind: PredicateType) -> None:
    subjects, predicate = GOLDEN[kind]
    fields = msgspec.structs.replace(
        SEALED.fields,
        authority=AuthorityFields(basis="order 17", accepted_how="in writing", evidence_name="order.pdf"),
        delegate=DelegateFields(name="Nagy Pál", role="administrator"),
        remarks="as agreed",
    )
    sealed = Sealed(SEALED.salt, fields)
    predicate = msgspec.structs.replace(predicate, personal=Commitment(commitment=sealed.commitment))
    data = resigned(PLAIN.read_bytes(), KEY, encode_statement(subjects, kind, predicate))

    def change(document: dict[str, Any]) -> None:
        document["personal"]["fields"] = msgspec.to_builtins(fields)
        if not texts_of(predicate):
            document["texts"] = []

    path = tmp_path / "certificate.pdf"
    path.write_bytes(certificate(rewritten(data, change)))
    pages = printed(path)
    named = (kinds(ENGLISH)[kind.value], "order 17, in writing, order.pdf", "Nagy Pál", "as agreed")
    for stated in (*named, record_of(predicate)):
        assert re.sub(r"\s", "", stated) in pages, stated


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"capacity": "on-behalf", "authority": EVIDENCED}, "ab" * 32),
        ({"capacity": "delegate", "delegated": DELEGATED}, DELEGATED.grant),
        (SILENT, "flag on the command line"),
        ({"role": "affiliate", "rests_on": "ef" * 32}, "ef" * 32),
        ({"occasion": "remote", "remote": RemoteComputers(count=12, notice="cd" * 32)}, "cd" * 32),
        ({"renews": "ba" * 32, "changes": CHANGES}, f"What has changed since {CHANGES.clauses[0]}"),
    ],
    ids=["on-behalf", "delegate", "unattended", "affiliate", "remote", "renewed"],
)
def test_authority_and_way_are_said_and_no_screen_that_was_not_there(
    tmp_path: Path, changes: dict[str, Any], shown: str
) -> None:
    payload = encode_statement(SUBJECTS, PredicateType.ACCEPTANCE, acceptance(**changes))
    path = tmp_path / "certificate.pdf"
    path.write_bytes(certificate(resigned(WHOLE.read_bytes(), FIRST_KEY, payload)))
    pages = printed(path)
    assert re.sub(r"\s", "", shown) in pages
    assert ("Wordsabovethebutton" in pages) is (changes is not SILENT)
