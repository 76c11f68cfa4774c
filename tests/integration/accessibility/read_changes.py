"""Comes back to a later edition with a screen reader and a keyboard, and hears what changed.

A script for the system's Python. It prints one JSON document: what Tab stops at on the page of the
agreement, what there could have the focus, and each change as it was heard.

    read_changes.py NAME EMAIL -- COMMAND…
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass, field

from screen_reader import ScreenReader, Stuck, describe, is_called, is_enabled, is_focusable

NEXT = "__qt__passive_wizardbutton1"
COMMIT = "qt_wizard_commit"
MOST_CHANGES = 20


@dataclass
class Heard:
    """All that the way found."""

    stops: list[dict[str, object]] = field(default_factory=list)
    focusable: list[dict[str, object]] = field(default_factory=list)
    changes: list[list[dict[str, object]]] = field(default_factory=list)
    announced: list[str] = field(default_factory=list)
    open_before: bool = True
    open_after: bool = False
    failed: str = ""


class Way:
    """From the first page to the one after the agreement."""

    def __init__(self, name: str, email: str) -> None:
        self.reader = ScreenReader()
        self.person = {"actor.name": name, "actor.email": email}
        self.heard = Heard()

    def go(self, process: subprocess.Popen[bytes]) -> None:
        """Raises Stuck."""
        reader = self.reader
        reader.listen()
        reader.attach(process)
        self.arrive("LanguagePage")
        self.leave()
        self.arrive("PartiesPage")
        for field_name, text in self.person.items():
            reader.tab_to(field_name)
            reader.write(text)
        self.leave()
        self.arrive("ProductsPage")
        reader.tab_to("product-search")
        reader.write("Corporate")
        reader.tab_to("product-list")
        for key in ("Home", "Down", "Space"):
            reader.press(key)
        self.leave()
        self.arrive("TermsPage")
        self.leave()
        self.arrive("AgreementPage")
        reader.wait_for(lambda: reader.find("DifferenceLabel"), "what changed is not on screen")
        self.survey()
        self.read()
        self.leave()
        self.arrive("AcceptancePage")

    def arrive(self, page: str) -> None:
        self.reader.wait_for(lambda: self.reader.find(page), f"{page} is not on screen")
        self.reader.wait_for(self.reader.focused, f"nothing on {page} has the focus")

    def leave(self) -> None:
        self.reader.wait_for(self.is_open, "no way on")
        self.reader.tab_to(NEXT)
        self.reader.press("Space")

    def is_open(self) -> bool:
        node = self.reader.find(NEXT)
        return node is not None and is_enabled(node)

    def survey(self) -> None:
        """What Tab stops at, and everything on screen that could have the focus."""
        reader = self.reader
        self.heard.stops = [asdict(stop) for stop in reader.stops()]
        reader.application.clear_cache()
        self.heard.focusable = [
            asdict(describe(node))
            for node in reader.all()
            if is_focusable(node) and node.get_parent() is not None
        ]

    def read(self) -> None:
        """Each change, from the first to the last, by the key for the next one."""
        self.heard.open_before = self.is_open()
        for _ in range(MOST_CHANGES):
            shown = self.wordings()
            if self.heard.changes and shown == self.heard.changes[-1]:
                break
            self.heard.changes.append(shown)
            self.reader.press("F8")
            self.reader.hear(1.0)
        self.reader.wait_for(self.is_open, "every change was heard, and Next is closed")
        self.heard.open_after = True
        self.heard.announced = self.reader.announced

    def wordings(self) -> list[dict[str, object]]:
        """What stands side by side in the panel, with the language it is in."""
        self.reader.application.clear_cache()
        return [
            {**asdict(describe(node)), "locale": node.get_object_locale()}
            for node in self.reader.all()
            if is_called(node, "DifferenceLabel")
        ]


def main() -> None:
    """Go and print what was heard."""
    name, email, separator, *command = sys.argv[1:]
    if separator != "--":
        sys.exit("usage: read_changes.py NAME EMAIL -- COMMAND…")
    process = subprocess.Popen(command, env={**os.environ, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"})
    way = Way(name, email)
    try:
        way.go(process)
    except Stuck as failure:
        way.heard.failed = str(failure)
        way.heard.focusable = [asdict(describe(node)) for node in way.reader.all()]
    finally:
        process.kill()
    sys.stdout.write(json.dumps(asdict(way.heard), ensure_ascii=False))


if __name__ == "__main__":
    main()
