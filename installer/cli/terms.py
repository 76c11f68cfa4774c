"""`assent terms`: which terms apply to a selection, why, what they forbid and what they leave open."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from installer import errors, host
from installer.cli import options

if TYPE_CHECKING:
    from installer.terms.determination import Selection

_EPILOG = """\b
Examples:
  assent terms --product PRODUCT --product ADD-ON --release "2025 R1"
  assent terms --product ADD-ON --host oem:PRODUCT --lang hu
  assent terms --json --selection site.toml
  assent terms --schema
"""


@click.command(epilog=_EPILOG)
@click.option("--product", "products", multiple=True, metavar="ID", help="A product; give it once for each.")
@click.option("--release", metavar="RELEASE", help="Release of the product they are used with: “2025 R1”.")
@click.option("--host", "used_with", metavar="ID", help="What add-ons are used with: ID or oem:ID.")
@click.option("--installed", multiple=True, metavar="ID", help="A product that is there already.")
@click.option(
    "--selection",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A selection in TOML. What is given on the command line as well replaces the file's.",
)
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a selection, with all names.")
@click.option("--edition", "edition_id", metavar="ID", help="Edition, by default the newest one.")
@options.common
@click.pass_context
def terms(ctx: click.Context, /, file: Path | None, edition_id: str | None, **given: Any) -> None:
    """Say which terms apply to a selection, and because of what.

    The exit status says whether the agreement forbids the selection.
    """
    # Imported here: the other families' help needs none of them.
    from installer import paths
    from installer.agreement.load import find_edition, open_edition
    from installer.terms.load import load_terms

    root = paths.editions_root()
    edition = open_edition(root, edition_id)
    loaded = load_terms(find_edition(root, edition.id), edition)
    if given["schema"]:
        _print_json(loaded.schema())
        return
    determination = loaded.determine(_selection(file, given))
    if given["as_json"]:
        _print_json(determination.to_document())
    else:
        from installer.cli.terms_text import render

        wanted = options.language_of(given["lang"])
        language = wanted if wanted in edition.languages else edition.languages[0]
        _print(render(determination, loaded, language, options.translator(wanted)))
    if determination.conflicts:
        ctx.exit(host.exit_status(errors.Outcome.TERMS_CONFLICT))


def _selection(file: Path | None, given: dict[str, Any]) -> Selection:
    """The file's selection, with what the command line gives in its place."""
    from installer.terms.determination import Selection
    from installer.terms.selection import read_selection

    selection = Selection() if file is None else read_selection(_read(file))
    named = {
        "products": given["products"],
        "installed": given["installed"],
        "release": given["release"],
        "host": given["used_with"],
    }
    return replace(selection, **{key: value for key, value in named.items() if value})


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as exc:
        detail = exc.strerror or str(exc)
        raise errors.BadInput(errors.Code.SELECTION_MALFORMED, line=0, key=str(file), detail=detail) from exc


def _print_json(document: object) -> None:
    _print(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def _print(text: str) -> None:
    # As bytes: a redirected standard output on Windows has an encoding without the letter ő.
    click.echo(text.encode("utf-8"), nl=False)
