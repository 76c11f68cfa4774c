"""The agreement page of our wizard, measured from the inside.

reading.py text        milliseconds from entering the page to its first text on screen
reading.py ten-times   the same with a text of ten times as many clauses
reading.py wheel       the slowest of all steps of the wheel through the whole text, with its paint
reading.py language    from choosing the other language to the painted page
reading.py find        searching a word that stands in both languages, with the paint
reading.py memory      megabytes of the whole process once all text is laid out
"""

from __future__ import annotations

import gc
import mmap
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import tomlkit
from benches.probes.first_paint import FirstPaint
from PySide6.QtCore import QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from installer import paths
from installer.acceptance.parties import Actor, Parties
from installer.agreement.load import load_edition
from installer.agreement.seal import seal_edition
from installer.flow.state import PartiesEntered, SelectionChanged
from installer.flow.steps import Step
from installer.terms.selected import Selection
from ui.app import make_application, make_wizard
from ui.pages.agreement import AgreementPage
from ui.translation import Translation
from ui.widgets.reader_column import ReaderColumn

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from installer.agreement.edition import Edition
    from installer.session import Session
    from ui.wizard import Wizard

COPIES: Final = 9
"""Of the text, behind the text itself."""
WORDS: Final = "licen"
"""Stands in both languages, a few hundred times."""
NOTCH: Final = 120


def main() -> None:
    """Open the wizard, go to the agreement and print one number."""
    what = sys.argv[1]
    app = make_application()
    translation = Translation(app, paths.translations_root())
    translation.switch("hu")
    session, wizard = make_wizard(translation)
    _wait_for(wizard.opened.connect, wizard.show)
    session.send(PartiesEntered(Parties(actor=Actor(name="Bench", email="bench@example.com"))))
    session.send(SelectionChanged(Selection(products=("xprotect-corporate",))))
    wizard.go_to(Step.TERMS)
    page = wizard.page_of(Step.AGREEMENT)
    if not isinstance(page, AgreementPage):
        sys.exit(f"not the agreement page: {page}")
    if what == "ten-times":
        page.session = cast("Session", Longer(session, _ten_times(session.edition)))
    # Nothing of all this is part of reading.
    gc.collect()
    _settle(wizard)
    entering = _enter(wizard, page)
    measures: dict[str, Callable[[Wizard, AgreementPage], float]] = {
        "wheel": _wheel,
        "language": _language,
        "find": _find,
        "memory": _memory,
    }
    if what in measures:
        _until(lambda: page.reader.view.pair.is_settled)
        print(measures[what](wizard, page))
    else:
        print(entering)


class Longer:
    """A session with another text. What is read is not told to the core, which would not know it."""

    def __init__(self, session: Session, edition: Edition) -> None:
        self._session = session
        self.edition = edition

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the session has
        return getattr(self._session, name)

    @property
    def determination(self) -> Any:  # noqa: ANN401 - only what the page asks
        """Everything applies."""
        return Everything(self._session.determination, tuple(self.edition.section_ids()))

    def send(self, event: object) -> None:
        """Nothing."""


class Everything:
    """A determination by which every section applies."""

    def __init__(self, determination: object, sections: tuple[str, ...]) -> None:
        self._determination = determination
        self.sections = sections

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a determination has
        return getattr(self._determination, name)


def _ten_times(edition: Edition) -> Edition:
    """The same text ten times over, each copy with ids of its own, sealed as any edition."""
    scratch = Path(tempfile.mkdtemp(prefix="bench-ten-"))
    try:
        folder = scratch.joinpath(*edition.id.split("/"))
        shutil.copytree(paths.editions_root().joinpath(*edition.id.split("/")), folder)
        for language in edition.languages:
            path = folder / f"{language}.md"
            text = path.read_text("utf-8")
            path.write_text("\n".join((text, *(_copy(text, number) for number in range(COPIES)))), "utf-8")
        _list_unpaired(folder / "edition.toml")
        seal_edition(folder)
        made = load_edition(folder)
        # Loading a session has asked for its rows already.
        made.rows()
        return made
    finally:
        shutil.rmtree(scratch)


def _copy(text: str, number: int) -> str:
    """The text with other ids of its sections."""
    return re.sub(r"(?m)^(#+ .*)\{#", rf"\1{{#copy-{number}-", text)


def _list_unpaired(path: Path) -> None:
    document = tomlkit.parse(path.read_text("utf-8"))
    unpaired = list(document["unpaired"])
    document["unpaired"] = unpaired + [
        f"copy-{number}-{clause}" for number in range(COPIES) for clause in unpaired
    ]
    path.write_text(tomlkit.dumps(document), "utf-8")


def _enter(wizard: Wizard, page: AgreementPage) -> float:
    """Milliseconds from pressing Next to the first text."""
    started = time.monotonic_ns()
    wizard.next()
    if wizard.current() is not page:
        sys.exit(f"the agreement page was not reached, but {wizard.current()}")
    column = page.findChildren(ReaderColumn)[0]
    paint = FirstPaint(column.viewport(), since=started, when=lambda: not column.document().isEmpty())
    paint.quiet = True
    QApplication.exec()
    return paint.milliseconds


def _wheel(_wizard: Wizard, page: AgreementPage) -> float:
    column = page.reader.view.pair.right
    bar = column.verticalScrollBar()
    slowest = 0.0
    while bar.value() < bar.maximum():
        before = bar.value()
        slowest = max(slowest, _timed(lambda: _turn(column)))
        if bar.value() == before:
            sys.exit("the wheel moved nothing")
    return slowest


def _turn(column: ReaderColumn) -> None:
    middle = QPointF(column.viewport().rect().center())
    event = QWheelEvent(
        middle,
        column.viewport().mapToGlobal(middle),
        QPoint(),
        QPoint(0, -NOTCH),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt takes it by place
    )
    QApplication.sendEvent(column.viewport(), event)


def _language(wizard: Wizard, _page: AgreementPage) -> float:
    return _timed(lambda: wizard.speak_language("en"))


def _find(_wizard: Wizard, page: AgreementPage) -> float:
    found = 0

    def search() -> None:
        nonlocal found
        found = page.reader.find_all(WORDS)

    elapsed = _timed(search)
    if not found:
        sys.exit("the searched word was not found")
    return elapsed


def _memory(_wizard: Wizard, _page: AgreementPage) -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * mmap.PAGESIZE / 1e6


def _timed(work: Callable[[], object]) -> float:
    """Milliseconds of the work and of everything that it makes due, paints among it."""
    started = time.monotonic_ns()
    work()
    QApplication.processEvents()
    return (time.monotonic_ns() - started) / 1e6


def _settle(widget: QWidget) -> None:
    """Let everything that is due happen."""
    loop = QEventLoop(widget)
    QTimer.singleShot(150, loop.quit)
    loop.exec()


def _until(holds: Callable[[], bool]) -> None:
    while not holds():
        QApplication.processEvents()


def _wait_for(connect: Callable[[Callable[[], None]], object], start: Callable[[], object]) -> None:
    loop = QEventLoop()
    connect(loop.quit)
    start()
    loop.exec()


if __name__ == "__main__":
    main()
