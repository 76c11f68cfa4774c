"""A program of its own that appends acceptances and says each digest once it is durable.

`python append_many.py FOLDER COUNT`: used by tests that need other processes, also to kill them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from helpers.statements import FIELDS, accepted

from installer.evidence.keys import MachineKey
from installer.evidence.log import Log
from installer.evidence.personal import seal


def main(folder: Path, count: int) -> None:
    """Append `count` acceptances to the log in `folder`."""
    with Log.open(folder, MachineKey.load_or_create(folder)) as log:
        for number in range(count):
            sys.stdout.write(accepted(log, seal(FIELDS), products=[f"product-{number}"]).digest + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
