"""One external step with everything filled in: what the plan shows, the journal keeps and the run does."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated, Final

import msgspec

from installer.install.external.codes import codes_of
from installer.install.external.spec import Kind, Meaning  # noqa: TC001 - msgspec reads the fields at run time
from installer.install.names import OWN_FOLDER

if TYPE_CHECKING:
    from pathlib import Path

    from installer.install.external.spec import Command, External
    from installer.install.manifest import BundleComponent

RUN_FOLDER: Final = f"{OWN_FOLDER}/run"
"""Where verified installers wait and are started from; nobody else may write there."""

DPKG: Final = "/usr/bin/dpkg"
DPKG_QUERY: Final = "/usr/bin/dpkg-query"

_SILENT: Final = {
    "nsis": ("/S",),
    "inno": ("/VERYSILENT", "/SUPPRESSMSGBOXES", "/NORESTART", "/RESTARTEXITCODE=3010"),
}


class Program(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An installer and its undoing. Commands are lists of arguments, the program first and absolute."""

    component: str
    kind: Kind
    command: tuple[str, ...]
    file: str
    """The installer's name relative to the target, where it is staged; empty when it brings none."""
    sha256: Annotated[str, msgspec.Meta(pattern=r"\A(?:[0-9a-f]{64})?\Z")]
    folder: str
    passes: tuple[str, ...]
    sets: dict[str, str]
    timeout: Annotated[int, msgspec.Meta(ge=1, le=86_400)]
    codes: dict[str, Meaning]
    undo: tuple[str, ...]
    """Empty: it cannot be undone."""
    detect_path: str
    detect: tuple[str, ...]
    prints: str
    replaces: bool
    """Whether an earlier version is installed: then the undo would not bring that one back."""
    removes: bool = False
    """Whether this step takes the component away, by its own uninstaller."""

    @property
    def can_be_undone(self) -> bool:
        """Whether a failed installation takes this step back."""
        return bool(self.undo) and not self.replaces


def payload_folder(component_id: str) -> str:
    """Where the payload of a component is staged, relative to the target."""
    return f"{RUN_FOLDER}/{component_id}"


def program_of(component: BundleComponent, external: External, target: Path, *, replaces: bool) -> Program:
    """The step for a component in an absolute target folder."""
    names = _Names(target, component.id)
    found = {entry.path: entry.sha256 for entry in component.files}
    return Program(
        component=component.id,
        kind=external.kind,
        command=names.fill(*_command(external)),
        file=f"{payload_folder(component.id)}/{external.file}" if external.file else "",
        sha256=found[external.file] if external.file else "",
        folder=str(target) if external.folder == "target" else names.payload,
        passes=external.passes,
        sets={name: names.fill(value)[0] for name, value in _sets(external).items()},
        timeout=external.timeout,
        codes=codes_of(external),
        undo=names.fill(*_undo(external)),
        detect_path=names.fill(external.detect.path)[0] if external.detect else "",
        detect=names.fill(*_detect(external)),
        prints=_prints(external),
        replaces=replaces,
    )


class _Names:
    """Fills the two placeholders; braces that mean anything else stay as they are."""

    def __init__(self, target: Path, component_id: str) -> None:
        self._target = str(target)
        self.payload = os.path.join(target, *payload_folder(component_id).split("/"))  # noqa: PTH118 - text

    def fill(self, *words: str) -> tuple[str, ...]:
        return tuple(
            word.replace("{target}", self._target).replace("{payload}", self.payload) for word in words
        )


def _command(external: External) -> tuple[str, ...]:
    own = f"{{payload}}/{external.file}"
    if external.kind == "msiexec":
        return (_msiexec(), "/i", own, "/qn", "/norestart", *external.arguments)
    if external.kind == "deb":
        return (DPKG, *external.arguments, "--install", own)
    if external.kind == "exe":
        return (own, *_SILENT.get(external.maker, ()), *external.arguments)
    return (external.program or own, *external.arguments)


def _undo(external: External) -> tuple[str, ...]:
    if external.undo is not None:
        return _words(external.undo)
    if external.kind == "msiexec" and external.package:
        return (_msiexec(), "/x", external.package, "/qn", "/norestart")
    if external.kind == "deb":
        return (DPKG, *external.arguments, "--remove", external.package)
    return ()


def _detect(external: External) -> tuple[str, ...]:
    if external.detect is not None:
        return (external.detect.program, *external.detect.arguments) if external.detect.program else ()
    if external.kind == "deb":
        where = [word for word in external.arguments if word.startswith(("--root=", "--admindir="))]
        return (DPKG_QUERY, *where, "--show", "--showformat=${db:Status-Status}", external.package)
    return ()


def _prints(external: External) -> str:
    if external.detect is not None:
        return external.detect.prints
    return "installed" if external.kind == "deb" else ""


def _sets(external: External) -> dict[str, str]:
    if external.kind == "deb":
        return {"DEBIAN_FRONTEND": "noninteractive", **external.sets}
    return external.sets


def _words(command: Command) -> tuple[str, ...]:
    return (command.program, *command.arguments)


def _msiexec() -> str:
    if sys.platform == "win32":  # pragma: no cover - reached on Windows only
        return os.path.join(os.environ.get("SystemRoot", r"C:\Windows"), "System32", "msiexec.exe")  # noqa: PTH118, SIM112 - Windows spells it so
    return r"C:\Windows\System32\msiexec.exe"
