"""Our wizard: the first paint of its first page, or of the agreement's text when that page is entered.

bench_wizard.py first        milliseconds from the start of the process
bench_wizard.py agreement    milliseconds from entering the page
"""

from __future__ import annotations

import sys
import time

from bench_probe import FirstPaint

from installer import paths
from installer.acceptance.parties import Actor, Parties
from installer.flow.state import PartiesEntered, SelectionChanged
from installer.flow.steps import Step
from installer.session import open_session
from installer.terms.determination import Selection
from ui.app import default_target, make_application
from ui.translation import Translation
from ui.widgets.reader_column import ReaderColumn
from ui.wizard import Wizard


def main() -> None:
    """Open the wizard as `ui.app.run` does and report one of its two times."""
    app = make_application()
    translation = Translation(app, paths.translations_root())
    translation.switch("hu")
    session = open_session(language="hu", target=default_target())
    wizard = Wizard(session, translation)
    wizard.show()
    first = FirstPaint(wizard.current())
    if sys.argv[1:] == ["agreement"]:
        first.quiet = True
        app.exec()
        session.send(PartiesEntered(Parties(actor=Actor(name="Bench", email="bench@example.com"))))
        session.send(SelectionChanged(Selection(products=("xprotect-corporate",))))
        entered = time.monotonic_ns()
        wizard.go_to(Step.AGREEMENT)
        page = wizard.page_of(Step.AGREEMENT)
        if wizard.current() is not page:
            sys.exit(f"the agreement page was not reached, but {wizard.current()}")
        column = page.findChildren(ReaderColumn)[0]
        FirstPaint(column.viewport(), since=entered, when=lambda: not column.document().isEmpty())
    app.exec()


if __name__ == "__main__":
    main()
