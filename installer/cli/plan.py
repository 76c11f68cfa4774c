"""`assent plan`: what an install would do, before anything is accepted or written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from installer.cli import options
from installer.errors import BadInput, Code

if TYPE_CHECKING:
    from installer.i18n import Translator
    from installer.install.plan import Plan


@click.command()
@click.argument("components", nargs=-1)
@click.option("--target", type=click.Path(path_type=Path), default=None, help="Folder to install into.")
@click.option("--bundle", type=click.Path(path_type=Path), default=None, help="Folder of the bundle.")
@options.common
def plan(
    *, components: tuple[str, ...], target: Path | None, bundle: Path | None, lang: str | None, as_json: bool
) -> None:
    """Show what installing COMPONENTS (all of the bundle when none is named) would do.

    \b
    Examples:
      assent plan --target /opt/example management-server
      assent plan --target /opt/example --json
    """  # noqa: D301 - click wants the character \b itself
    from installer import paths
    from installer.install.bundle import load_bundle
    from installer.install.plan import make_plan

    if target is None:
        raise BadInput(Code.TARGET_MISSING)
    loaded = load_bundle(bundle if bundle is not None else paths.bundle_root())
    wanted = components or tuple(component.id for component in loaded.components)
    made = make_plan(loaded, wanted, target)
    if as_json:
        click.echo(json.dumps(made.to_document(), ensure_ascii=False))
    else:
        _say(made, options.translator(options.language_of(lang)))


def _say(made: Plan, tr: Translator) -> None:
    from installer.install.plan import Action

    words = {
        Action.INSTALL: tr("install"),
        Action.REPLACE: tr("replace"),
        Action.KEEP: tr("keep as it is"),
        Action.REMOVE: tr("remove"),
    }
    click.echo(tr("Folder: {path}").format(path=made.target))
    for component in made.components:
        line = tr("  {id} {version}: {action}, {files} files, {size} bytes").format(
            id=component.id,
            version=component.version,
            action=words[component.action],
            files=component.files,
            size=component.size,
        )
        needed = tr(" (needed by {ids})").format(ids=", ".join(component.pulled_in_by))
        click.echo(line + needed if component.pulled_in_by else line)
    click.echo(
        tr("Space: {need} bytes needed, {free} free").format(need=made.need_bytes, free=made.free_bytes)
    )
    for path in made.replaced:
        click.echo(tr("  replaced by the new version: {path}").format(path=path))
    for path in made.removed:
        click.echo(tr("  removed with the old version: {path}").format(path=path))
    for path, kept in made.saved:
        click.echo(tr("  yours, kept as {kept}: {path}").format(kept=kept, path=path))
    for path in made.left:
        click.echo(tr("  yours, left as it is: {path}").format(path=path))
