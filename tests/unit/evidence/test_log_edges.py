"""What happens at the edges: nothing there yet, no key file, a member left out, a key holder's lie."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec
import pytest
from helpers.golden import GOLDEN, KEY
from helpers.statements import FIELDS, SEALED, accepted
from helpers.tampering import edit

from installer.errors import Code, Unavailable, UntrustedData
from installer.evidence.canonical import LIMIT, canonical, parse
from installer.evidence.envelope import encode_statement
from installer.evidence.export import read_export
from installer.evidence.fsck import examine, fsck
from installer.evidence.keys import KEY_FILE, MachineKey
from installer.evidence.log import Log
from installer.evidence.personal import seal
from installer.evidence.predicates import PredicateType
from installer.evidence.record import decode_record
from installer.evidence.snapshot import Snapshot
from installer.evidence.upkeep import By

if TYPE_CHECKING:
    from pathlib import Path


def test_a_folder_without_a_log_is_an_empty_and_sound_one(tmp_path: Path, key: MachineKey) -> None:
    assert fsck(tmp_path, key.public) == ()
    assert [finding.id for finding in examine(Snapshot(), None)] == ["key-replaced"]


def test_a_log_whose_key_is_in_no_file_is_rotated_into_one(log: Log, folder: Path) -> None:
    accepted(log)
    log.rotate("moved", By(seal(FIELDS)))
    assert MachineKey.load(folder / KEY_FILE).public == log.key
    accepted(log, seal(FIELDS))
    assert fsck(folder, log.key) == ()


def test_a_key_file_of_zeros_is_no_key(tmp_path: Path) -> None:
    path = tmp_path / KEY_FILE
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
    os.write(descriptor, bytes(119))
    os.close(descriptor)
    with pytest.raises(Unavailable) as caught:
        MachineKey.load(path)
    assert caught.value.facts["detail"] == "not-a-key"


def test_a_record_that_leaves_out_what_is_usual_is_refused(log: Log) -> None:
    whole = parse(accepted(log).data)
    for member in ("type", "version"):
        left = {name: value for name, value in whole.items() if name != member}
        with pytest.raises(UntrustedData) as caught:
            decode_record(canonical(left))
        assert caught.value.facts["detail"] == "member-missing"
    with pytest.raises(UntrustedData) as caught:
        decode_record(canonical(whole).replace(b'"index":0', b'"index":0.5'))
    assert caught.value.code is Code.STATEMENT_MALFORMED


def test_a_rotation_that_the_key_holder_slips_in_covers_nothing(folder: Path) -> None:
    subjects, said = GOLDEN[PredicateType.KEY_ROTATION]
    payload = encode_statement(subjects, PredicateType.KEY_ROTATION, said)
    with Log.open(folder, KEY) as log:
        with log._writing() as writer:
            writer.add(payload, SEALED)
        for read in (log.statements, lambda: log.statement(0)):
            with pytest.raises(UntrustedData) as caught:
                read()
            assert caught.value.facts["detail"] == "rotation-without-key"
    assert {finding.id for finding in fsck(folder, KEY.public)} == {"key-replaced"}


def test_a_missing_hash_of_the_tree_is_named_by_its_record(log: Log, folder: Path) -> None:
    for number in range(5):
        accepted(log, products=[f"product-{number}"])
    edit(folder, ("UPDATE checkpoints SET hashes = substr(hashes, 1, 64) WHERE size = 4", ()))
    with pytest.raises(UntrustedData) as caught:
        log.statement(0)
    assert caught.value.facts == {"path": str(log.path), "record": 3, "detail": "tree"}


def test_an_export_with_a_line_beyond_all_measure_is_refused() -> None:
    with pytest.raises(UntrustedData) as caught:
        read_export([b"x" * (LIMIT + 1)])
    assert caught.value.facts["detail"] == "too-large"


def test_a_record_beyond_all_measure_is_refused() -> None:
    with pytest.raises(UntrustedData) as caught:
        decode_record(b"[" * (LIMIT + 1))
    assert caught.value.facts["detail"] == "too-large"


def test_a_statement_may_be_read_again_as_it_was_said() -> None:
    for _, said in GOLDEN.values():
        assert msgspec.convert(msgspec.to_builtins(said), type(said)) == said
