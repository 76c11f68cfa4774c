from __future__ import annotations

from helpers.editions import editions
from helpers.returning import again
from helpers.wizards import catalogues, language, stage, translation

__all__ = ["again", "catalogues", "editions", "language", "stage", "translation"]
