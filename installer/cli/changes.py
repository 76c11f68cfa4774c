"""`assent agreement changes`: what those who accepted on this computer are asked under the newest edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from installer.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer.i18n import Translator
    from installer.session.owed import Owed


@click.command(
    epilog="\b\nExamples:\n"
    "  assent agreement changes\n"
    "  assent agreement changes --since AGREEMENT/2025-02-12 --json"
)
@click.option(
    "--edition", "edition_id", metavar="ID", help="The edition in force, by default the newest one."
)
@click.option("--since", default="", metavar="ID", help="Only those who accepted this edition.")
@options.common
def changes(edition_id: str | None, since: str, *, lang: str | None, as_json: bool) -> None:
    """Say what each principal in this computer's log has to accept again, or is only to be told of.

    Each acceptance is compared with the edition in force, for its own products, clause by clause. Looks
    only: nothing is recorded, and nobody counts as told by it.
    """
    from installer.acceptance.channel import Channel
    from installer.session import open_session
    from installer.session.owed import owed

    face = options.Face(options.language_of(lang), as_json=as_json)
    session = open_session(language=face.language, edition_id=edition_id, channel=Channel.CONSOLE)
    desk = session.acts.desk
    found = owed(desk.resources, desk.read(), since)
    if as_json:
        from installer.session.owed_document import owed_document

        options.print_json(owed_document(session.edition, found))
        return
    tr = face.translator()
    lines = [tr("The agreement: {edition}").format(edition=session.facts().edition), ""]
    for one in found:
        lines += [*_tell(one, session.edition.digest, tr), ""]
    if not found:
        lines.append(tr("Nobody is known to have accepted this agreement on this computer."))
    click.echo("\n".join(lines).rstrip("\n").encode() + b"\n", nl=False)


def _tell(one: Owed, current: str, tr: Translator) -> Iterator[str]:
    from installer.agreement.compare.render import render_text
    from installer.sentences.moments import moment_of

    said = one.accepted
    yield tr("{principal} ({role}): {edition}, accepted {time}, record {record}: {products}").format(
        principal=one.entry.principal,
        role=said.role,
        edition=said.edition.id,
        time=moment_of(said.time.at, tr),
        record=one.entry.digest[:12],
        products=", ".join(said.products),
    )
    if said.edition.digest == current:
        yield tr("They accepted the edition in force. Nothing has to be accepted.")
    elif one.comparison is None:
        yield tr(
            "The text that they accepted is not at hand. Everything has to be read and accepted in person."
        )
    else:
        if one.told:
            yield tr("They were shown the changes (record {record}).").format(record=one.told[:12])
        if one.sections:
            yield tr("To be read again: {sections}").format(sections=", ".join(one.sections))
        languages = tuple(
            dict.fromkeys(name for change in one.comparison.changes for name in change.wordings)
        )
        yield from render_text(one.comparison, languages, tr).splitlines()
