"""`assent agreement import`: the texts of the next edition from its printed document, for publishers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from installer.cli import options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.agreement.importing.report import Decision, Kind
    from installer.i18n import Translator

_PATH = click.Path(path_type=Path)


@click.command(
    "import",
    epilog="\b\nExamples:\n"
    "  assent agreement import printed.txt --like eula_texts/AGREEMENT/2025-02-12 \\\n"
    "      --recipe import.toml --out eula_texts/AGREEMENT/2026-01-15\n"
    "  assent agreement import first.txt --recipe import.toml --out eula_texts/AGREEMENT/2025-01-01",
)
@click.argument("source", type=_PATH)
@click.option(
    "--like", "before", type=_PATH, help="Folder of the edition before; without one the recipe says it all."
)
@click.option("--recipe", type=_PATH, required=True, help="What the document cannot say about itself.")
@click.option("--out", type=_PATH, required=True, help="Folder to make; it must not be there.")
@options.common
def import_(  # noqa: PLR0913 - click hands every option on by itself
    source: Path, before: Path | None, recipe: Path, out: Path, lang: str | None, *, as_json: bool
) -> None:
    """Make the folder of an edition from SOURCE, a plain text in UTF-8.

    Every word is kept, once and in order; every decision is listed for you to read. What the recipe
    holds is described in docs/agreement/next-edition.md.
    """
    from installer.agreement.importing.run import import_edition

    imported = import_edition(source, before, recipe, out)
    edition = imported.edition
    if as_json:
        found = [
            {"kind": found.kind.value, "language": found.language, "line": found.line, "text": found.text}
            for found in imported.decisions
        ]
        options.print_json({"edition": edition.id, "digest": edition.digest, "decisions": found})
        return
    tr = options.translator(options.language_of(lang))
    lines = [f"{place(found)} {kind_label(found.kind, tr)}: {found.text}" for found in imported.decisions]
    lines.append(
        tr("{edition}@{digest} was made in {path}. Read the decisions above before you publish it.").format(
            edition=edition.id, digest=edition.digest, path=out
        )
    )
    click.echo("\n".join(lines).encode() + b"\n", nl=False)


def place(found: Decision) -> str:
    """Where in the document."""
    return f"{found.language}:{found.line}" if found.line else found.language or "–"


def kind_label(kind: Kind, tr: Translator) -> str:
    """What was decided."""
    from installer.agreement.importing.report import Kind

    labels: Mapping[Kind, str] = {
        Kind.BLOCK: tr("A language begins"),
        Kind.ARTEFACT: tr("Left out, as the recipe says"),
        Kind.CHARACTER: tr("Characters replaced or left out"),
        Kind.HYPHEN: tr("Joined at a hyphen"),
        Kind.UNHYPHENATED: tr("Joined without the hyphen, as the recipe says"),
        Kind.CONTINUES: tr("Goes on after an empty line"),
        Kind.STARTS: tr("A paragraph begins, as the recipe says"),
        Kind.UNFINISHED: tr("A number follows an unfinished sentence"),
        Kind.SPLIT: tr("Two clauses stand on one line"),
        Kind.RUN_IN: tr("A heading and its paragraph stand on one line"),
        Kind.ORDER: tr("A section in another place than before"),
        Kind.ABSENT: tr("No longer there"),
        Kind.DOUBTFUL: tr("Look at this"),
    }
    return labels[kind]
