from __future__ import annotations

from helpers.wizards import catalogues

__all__ = ["catalogues"]
