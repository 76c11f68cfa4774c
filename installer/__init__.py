"""The core of Assent. It knows no screen; `python -m installer` is the command `assent`."""

from typing import Final

__version__: Final = "0.1.0"
