"""`assent modify`: add products and remove components in one transaction."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from installer.cli import options
from installer.cli.install import accepting, conclude, request_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from installer.cli.options import Face
    from installer.install.plan import Plan
    from installer.install.plan_document import TermsPart
    from installer.unattended.modifying import Modification


@click.command()
@click.option("--add", multiple=True, metavar="PRODUCT[,PRODUCT…]", help="Products whose components come.")
@click.option("--remove", multiple=True, metavar="COMPONENT[,COMPONENT…]", help="Components that go.")
@click.option("--dry-run", is_flag=True, help="Show the plan and what would be asked; change nothing.")
@accepting
@click.option(
    "--target", type=click.Path(path_type=Path), metavar="DIR", help="Folder it was installed into."
)
@click.option("--bundle", type=click.Path(path_type=Path), metavar="DIR", help="Folder of the bundle.")
@click.option("--allow-downgrade", is_flag=True, help="Let an older version take the place of a newer one.")
@options.common
@click.pass_context
def modify(ctx: click.Context, /, *, lang: str | None, as_json: bool, **told: Any) -> None:
    """Add products to what is installed, remove components from it, or both at once.

    The plan is shown first. What comes needs an acceptance of the terms that bind with it, as an
    install does; --dry-run says which. What goes needs none; what others need does not go.

    \b
    Examples:
      assent modify --target /opt/example --add PRODUCT --dry-run
      assent modify --target /opt/example --add PRODUCT --remove COMPONENT \\
          --answers site.toml --affirm ID --accept-eula EDITION@DIGEST
      assent modify --target /opt/example --remove COMPONENT
    """  # noqa: D301 - the marks that keep lines apart for click
    from msgspec.structs import replace

    from installer.unattended.modifying import Modification
    from installer.unattended.run import Intent

    added, removed = options.split(told["add"]), options.split(told["remove"])
    if not added and not removed:
        tr = options.translator(options.language_of(lang))
        raise click.UsageError(tr("Name what comes with --add, what goes with --remove, or both."))
    intent = Intent.SHOW if told["dry_run"] else Intent.INSTALL
    request = replace(request_of(intent, lang, {**told, "products": added}), leaving=removed)
    face = options.Face(options.language_of(lang), as_json=as_json)
    run = Modification(request)
    terms = _terms_of(run)
    if not as_json:
        run.planned = _teller(face, terms)
    ctx.exit(conclude(run, face, terms))


def _terms_of(run: Modification) -> Callable[[], TermsPart | None]:
    """The terms that bind with what comes; None where nothing does."""

    def terms() -> TermsPart | None:
        from installer.cli.plan_terms import terms_of

        if run.session is None or run.plan is None or not run.request.products:
            return None
        bundle = run.session.bundle()
        coming = [bundle.component(item.id) for item in run.plan.components if item.is_coming]
        return terms_of(run.session, coming, run.session.state.selection)

    return terms


def _teller(face: Face, terms: Callable[[], TermsPart | None]) -> Callable[[Plan], None]:
    """Says the plan to a person before anything is done."""

    def tell(plan: Plan) -> None:
        from installer.cli.plan_text import file_lines, lines_of, terms_lines

        tr, binding = face.translator(), terms()
        bound = terms_lines(binding, face.language, tr) if binding is not None else ()
        for line in (*lines_of(plan, tr), *bound, *file_lines(plan, tr)):
            click.echo(line)

    return tell
