"""Our wizard as `python -m ui` opens it: milliseconds from the process's start to the first painted page."""

from __future__ import annotations

import gc
import importlib


def main() -> None:
    """Do what `ui.__main__` and `ui.app.run` do, in their order, and report."""
    gc.disable()
    # As `ui.__main__` has it: the core before the binding.
    from installer import paths
    from ui import beforehand, single  # noqa: F401 - for the order alone

    # As the bare one has it, before all else of the binding: the sources of what comes after are read.
    first_paint = importlib.import_module("benches.probes.first_paint")
    from ui.app import make_application, make_wizard, start_language
    from ui.translation import Translation

    app = make_application()
    single.hand_over(paths.state_root())
    translation = Translation(app, paths.translations_root())
    translation.switch(start_language(translation, "hu"))
    _, wizard = make_wizard(translation)
    wizard.show()

    # Held: the binding would let go of an object that nothing in Python refers to.
    paint = first_paint.FirstPaint(wizard.current())
    app.exec()
    del paint


if __name__ == "__main__":
    main()
