"""`python -m installer`: the command `assent`."""

import gc

from installer import COLLECT_AFTER
from installer.cli.later import postpone

if __name__ == "__main__":
    gc.set_threshold(COLLECT_AFTER)
    postpone()
    try:
        from installer.cli.main import start  # after it: what loading makes is needed until the end
    except KeyboardInterrupt:
        # Interrupted before there was anybody to say so. Nothing has been done yet.
        from installer.cli.main import cancel as start

    start()
