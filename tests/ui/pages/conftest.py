from __future__ import annotations

from helpers.wizards import catalogues, language, stage, translation

__all__ = ["catalogues", "language", "stage", "translation"]
