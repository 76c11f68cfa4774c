"""What needs nothing of Qt and is needed for the first page: imported before the binding.

Once the binding is loaded it searches the source of every module that is imported for the first time
since, those of the standard library among them, which doubles what an import takes.
"""

from __future__ import annotations

from installer import i18n, paths, session  # noqa: F401 - for the order alone, as all here
from ui import amounts, early, palettes, places, single, style_sheet  # noqa: F401
from ui.pages import making  # noqa: F401
