"""`assent terms`: which terms apply to a selection, why, what they forbid and what they leave open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from msgspec.structs import replace

from installer import errors, host
from installer.cli import options

if TYPE_CHECKING:
    from collections.abc import Callable

    from installer.agreement.edition import Edition
    from installer.i18n import Language, Translator
    from installer.terms.engine import Terms
    from installer.terms.selected import Selection

_EPILOG: Final = """\b
Examples:
  assent terms --product PRODUCT --product ADD-ON --release "2025 R1"
  assent terms --product ADD-ON --host oem:PRODUCT --lang hu
  assent terms --json --selection site.toml
  assent terms --schema
  assent terms obligations --selection site.toml --format html > duties.html
  assent terms count devices.csv --product PRODUCT --owned 48
"""
_COUNT_EPILOG: Final = """\b
The list is CSV with a header row, or TOML with [[device]] tables. Columns:
  name (required), address, quantity (1), enabled (yes), listed (yes),
  video (yes), addresses (1), lenses (1), channels, enabled_channels,
  intermediate (no), encoder (no), cameras, list_licenses,
  video_processing_service (no)
\b
Examples:
  assent terms count devices.csv --product PRODUCT
  assent terms count devices.toml --product PRODUCT --owned 48 --json
"""


def selecting(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say what is selected, and in which edition."""
    for option in (
        click.option("--edition", "edition_id", metavar="ID", help="Edition, by default the newest one."),
        click.option(
            "--selection",
            "file",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="A selection in TOML. What is given on the command line as well replaces the file's.",
        ),
        click.option("--installed", multiple=True, metavar="ID", help="A product that is there already."),
        click.option("--host", "used_with", metavar="ID", help="What add-ons are used with: ID or oem:ID."),
        click.option(
            "--release", metavar="RELEASE", help="Release of the product they are used with: “2025 R1”."
        ),
        options.products,
    ):
        function = option(function)
    return function


@click.group(epilog=_EPILOG, invoke_without_command=True)
@selecting
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a selection, with all names.")
@options.common
@click.pass_context
def terms(ctx: click.Context, /, edition_id: str | None, **given: Any) -> None:
    """Say which terms apply to a selection and which do not, and because of what.

    The exit status says whether the agreement forbids the selection.
    """
    if ctx.invoked_subcommand is not None:
        _no_options_before(ctx)
        return
    edition, loaded = _load(edition_id)
    if given["schema"]:
        _print_json(loaded.schema())
        return
    determination = loaded.determine(_selection(given))
    if given["as_json"]:
        _print_json(determination.to_document())
    else:
        from installer.cli.terms_text import render

        language, tr = _spoken(given["lang"], edition), _translator(given["lang"])
        _print(render(determination, loaded, language, tr))
    if determination.conflicts:
        ctx.exit(host.exit_status(errors.Outcome.TERMS_CONFLICT))


@terms.command(
    epilog="\b\nExamples:\n  assent terms obligations --product PRODUCT\n"
    "  assent terms obligations --selection site.toml --format html > duties.html"
)
@selecting
@click.option("--format", "form", type=click.Choice(["text", "html", "json"]), default="text")
@options.common
def obligations(edition_id: str | None, form: str, **given: Any) -> None:
    """List the duties that come with a selection, with deadlines and forms.

    A guide to print; only the agreement itself binds.
    """
    from installer.terms import sheet

    edition, loaded = _load(edition_id)
    made = sheet.make_sheet(loaded.determine(_selection(given)))
    language, tr = _spoken(given["lang"], edition), _translator(given["lang"])
    if given["as_json"] or form == "json":
        _print_json(sheet.sheet_document(made, edition))
    elif form == "html":
        products = loaded.catalogue.ordered(made.determination.selection.products)
        names = [loaded.catalogue.by_id[product].name[language] for product in products]
        _print(sheet.sheet_html(made, edition, names, tr))
    else:
        _print(sheet.sheet_text(made, language, tr))


@terms.command(epilog=_COUNT_EPILOG)
@click.argument("devices", type=click.Path(path_type=Path), metavar="FILE")
@selecting
@click.option("--owned", type=click.IntRange(0), metavar="N", help="Device licences that are owned.")
@click.option(
    "--quantity",
    "quantities",
    multiple=True,
    metavar="NAME=N",
    help="A quantity of the selection, such as licences of another kind; “assent terms --schema” lists them.",
)
@options.common
@click.pass_context
def count(
    ctx: click.Context, /, devices: Path, edition_id: str | None, owned: int | None, **given: Any
) -> None:
    """Count the device licences that a list of devices needs.

    Each line with the rule that gives its number; where the agreement leaves a line open, both numbers.
    The exit status says whether the agreement forbids this use.
    """
    from installer.terms.counting import count as count_licenses
    from installer.terms.devices import read_devices

    edition, loaded = _load(edition_id)
    selection = _selection(given)
    quantities = {**selection.quantities, **_quantities(given["quantities"], given["lang"])}
    listed = read_devices(_read(devices, errors.Code.DEVICES_MALFORMED, "column"))
    found = count_licenses(loaded, listed, replace(selection, quantities=quantities), owned)
    if given["as_json"]:
        from installer.terms.count_document import count_document

        _print_json(count_document(found, edition.id))
    else:
        from installer.cli.count_text import render_count

        language, tr = _spoken(given["lang"], edition), _translator(given["lang"])
        _print(render_count(found, loaded, language, tr))
    if found.forbidden:
        ctx.exit(host.exit_status(errors.Outcome.TERMS_CONFLICT))


def _no_options_before(ctx: click.Context) -> None:
    """An option before the subcommand would be lost without a word."""
    for name in ctx.params:
        source = ctx.get_parameter_source(name)
        if source is not None and source is not click.core.ParameterSource.DEFAULT:
            tr = _translator(ctx.params["lang"])
            message = tr("Options stand after “{command}”.").format(command=ctx.invoked_subcommand)
            raise click.UsageError(message, ctx)


def _load(edition_id: str | None) -> tuple[Edition, Terms]:
    # Imported here: the other families' help needs none of them.
    from installer import paths
    from installer.agreement.cover import find_edition
    from installer.agreement.signed import open_edition
    from installer.terms.load import load_terms

    root = paths.editions_root()
    edition = open_edition(root, edition_id)
    return edition, load_terms(find_edition(root, edition.id), edition)


def _selection(given: dict[str, Any]) -> Selection:
    """The file's selection, with what the command line gives in its place."""
    from installer.terms.selected import Selection
    from installer.terms.selection import read_selection

    file = given["file"]
    content = None if file is None else _read(file, errors.Code.SELECTION_MALFORMED, "key")
    selection = Selection() if content is None else read_selection(content)
    named = {
        "products": options.split(given["products"]),
        "installed": given["installed"],
        "release": given["release"],
        "host": given["used_with"],
    }
    return replace(selection, **{key: value for key, value in named.items() if value})


def _quantities(given: tuple[str, ...], lang: str | None) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in given:
        name, _, number = each.partition("=")
        # More digits than any count has would be refused by `int` with an error of its own.
        if not (number.isascii() and number.isdecimal() and len(number) <= 9):  # noqa: PLR2004 - as said
            tr = _translator(lang)
            raise click.UsageError(tr("“--quantity {given}” is not NAME=N.").format(given=each))
        found[name] = int(number)
    return found


def _spoken(lang: str | None, edition: Edition) -> Language:
    """The language of the edition's sentences: the one asked for where the edition has it."""
    wanted = options.language_of(lang)
    return wanted if wanted in edition.languages else edition.languages[0]


def _translator(lang: str | None) -> Translator:
    return options.translator(options.language_of(lang))


def _read(file: Path, code: errors.Code, field: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError as exc:
        facts: dict[str, errors.Fact] = {field: str(file), "detail": exc.strerror or str(exc)}
        raise errors.BadInput(code, cite=(), line=0, **facts) from exc


def _print_json(document: object) -> None:
    import json

    _print(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def _print(text: str) -> None:
    # As bytes: a redirected standard output on Windows has an encoding without the letter ő.
    click.echo(text.encode("utf-8"), nl=False)
