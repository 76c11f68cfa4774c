"""Build the stand-alone verifier: one Python file that needs `cryptography` and nothing else.

    python scripts/make_verifier.py --out verify_receipt.py

It holds the sources of the very modules by which the program verifies, and small stand-ins for the three
libraries that they import besides (`scripts/verifier/`): one asks `cryptography`, so that signatures are
checked by another library than the program's own. The same sources give the same bytes.
"""

from __future__ import annotations

import argparse
import ast
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parents[1]
PARTS: Final = ROOT / "scripts" / "verifier"
ENTRIES: Final = (
    "installer.evidence.verify",
    "installer.evidence.words",
    # Loaded at the first use of a name, which no look at the imports shows.
    "installer.errors.codes",
    "installer.errors.outcomes",
)
STAND_INS: Final = {
    "msgspec": "msgspec_stand_in.py",
    "msgspec.json": "msgspec_json_stand_in.py",
    "msgspec.structs": "msgspec_structs_stand_in.py",
    "nacl": "nacl_stand_in.py",
    "nacl.bindings": "nacl_bindings_stand_in.py",
    "nacl.exceptions": "nacl_exceptions_stand_in.py",
    "rfc8785": "rfc8785_stand_in.py",
}
FIRST_LINES: Final = "#!/usr/bin/env python3\n"


def build() -> str:
    """The text of the stand-alone verifier."""
    modules = {name: _path(name).read_text("utf-8") for name in needed(ENTRIES)}
    modules |= {name: (PARTS / file).read_text("utf-8") for name, file in STAND_INS.items()}
    packages = sorted({name.rpartition(".")[0] for name in modules if "." in name})
    modules |= {name: _path(name).read_text("utf-8") for name in packages if name not in modules}
    template = (PARTS / "main.py").read_text("utf-8")
    listed = "".join(f"    {name!r}: {_quoted(modules[name])},\n" for name in sorted(modules))
    filled = template.replace("SOURCES: Final[dict[str, str]] = {}", f"SOURCES: Final = {{\n{listed}}}")
    filled = filled.replace("PACKAGES: Final[tuple[str, ...]] = ()", f"PACKAGES: Final = {tuple(packages)!r}")
    words = json.dumps(_hungarian(), ensure_ascii=False, indent=4, sort_keys=True)
    return FIRST_LINES + filled.replace(
        "HUNGARIAN: Final[dict[str, str]] = {}", f"HUNGARIAN: Final = {words}"
    )


def needed(entries: tuple[str, ...]) -> list[str]:
    """The modules of the program that importing `entries` imports, and the packages they lie in."""
    found: set[str] = set()
    open_ends = list(entries)
    while open_ends:
        name = open_ends.pop()
        if name in found:
            continue
        found.add(name)
        parents = [name.rpartition(".")[0]] if "." in name else []
        open_ends += [*parents, *_imports(ast.parse(_path(name).read_text("utf-8")).body)]
    return sorted(found)


def _imports(body: list[ast.stmt]) -> Iterator[str]:
    """What a module imports of the program when it is imported: not for types, not inside functions."""
    for node in body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "installer":
            module = str(node.module)
            yield module
            inner = (f"{module}.{alias.name}" for alias in node.names)
            yield from (name for name in inner if _file(name) is not None)


def _file(name: str) -> Path | None:
    base = ROOT.joinpath(*name.split("."))
    return next((path for path in (base / "__init__.py", base.with_suffix(".py")) if path.is_file()), None)


def _path(name: str) -> Path:
    path = _file(name)
    if path is None:
        sys.exit(f"make_verifier: no module {name}")
    return path


def _quoted(source: str) -> str:
    """A raw literal that reads as it was written; another one where that cannot be."""
    if "'''" in source or source.endswith("\\") or "\r" in source:
        return repr(source)
    return f"r'''{source}'''"


def _hungarian() -> dict[str, str]:
    """The program's Hungarian for the words of the recipe; what is not translated yet is left out."""
    from babel.messages.pofile import read_po

    from installer.evidence import words

    asked: list[str] = []

    class Recorder:
        language = "en"

        def __call__(self, message: str) -> str:
            asked.append(message)
            return message

    for table in (
        words.checks,
        words.proven,
        words.not_proven,
        words.policies,
        words.results,
        words.statuses,
    ):
        table(Recorder())  # type: ignore[arg-type] # a translator that only listens
    with (ROOT / "translations" / "hu" / "LC_MESSAGES" / "assent.po").open("rb") as file:
        catalogue = read_po(file, locale="hu")
    pairs = {message: catalogue.get(message) for message in asked}
    return {message: str(entry.string) for message, entry in pairs.items() if entry and entry.string}


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True, help="the file to write")
    out: Path = parser.parse_args().out
    out.write_text(build(), "utf-8")
    out.chmod(0o755)
    print(out)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
