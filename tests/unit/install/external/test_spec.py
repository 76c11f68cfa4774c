from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from helpers.systems import starts_scripts
from msgspec.structs import replace

from installer.errors import AssentError, Code
from installer.install.entry import FileEntry
from installer.install.external.codes import codes_of, meaning_of
from installer.install.external.program import program_of
from installer.install.external.spec import Command, Detect, External, Meaning, check_external
from installer.install.manifest import BundleComponent, Manifest, read_manifest, write_manifest
from installer.install.registration.spec import Registration

DIGEST = "ab" * 32
FILES = ("setup.sh", "data/extra")
GOOD = External(kind="program", file="setup.sh")
CODE = "{01234567-89AB-CDEF-0123-456789ABCDEF}"


def component(external: External | None, **more: object) -> BundleComponent:
    files = tuple(FileEntry(name, 1, 0o755, DIGEST) for name in FILES)
    made = BundleComponent("a", "1", ("p",), (), "a.tar.zst", 9, DIGEST, 2, files)
    return replace(made, external=external, **more)  # type: ignore[arg-type]  # named by the test


def program(external: External, *, replaces: bool = False) -> object:
    return program_of(component(external), external, Path("/t"), replaces=replaces)


@pytest.mark.parametrize(
    "external",
    [
        GOOD,
        External(
            kind="program", program="/usr/bin/python3", file="setup.sh", arguments=("{payload}/setup.sh",)
        ),
        External(kind="program", program="{target}/bin/after"),
        External(kind="deb", file="setup.sh", package="a-b+1.2"),
        External(kind="msiexec", file="setup.sh", package=CODE),
        External(kind="msiexec", file="setup.sh"),
        External(
            kind="exe", maker="inno", file="setup.sh", undo=Command("C:\\x\\unins000.exe", ("/SILENT",))
        ),
        msgspec.structs.replace(GOOD, detect=Detect(path="{target}/x"), sets={"A_1": "{target}"}),
    ],
)
def test_what_may_be_said_of_an_installer(external: External) -> None:
    assert check_external(external, FILES) == ""
    text = write_manifest(Manifest("b", "p", (component(external),)))
    assert read_manifest(text).components[0].external == external


@pytest.mark.parametrize(
    "external",
    [
        External(kind="program"),
        External(kind="program", program="python3"),
        External(kind="program", program="/x", file="none"),
        External(kind="exe", file="none"),
        External(kind="exe", file="setup.sh", program="/x"),
        External(kind="deb", maker="nsis", file="setup.sh", package="ab"),
        External(kind="deb", file="setup.sh"),
        External(kind="deb", file="setup.sh", package="--purge"),
        External(kind="msiexec", file="setup.sh", package="{1}"),
        External(kind="program", file="setup.sh", package="ab"),
        msgspec.structs.replace(GOOD, passes=("A B",)),
        msgspec.structs.replace(GOOD, sets={"A=B": "1"}),
        msgspec.structs.replace(GOOD, exit_codes={"-1": Meaning.SUCCESS}),
        msgspec.structs.replace(GOOD, undo=Command("uninstall")),
        msgspec.structs.replace(GOOD, undo=Command("{payload}/setup.sh")),
        msgspec.structs.replace(GOOD, undo=Command("/x", ("{payload}",))),
        msgspec.structs.replace(GOOD, detect=Detect()),
        msgspec.structs.replace(GOOD, detect=Detect(path="/x", program="/y")),
        msgspec.structs.replace(GOOD, detect=Detect(path="x")),
        msgspec.structs.replace(GOOD, detect=Detect(program="/x", arguments=("{payload}",))),
        msgspec.structs.replace(GOOD, arguments=("{home}",)),
    ],
)
def test_what_may_not_be_said_is_a_malformed_bundle(external: External) -> None:
    assert check_external(external, FILES)
    with pytest.raises(AssentError) as caught:
        read_manifest(write_manifest(Manifest("b", "p", (component(external),))))
    assert caught.value.code is Code.BUNDLE_MALFORMED


@pytest.mark.parametrize(
    "line", ["timeout = 0", "timeout = 86401", 'kind = "shell"', 'arguments = ["a\\u0000b"]', "unknown = 1"]
)
def test_values_outside_of_their_limits_are_refused(line: str) -> None:
    text = write_manifest(Manifest("b", "p", (component(GOOD),))).decode()
    with pytest.raises(AssentError) as caught:
        read_manifest(text.replace('file = "setup.sh"', f'file = "setup.sh"\n{line}').encode())
    assert caught.value.code is Code.BUNDLE_MALFORMED


@pytest.mark.parametrize(
    "more", [{"folders": ("empty",)}, {"registration": Registration({"en": "A"}, "setup.sh")}]
)
def test_an_installer_has_neither_folders_nor_a_menu_entry(more: dict[str, object]) -> None:
    with pytest.raises(AssentError) as caught:
        read_manifest(write_manifest(Manifest("b", "p", (component(GOOD, **more),))))
    assert caught.value.code is Code.BUNDLE_MALFORMED


def test_two_installers_may_carry_files_of_one_name() -> None:
    other = replace(component(GOOD), id="b", archive="b.tar.zst")
    made = read_manifest(write_manifest(Manifest("b", "p", (component(GOOD), other))))
    assert [item.placed for item in made.components] == [(), ()]


@starts_scripts
def test_each_kind_makes_its_own_command_and_undo() -> None:
    run = "/t/.assent/run/a/setup.sh"
    deb = program(External(kind="deb", file="setup.sh", package="ab", arguments=("--root=/r", "--force-x")))
    assert deb.command == ("/usr/bin/dpkg", "--root=/r", "--force-x", "--install", run)  # type: ignore[attr-defined]
    assert deb.undo == ("/usr/bin/dpkg", "--root=/r", "--force-x", "--remove", "ab")  # type: ignore[attr-defined]
    assert deb.detect[:2] == ("/usr/bin/dpkg-query", "--root=/r")  # type: ignore[attr-defined]
    assert deb.sets == {"DEBIAN_FRONTEND": "noninteractive"}  # type: ignore[attr-defined]
    msi = program(External(kind="msiexec", file="setup.sh", package=CODE, arguments=("DIR={target}",)))
    assert msi.command[1:] == ("/i", run, "/qn", "/norestart", "DIR=/t")  # type: ignore[attr-defined]
    assert msi.undo[1:] == ("/x", CODE, "/qn", "/norestart")  # type: ignore[attr-defined]
    assert not program(External(kind="msiexec", file="setup.sh")).can_be_undone  # type: ignore[attr-defined]
    nsis = program(External(kind="exe", maker="nsis", file="setup.sh", arguments=("/D={target}",)))
    assert nsis.command == (run, "/S", "/D=/t")  # type: ignore[attr-defined]
    assert (nsis.detect_path, nsis.detect) == ("", ())  # type: ignore[attr-defined]
    assert program(External(kind="exe", file="setup.sh")).command == (run,)  # type: ignore[attr-defined]
    inno = program(External(kind="exe", maker="inno", file="setup.sh"))
    assert "/VERYSILENT" in inno.command  # type: ignore[attr-defined]
    there = program(msgspec.structs.replace(GOOD, undo=Command("/u"), folder="target"), replaces=True)
    assert (there.undo, there.can_be_undone, there.folder) == (("/u",), False, "/t")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("external", "status", "meaning"),
    [
        (External(kind="msiexec"), 0, Meaning.SUCCESS),
        (External(kind="msiexec"), 1641, Meaning.REBOOT_FIRST),
        (External(kind="msiexec"), 3010, Meaning.REBOOT),
        (External(kind="msiexec"), 1602, Meaning.CANCEL),
        (External(kind="msiexec"), 1618, Meaning.BUSY),
        (External(kind="msiexec"), 1603, Meaning.FAILURE),
        (External(kind="msiexec"), 1638, Meaning.FAILURE),
        (External(kind="exe", maker="nsis"), 1, Meaning.CANCEL),
        (External(kind="exe", maker="nsis"), 2, Meaning.FAILURE),
        (External(kind="exe", maker="inno"), 5, Meaning.CANCEL),
        (External(kind="exe", maker="inno"), 3010, Meaning.REBOOT),
        (External(kind="exe", maker="inno"), 8, Meaning.FAILURE),
        (External(kind="exe"), 1, Meaning.FAILURE),
        (External(kind="deb"), 0, Meaning.SUCCESS),
        (External(kind="deb"), 2, Meaning.FAILURE),
        (External(kind="program"), -9, Meaning.FAILURE),
        (External(kind="program", exit_codes={"77": Meaning.BUSY}), 77, Meaning.BUSY),
        (External(kind="msiexec", exit_codes={"3010": Meaning.SUCCESS}), 3010, Meaning.SUCCESS),
    ],
)
def test_exit_statuses_mean_what_their_kind_says_unless_the_bundle_says_otherwise(
    external: External, status: int, meaning: Meaning
) -> None:
    assert meaning_of(codes_of(external), status) is meaning
