"""Builders of bundles with external installers: real programs that leave traces on a pretended system."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.bundles import KEY, trust_of, write_files

from installer.install.build import ComponentSource, build_bundle
from installer.install.bundle import Bundle, load_bundle
from installer.install.external.program import Program
from installer.install.external.spec import Command, Detect, External, Meaning

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from installer.install.registration.spec import Registration

SETUP = """\
#!/bin/sh
# setup.sh SYSTEM NAME [STATUS]: notes that it ran, puts a program on the system, ends with a status.
set -eu
echo "install $2" >> "$1/runs"
echo "installing $2"
[ "${3:-0}" = 0 ] || [ "${3:-0}" = 3010 ] || [ "${3:-0}" = 1641 ] || [ "${3:-0}" = 194 ] || exit "$3"
mkdir -p "$1/opt/$2"
cat > "$1/opt/$2/uninstall" <<END
#!/bin/sh
echo "remove $2" >> "$1/runs"
rm -rf "$1/opt/$2"
END
chmod 755 "$1/opt/$2/uninstall"
exit $((${3:-0} % 256))
"""
"""The statuses above 255 that Windows knows come out modulo 256 here."""


PROGRAM = Program(
    component="tool",
    kind="program",
    command=("/bin/true",),
    file="",
    sha256="",
    folder="/",
    passes=(),
    sets={},
    timeout=1,
    codes={"0": Meaning.SUCCESS},
    undo=(),
    detect_path="",
    detect=(),
    prints="",
    replaces=False,
)
"""A step that does nothing and leaves nothing."""


@dataclass(frozen=True)
class Part:
    """One component of a bundle to build."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    requires: tuple[str, ...] = ()
    external: External | None = None
    registration: Registration | None = None
    folders: Sequence[str] = ()


def product_of(component_id: str) -> tuple[str, ...]:
    """The products of a component of these bundles."""
    return (f"product-{component_id}",)


def bundle_of(folder: Path, parts: Mapping[str, Part], version: str = "1.0") -> Bundle:
    """A signed bundle of these components."""
    with tempfile.TemporaryDirectory() as scratch:
        sources = []
        for component_id, part in parts.items():
            source = Path(scratch) / component_id
            source.mkdir()
            write_files(source, part.files)
            for empty in part.folders:
                (source / empty).mkdir(parents=True)
            sources.append(
                ComponentSource(
                    folder=source,
                    id=component_id,
                    version=version,
                    products=product_of(component_id),
                    requires=part.requires,
                    external=part.external,
                    registration=part.registration,
                )
            )
        build_bundle(folder, "test/bundle", "Test publisher", tuple(sources), KEY)
    return load_bundle(folder, trust_of())


def script(  # noqa: PLR0913 - keywords only, each one a property of the installer
    system: Path,
    name: str,
    *,
    status: int = 0,
    text: str = SETUP,
    undo: bool = True,
    detect: bool = True,
    requires: tuple[str, ...] = (),
    **external: object,
) -> Part:
    """An external component: a script that installs `name` into the folder `system`."""
    uninstaller = system / "opt" / name / "uninstall"
    made = External(
        kind="program",
        file="bin/setup.sh",
        arguments=(str(system), name, str(status)),
        undo=Command(str(uninstaller)) if undo else None,
        detect=Detect(path=str(uninstaller)) if detect else None,
        **external,  # type: ignore[arg-type]  # whatever else the test says about it
    )
    return Part({"bin/setup.sh": text.encode()}, requires, made)


def runs(system: Path) -> list[str]:
    """What the scripts noted: each start is one line."""
    noted = system / "runs"
    return noted.read_text("utf-8").splitlines() if noted.exists() else []
