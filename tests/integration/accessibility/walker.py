"""A screen reader's walk through the wizard: it hears what AT-SPI says, and has nothing but keys.

Run by the system's Python, which has the binding `gi`; it imports nothing of the program. It prints one
JSON document: the stops of the Tab key on each page, what could not be named, the text of the agreement
as a screen reader would read it, and where the walk ended.

    walker.py LANGUAGE -- COMMAND…
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 - the version is chosen first

PATIENCE = 60.0
"""Seconds after which what is waited for will not come any more."""
KEY_TAKES = 0.06
"""Seconds in which a key has reached the program and its answer the bus."""
MOST_SECTIONS = 80
MOST_STOPS = 150
"""More than there are stops on any page: then Tab goes in no circle."""
KEYS = {
    "Tab": 0xFF09,
    "Return": 0xFF0D,
    "Space": 0x20,
    "Down": 0xFF54,
    "Up": 0xFF52,
    "Home": 0xFF50,
    "Right": 0xFF53,
    "End": 0xFF57,
}
WAYS_ON = ("qt_wizard_finish", "qt_wizard_commit", "__qt__passive_wizardbutton1")
ITEMS = (Atspi.Role.LIST_ITEM, Atspi.Role.TREE_ITEM, Atspi.Role.TABLE_CELL)
"""What stands inside a control that has the focus itself."""


class WalkFailed(Exception):
    """Something did not hold; the text says what."""


@dataclass(frozen=True)
class Stop:
    """One control as it is announced."""

    id: str
    role: str
    name: str
    description: str
    states: list[str]
    value: str


@dataclass
class Heard:
    """All that the walk found."""

    pages: list[dict[str, object]] = field(default_factory=list)
    columns: list[dict[str, str]] = field(default_factory=list)
    receipt_text: str = ""
    exit_status: int | None = None
    failed: str = ""


class ScreenReader:
    """Finds, reads and presses."""

    def __init__(self) -> None:
        self.application: Atspi.Accessible | None = None
        self._focus: Atspi.Accessible | None = None

    def attach(self, process: subprocess.Popen[bytes]) -> None:
        """Wait for the program to appear on the accessibility bus."""
        self.application = self.wait_for(lambda: self._find(process.pid), "the program is not on the bus")

    def _find(self, pid: int) -> Atspi.Accessible | None:
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            found = desktop.get_child_at_index(index)
            if found is not None and found.get_process_id() == pid and found.get_child_count():
                return found
        return None

    def wait_for(self, look, otherwise):  # noqa: ANN001, ANN201 - any kind of finding
        """What `look` finds, once it finds something."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                found = look()
            except GLib.GError:
                found = None  # what was looked at went away; look again
            if found:
                return found
            time.sleep(0.02)
        raise WalkFailed(otherwise)

    def all(self, root: Atspi.Accessible | None = None):  # noqa: ANN201 - a generator
        """Everything that is showing, window by window, in the order of the tree."""
        root = root or self.application
        pending = [root]
        while pending:
            node = pending.pop()
            if node is None:
                continue
            try:
                showing = node.get_state_set().contains(Atspi.StateType.SHOWING)
                # A window tells of itself less than what is in it.
                if not showing and node is not root and node.get_parent() != self.application:
                    continue
                children = [node.get_child_at_index(index) for index in range(node.get_child_count())]
            except GLib.GError:
                continue  # it went away while one looked: the page changes under a screen reader too
            yield node
            pending.extend(reversed(children))

    def find(self, name: str) -> Atspi.Accessible | None:
        """The control whose own id is `name`."""
        return next((node for node in self.all() if is_called(node, name)), None)

    def listen(self) -> None:
        """From now on hear where the focus goes."""
        self._listener = Atspi.EventListener.new(self._on_focus)
        self._listener.register("object:state-changed:focused")

    def _on_focus(self, event: Atspi.Event) -> None:
        # A list's current item says that it has the focus even when the list has none.
        if event.detail1 and event.source.get_role() not in ITEMS:
            self._focus = event.source

    def focused(self) -> Atspi.Accessible | None:
        """What the keyboard acts on, as far as it has been announced."""
        self.hear()
        node = self._focus
        if node is None or not node.get_state_set().contains(Atspi.StateType.FOCUSED):
            holders = [
                found
                for found in self.all()
                if found.get_state_set().contains(Atspi.StateType.FOCUSED) and found.get_role() not in ITEMS
            ]
            node = self._focus = holders[-1] if holders else None
        return node

    def hear(self, seconds: float = 0.0) -> None:
        """Take in what the bus has to say."""
        until = time.monotonic() + seconds
        context = GLib.MainContext.default()
        while context.iteration(may_block=False) or time.monotonic() < until:
            if not context.pending():
                time.sleep(0.002)

    def press(self, key: str, times: int = 1) -> None:
        """A key, as the keyboard sends it."""
        for _ in range(times):
            Atspi.generate_keyboard_event(KEYS[key], None, Atspi.KeySynthType.SYM)
            self.hear(KEY_TAKES)

    def write(self, text: str) -> None:
        """Letters, as an input method commits them."""
        Atspi.generate_keyboard_event(0, text, Atspi.KeySynthType.STRING)
        self.hear(5 * KEY_TAKES)

    def tab_to(self, name: str) -> Atspi.Accessible:
        """Press Tab until the control of that id has the focus."""
        for _ in range(MOST_STOPS):
            node = self.wait_for(self.focused, "nothing has the focus")
            if is_called(node, name):
                return node
            self.press("Tab")
        msg = f"Tab does not reach {name}"
        raise WalkFailed(msg)

    def stops(self) -> list[Stop]:
        """Tab once around the page."""
        found: list[Stop] = []
        for _ in range(MOST_STOPS):
            stop = describe(self.wait_for(self.focused, "nothing has the focus"))
            if len(found) > 1 and (stop.id, stop.name) == (found[0].id, found[0].name):
                return found
            # Tab also goes from link to link inside one text.
            if not found or (stop.id, stop.name) != (found[-1].id, found[-1].name):
                found.append(stop)
            self.press("Tab")
        msg = "Tab goes in no circle"
        raise WalkFailed(msg)


def describe(node: Atspi.Accessible) -> Stop:
    """What a screen reader says of it."""
    states = sorted(state.value_nick for state in node.get_state_set().get_states())
    value = whole_text(node)[:200] if node.get_text_iface() is not None else ""
    return Stop(
        node.get_accessible_id() or "",
        node.get_role_name(),
        node.get_name() or "",
        node.get_description() or "",
        states,
        value,
    )


def whole_text(node: Atspi.Accessible) -> str:
    """All text of a text control."""
    return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))


def is_called(node: Atspi.Accessible, name: str) -> bool:
    """Whether the control's own name in the program, the last part of its id, is this one."""
    return (node.get_accessible_id() or "").endswith(f".{name}")


class Walk:
    """From the first page to the receipt, in one language."""

    def __init__(self, language: str) -> None:
        self.reader = ScreenReader()
        self.language = language
        self.heard = Heard()

    def go(self, process: subprocess.Popen[bytes]) -> None:
        """All nine pages. Raises WalkFailed."""
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
        stops = [asdict(stop) for stop in self.reader.stops()]
        focusable = self.reader.wait_for(self._focusable, f"nothing on {page} can have the focus")
        self.heard.pages.append({"page": page, "stops": stops, "focusable": focusable})

    def _focusable(self) -> list[dict[str, object]]:
        # The binding remembers states; ask the program itself.
        self.reader.application.clear_cache()
        return [
            asdict(describe(node))
            for node in self.reader.all()
            if node.get_state_set().contains(Atspi.StateType.FOCUSABLE) and node.get_parent() is not None
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

    def leave(self, page: str) -> None:
        """Press the button that leads on, once it can be pressed."""
        name = self.reader.wait_for(self._way_on, f"no way on from {page}")
        self.reader.tab_to(name)
        self.reader.press("Space")

    def _way_on(self) -> str | None:
        for name in WAYS_ON:
            node = self.reader.find(name)
            if node is not None and node.get_state_set().contains(Atspi.StateType.ENABLED):
                return name
        return None


def nothing() -> None:
    """A page that asks for nothing."""


def main() -> None:
    """Walk and print what was heard."""
    language, separator, *command = sys.argv[1:]
    if separator != "--":
        sys.exit("usage: walker.py LANGUAGE -- COMMAND…")
    process = subprocess.Popen(command, env={**os.environ, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"})
    walk = Walk(language)
    try:
        walk.go(process)
    except WalkFailed as failure:
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
