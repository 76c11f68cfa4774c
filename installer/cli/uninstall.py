"""`assent uninstall`: remove components; receipts and the log stay."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from installer import host
from installer.cli import options
from installer.cli.watching import stopping, watching
from installer.errors import BadInput, Code, Outcome

if TYPE_CHECKING:
    from installer.cli.options import Face
    from installer.install.planned import Plan
    from installer.install.transaction import InstallResult


@click.command()
@click.argument("components", nargs=-1)
@click.option("--target", type=click.Path(path_type=Path), default=None, help="Folder it was installed into.")
@click.option("--dry-run", is_flag=True, help="Show what would be removed; change nothing.")
@options.common
def uninstall(*, target: Path | None, lang: str | None, as_json: bool, **told: Any) -> int:
    """Remove COMPONENTS (all that are installed when none is named) from a folder.

    Files that you changed stay; files that this program did not put there are not touched.

    \b
    Examples:
      assent uninstall --target /opt/example lpr
      assent uninstall --target /opt/example --dry-run
      assent uninstall --target /opt/example --json
    """  # noqa: D301 - click wants the character \b itself
    from installer.install.remove import uninstall as remove
    from installer.progress import Cancel

    if target is None:
        raise BadInput(Code.TARGET_MISSING)
    face = options.Face(options.language_of(lang), as_json=as_json)
    if told["dry_run"]:
        from installer.install.removal_plan import plan_removal

        _show(plan_removal(target, told["components"]), face)
        return host.exit_status(Outcome.SUCCESS)
    cancel = Cancel()
    with watching(face) as report, stopping(cancel):
        result = remove(target, told["components"], report, cancel)
    _say(result, face)
    return host.exit_status(result.restart.outcome)


def _show(plan: Plan, face: Face) -> None:
    if face.as_json:
        recovery = plan.recovery.ending.value
        document = {"result": "success", "exit": 0, "plan": plan.to_document()}
        options.print_json({**document, "components": [], "left": list(plan.left), "recovery": recovery})
        return
    from installer.cli.plan_text import file_lines, lines_of

    tr = face.translator()
    for line in (*lines_of(plan, tr), *file_lines(plan, tr)):
        click.echo(line)


def _say(result: InstallResult, face: Face) -> None:
    if face.as_json:
        outcome = result.restart.outcome
        document = {
            "result": outcome.label,
            "exit": host.exit_status(outcome),
            "components": [{"id": item.id, "state": item.state} for item in result.components],
            "left": list(result.left),
            "recovery": result.recovery.ending.value,
        }
        options.print_json(document)
        return
    tr = face.translator()
    words = {
        "removed": tr("{id}: removed"),
        "left": tr("{id}: left, because no way to uninstall it is known"),
    }
    for item in result.components:
        click.echo(words[item.state].format(id=item.id))
    for path in result.left:
        click.echo(tr("left, because you changed it: {path}").format(path=path))
    for line in result.restart.words(tr):
        click.echo(line)
