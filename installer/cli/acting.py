"""What the commands share by which people say something beside a decision: who acts, and the outcome."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from installer.cli import options

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from installer.acceptance.channel import Given
    from installer.acceptance.parties import Parties
    from installer.cli.options import Face
    from installer.i18n import Language, Words
    from installer.session import Session
    from installer.session.issue import Issued

Decorated = TypeVar("Decorated", bound="Callable[..., object]")


def acting(function: Decorated) -> Decorated:
    """Add the options that say who acts: an answer file, or the person alone."""
    added = (
        click.option("--answers", type=click.Path(path_type=Path), metavar="FILE", help="Who acts (TOML)."),
        click.option("--name", default="", help="Your name, in place of that in the answer file."),
        click.option("--email", default="", help="Your e-mail address."),
        click.option("--position", default="", help="Your position in the organisation."),
        click.option("--organisation", default="", help="The organisation that you bind."),
    )
    for option in reversed(added):
        function = option(function)
    return function


def parties_of(told: dict[str, Any]) -> Parties:
    """Who acts, by the options of `acting`. Raises as `read_answers`."""
    from installer.unattended.answers import NO_ANSWERS, read_answers
    from installer.unattended.flags import PartyFlags, with_flags

    answers = read_answers(told["answers"]) if told["answers"] else NO_ANSWERS
    flags = PartyFlags(
        name=told["name"],
        email=told["email"],
        position=told["position"],
        organisation=told["organisation"],
    )
    return with_flags(answers.parties, flags)


def is_said(told: dict[str, Any]) -> bool:
    """Whether any option says who acts."""
    return any(told[name] for name in ("answers", "name", "email", "position", "organisation"))


def open_unattended(lang: str | None, record: str = "") -> Session:
    """A session for flags alone; on the edition that the record is about where one is named.

    Raises as `open_session`, and EDITION_UNKNOWN where that edition is not at hand.
    """
    from installer.acceptance.channel import Channel
    from installer.errors import BadInput
    from installer.evidence.predicates import edition_of
    from installer.session import open_session
    from installer.session.desk import named

    session = open_session(language=lang, channel=Channel.UNATTENDED)
    if not record:
        return session
    try:
        about = edition_of(named(session.acts.desk.read(), record, "record").said)
    except BadInput:
        return session  # the act itself says what is wrong with the record
    if about is None or about.digest == session.edition.digest:
        return session
    return open_session(language=lang, edition_id=about.id, channel=Channel.UNATTENDED)


def by_flag() -> Given:
    """How an act of the command line is given."""
    from installer.acceptance.channel import Given

    return Given.FLAG


def tell_issued(issued: Sequence[Issued], face: Face) -> None:
    """Say which records were made and where their receipts are.

    Of what stood in the log already nothing was made, and its receipt may have been taken away.
    """
    if face.as_json:
        records = [_document(found) for found in issued]
        options.print_json({"result": "success", "exit": 0, "records": records})
        return
    tr = face.translator()
    for found in issued:
        if found.again:
            click.echo(tr("This was recorded before. Nothing was recorded again."))
        click.echo(tr("Record: {record}").format(record=found.statement))
        if found.receipt.exists():
            click.echo(tr("Receipt: {path}").format(path=found.receipt))
        elif found.index >= 0:
            command = f'assent log receipt {found.index} --output "{found.receipt}"'
            click.echo(tr("The receipt is missing. This writes it: {command}").format(command=command))


def _document(found: Issued) -> dict[str, object]:
    """`receipt` is null where the file is not there; `again` says that the record is older than this run."""
    receipt = str(found.receipt) if found.receipt.exists() else None
    return {"index": found.index, "record": found.statement, "receipt": receipt, "again": found.again}


def words_in(words: Words, language: Language) -> str:
    """The words in that language, else in the first there is."""
    return words[language if language in words else next(iter(words))]
