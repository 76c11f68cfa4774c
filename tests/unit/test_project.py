"""What the repository promises about itself."""

from __future__ import annotations

import re
import stat
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import installer

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.txt", "requirements-dev.txt")


def locked(name: str) -> dict[str, list[str]]:
    """Each requirement of a lock with its hashes."""
    joined = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
    found: dict[str, list[str]] = {}
    for line in joined.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            requirement, *hashes = line.split("--hash=")
            found[requirement.split(";")[0].strip()] = [digest.strip() for digest in hashes]
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_every_package_with_hashes(name: str) -> None:
    requirements = locked(name)
    assert requirements
    for requirement, hashes in requirements.items():
        assert re.fullmatch(r"[a-z0-9-]+(\[[a-z,]+\])?==[0-9][^ ]*", requirement), requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in hashes), requirement


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_address_and_no_index(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert not re.search(r"https?://|--(extra-)?index|--find-links|--trusted", text)


def test_the_development_lock_holds_the_runtime_lock() -> None:
    assert set(locked(LOCKS[0])) <= set(locked(LOCKS[1]))


@pytest.mark.parametrize("name", LOCKS)
def test_what_is_asked_for_with_an_extra_is_pinned_with_it(name: str) -> None:
    """To pip a pin without the extra is none: it refuses the lock once there is a newer version."""
    pins = [Requirement(requirement) for requirement in locked(name)]
    pinned = {pin.name: pin.extras for pin in pins}
    asked = [
        (pin.name, wanted)
        for pin in pins
        if pin.name in installed()
        for wanted in map(Requirement, metadata.requires(pin.name) or ())
        if wanted.extras and (wanted.marker is None or wanted.marker.evaluate({"extra": ""}))
    ]
    assert asked or name == "requirements.txt"
    for by, wanted in asked:
        assert wanted.extras <= pinned[wanted.name], (by, str(wanted))


def installed() -> set[str]:
    """The packages of this environment; those of other systems are pinned too."""
    return {str(canonicalize_name(found.metadata["Name"])) for found in metadata.distributions()}


def test_every_runtime_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {re.split(r"[^a-z0-9-]", requirement)[0] for requirement in project["dependencies"]}
    assert names <= {requirement.split("==")[0] for requirement in locked("requirements.txt")}
    assert project["version"] == installer.__version__


def test_what_people_start_can_be_started() -> None:
    started = [path for path in (*ROOT.glob("scripts/*"), ROOT / ".ci" / "run") if path.suffix == ""]
    scripts = {path.name: path for path in started if path.is_file()}
    assert {"assent", "bench", "build", "lock", "run", "setup", "test", "tour", "windows"} <= set(scripts)
    for name, path in scripts.items():
        assert path.stat().st_mode & stat.S_IXUSR, name
        assert path.read_bytes().startswith(b"#!/usr/bin/env "), name


def test_the_shell_scripts_parse() -> None:
    for path in [*ROOT.glob("scripts/*"), ROOT / ".ci" / "run"]:
        if path.is_file() and path.read_bytes().startswith(b"#!/usr/bin/env bash"):
            subprocess.run(["bash", "-n", str(path)], check=True)


def is_told(folder: Path) -> bool:
    """Whether a folder says what it is for: by itself, or in the README of one above it."""
    package = folder / "__init__.py"
    if package.exists():
        return package.read_text("utf-8").startswith('"""')
    return (folder / "README.md").exists() or any(
        f"`{folder.relative_to(above).as_posix()}/" in (above / "README.md").read_text("utf-8")
        for above in folder.parents
        if above != ROOT and (above / "README.md").exists()
    )


@pytest.mark.parametrize(
    "pattern",
    [
        "docs/**/",
        "eula_texts/",
        "installer/**/",
        "scripts/**/",
        "tests/*/",
        "tests/data/*/",
        "translations/",
        "ui/**/",
    ],
)
def test_every_folder_says_what_it_is_for(pattern: str) -> None:
    """Further down in `tests/`, folders are named after what is tested, or after a defect."""
    folders = [path for path in ROOT.glob(pattern) if path.is_dir() and path.name != "__pycache__"]
    assert folders
    assert [path.relative_to(ROOT).as_posix() for path in folders if not is_told(path)] == []
