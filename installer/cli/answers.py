"""`assent answers`: write a fresh answer file, and check one without doing anything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from installer import host
from installer.cli import boundary, options
from installer.cli.install import tell_asked

if TYPE_CHECKING:
    from installer.unattended.check import Checked


@click.group()
def answers() -> None:
    """The answer file of an unattended install."""


@answers.command()
@options.common
def template(*, lang: str | None, as_json: bool) -> None:
    """Write a fresh answer file to standard output; with --json its JSON Schema.

    \b
    Example:
      assent answers template > site.toml
    """  # noqa: D301 - the mark that keeps lines apart for click
    from installer.unattended import answers as format_

    if as_json:
        click.echo(json.dumps(format_.schema(), ensure_ascii=False, indent=2, sort_keys=True))
        return
    from installer.session.opening import governing_language
    from installer.unattended.template import template as written

    click.echo(written(options.translator(options.language_of(lang)), governing_language()), nl=False)


@answers.command()
@click.argument("file", type=click.Path(path_type=Path))
@options.common
@click.pass_context
def check(ctx: click.Context, /, file: Path, *, lang: str | None, as_json: bool) -> None:
    """Check an answer file and say what would have to be accepted and affirmed.

    Changes nothing. Exit status 0 when the answers are complete.

    \b
    Example:
      assent answers check site.toml
    """  # noqa: D301 - the mark that keeps lines apart for click
    from installer.unattended.check import check_answers

    face = options.Face(options.language_of(lang), as_json=as_json)
    checked = check_answers(file)
    if as_json:
        click.echo(json.dumps(_document(checked), ensure_ascii=False))
    else:
        for problem in checked.problems:
            boundary.say(problem.error, face)
        tell_asked(checked.asked, face)
    if checked.problems:
        ctx.exit(host.exit_status(checked.problems[0].error.outcome))


def _document(checked: Checked) -> dict[str, object]:
    return {
        "complete": not checked.problems,
        "problems": [
            {"field": problem.field, **boundary.error_document(problem.error)} for problem in checked.problems
        ],
        "edition": checked.asked.edition,
        "sections": list(checked.asked.sections),
        "affirmations": [
            {"id": needed.id, "cite": list(needed.cite), "text": dict(needed.text)}
            for needed in checked.asked.affirmations
        ],
        "consents": [
            {"id": offer.id, "cite": list(offer.cite), "text": dict(offer.text)}
            for offer in checked.asked.consents
        ],
    }
