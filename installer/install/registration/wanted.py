"""Which entry a component gets, and what becomes of the one it had."""

from __future__ import annotations

import hashlib
import json
import sys
from typing import TYPE_CHECKING

import msgspec

from installer.errors import Code, Refused
from installer.install.journal import Register
from installer.install.registration.desktop import desktop_entry
from installer.install.registration.places import Kind, folder_for, open_place

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from installer.install.inventory import Installed, Registered
    from installer.install.manifest import BundleComponent
    from installer.install.registration.places import Open


class Entry(msgspec.Struct, frozen=True):
    """An entry as it is to be."""

    kind: Kind
    folder: str
    name: str
    text: str


class EntryChange(msgspec.Struct, frozen=True):
    """The steps for one component's entries, and the entries that somebody changed and that stay."""

    steps: tuple[Register, ...] = ()
    left: tuple[str, ...] = ()


def wanted_entry(component: BundleComponent, publisher: str, target: Path) -> Entry | None:
    """The entry of a component in an absolute target; None where the bundle asks for none."""
    registration = component.registration
    if registration is None:
        return None
    kind, folder = folder_for(target)
    # Two targets on one computer each have their own entry.
    name = f"assent-{component.id}-{hashlib.sha256(str(target).encode()).hexdigest()[:8]}"
    if kind == "desktop":
        return Entry(kind, folder, name, desktop_entry(registration, target))
    import subprocess  # knows how Windows reads a command line

    command = [sys.executable, "uninstall", "--target", str(target), component.id]
    values: dict[str, str | int] = {
        "DisplayName": registration.name["en"],
        "DisplayVersion": component.version,
        "Publisher": publisher,
        "InstallLocation": str(target),
        "DisplayIcon": str(target / (registration.icon or registration.exec)),
        "UninstallString": subprocess.list2cmdline(command),
        "QuietUninstallString": subprocess.list2cmdline(command),
        "EstimatedSize": -(-component.size // 1024),
        "NoModify": 1,
        "NoRepair": 1,
    }
    return Entry(kind, folder, name, json.dumps(values, sort_keys=True, ensure_ascii=False))


def entry_change(wanted: Entry | None, before: Installed | None, open_: Open = open_place) -> EntryChange:
    """What to do so that the component has the entry it wants and no other.

    An entry that somebody changed stays as it is and is named in `left`. Raises
    Refused(TARGET_FOREIGN, path) where somebody else's entry has the name, and OSError.
    """
    had = {(item.kind, item.folder, item.name): item for item in (before.entries if before else ())}
    steps, left = [], []
    if wanted is not None:
        place = open_(wanted.kind, wanted.folder)
        now = place.read(wanted.name)
        ours = had.pop((wanted.kind, wanted.folder, wanted.name), None)
        if now is not None and now != wanted.text and (ours is None or digest(now) != ours.sha256):
            if ours is None:
                raise Refused(Code.TARGET_FOREIGN, path=place.where(wanted.name))
            left.append(place.where(wanted.name))
        elif now != wanted.text:
            steps.append(Register(wanted.kind, wanted.folder, wanted.name, now, wanted.text))
    gone = removal_of(had.values(), open_)
    return EntryChange((*steps, *gone.steps), (*left, *gone.left))


def removal_of(entries: Iterable[Registered], open_: Open = open_place) -> EntryChange:
    """Remove entries that are as we made them; leave those that somebody changed. Raises OSError."""
    steps, left = [], []
    for item in entries:
        place = open_(item.kind, item.folder)
        now = place.read(item.name)
        if now is None:
            continue
        if digest(now) == item.sha256:
            steps.append(Register(item.kind, item.folder, item.name, now, None))
        else:
            left.append(place.where(item.name))
    return EntryChange(tuple(steps), tuple(left))


def digest(text: str) -> str:
    """SHA-256 of an entry's text, hex."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
