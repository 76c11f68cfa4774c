"""`assent agreement compare`: what is different between two editions, for publishers and for readers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from installer.cli import options

if TYPE_CHECKING:
    from installer.agreement.compare import Comparison
    from installer.agreement.edition import Edition

UNSETTLED_STATUS = 1
"""Exit status with `--check` when the publisher has not stated all that has to be stated."""


@click.command(
    epilog="\b\nExamples:\n"
    "  assent agreement compare AGREEMENT/2025-02-12 AGREEMENT/2026-01-15\n"
    "  assent agreement compare OLD_FOLDER NEW_FOLDER --html differences.html\n"
    "  assent agreement compare OLD_FOLDER NEW_FOLDER --check --json"
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write a page for a browser to FILE instead.",
)
@click.option(
    "--draft",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write a changes.toml to FILE, for the publisher to fill in.",
)
@click.option(
    "--check",
    is_flag=True,
    help="Exit with 1 unless changes.toml of NEW states every change, and only those.",
)
@options.common
@click.pass_context
def compare(  # noqa: PLR0913 - click hands every option on by itself
    ctx: click.Context,
    old: str,
    new: str,
    *,
    page: Path | None,
    draft: Path | None,
    check: bool,
    lang: str | None,
    as_json: bool,
) -> None:
    """Compare two editions clause by clause: OLD and NEW are ids or folders.

    Of each change it says what it asks for of somebody who accepted OLD, and why.
    """
    from installer.agreement.compare import compare as compare_editions
    from installer.agreement.compare.render import comparison_document, render_text

    later = _edition(new)
    comparison = compare_editions(_edition(old), later)
    if draft is not None:
        from installer.agreement.compare.draft import draft_changes

        _write(draft, draft_changes(comparison, later.languages))
    languages = tuple(dict.fromkeys(name for change in comparison.changes for name in change.wordings))
    tr = options.translator(options.language_of(lang))
    if page is not None:
        from installer.agreement.compare.page import render_html

        _write(page, render_html(comparison, languages, tr))
    if as_json:
        options.print_json(comparison_document(comparison))
    elif page is None and draft is None:
        click.echo(render_text(comparison, languages, tr).encode(), nl=False)
    if check and not is_settled(comparison):
        ctx.exit(UNSETTLED_STATUS)


def is_settled(comparison: Comparison) -> bool:
    """Whether the publisher has stated every change of a clause, none of it too low, and nothing else."""
    from installer.agreement.compare import Ground

    open_grounds = {Ground.UNSTATED, Ground.LIFTED}
    return not comparison.unused and not any(
        change.ground in open_grounds or change.stated is None for change in comparison.changes
    )


def _write(path: Path, content: str) -> None:
    from installer.errors import Code, Unavailable

    try:
        path.write_bytes(content.encode())
    except OSError as exc:
        raise Unavailable(Code.FILE_UNWRITABLE, path=str(path), detail=exc.strerror or "") from exc


def _edition(named: str) -> Edition:
    from installer import paths
    from installer.agreement.cover import EDITION_FILE
    from installer.agreement.load import load_edition
    from installer.agreement.signed import open_edition

    folder = Path(named)
    if (folder / EDITION_FILE).is_file():
        return load_edition(folder)
    return open_edition(paths.editions_root(), named)
