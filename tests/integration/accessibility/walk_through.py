"""A walk through all pages of the wizard with a screen reader and a keyboard.

A script for the system's Python. It prints one JSON document: the stops of the Tab key on each page, what
could have the focus, the text of the agreement as a screen reader would read it, and where the walk ended.

    walk_through.py LANGUAGE -- COMMAND…
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass, field

from screen_reader import (
    PATIENCE,
    ScreenReader,
    Stuck,
    describe,
    is_called,
    is_enabled,
    is_focusable,
    whole_text,
)

MOST_SECTIONS = 80
WAYS_ON = ("qt_wizard_finish", "qt_wizard_commit", "__qt__passive_wizardbutton1")


@dataclass
class Heard:
    """All that the walk found."""

    pages: list[dict[str, object]] = field(default_factory=list)
    columns: list[dict[str, str]] = field(default_factory=list)
    receipt_text: str = ""
    log_window: dict[str, object] = field(default_factory=dict)
    exit_status: int | None = None
    failed: str = ""


class Walk:
    """From the first page to the receipt, in one language."""

    def __init__(self, language: str) -> None:
        self.reader = ScreenReader()
        self.language = language
        self.heard = Heard()

    def go(self, process: subprocess.Popen[bytes]) -> None:
        """All nine pages. Raises Stuck."""
        self.reader.listen()
        self.reader.attach(process)
        for page, act in (
            ("LanguagePage", self.choose_language),
            ("PartiesPage", self.say_who),
            ("ProductsPage", self.choose_products),
            ("TermsPage", nothing),
            ("AgreementPage", self.read),
            ("AcceptancePage", self.affirm),
            ("ReviewPage", nothing),
            ("ProgressPage", nothing),
            ("FinishPage", self.hear_receipt),
        ):
            self.reader.wait_for(lambda page=page: self.reader.find(page), f"{page} is not on screen")
            self.reader.wait_for(self.reader.focused, f"nothing on {page} has the focus")
            if page != "ProgressPage":  # it changes while one listens
                self.survey(page)
            act()
            self.leave(page)
        self.heard.exit_status = process.wait(PATIENCE)

    def survey(self, page: str) -> None:
        """What Tab stops at, and everything on screen that could have the focus."""
        self.heard.pages.append(self._surveyed(page))

    def _surveyed(self, page: str) -> dict[str, object]:
        stops = [asdict(stop) for stop in self.reader.stops()]
        focusable = self.reader.wait_for(self._focusable, f"nothing on {page} can have the focus")
        return {"page": page, "stops": stops, "focusable": focusable}

    def _focusable(self) -> list[dict[str, object]]:
        # The binding remembers states; ask the program itself.
        self.reader.application.clear_cache()
        return [
            asdict(describe(node))
            for node in self.reader.all()
            if is_focusable(node) and node.get_parent() is not None
        ]

    def choose_language(self) -> None:
        """The other radio button, and back where this is the wrong one."""
        node = self.reader.tab_to("QRadioButton")
        wanted = {"hu": "Magyar", "en": "English"}[self.language]
        for key in ("Down", "Up"):
            if node.get_name() != wanted:
                self.reader.press(key)
                node = self.reader.wait_for(self.reader.focused, "the focus is lost")

    def say_who(self) -> None:
        for name, text in (("actor.name", "Kovács Anna"), ("actor.email", "anna.kovacs@example.com")):
            self.reader.tab_to(name)
            self.reader.write(text)

    def choose_products(self) -> None:
        self.reader.tab_to("product-search")
        self.reader.write("Corporate")
        self.reader.tab_to("product-list")
        self.reader.press("Home")
        self.reader.press("Down")
        self.reader.press("Space")

    def read(self) -> None:
        """Hear both columns whole, then tick each section that applies as read, in the outline."""
        for node in self.reader.all():
            if is_called(node, "ReaderColumn"):
                self.heard.columns.append(
                    {"name": node.get_name(), "locale": node.get_object_locale(), "text": whole_text(node)}
                )
        self.reader.tab_to("outline")
        self.reader.press("Home")
        for _ in range(MOST_SECTIONS):
            if self._way_on() is not None:
                return
            self.reader.press("Down")
            self.reader.press("Space")

    def affirm(self) -> None:
        ids = [(node.get_accessible_id() or "").rpartition(".")[2] for node in self.reader.all()]
        ticks = [name for name in ids if name.startswith("tick-")]
        for name in ticks:
            self.reader.tab_to(name)
            self.reader.press("Space")

    def hear_receipt(self) -> None:
        self.heard.receipt_text = whole_text(self.reader.find("report"))
        self.look_into_the_log()

    def look_into_the_log(self) -> None:
        """Open the window of what the log holds, hear it, and close it."""
        self.reader.tab_to("open-acceptances")
        self.reader.press("Space")
        self.reader.wait_for(lambda: self.reader.find("acceptances-window"), "the window did not open")
        self.reader.tab_to("records")
        heard = self._surveyed("AcceptancesWindow")
        # The page below cannot be reached while the window is open.
        inside = [each for each in heard["focusable"] if ".acceptances-window." in each["id"]]
        self.heard.log_window = {**heard, "focusable": inside}
        self.reader.press("Escape")
        self.reader.wait_for(lambda: self.reader.find("acceptances-window") is None, "it did not close")

    def leave(self, page: str) -> None:
        """Press the button that leads on, once it can be pressed."""
        name = self.reader.wait_for(self._way_on, f"no way on from {page}")
        self.reader.tab_to(name)
        self.reader.press("Space")

    def _way_on(self) -> str | None:
        for name in WAYS_ON:
            node = self.reader.find(name)
            if node is not None and is_enabled(node):
                return name
        return None


def nothing() -> None:
    """A page that asks for nothing."""


def main() -> None:
    """Walk and print what was heard."""
    language, separator, *command = sys.argv[1:]
    if separator != "--":
        sys.exit("usage: walk_through.py LANGUAGE -- COMMAND…")
    process = subprocess.Popen(command, env={**os.environ, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"})
    walk = Walk(language)
    try:
        walk.go(process)
    except Stuck as failure:
        walk.heard.failed = str(failure)
        walk.heard.pages.append(
            {
                "page": "where it ended",
                "stops": [],
                "focusable": [asdict(describe(n)) for n in walk.reader.all()],
            }
        )
    finally:
        if process.poll() is None:
            process.kill()
    sys.stdout.write(json.dumps(asdict(walk.heard), ensure_ascii=False))


if __name__ == "__main__":
    main()
