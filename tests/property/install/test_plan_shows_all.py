"""Nothing is done that the plan did not show: files, folders, entries and programs, whatever the bundles.

What a person reads and what a machine reads are held to the same: each must name everything.
"""

from __future__ import annotations

import json
import shlex
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from helpers.bundles import picture, write_files
from helpers.externals import Part, bundle_of, runs, script
from helpers.proofs import Covered
from hypothesis import given, settings
from hypothesis import strategies as st

from installer.cli.plan_text import file_lines, lines_of
from installer.errors import AssentError
from installer.i18n import load_translator
from installer.install.plan import make_plan
from installer.install.plan_document import PlanDocument
from installer.install.registration.spec import Registration
from installer.install.removal_plan import plan_removal
from installer.install.remove import uninstall
from installer.install.transaction import run
from installer.paths import translations_root
from installer.progress import Cancel, ignore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer.install.bundle import Bundle
    from installer.install.planned import Plan

ENGLISH = load_translator("en", translations_root())

NAMES = st.sampled_from(["a", "b", "d/a", "d/b", "d/e/a", "d/e/f/a", "d", "d/e", "x/y"])
TREES = st.dictionaries(NAMES, st.sampled_from([b"1", b"2", b"333"]), max_size=5).filter(
    lambda tree: (
        not any(f"{other}/".startswith(f"{name}/") for name in tree for other in tree if name != other)
    )
)
EMPTY = st.sets(st.sampled_from(["empty", "empty/er", "d", "n/o"]), max_size=2)
EDITS = st.dictionaries(
    st.sampled_from(["a", "d/a", "d/e/a", "mine", "d/mine", "side/a"]),
    st.sampled_from([b"edit", None]),
    max_size=3,
)


@dataclass(frozen=True)
class Version:
    """What `core` is in one version."""

    tree: dict[str, bytes]
    folders: set[str]
    entry: str
    """What it is called in menus; empty: it is not there."""

    def part(self) -> Part:
        taken = {name for path in self.tree for name in _with_parents(path)}
        folders = sorted(name for name in self.folders if name not in taken and _free(name, self.tree))
        tree, entry = self.tree, None
        if self.entry:
            tree = {**tree, "start": b"start"}
            entry = Registration(name={"en": self.entry}, exec="start")
        return Part(tree, folders=folders, registration=entry)


@dataclass(frozen=True)
class Case:
    """Two versions, what a person does in between, and what else is wanted of the second run."""

    first: Version
    second: Version
    edits: dict[str, bytes | None]
    entry_edit: str
    """What somebody does to the menu entry: nothing, `change` or `remove`."""
    program: bool
    leaves: bool
    """Whether the other component goes."""


VERSIONS = st.builds(Version, TREES, EMPTY, st.sampled_from(["", "One", "Two"]))
CASES = st.builds(
    Case, VERSIONS, VERSIONS, EDITS, st.sampled_from(["", "change", "remove"]), st.booleans(), st.booleans()
)


def shown(plan: Plan) -> set[str]:
    """Every name in the target that the plan says it will make, change or remove."""
    names = {*plan.added, *plan.replaced, *plan.removed, *plan.folders, *plan.folders_removed}
    for path, kept in plan.saved:
        names |= {path, kept}
    return names


def _free(folder: str, tree: dict[str, bytes]) -> bool:
    return not any(parent in tree for parent in _with_parents(folder))


def _with_parents(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]


@dataclass(frozen=True)
class World:
    """A computer of its own: a target, a system and a menu."""

    base: Path

    @property
    def target(self) -> Path:
        return self.base / "target"

    @property
    def system(self) -> Path:
        return self.base / "system"

    @property
    def menu(self) -> Path:
        return self.base / "share/applications"

    def entries(self) -> dict[str, str]:
        """The menu entries by their full names."""
        found = self.menu.iterdir() if self.menu.exists() else ()
        return {str(path): path.read_text("utf-8") for path in found}


@pytest.fixture(scope="module")
def environment() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@settings(max_examples=60)
@given(case=CASES)
def test_what_a_run_touches_is_what_the_plan_shows(environment: pytest.MonkeyPatch, case: Case) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        world = World(Path(scratch))
        world.system.mkdir()
        for name in ("XDG_DATA_HOME", "XDG_DATA_DIRS"):
            environment.setenv(name, str(world.base / "share"))
        side = Part({"side/a": b"a", "side/deep/b": b"b"})
        old = bundle_of(world.base / "old", {"core": case.first.part(), "side": side})
        run(old, make_plan(old, ("core", "side"), world.target), Covered(), ignore, Cancel())
        parts = {"core": case.second.part()}
        if case.program:
            parts["tool"] = script(world.system, "tool", sets={"MODE": "a b"})
        new = bundle_of(world.base / "new", parts, "2.0")
        edit(world, case)
        before, menu = picture(world.target), world.entries()
        leaving = ("side",) if case.leaves else ()
        with suppress(AssentError):
            check(world, new, make_plan(new, tuple(parts), world.target, leaving=leaving))
            return
        # A refusal of the plan or of the run changes nothing.
        assert picture(world.target) == before
        assert world.entries() == menu


@settings(max_examples=30)
@given(case=CASES)
def test_what_a_removal_touches_is_what_its_plan_shows(environment: pytest.MonkeyPatch, case: Case) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        world = World(Path(scratch))
        world.system.mkdir()
        for name in ("XDG_DATA_HOME", "XDG_DATA_DIRS"):
            environment.setenv(name, str(world.base / "share"))
        parts = {"core": case.first.part(), "side": Part({"side/a": b"a", "x/side": b"b"})}
        if case.program:
            parts["tool"] = script(world.system, "tool", undo=case.leaves)
        made = bundle_of(world.base / "made", parts)
        run(made, make_plan(made, tuple(parts), world.target), Covered(), ignore, Cancel())
        edit(world, case)
        before, menu, ran = picture(world.target), world.entries(), len(runs(world.system))
        with suppress(AssentError):
            plan = plan_removal(world.target, () if case.leaves else ("core",))
            assert picture(world.target) == before
            uninstall(world.target, () if case.leaves else ("core",), ignore)
            after = picture(world.target)
            touched = {name for name in before if before[name] != after.get(name)} - {"inventory"}
            assert set(plan.removed) <= touched <= shown(plan)
            assert after.keys() <= before.keys()
            changed = {path for path in menu if path not in world.entries()}
            assert changed == {path for path, _ in plan.entries}
            assert runs(world.system)[ran:] == [f"remove {program.component}" for program in plan.programs]
            check_forms(plan, touched | changed)
            return
        assert picture(world.target) == before
        assert world.entries() == menu


def check(world: World, bundle: Bundle, plan: Plan) -> None:
    """Carry it out and compare everything that is different then with what was said."""
    before, menu = picture(world.target), world.entries()
    run(bundle, plan, Covered(), ignore, Cancel())
    after = picture(world.target)
    touched = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert touched - {"inventory"} <= shown(plan)
    assert set(plan.added) | set(plan.replaced) | set(plan.folders) <= after.keys()
    assert not set(plan.removed) & {name for name, value in after.items() if value != "folder"}
    for path in plan.left:
        assert path in menu or after[path] == before[path]
    for path, kept in plan.saved:
        assert after[kept] == before[path]
    assert runs(world.system) == [f"install {program.component}" for program in plan.programs]
    now = world.entries()
    changed = {path for path in menu.keys() | now.keys() if menu.get(path) != now.get(path)}
    assert changed == {path for path, _ in plan.entries}
    check_forms(plan, touched - {"inventory"} | changed)


def check_forms(plan: Plan, touched: set[str]) -> None:
    """The form for people and the form for machines both name everything that was touched."""
    lines = [*lines_of(plan, ENGLISH), *file_lines(plan, ENGLISH)]
    read = {line.rpartition(": ")[2] for line in lines} | {kept for _, kept in plan.saved}
    assert touched <= read
    assert all(any(f"kept as {kept}: {path}" in line for line in lines) for path, kept in plan.saved)
    document = msgspec.convert(json.loads(json.dumps(plan.to_document())), PlanDocument)
    names = {*document.added, *document.replaced, *document.removed, *document.folders}
    names |= {*document.folders_removed, *(entry.path for entry in document.entries)}
    names |= {name for saved in document.saved for name in (saved.path, saved.as_)}
    assert touched <= names
    for program, said in zip(plan.programs, document.programs, strict=True):
        assert tuple(said.command) == program.command
        assert any(line.endswith(shlex.join(program.command)) for line in lines)
    # Nothing that the one form says is missing from the other.
    for name in (*document.left, *names):
        assert name in read
    for component in document.components:
        assert any(f"{component.id} {component.version}: " in line for line in lines)


def edit(world: World, case: Case) -> None:
    """What a person does to their folder and their menu: write, or take away."""
    for path, content in case.edits.items():
        place = world.target / path
        if content is None:
            if place.is_dir():
                shutil.rmtree(place)
            elif place.exists():
                place.unlink()
        elif place.parent.is_dir() and not place.is_dir():
            write_files(world.target, {path: content})
    for path in world.entries() if case.entry_edit else ():
        if case.entry_edit == "remove":
            Path(path).unlink()
        else:
            Path(path).write_text("[Desktop Entry]\nName=Mine\n")
