"""What has changed since the edition that whoever installs accepted before: in short, and for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from installer.i18n import Translator
    from installer.session import Session
    from installer.session.reacceptance import Renewal

COMMAND = "assent agreement changes"
"""Shows all of it, word by word."""


def tell_changed(session: Session, tr: Translator) -> None:
    """One line for each change, and where to read them. Nothing counts as shown by it."""
    from installer.agreement.compare.render import class_words, kind_words, part_words, place_words
    from installer.sentences.moments import moment_of

    renewal = _changed(session)
    if renewal is None:
        return
    comparison, accepted = renewal.comparison, renewal.since.accepted
    said = tr.n(
        "{count} change since {edition}, which was accepted {time} (record {record}):",
        "{count} changes since {edition}, which was accepted {time} (record {record}):",
        len(renewal.items),
    )
    click.echo(
        said.format(
            count=len(renewal.items),
            edition=accepted.edition.id,
            time=moment_of(accepted.time.at, tr),
            record=renewal.since.entry.digest[:12],
        )
    )
    for part in comparison.edition_changes:
        click.echo(f"- {part_words(part, tr)} {class_words(part.change_class, tr)}")
    for change in comparison.changes:
        click.echo(
            f"- {place_words(change)}: {kind_words(change.kind, tr)} {class_words(change.change_class, tr)}"
        )
    click.echo(tr("All of it, word by word: {command}").format(command=COMMAND))


def changed_document(session: Session) -> dict[str, Any] | None:
    """The comparison as `assent agreement compare --json` prints it; None where nothing has changed."""
    from installer.agreement.compare.render import comparison_document

    renewal = _changed(session)
    return None if renewal is None else comparison_document(renewal.comparison)


def _changed(session: Session) -> Renewal | None:
    from installer.errors import AssentError

    try:
        renewal = session.renewal()
    except AssentError:
        return None  # whoever reads the log for a decision has said what is wrong with it
    return renewal if renewal is not None and renewal.items else None
