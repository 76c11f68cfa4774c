"""The published schemas are those of the program, and no document is without one."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from helpers.golden import GOLDEN, name_of
from helpers.importing import Import
from helpers.loading import load_script

from installer.agreement.importing.run import REPORT_FILE
from installer.signatures.signing import Purpose, sign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer.evidence.predicates import PredicateType

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "docs" / "schemas"
SCRIPT = load_script("make_schemas.py")
DOCUMENTS = SCRIPT.documents()
LABEL = re.compile(r"assent[/-][a-z-]+")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_published_schema_is_current(name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == DOCUMENTS[name]


@pytest.mark.parametrize("kind", GOLDEN)
def test_a_schema_names_every_member_asks_for_it_and_allows_no_other(kind: PredicateType) -> None:
    said = GOLDEN[kind][1]
    schema = json.loads((FOLDER / f"{name_of(kind)}.schema.json").read_text("utf-8"))
    definition = schema["$defs"][type(said).__name__]
    assert set(definition["properties"]) == set(definition["required"]) == set(msgspec.to_builtins(said))
    assert definition["additionalProperties"] is False


def labels_in(source: str) -> Iterator[str]:
    """The types that a module gives documents: as a member's type, an argument, a key's value, a constant."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.AnnAssign(target=ast.Name(id="type"), annotation=found):
                yield from constants(found)
            case ast.keyword(arg="type", value=found):
                yield from constants(found)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as found) if name.endswith("_TYPE"):
                yield from constants(found)
            case ast.Dict(keys=keys, values=values):
                pairs = zip(keys, values, strict=True)
                typed = (
                    found for key, found in pairs if isinstance(key, ast.Constant) and key.value == "type"
                )
                for found in typed:
                    yield from constants(found)
            case _:
                continue


def constants(node: ast.expr) -> Iterator[str]:
    for found in ast.walk(node):
        if isinstance(found, ast.Constant) and isinstance(found.value, str) and LABEL.fullmatch(found.value):
            yield found.value


def labels_of(schema: object) -> Iterator[str]:
    """The types that a schema is about."""
    if isinstance(schema, dict):
        kind = schema.get("properties", {}).get("type", {})
        yield from (label for label in kind.get("enum", ()) if LABEL.fullmatch(label))
        for inner in schema.values():
            yield from labels_of(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from labels_of(inner)


def test_every_versioned_document_in_the_code_has_a_published_schema_and_no_schema_is_left_over() -> None:
    sources = [path for part in ("installer", "ui") for path in (ROOT / part).rglob("*.py")]
    named = {label for path in sources for label in labels_in(path.read_text("utf-8"))}
    assert {"assent/receipt", "assent/edition", "assent-journal", "assent/resume"} <= named
    schemas = [json.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.schema.json")]
    assert {label for schema in schemas for label in labels_of(schema)} == named


def test_every_file_among_the_published_schemas_is_made_by_the_script() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(DOCUMENTS)


@pytest.mark.parametrize(
    "source", ["x = 1", 'note_type = "assent/x"', 'print("assent/x")', '{"kind": "assent/x"}']
)
def test_what_only_looks_like_a_document_asks_for_no_schema(source: str) -> None:
    assert list(labels_in(source)) == []


@pytest.mark.parametrize(
    "source",
    [
        'class A:\n    type: Literal["assent/new"]',
        'X_TYPE: Final = "assent/new"',
        'Kept(type="assent/new")',
        'x = {"type": "assent/new"}',
    ],
)
def test_a_new_document_would_be_missed(source: str) -> None:
    assert list(labels_in(source)) == ["assent/new"]


def purposes() -> list[Purpose]:
    from installer.agreement.signed import PURPOSE as EDITION
    from installer.install.signing import PURPOSE as BUNDLE

    return [EDITION, BUNDLE]


@pytest.mark.parametrize("purpose", purposes(), ids=lambda purpose: purpose.type)
def test_the_schema_of_signature_files_is_that_of_what_is_signed(purpose: Purpose) -> None:
    model = SCRIPT.SignatureFile
    made: dict[str, Any] = json.loads(sign(purpose, b"data", bytes(32)))
    assert msgspec.to_builtins(msgspec.convert(made, model)) == made
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**made, "more": 1}, model)


def test_the_schema_of_import_reports_is_that_of_what_the_importer_writes(tmp_path: Path) -> None:
    job = Import(tmp_path)
    job.run()
    report: dict[str, Any] = json.loads((job.out / REPORT_FILE).read_text("utf-8"))
    assert report["decisions"]
    assert msgspec.to_builtins(msgspec.convert(report, SCRIPT.ImportReport)) == report
