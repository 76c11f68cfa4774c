"""Nothing is done that the plan did not show: files, folders, entries and programs, whatever the bundles."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.bundles import picture, write_files
from helpers.externals import Part, bundle_of, runs, script
from helpers.proofs import Covered
from hypothesis import given, settings
from hypothesis import strategies as st

from installer.errors import AssentError
from installer.install.plan import make_plan
from installer.install.transaction import run
from installer.progress import Cancel, ignore

if TYPE_CHECKING:
    from installer.install.planned import Plan

NAMES = st.sampled_from(["a", "b", "d/a", "d/b", "d/e/a", "d/e/f/a", "d", "d/e", "x/y"])
TREES = st.dictionaries(NAMES, st.sampled_from([b"1", b"2", b"333"]), max_size=5).filter(
    lambda tree: (
        not any(f"{other}/".startswith(f"{name}/") for name in tree for other in tree if name != other)
    )
)
EMPTY = st.sets(st.sampled_from(["empty", "empty/er", "d", "n/o"]), max_size=2)
EDITS = st.dictionaries(
    st.sampled_from(["a", "d/a", "d/e/a", "mine", "d/mine"]), st.sampled_from([b"edit", None]), max_size=3
)


def shown(plan: Plan) -> set[str]:
    """Every name in the target that the plan says it will make, change or remove."""
    names = {*plan.added, *plan.replaced, *plan.removed, *plan.folders, *plan.folders_removed}
    for path, kept in plan.saved:
        names |= {path, kept}
    return names


def part(tree: dict[str, bytes], folders: set[str]) -> Part:
    taken = {name for path in tree for name in _with_parents(path)}
    return Part(tree, folders=sorted(name for name in folders if name not in taken and _free(name, tree)))


def _free(folder: str, tree: dict[str, bytes]) -> bool:
    return not any(parent in tree for parent in _with_parents(folder))


def _with_parents(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]


@settings(max_examples=60)
@given(TREES, EMPTY, TREES, EMPTY, EDITS, st.booleans())
def test_what_a_run_touches_is_what_the_plan_shows(  # noqa: PLR0913, PLR0917 - one for each thing that varies
    first: dict[str, bytes],
    first_folders: set[str],
    second: dict[str, bytes],
    second_folders: set[str],
    edits: dict[str, bytes | None],
    program: bool,  # noqa: FBT001 - drawn by position
) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        base = Path(scratch)
        target, system = base / "target", base / "system"
        system.mkdir()
        old = bundle_of(base / "old", {"core": part(first, first_folders)})
        parts = {"core": part(second, second_folders)}
        if program:
            parts["tool"] = script(system, "tool")
        new = bundle_of(base / "new", parts, "2.0")
        run(old, make_plan(old, ("core",), target), Covered(), ignore, Cancel())
        edit(target, edits)
        before = picture(target)
        with suppress(AssentError):
            plan = make_plan(new, tuple(parts), target)
            assert picture(target) == before
            run(new, plan, Covered(), ignore, Cancel())
            after = picture(target)
            touched = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
            assert touched - {"inventory"} <= shown(plan)
            assert set(plan.added) | set(plan.replaced) | set(plan.folders) <= after.keys()
            assert not set(plan.removed) & {name for name, value in after.items() if value != "folder"}
            assert len(runs(system)) == len(plan.programs)
            for path in plan.left:
                assert after[path] == before[path]
            for path, kept in plan.saved:
                assert after[kept] == before[path]
            return
        # A refusal of the plan or of the run changes nothing.
        assert picture(target) == before


def edit(target: Path, edits: dict[str, bytes | None]) -> None:
    """What a person does to their folder: write, or take away."""
    for path, content in edits.items():
        place = target / path
        if content is None:
            if place.is_dir():
                shutil.rmtree(place)
            elif place.exists():
                place.unlink()
        elif place.parent.is_dir() and not place.is_dir():
            write_files(target, {path: content})
