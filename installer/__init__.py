"""The core of Assent. It knows no screen; `python -m installer` is the command `assent`."""

from typing import Final

__version__: Final = "0.1.0"

COLLECT_AFTER: Final = 50_000
"""New objects after which a program of ours looks for garbage. What a command loads it needs until it ends;
looking through it after every 700, as Python does, takes a twentieth of a silent run."""
