"""Somebody else's machine, whose heads a witness signs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
from helpers.attacks import attacked_key
from helpers.statements import TEXTS

from installer.evidence.export import export_lines
from installer.evidence.log import Log
from installer.evidence.proofs import prove_consistency
from installer.evidence.receipt import make_receipt
from installer.evidence.snapshot import read_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True)
class Theirs:
    """Somebody else's machine: the log's folder, and where files of it go."""

    folder: Path
    files: Path

    def log(self) -> Log:
        return Log.open(self.folder, attacked_key(self.folder))

    @property
    def keys(self) -> Path:
        """The file of keys as the witness got it once, from then on the same."""
        return self.files / "their-keys.pem"

    def write(self, name: str, data: str | bytes) -> Path:
        path = self.files / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def note(self, size: int) -> Path:
        with self.log() as log:
            return self.write(f"note-{size}.txt", log.checkpoint(size))

    def proof(self, old: int, new: int) -> Path:
        with self.log() as log:
            document = prove_consistency(log, old, new)
        return self.write(f"proof-{old}-{new}.json", msgspec.json.encode(document))

    def export(self) -> Path:
        return self.write("log.jsonl", b"".join(export_lines(read_file(self.folder))))

    def receipt(self, index: int, size: int | None = None) -> Path:
        with self.log() as log:
            data = make_receipt(log, log.record(index), TEXTS, size)
        return self.write(f"receipt-{index}.assent.json", data)


def findings(run: Callable[..., tuple[int, bytes, bytes]], theirs: Theirs, *arguments: object) -> list[str]:
    """What a refusal names; the exit status is 1."""
    status, out, _ = run("cosign", *arguments, "--enrolled", theirs.keys, "--json")
    assert status == 1
    return [str(item["id"]) for item in json.loads(out)["findings"]]
