"""`assent uninstall`: remove components; receipts and the log stay."""

from __future__ import annotations

from pathlib import Path

import click

from installer.cli import options
from installer.cli.watching import stopping, watching
from installer.errors import BadInput, Code


@click.command()
@click.argument("components", nargs=-1)
@click.option("--target", type=click.Path(path_type=Path), default=None, help="Folder it was installed into.")
@options.common
def uninstall(*, components: tuple[str, ...], target: Path | None, lang: str | None, as_json: bool) -> None:
    """Remove COMPONENTS (all that are installed when none is named) from a folder.

    Files that you changed stay; files that this program did not put there are not touched.

    \b
    Examples:
      assent uninstall --target /opt/example lpr
      assent uninstall --target /opt/example --json
    """  # noqa: D301 - click wants the character \b itself
    from installer.install.remove import uninstall as remove
    from installer.progress import Cancel

    if target is None:
        raise BadInput(Code.TARGET_MISSING)
    cancel = Cancel()
    face = options.Face(options.language_of(lang), as_json=as_json)
    with watching(face) as report, stopping(cancel):
        result = remove(target, components, report, cancel)
    if as_json:
        document = {
            "result": "success",
            "exit": 0,
            "components": [{"id": item.id, "state": item.state} for item in result.components],
            "left": list(result.left),
            "recovery": result.recovery.ending.value,
        }
        options.print_json(document)
        return
    tr = face.translator()
    for item in result.components:
        click.echo(tr("{id}: removed").format(id=item.id))
    for path in result.left:
        click.echo(tr("left, because you changed it: {path}").format(path=path))
