"""The session's modules import each other in one direction, inside functions as well."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import installer.session

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = "installer.session"
FOLDER = Path(installer.session.__file__).parent


def at_run_time(tree: ast.AST) -> Iterator[ast.ImportFrom]:
    """Imports that are carried out some time: those for the type checker alone are not."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.ImportFrom):
            yield node
        yield from at_run_time(node)


def needed(path: Path) -> set[str]:
    """Modules of the package that the file imports."""
    found: set[str] = set()
    for node in at_run_time(ast.parse(path.read_text("utf-8"))):
        module = node.module or ""
        if module == PACKAGE:
            found |= {name.name for name in node.names}
        elif module.startswith(f"{PACKAGE}."):
            found.add(module.removeprefix(f"{PACKAGE}."))
    return found


def test_no_module_of_the_session_leads_back_to_itself() -> None:
    graph = {path.stem: needed(path) for path in FOLDER.glob("*.py") if path.stem != "__init__"}
    assert "acts" in graph["session"], "imports inside functions are seen"
    TopologicalSorter(graph).prepare()
