"""`assent log fsck | prove | checkpoint | export`: checked here, proven and kept elsewhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from helpers.attacks import attacked_key, cut, grow
from helpers.statements import FIELDS, TEXTS
from helpers.tampering import edit

from installer.errors import Outcome
from installer.evidence import tree
from installer.evidence.checkpoint import open_checkpoint
from installer.evidence.log import Log
from installer.evidence.receipt import make_receipt
from installer.host import exit_status

if TYPE_CHECKING:
    from pathlib import Path

Run = Any
USAGE = exit_status(Outcome.USAGE)


def receipt(folder: Path, to: Path) -> Path:
    with Log.open(folder, attacked_key(folder)) as log:
        to.write_bytes(make_receipt(log, log.record(2), TEXTS))
    return to


def test_fsck_of_a_sound_log_ends_with_0_and_says_its_limit(run: Run, machine: Path) -> None:
    status, out, _ = run("fsck", "--lang", "en")
    assert status == 0
    assert b"is sound" in out
    assert b"--against" in out
    assert json.loads(run("fsck", "--json")[1]) == {"sound": True, "findings": []}
    assert machine.exists()


def test_before_the_first_statement_there_is_nothing_to_be_wrong(
    run: Run, state_folder: Path, tmp_path: Path
) -> None:
    status, out, _ = run("fsck", "--lang", "en")
    assert status == 0
    assert b"holds no record" in out
    assert b"--against" in out
    assert json.loads(run("fsck", "--json")[1]) == {"sound": True, "findings": []}
    assert not state_folder.exists() or not list(state_folder.glob("*.pem"))
    # Who kept something of a log elsewhere, or has its key, is not told that there never was one.
    grow(tmp_path / "other", 1)
    kept = tmp_path / "kept"
    with Log.open(tmp_path / "other", attacked_key(tmp_path / "other")) as log:
        kept.write_bytes(make_receipt(log, log.record(0), TEXTS))
    assert run("fsck", "--against", kept)[0] != 0


def test_fsck_names_what_is_wrong_and_ends_with_1(run: Run, machine: Path) -> None:
    edit(machine, ("UPDATE records SET time = '2000-01-01T00:00:00Z' WHERE idx = 1", ()))
    status, out, _ = run("fsck", "--lang", "en")
    assert status == 1
    assert b"Record 1: A record was rewritten. (what is stored beside the records does" in out
    status, out, _ = run("fsck", "--json")
    assert status == 1
    expected = {"id": "rewritten", "record": 1, "detail": "columns"}
    assert json.loads(out) == {"sound": False, "findings": [expected]}


@pytest.mark.parametrize("kind", ["receipt", "checkpoint"])
def test_fsck_against_what_was_kept_elsewhere_sees_a_log_cut_back(
    run: Run, machine: Path, tmp_path: Path, kind: str
) -> None:
    kept = tmp_path / "kept"
    if kind == "receipt":
        receipt(machine, kept)
    else:
        kept.write_bytes(run("checkpoint")[1])
    for command in ("fsck", "--against"), ("checkpoint", "--verify"):
        status, out, _ = run(*command, kept, "--lang", "en")
        assert status == 0
        assert b"--against" not in out
    cut(machine, 2)
    for command in ("fsck", "--against"), ("checkpoint", "--verify"):
        status, out, _ = run(*command, kept, "--lang", "en")
        assert status == 1
        assert b"records have been taken away" in out
        assert json.loads(run(*command, kept, "--json")[1])["findings"][0]["id"] == "rolled-back"


def test_what_is_kept_must_hold_itself(run: Run, machine: Path, tmp_path: Path) -> None:
    kept = receipt(machine, tmp_path / "kept")
    kept.write_bytes(kept.read_bytes() + b" ")
    status, _, err = run("fsck", "--against", kept, "--lang", "en")
    assert status == USAGE
    assert b"(it is not written in the one exact form)" in err
    assert run("fsck", "--against", tmp_path / "none")[0] == USAGE


def test_names_without_a_record_are_not_given_a_place(run: Run, machine: Path) -> None:
    (machine / "log.sqlite3").write_bytes(b"no database at all, but long enough to be looked at" * 20)
    status, out, _ = run("fsck", "--lang", "en")
    assert status == 1
    assert out.startswith(b"The log file is damaged.")


def test_a_checkpoint_is_the_newest_or_the_one_of_a_size(run: Run, machine: Path) -> None:
    key = attacked_key(machine).public
    assert open_checkpoint(run("checkpoint")[1].decode(), key).size == 3
    assert open_checkpoint(run("checkpoint", "--size", 2)[1].decode(), key).size == 2
    found = json.loads(run("checkpoint", "--json")[1])
    assert found["size"] == 3
    assert open_checkpoint(found["checkpoint"], key).root.hex() == found["root"]
    assert run("checkpoint", "--size", 4)[0] == USAGE


def test_without_a_log_there_is_nothing_to_keep_or_prove(
    run: Run, state_folder: Path, tmp_path: Path
) -> None:
    for command in (
        ["checkpoint"],
        ["prove", 0],
        ["export", tmp_path / "x"],
        ["rotate", "--reason", "moved", "--by", "x"],
    ):
        assert run(*command)[0] == USAGE
    assert not (state_folder / "log.sqlite3").exists()
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(("index", "size"), [(0, 3), (2, 3), (1, 2), (0, 1)])
def test_a_proof_leads_from_a_record_to_a_signed_head(run: Run, machine: Path, index: int, size: int) -> None:
    found = json.loads(run("prove", index, "--size", size, "--json")[1])
    proof = [bytes.fromhex(value) for value in found["proof"]]
    root = tree.root_from_proof(bytes.fromhex(found["leaf"]), index, size, proof)
    assert root is not None
    assert root.hex() == found["root"]
    head = open_checkpoint(found["checkpoint"], attacked_key(machine).public)
    assert (head.size, head.root) == (size, root)


def test_a_proof_reads_as_lines(run: Run, machine: Path) -> None:
    found = json.loads(run("prove", 1, "--json")[1])
    status, out, _ = run("prove", 1, "--lang", "en")
    assert status == 0
    assert found["size"] == 3
    lines = out.decode().splitlines()
    assert lines[:2] == ["Leaf:", found["leaf"]]
    assert "\n".join(found["proof"]) in out.decode()
    assert found["checkpoint"] in out.decode()
    assert machine.exists()


@pytest.mark.parametrize(("old", "new"), [(1, 3), (2, 3), (3, 3), (1, 2)])
def test_a_consistency_proof_leads_to_both_heads(run: Run, machine: Path, old: int, new: int) -> None:
    found = json.loads(run("prove", "--consistency", old, new, "--json")[1])
    proof = [bytes.fromhex(value) for value in found["proof"]]
    roots = tree.roots_from_consistency(old, new, bytes.fromhex(found["old-root"]), proof)
    assert roots is not None
    assert [root.hex() for root in roots] == [found["old-root"], found["root"]]
    assert open_checkpoint(found["checkpoint"], attacked_key(machine).public).size == new
    assert run("prove", "--consistency", old, new, "--lang", "en")[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [[], [0, "--consistency", 1, 2], [9], [2, "--size", 2], [0, "--size", 9], ["--consistency", 3, 2]],
    ids=str,
)
def test_a_proof_of_what_is_not_there_is_refused(run: Run, machine: Path, arguments: list[object]) -> None:
    assert run("prove", *arguments)[0] != 0
    assert machine.exists()


@pytest.mark.usefixtures("machine")
def test_an_exported_log_is_checked_without_the_machine(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported, kept, keys = tmp_path / "log.jsonl", tmp_path / "kept", tmp_path / "keys.pem"
    kept.write_bytes(run("checkpoint")[1])
    run("rotate", "--reason", "scheduled", "--by", "Kiss Éva")
    keys.write_bytes(run("key", "--all")[1])
    assert json.loads(run("export", exported, "--json")[1]) == {
        "file": str(exported),
        "records": 4,
        "people": True,
    }
    assert FIELDS.actor.name.encode() in exported.read_bytes()
    monkeypatch.setenv("ASSENT_STATE", str(tmp_path / "elsewhere"))
    status, out, _ = run("fsck", "--export", exported, "--lang", "en")
    assert status == 0
    assert b"--enrolled" in out
    arguments = ("fsck", "--export", exported, "--enrolled", keys, "--against", kept)
    assert run(*arguments)[0] == 0
    exported.write_bytes(exported.read_bytes().replace(b"product-1", b"product-2"))
    exported.write_bytes(exported.read_bytes()[:-1])
    status, out, _ = run(*arguments, "--json")
    assert status == 1
    assert json.loads(out)["findings"] == [{"id": "file", "record": -1, "detail": "torn"}]


def test_an_exported_log_of_a_key_that_is_not_known_is_named(run: Run, machine: Path, tmp_path: Path) -> None:
    exported, keys = tmp_path / "log.jsonl", tmp_path / "keys.pem"
    keys.write_bytes(run("key")[1])
    other = tmp_path / "other"
    grow(other, 2)
    edit(other, ("DELETE FROM personal WHERE idx = 9", ()))
    for path in machine.iterdir():
        if path.is_file():
            path.unlink()
    for path in other.iterdir():
        (machine / path.name).write_bytes(path.read_bytes())
    (machine / "machine-key.pem").chmod(0o600)
    assert run("export", exported, "--without-people")[0] == 0
    assert FIELDS.actor.name.encode() not in exported.read_bytes()
    status, out, _ = run("fsck", "--export", exported, "--enrolled", keys, "--json")
    assert status == 1
    assert [found["id"] for found in json.loads(out)["findings"]] == ["replaced"]
    assert run("fsck", "--enrolled", keys)[0] != 0
    assert run("fsck", "--export", tmp_path / "none")[0] == USAGE


def test_a_log_that_is_not_sound_is_not_exported(run: Run, machine: Path, tmp_path: Path) -> None:
    edit(machine, ("DELETE FROM personal WHERE idx = 1", ()))
    status, _, err = run("export", tmp_path / "log.jsonl", "--lang", "en")
    assert status == exit_status(Outcome.LOG_UNWRITABLE)
    assert b"erased-unsaid" in err
    assert not (tmp_path / "log.jsonl").exists()


def test_an_export_says_how_many_records_it_has(run: Run, machine: Path, tmp_path: Path) -> None:
    status, out, _ = run("export", tmp_path / "log.jsonl", "--lang", "en")
    assert status == 0
    assert b"3 records written" in out
    assert (tmp_path / "log.jsonl").stat().st_mode & 0o077 == 0
    assert run("export", tmp_path / "none" / "log.jsonl")[0] == exit_status(Outcome.LOG_UNWRITABLE)
    assert machine.exists()


def test_people_are_erased_and_the_command_says_what_it_changed(run: Run, machine: Path) -> None:
    folder = machine / "receipts"
    folder.mkdir(exist_ok=True)
    path = receipt(machine, folder / "two.assent.json")
    status, out, _ = run("erase", 2, 0, "--reason", "request", "--by", "Kiss Éva", "--json")
    assert status == 0
    assert json.loads(out) == {"record": 3, "erased": [0, 2], "files": [str(path)]}
    assert FIELDS.actor.name.encode() not in path.read_bytes()
    status, out, _ = run("erase", 1, "--reason", "error", "--by", "Kiss Éva", "--lang", "en")
    assert status == 0
    assert b"record 4" in out
    assert run("erase", 1, "--reason", "error", "--by", "Kiss Éva")[0] == USAGE
    assert run("erase", 1, "--reason", "error")[0] != 0
    assert run("fsck")[0] == 0


def test_the_key_is_rotated_and_the_new_one_named(run: Run, machine: Path) -> None:
    old = attacked_key(machine).id
    found = json.loads(run("rotate", "--reason", "moved", "--by", "Kiss Éva", "--json")[1])
    assert found == {"record": 3, "old": old, "new": attacked_key(machine).id}
    status, out, _ = run("rotate", "--reason", "scheduled", "--by", "Kiss Éva", "--lang", "en")
    assert status == 0
    assert attacked_key(machine).id.encode() in out
    assert run("fsck")[0] == 0


@pytest.mark.parametrize("command", ["fsck", "prove", "checkpoint", "export", "erase", "rotate"])
def test_every_command_has_examples_in_its_help(run: Run, command: str) -> None:
    status, out, _ = run(command, "--help")
    assert status == 0
    assert f"assent log {command}".encode() in out
