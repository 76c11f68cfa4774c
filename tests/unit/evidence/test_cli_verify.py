"""`assent verify`: exit statuses, the JSON of design §12, and words for people."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from helpers.forging import CORPUS, rewritten
from helpers.golden import GOLDEN
from helpers.paper_log import FIRST_KEY, WITNESS_KEY, WITNESS_NAME, whole_receipt
from helpers.statements import SEALED, TEXTS

from installer import i18n, paths
from installer.cli import boundary
from installer.cli.main import assent
from installer.cli.verify import printable
from installer.evidence.predicates import NotProven, PredicateType
from installer.evidence.receipt import make_receipt
from installer.evidence.witness import WitnessKey
from installer.sentences.values import kinds

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from installer.evidence.keys import MachineKey
    from installer.evidence.log import Log
WITNESS = WitnessKey(WITNESS_NAME, WITNESS_KEY.public).text
ENGLISH = i18n.load_translator("en", paths.translations_root())


@pytest.fixture
def file(tmp_path: Path, receipt: bytes) -> Path:
    path = tmp_path / "one.assent.json"
    path.write_bytes(receipt)
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def call(*arguments: object) -> tuple[int, str, str]:
        status = boundary.run(assent, ["verify", *(str(argument) for argument in arguments)])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


Run = Any


def test_a_receipt_that_holds_ends_with_0_and_says_what_is_not_proven(run: Run, file: Path) -> None:
    status, out, _ = run(file, "--lang", "en")
    assert status == 0
    assert out.startswith("The receipt holds.")
    assert "Kovács Éva" in out
    assert "2031-05-06T07:08:09Z" in out
    proven, _, missing = out.partition("Not proven:")
    assert "Proven:" in proven
    assert "That anybody read or understood the text." in missing
    assert "That the computer's clock was right." in missing
    assert "The key is among those that you trust: not checked" in proven


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", ("Capacity: for oneself", "Way: in the program’s window")),
        ("hu", ("Minőség: saját nevében", "Mód: a program ablakában")),
    ],
)
def test_capacity_and_way_are_said_in_words(
    run: Run, file: Path, language: str, lines: tuple[str, ...]
) -> None:
    said = run(file, "--lang", language)[1].split("\n")
    assert set(lines) <= set(said)


def test_a_changed_receipt_ends_with_1_and_proves_nothing(run: Run, file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    status, out, _ = run(file, "--lang", "en")
    assert status == 1
    assert "does NOT hold" in out
    assert "Kovács" not in out
    assert "Proven:\n  - –" in out


def test_a_receipt_of_an_erased_person_holds_and_says_that_nobody_is_named(run: Run, file: Path) -> None:
    file.write_bytes(rewritten(file.read_bytes(), lambda document: document.update(personal=None)))
    status, out, _ = run(file, "--lang", "en")
    assert status == 0
    assert "Acted" not in out
    assert "Who stated it: the personal data were erased" in out


def test_the_json_has_the_four_members_of_the_design(run: Run, file: Path) -> None:
    status, out, _ = run(file, "--json")
    document = json.loads(out)
    assert status == 0
    assert list(document) == ["valid", "checks", "proven", "not_proven"]
    assert document["valid"] is True
    assert {tuple(sorted(check)) for check in document["checks"]} == {("detail", "id", "status")}
    assert [claim["id"] for claim in document["not_proven"]] == [
        *("enrolled", "anchored", "timestamped"),
        *NotProven,
    ]
    for claim in document["proven"] + document["not_proven"]:
        assert set(claim["text"]) == {"hu", "en"}


def test_a_key_that_is_not_trusted_ends_with_2_under_the_policy_that_asks(run: Run, file: Path) -> None:
    status, out, _ = run(file, "--policy", "enrolled", "--key", "0" * 64, "--json")
    assert status == 2
    assert json.loads(out)["valid"] is True
    status, out, _ = run(file, "--policy", "enrolled", "--key", "0" * 64, "--lang", "en")
    assert "its key is not among those that you trust" in out
    assert "The key is among those that you trust: NO" in out


def test_a_trusted_key_ends_with_0_by_id_and_by_file(
    run: Run, file: Path, key: MachineKey, tmp_path: Path
) -> None:
    assert run(file, "--policy", "enrolled", "--key", key.id)[0] == 0
    keys = tmp_path / "keys.pem"
    keys.write_text(key.public.pem)
    assert run(file, "--policy", "enrolled", "--trust", keys)[0] == 0
    assert run(file, "--policy", "enrolled", "--enrolled", keys)[0] == 0


def test_a_known_witness_ends_with_0_by_its_key_and_by_file(run: Run, tmp_path: Path) -> None:
    file, witnesses = tmp_path / "whole.assent.json", tmp_path / "witnesses.txt"
    file.write_bytes(whole_receipt())
    witness = WitnessKey(WITNESS_NAME, WITNESS_KEY.public).text
    witnesses.write_text(f"# the neighbour\n\n{witness}\n")
    asked = (file, "--policy", "anchored", "--key", FIRST_KEY.id)
    assert run(*asked, "--witness", witness)[0] == 0
    assert run(*asked, "--witness", witnesses)[0] == 0
    other = WitnessKey("other.example", WITNESS_KEY.public).text
    status, out, _ = run(*asked, "--witness", other, "--lang", "en")
    assert status == 2
    assert "no witness that you trust has countersigned the log" in out


def test_every_kind_of_statement_is_shown_for_what_it_is(run: Run, tmp_path: Path, log: Log) -> None:
    path = tmp_path / "one.assent.json"
    for kind, (subjects, predicate) in GOLDEN.items():
        if kind in (PredicateType.ERASURE, PredicateType.KEY_ROTATION):
            continue
        path.write_bytes(make_receipt(log, log.append(kind, subjects, predicate, SEALED), TEXTS))
        status, out, _ = run(path, "--lang", "en")
        assert status == 0
        assert f"Statement: {kinds(ENGLISH)[kind.value]} ({kind.value})" in out


def test_a_receipt_of_another_version_ends_with_3(run: Run) -> None:
    for defect in ("later-format", "later-statement"):
        status, out, _ = run(CORPUS / defect / "receipt.assent.json", "--lang", "en")
        assert status == 3
        assert "another version" in out


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["missing.assent.json"],
        ["{file}", "--policy", "enrolled"],
        ["{file}", "--policy", "other"],
        ["{file}", "--policy", "anchored", "--key", "0"],
        ["{file}", "--policy", "timestamped", "--key", "0", "--witness", WITNESS],
        ["{file}", "--witness", "no+such+key"],
        ["{file}", "--witness", "no-such-file"],
        ["{file}", "--tsa", "{file}"],
        ["{file}", "--unknown"],
        ["{file}", "extra"],
        ["{file}", "--trust", "missing.pem"],
        ["{folder}"],
    ],
    ids=[
        "no-file",
        "missing",
        "no-keys",
        "policy",
        "no-witness",
        "no-authority",
        "bad-witness",
        "no-witness-file",
        "bad-authority",
        "flag",
        "extra",
        "no-trust",
        "folder",
    ],
)
def test_a_wrong_use_ends_with_4_and_says_why(run: Run, file: Path, arguments: list[str]) -> None:
    filled = [part.format(file=file, folder=file.parent) for part in arguments]
    status, out, err = run(*filled)
    assert status == 4
    assert out == ""
    assert err
    assert "Traceback" not in err


def test_a_file_that_is_too_large_is_refused_without_reading_it_all(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "huge.assent.json"
    with path.open("wb") as huge:
        huge.truncate(10**11)
    status, out, _ = run(path, "--lang", "en")
    assert status == 1
    assert "too-large" in out


def test_hungarian_is_spoken_when_asked_for(run: Run, file: Path) -> None:
    english = run(file, "--lang", "en")[1]
    hungarian = run(file, "--lang", "hu")[1]
    assert english != hungarian


def test_what_a_file_says_cannot_steer_the_terminal() -> None:
    assert printable("a\x1b[2Jb\u202ec\nd") == "a\ufffd[2Jb\ufffdc\ufffdd"
    assert printable("Kovács Éva – 1") == "Kovács Éva – 1"


def test_verifying_imports_no_screen_and_no_database_layer(file: Path) -> None:
    code = (
        "import sys; from installer.cli import boundary; from installer.cli.main import assent;"
        "status = boundary.run(assent, ['verify', sys.argv[1], '--json']);"
        "heavy = {'PySide6', 'sqlalchemy', 'jinja2', 'rich', 'sqlite3'} & set(sys.modules);"
        "raise SystemExit(str(heavy) if heavy else status)"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
