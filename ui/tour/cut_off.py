"""An installation that a power cut ends: `python -m ui.tour.cut_off FOLDER`, a process that kills itself.

It accepts by flags, installs, and ends in the middle of writing the new files, as hard as a system can
end a process. Nothing is put back by it; the next start does that.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from installer import paths
from installer.acceptance.channel import Channel
from installer.i18n import SOURCE_LANGUAGE
from installer.progress import Cancel
from installer.session.presentation import Presentation
from ui.tour.world import ANNA, World, say_ready

if TYPE_CHECKING:
    from installer.progress import Progress


def main(folder: Path) -> None:
    """Does not return where there is anything to write."""
    world = World(folder, SOURCE_LANGUAGE)
    os.environ[paths.STATE_VARIABLE] = str(world.state)
    session = world.session(Channel.UNATTENDED)
    say_ready(session, ANNA)
    session.accept(Presentation())
    session.install(session.plan(), _until_something_is_written, Cancel())


def _until_something_is_written(progress: Progress) -> None:
    if progress.phase == "stage" and progress.done_files:
        if sys.platform == "win32":
            os.abort()
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
