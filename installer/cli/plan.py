"""`assent plan`: what an install would do, before anything is accepted or written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from installer.cli import options
from installer.errors import BadInput, Code

if TYPE_CHECKING:
    from installer.install.bundle import Bundle


@click.command()
@click.argument("components", nargs=-1)
@click.option("--target", type=click.Path(path_type=Path), default=None, help="Folder to install into.")
@click.option("--bundle", type=click.Path(path_type=Path), default=None, help="Folder of the bundle.")
@options.products
@click.option("--allow-downgrade", is_flag=True, help="Let an older version take the place of a newer one.")
@options.common
def plan(*, lang: str | None, as_json: bool, **given: Any) -> None:
    """Show what installing COMPONENTS (all of the bundle when none is named) would do.

    Also which terms will bind, and in which language their text will be read. Of products the terms are
    shown, and their components are planned where none is named. Nothing is done later that this does not
    show.

    \b
    Examples:
      assent plan --target /opt/example management-server
      assent plan --target /opt/example --product PRODUCT --lang hu
      assent plan --target /opt/example --json
    """  # noqa: D301 - click wants the character \b itself
    import msgspec

    from installer import paths
    from installer.cli.plan_terms import terms_of
    from installer.install.bundle import load_bundle
    from installer.install.plan import make_plan
    from installer.session import open_session
    from installer.session.planning import with_record
    from installer.terms.selected import Selection

    if given["target"] is None:
        raise BadInput(Code.TARGET_MISSING)
    loaded = load_bundle(given["bundle"] if given["bundle"] is not None else paths.bundle_root())
    products = options.split(given["products"])
    wanted = _wanted(loaded, given["components"], products)
    bare = make_plan(loaded, wanted, given["target"], allow_downgrade=given["allow_downgrade"])
    made = with_record(bare, paths.state_root())
    language = options.language_of(lang)
    planned = [loaded.component(component.id) for component in made.components]
    session = open_session(language=language)
    terms = terms_of(session, planned, Selection(products=products))
    if as_json:
        options.print_json({**made.to_document(), "terms": msgspec.to_builtins(terms)})
        return
    from installer.cli.plan_text import file_lines, lines_of, terms_lines

    tr = options.translator(language)
    for line in (*lines_of(made, tr), *terms_lines(terms, language, tr), *file_lines(made, tr)):
        click.echo(line)


def _wanted(loaded: Bundle, components: tuple[str, ...], products: tuple[str, ...]) -> tuple[str, ...]:
    from installer.session.planning import of_products
    from installer.terms.selected import Selection

    if components or not products:
        return components or tuple(component.id for component in loaded.components)
    return of_products(loaded.components, Selection(products=products))
