"""What a bundle says about an external installer: `[component.external]` of `bundle.toml`, strictly."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Final, Literal, TypeAlias

import msgspec

MAX_TIMEOUT: Final = 86_400

_PLACEHOLDER: Final = r"\{[a-z_]*\}"
_KNOWN: Final = frozenset({"{target}", "{payload}"})
_VARIABLE: Final = r"[A-Za-z_][A-Za-z0-9_()]{0,63}"
_PACKAGE: Final = r"[a-z0-9][a-z0-9+.-]{1,99}"
_PRODUCT_CODE: Final = r"\{[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}"
_STATUS: Final = r"0|[1-9][0-9]{0,9}"
_ABSOLUTE: Final = r"/|\{target\}/|[A-Za-z]:[\\/]"

Text = Annotated[str, msgspec.Meta(max_length=4096, pattern=r"\A[^\x00-\x1f\x7f]*\Z")]
"""One argument, path or value: no control characters, so that a plan shows all of it on one line."""

Kind: TypeAlias = Literal["msiexec", "exe", "deb", "program"]


class Meaning(StrEnum):
    """What an exit status says."""

    SUCCESS = "success"
    REBOOT = "reboot"
    """It worked; the computer must restart some time."""
    REBOOT_FIRST = "reboot-first"
    """It worked; nothing else may be installed before the computer has restarted."""
    CANCEL = "cancel"
    """Somebody cancelled in the installer's own window."""
    BUSY = "busy"
    """Another installation holds the system's lock; this one did nothing."""
    FAILURE = "failure"


class Command(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A program and its arguments; never a line for a shell."""

    program: Text
    """Absolute, or below `{target}/`."""
    arguments: tuple[Text, ...] = ()


class Detect(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How to see whether the component is there: a file, or a program that ends with 0."""

    path: Text = ""
    program: Text = ""
    arguments: tuple[Text, ...] = ()
    prints: Text = ""
    """What the program must print, blanks at both ends aside; empty: anything."""


class External(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An installer that is started instead of files being put in place."""

    kind: Kind
    maker: Literal["", "nsis", "inno"] = ""
    """Of an `exe`: whose silent flags and exit codes hold."""
    file: Text = ""
    """The installer in the payload; empty only for a `program` that is on the computer already."""
    program: Text = ""
    """For `program`: what is started, when that is not `file`."""
    arguments: tuple[Text, ...] = ()
    """After those that the kind adds itself; `{target}` and `{payload}` become the two folders."""
    passes: tuple[Text, ...] = ()
    """Variables of the environment that it sees, beside the few that every program gets."""
    sets: dict[str, Text] = {}
    """Variables that are set for it."""
    folder: Literal["payload", "target"] = "payload"
    """Where it is started."""
    timeout: Annotated[int, msgspec.Meta(ge=1, le=MAX_TIMEOUT)] = 3600
    """Seconds after which its whole process tree is ended."""
    privileged: bool = False
    """Whether it needs an administrator. A `.deb` always does."""
    installed_size: Annotated[int, msgspec.Meta(ge=0)] = 0
    """Bytes that it takes on the system's own disk, as its publisher says."""
    package: Text = ""
    """Of a `.deb`: the package's name. Of an `.msi`: the product code. By it it is undone."""
    exit_codes: dict[str, Meaning] = {}
    """Beside and before those of the kind."""
    undo: Command | None = None
    """Its own uninstaller. A `.deb`, and an `.msi` with a product code, need none."""
    detect: Detect | None = None


def check_external(external: External, files: Iterable[str]) -> str:
    """What is wrong with it, for the publisher; empty when it may be used."""
    rules = (
        (_has_program(external, set(files)), "names no installer of its payload"),
        (external.kind == "exe" or not external.maker, "maker is for kind exe"),
        (_has_package(external), "package is not the name of a package or product code"),
        (all(re.fullmatch(_VARIABLE, name) for name in (*external.passes, *external.sets)), "environment"),
        (all(re.fullmatch(_STATUS, code) for code in external.exit_codes), "exit codes"),
        (_has_undo(external.undo), "undo must be an absolute program without {payload}"),
        (_has_detect(external.detect), "detect must be either a path or an absolute program"),
        (all(map(_is_filled, _texts(external))), "placeholders are {target} and {payload}"),
    )
    return next((detail for holds, detail in rules if not holds), "")


def _has_program(external: External, files: set[str]) -> bool:
    if external.kind != "program":
        return external.file in files and not external.program
    if external.program:
        return bool(re.match(_ABSOLUTE, external.program)) and external.file in {"", *files}
    return external.file in files


def _has_package(external: External) -> bool:
    if external.kind == "deb":
        return bool(re.fullmatch(_PACKAGE, external.package))
    if external.kind == "msiexec":
        return not external.package or bool(re.fullmatch(_PRODUCT_CODE, external.package))
    return not external.package


def _has_undo(undo: Command | None) -> bool:
    """The payload is gone when a component is uninstalled, so nothing of it can be started then."""
    if undo is None:
        return True
    words = (undo.program, *undo.arguments)
    return bool(re.match(_ABSOLUTE, undo.program)) and not any("{payload}" in word for word in words)


def _has_detect(detect: Detect | None) -> bool:
    if detect is None:
        return True
    words = (detect.path, detect.program, *detect.arguments)
    place = detect.path or detect.program
    return (
        bool(detect.path) != bool(detect.program)
        and bool(re.match(_ABSOLUTE, place))
        and not any("{payload}" in word for word in words)
    )


def _texts(external: External) -> tuple[str, ...]:
    return (external.program, *external.arguments, *external.sets.values())


def _is_filled(text: str) -> bool:
    return _KNOWN.issuperset(re.findall(_PLACEHOLDER, text))
