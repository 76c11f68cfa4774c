"""The root command: every family loads, and the version needs none of them."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

import installer
from installer.cli.main import FAMILIES, LazyGroup, assent
from installer.errors import Outcome
from installer.host import exit_status

ROOT = Path(__file__).parents[3]
HEAVY = {"PySide6", "sqlalchemy", "jinja2", "rich", "babel", "cryptography", "nacl", "msgspec"}


def leaves(command: click.Command, path: str, told: str = "") -> list[tuple[str, click.Command, str]]:
    """Every command under `command`: how it is called, itself, and its help with that of its groups."""
    told = f"{told}\n{command.help}\n{command.epilog or ''}"
    if not isinstance(command, click.Group):
        return [(path, command, told)]
    context = click.Context(command)
    found: list[tuple[str, click.Command, str]] = []
    for name in command.list_commands(context):
        child = command.get_command(context, name)
        assert child is not None
        found += leaves(child, f"{path} {name}", told)
    return found


@pytest.mark.parametrize("name", FAMILIES)
def test_every_family_loads_and_is_a_command(name: str) -> None:
    command = assent.get_command(click.Context(assent), name)
    assert isinstance(command, click.Command)
    assert command.name == name


def test_an_unknown_family_is_no_command() -> None:
    assert assent.get_command(click.Context(assent), "nonsense") is None


def test_the_root_group_lists_every_family() -> None:
    assert isinstance(assent, LazyGroup)
    assert assent.list_commands(click.Context(assent)) == list(FAMILIES)


@pytest.mark.parametrize("name", FAMILIES)
def test_every_command_speaks_both_languages_to_people_and_json_to_machines(name: str) -> None:
    command = assent.get_command(click.Context(assent), name)
    assert command is not None
    for path, leaf, _ in leaves(command, name):
        flags = {flag for parameter in leaf.params for flag in parameter.opts}
        assert {"--lang", "--json"} <= flags, path


@pytest.mark.parametrize("name", FAMILIES)
def test_every_command_has_help_with_an_example(name: str) -> None:
    command = assent.get_command(click.Context(assent), name)
    assert command is not None
    for path, _, told in leaves(command, name):
        assert f"assent {path.split()[0]}" in told, path


def test_the_imported_core_is_ours() -> None:
    assert Path(installer.__file__).parent == ROOT / "installer"
    # pypa/installer has this module.
    assert importlib.util.find_spec("installer.destinations") is None


def test_the_version_imports_nothing_heavy() -> None:
    listing = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "installer", "--version"],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    imported = {line.split("|")[-1].strip().split(".")[0] for line in listing.stderr.splitlines()}
    assert "click" in imported
    assert not imported & HEAVY
    assert listing.stdout == f"assent, version {installer.__version__}\n"


def test_what_was_to_be_done_at_the_exit_is_done() -> None:
    said = "import atexit; from installer.cli.main import start;atexit.register(print, 'closed'); start()"
    command = [sys.executable, "-c", said, "--version"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.splitlines() == [f"assent, version {installer.__version__}", "closed"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that takes nothing")
@pytest.mark.parametrize("command", [("--version",), ("agreement", "export", "--json")])
def test_output_that_could_not_be_written_is_no_success(command: tuple[str, ...], tmp_path: Path) -> None:
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "installer", *command],
            env={**buffered, "ASSENT_STATE": str(tmp_path)},
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == exit_status(Outcome.USAGE)
    assert "(the disk is full)" in done.stderr
    assert "Traceback" not in done.stderr
