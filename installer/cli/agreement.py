"""`assent agreement`: read the text, export it, list where translations diverge, seal an edition."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from installer import host
from installer.cli import options
from installer.cli.changes import changes
from installer.cli.compare import compare
from installer.cli.importing import import_
from installer.cli.lint import lint
from installer.cli.sign import sign

if TYPE_CHECKING:
    from collections.abc import Callable

    from installer.agreement.edition import Edition, Row
    from installer.i18n import Language

BOTH = "both"
"""The word that asks for all languages of the edition side by side."""


def _examples(*lines: str) -> str:
    """The end of a help page. The control character keeps click from re-flowing the lines."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def _edition_options(function: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--edition", "edition_id", metavar="ID", help="Edition, by default the newest one."),
        click.option("--lang", metavar="LANGUAGE|both", help="A language of the agreement, or both."),
        click.option("--json", "as_json", is_flag=True, help="One JSON document for machines."),
    ):
        function = option(function)
    return function


@click.group(
    epilog=_examples(
        "assent agreement show termination/p1 --lang both",
        "assent agreement export --json",
        "assent agreement divergences --lang en",
        "assent agreement lint",
        "assent agreement compare OLD NEW",
    )
)
def agreement() -> None:
    """Read, export and check the text of the agreement."""


for command in (lint, compare, changes, import_, sign):
    agreement.add_command(command)


@agreement.command(
    epilog=_examples("assent agreement show termination", "assent agreement show termination/p1 --lang both")
)
@click.argument("what", metavar="CLAUSE|SECTION")
@_edition_options
def show(what: str, edition_id: str | None, lang: str | None, *, as_json: bool) -> None:
    """Show one clause or a whole section.

    Under a translation that cannot be relied on stands the wording that governs.
    """
    from installer.agreement.render import render_text

    edition = _open(edition_id)
    rows = _rows(edition, what)
    if as_json:
        _print_json([_clause_document(edition, row) for row in rows])
        return
    tr = options.translator(options.language_of(lang))
    _print_bytes(render_text(edition, rows, _languages(edition, lang), tr))


@agreement.command(
    epilog=_examples(
        "assent agreement export --json > agreement.json",
        "assent agreement export --format html --lang both > agreement.html",
    )
)
@click.option("--format", "form", type=click.Choice(["text", "html", "json"]), default="text")
@_edition_options
def export(form: str, edition_id: str | None, lang: str | None, *, as_json: bool) -> None:
    """Print the whole agreement."""
    from installer.agreement.render import render_html, render_text

    edition = _open(edition_id)
    if as_json or form == "json":
        _print_json(export_document(edition))
        return
    render = render_html if form == "html" else render_text
    tr = options.translator(options.language_of(lang))
    _print_bytes(render(edition, edition.rows(), _languages(edition, lang), tr))


@agreement.command(
    epilog=_examples("assent agreement divergences --lang hu", "assent agreement divergences --json")
)
@_edition_options
def divergences(edition_id: str | None, lang: str | None, *, as_json: bool) -> None:
    """List the reviewed places where a translation says something else than the text that governs."""
    edition = _open(edition_id)
    if as_json:
        _print_json(divergences_document(edition))
        return
    explained = _languages(edition, lang)
    for found in edition.divergences:
        click.echo(f"[{found.clause}] {found.severity.value}")
        for language, phrase in found.phrases.items():
            click.echo(f"  {language}: {phrase or '–'}")
        for language in explained:
            click.echo(f"  {found.difference[language]}")


@agreement.command(epilog=_examples("assent agreement seal eula_texts/AGREEMENT/EDITION"))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--lang", metavar="LANGUAGE", help="Language of the messages.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document for machines.")
def seal(folder: Path, lang: str | None, *, as_json: bool) -> None:
    """Write the digests of texts and documents into FOLDER/edition.toml (for publishers).

    What the program would refuse to load is told here.
    """
    from installer.agreement.seal import seal_edition
    from installer.cli.publishing import check_documents, preparing

    tr = options.translator(options.language_of(lang))
    with preparing(tr):
        edition = seal_edition(folder)
        check_documents(folder)
    if as_json:
        _print_json({"edition": edition.id, "digest": edition.digest})
        return
    said = tr("Sealed: {edition}@{digest}").format(edition=edition.id, digest=edition.digest)
    click.echo(said)


def export_document(edition: Edition) -> dict[str, object]:
    """What `agreement export --json` prints (design §12). A language without the clause has no key."""
    return {
        "edition": edition.id,
        "prevailing": edition.prevailing or "none",
        "digest": edition.digest,
        "clauses": [_clause_document(edition, row) for row in edition.rows()],
        "artefacts": [
            {"language": found.language, "line": found.line, "text": found.text}
            for found in edition.artefacts
        ],
    }


def divergences_document(edition: Edition) -> list[dict[str, object]]:
    """What `agreement divergences --json` prints (design §12): the phrases under their languages."""
    return [
        {
            "clause": found.clause,
            **found.phrases,
            "difference": dict(found.difference),
            "severity": found.severity.value,
        }
        for found in edition.divergences
    ]


def _clause_document(edition: Edition, row: Row) -> dict[str, object]:
    present = {language: clause for language, clause in row.wordings.items() if clause is not None}
    return {
        "id": row.clause,
        "text": {language: clause.text for language, clause in present.items()},
        "standing": {
            language: edition.shown(row.clause, language).standing.value
            for language in edition.translation_languages()
        },
        "digest": {language: clause.digest for language, clause in present.items()},
    }


def _open(edition_id: str | None) -> Edition:
    # Imported here: the other families' help needs neither.
    from installer import paths
    from installer.agreement.signed import open_edition

    return open_edition(paths.editions_root(), edition_id)


def _rows(edition: Edition, what: str) -> tuple[Row, ...]:
    wanted = tuple(row for row in edition.rows() if row.clause == what)
    return wanted or edition.section_rows(what)


def _languages(edition: Edition, lang: str | None) -> tuple[Language, ...]:
    if lang == BOTH:
        return edition.languages
    language = host.system_language(edition.languages) if lang is None else lang
    edition.clause(edition.clause_ids()[0], language)  # refuses a language that the edition has not
    return (language,)


def _print_json(document: object) -> None:
    _print_bytes(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def _print_bytes(text: str) -> None:
    # As bytes: a redirected standard output on Windows has an encoding without the letter ő.
    click.echo(text.encode("utf-8"), nl=False)
