"""Our wizard: the first paint of its first page, or of the agreement's text when that page is entered.

wizard.py first        milliseconds from the start of the process
wizard.py agreement    milliseconds from entering the page
"""

from __future__ import annotations

import gc
import sys
import time
from typing import TYPE_CHECKING

from benches.probes.first_paint import FirstPaint

if TYPE_CHECKING:
    from installer.session import Session
    from ui.wizard import Wizard


def main() -> None:
    """Open the wizard as `ui.__main__` and `ui.app.run` do, and report one of its two times."""
    gc.disable()
    from installer import paths
    from installer.session import open_session
    from ui.app import default_target, make_application
    from ui.translation import Translation
    from ui.wizard import Wizard

    app = make_application()
    translation = Translation(app, paths.translations_root())
    translation.switch("hu")
    session = open_session(language="hu", target=default_target(), later=True)
    wizard = Wizard(session, translation)
    wizard.show()
    first = FirstPaint(wizard.current())
    if sys.argv[1:] == ["agreement"]:
        first.quiet = True
        app.exec()
        enter_agreement(session, wizard)
    app.exec()


def enter_agreement(session: Session, wizard: Wizard) -> None:
    """Go to the agreement page and report its first text from there."""
    from installer.acceptance.parties import Actor, Parties
    from installer.flow.state import PartiesEntered, SelectionChanged
    from installer.flow.steps import Step
    from installer.terms.selected import Selection
    from ui.widgets.reader_column import ReaderColumn

    session.send(PartiesEntered(Parties(actor=Actor(name="Bench", email="bench@example.com"))))
    session.send(SelectionChanged(Selection(products=("xprotect-corporate",))))
    entered = time.monotonic_ns()
    wizard.go_to(Step.AGREEMENT)
    page = wizard.page_of(Step.AGREEMENT)
    if wizard.current() is not page:
        sys.exit(f"the agreement page was not reached, but {wizard.current()}")
    column = page.findChildren(ReaderColumn)[0]
    FirstPaint(column.viewport(), since=entered, when=lambda: not column.document().isEmpty())


if __name__ == "__main__":
    main()
