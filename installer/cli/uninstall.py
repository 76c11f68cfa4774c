"""`assent uninstall`: remove components; receipts and the log stay."""

from __future__ import annotations

import json
from pathlib import Path

import click

from installer.cli import options
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
    from installer.progress import ignore

    if target is None:
        raise BadInput(Code.TARGET_MISSING)
    result = remove(target, components, ignore)
    if as_json:
        document = {
            "result": "success",
            "exit": 0,
            "components": [{"id": item.id, "state": item.state} for item in result.components],
            "left": list(result.left),
            "recovery": result.recovery.ending.value,
        }
        click.echo(json.dumps(document, ensure_ascii=False))
        return
    tr = options.translator(options.language_of(lang))
    for item in result.components:
        click.echo(tr("{id}: removed").format(id=item.id))
    for path in result.left:
        click.echo(tr("left, because you changed it: {path}").format(path=path))
