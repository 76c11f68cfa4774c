"""No space for the log: nothing is appended, what was there stays, and the refusal names the file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from installer.evidence.fsck import fsck
from installer.evidence.keys import KEY_FILE, MachineKey
from installer.evidence.log import Log

pytest.importorskip("resource", reason="limits a process's file size, which only POSIX can")

ROOT = Path(__file__).parents[3]
# Appends until the system lets no file grow any further, and says what came out and how many it has.
PROGRAM = """
import resource, sys
from pathlib import Path
from helpers.statements import FIELDS, accepted
from installer.errors import AssentError
from installer.evidence.keys import MachineKey
from installer.evidence.log import Log
from installer.evidence.personal import seal
folder, limit = Path(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
count = 0
try:
    with Log.open(folder, MachineKey.load_or_create(folder)) as log:
        while True:
            accepted(log, seal(FIELDS))
            count += 1
except AssentError as error:
    print(error.code.value, error.facts["path"], count)
"""


@pytest.mark.parametrize("limit", [20_000, 60_000, 150_000, 151_111])
def test_a_full_disk_refuses_the_append_and_keeps_the_log(tmp_path: Path, limit: int) -> None:
    folder = tmp_path / "state"
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    output = subprocess.check_output(
        [sys.executable, "-c", PROGRAM, str(folder), str(limit)], env=environment, text=True
    )
    code, path, count = output.split()
    assert code == "evidence.log-unwritable"
    assert path == str(folder / "log.sqlite3")
    key = MachineKey.load(folder / KEY_FILE)
    with Log.open(folder, key) as log:
        assert len(log.statements()) == int(count)
    assert fsck(folder, key.public) == ()
