from __future__ import annotations

from helpers.wizards import catalogues, translation

__all__ = ["catalogues", "translation"]
