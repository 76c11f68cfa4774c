"""A screen reader without a screen: it hears what AT-SPI says, and has nothing but keys.

Run by the system's Python, which has the binding `gi`; it imports nothing of the program.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 - the version is chosen first

if TYPE_CHECKING:
    import subprocess

PATIENCE = 60.0
"""Seconds after which what is waited for will not come any more."""
KEY_TAKES = 0.06
"""Seconds in which a key has reached the program and its answer the bus."""
MOST_STOPS = 150
"""More than there are stops on any page: then Tab goes in no circle."""
KEYS = {
    "Escape": 0xFF1B,
    "Tab": 0xFF09,
    "Return": 0xFF0D,
    "Space": 0x20,
    "Down": 0xFF54,
    "Up": 0xFF52,
    "Home": 0xFF50,
    "Right": 0xFF53,
    "End": 0xFF57,
    "F8": 0xFFC5,
}
ITEMS = (Atspi.Role.LIST_ITEM, Atspi.Role.TREE_ITEM, Atspi.Role.TABLE_CELL)
"""What stands inside a control that has the focus itself."""


class Stuck(Exception):
    """The screen reader gets no further; the text says why."""


@dataclass(frozen=True)
class Stop:
    """One control as it is announced."""

    id: str
    role: str
    name: str
    description: str
    states: list[str]
    value: str


class ScreenReader:
    """Finds, reads and presses."""

    def __init__(self) -> None:
        self.application: Atspi.Accessible | None = None
        self._focus: Atspi.Accessible | None = None
        self._trail: list[Atspi.Accessible] = []
        self.announced: list[str] = []

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
        raise Stuck(otherwise)

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
        """From now on hear where the focus goes, and what is told without it."""
        self._listener = Atspi.EventListener.new(self._on_focus)
        self._listener.register("object:state-changed:focused")
        self._hearer = Atspi.EventListener.new(self._on_announcement)
        self._hearer.register("object:announcement")

    def _on_announcement(self, event: Atspi.Event) -> None:
        self.announced.append(str(event.any_data))

    def _on_focus(self, event: Atspi.Event) -> None:
        # A list's current item says that it has the focus even when the list has none.
        if event.detail1 and event.source.get_role() not in ITEMS:
            self._focus = event.source
            self._trail.append(event.source)

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
        raise Stuck(msg)

    def stops(self) -> list[Stop]:
        """Tab once around the page."""
        self._trail.clear()
        found = [describe(self.wait_for(self.focused, "nothing has the focus"))]
        for _ in range(MOST_STOPS):
            self.press("Tab")
            # A busy program answers two keys at once: each place that was announced is a stop.
            passed, self._trail = self._trail, []
            for node in passed or [self.wait_for(self.focused, "nothing has the focus")]:
                stop = describe(node)
                if len(found) > 1 and (stop.id, stop.name) == (found[0].id, found[0].name):
                    return found
                # Tab also goes from link to link inside one text.
                if (stop.id, stop.name) != (found[-1].id, found[-1].name):
                    found.append(stop)
        msg = "Tab goes in no circle"
        raise Stuck(msg)


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


def is_focusable(node: Atspi.Accessible) -> bool:
    """Whether the control can have the focus."""
    return node.get_state_set().contains(Atspi.StateType.FOCUSABLE)


def is_enabled(node: Atspi.Accessible) -> bool:
    """Whether the control can be used now."""
    return node.get_state_set().contains(Atspi.StateType.ENABLED)
