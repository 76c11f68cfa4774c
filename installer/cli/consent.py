"""`assent consent`: voluntary permissions to use personal data, and their withdrawal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from installer.cli import acting, options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer.i18n import Words
    from installer.session.consenting import ListedConsent


@click.group()
def consent() -> None:
    """Voluntary consents: list them, give, refuse, withdraw. Installing never depends on them.

    \b
    Examples:
      assent consent list
      assent consent withdraw end-user-registration
    """  # noqa: D301 - the mark that keeps lines apart for click


@consent.command("list")
@options.common
def listing(*, lang: str | None, as_json: bool) -> None:
    """List every answered consent in this computer's log, refusals too."""
    found = acting.open_unattended(lang).acts.consenting.listed()
    if as_json:
        options.print_json([_document(item) for item in found])
        return
    face = options.Face(options.language_of(lang), as_json=as_json)
    tr = face.translator()
    states = {"given": tr("given"), "refused": tr("refused"), "withdrawn": tr("withdrawn")}
    if not found:
        click.echo(tr("No consent was answered on this computer."))
    for item in found:
        click.echo(f"{item.record}  {item.consent.consent}  {states[item.state]}  {item.consent.time.at}")
        click.echo("  " + acting.words_in(item.consent.words, face.language))
        for title, said in _fields(item, face):
            click.echo(f"  {title}: {said}")


@consent.command()
@click.argument("consent_id", metavar="ID")
@acting.acting
@options.common
def give(*, consent_id: str, lang: str | None, as_json: bool, **told: Any) -> None:
    """Give the consent ID for yourself."""
    _answer(consent_id, lang, told, given=True, as_json=as_json)


@consent.command()
@click.argument("consent_id", metavar="ID")
@acting.acting
@options.common
def refuse(*, consent_id: str, lang: str | None, as_json: bool, **told: Any) -> None:
    """Record that you refuse the consent ID."""
    _answer(consent_id, lang, told, given=False, as_json=as_json)


@consent.command()
@click.argument("what", metavar="ID|RECORD")
@acting.acting
@options.common
def withdraw(*, what: str, lang: str | None, as_json: bool, **told: Any) -> None:
    """Withdraw a consent: the record, or all that are given under that id. It asks nothing.

    Who withdraws may be said, and need not.
    """
    face = options.Face(options.language_of(lang), as_json=as_json)
    parties = acting.parties_of(told) if acting.is_said(told) else None
    consenting = acting.open_unattended(lang).acts.consenting
    acting.tell_issued(consenting.withdraw(what, acting.by_flag(), parties), face)


def _answer(consent_id: str, lang: str | None, told: dict[str, Any], *, given: bool, as_json: bool) -> None:
    face = options.Face(options.language_of(lang), as_json=as_json)
    consenting = acting.open_unattended(lang).acts.consenting
    issued = consenting.answer(consent_id, acting.parties_of(told), acting.by_flag(), given=given)
    acting.tell_issued((issued,), face)


def _fields(item: ListedConsent, face: options.Face) -> tuple[tuple[str, str], ...]:
    """The fields of the record that a person asks for, in their language."""
    tr, said = face.translator(), item.consent
    return (
        (tr("Controller"), said.controller),
        (tr("Notice"), said.notice),
        (tr("Purpose"), acting.words_in(said.purpose, face.language)),
        (tr("Data"), _listed(said.data, face)),
        (tr("Storage"), acting.words_in(said.storage, face.language)),
        (tr("Retention"), acting.words_in(said.retention, face.language)),
        (tr("Recipients"), _listed(said.recipients, face)),
        (tr("Withdrawal"), acting.words_in(said.withdrawal, face.language)),
    )


def _listed(items: Iterable[Words], face: options.Face) -> str:
    return ", ".join(acting.words_in(words, face.language) for words in items)


def _document(item: ListedConsent) -> dict[str, object]:
    import msgspec

    said = item.consent
    kept = ("record_id", "schema", "consent", "cite", "words", "controller", "notice", "purpose", "data")
    more = ("storage", "retention", "recipients", "withdrawal", "lawful_basis", "given")
    whole = msgspec.to_builtins(said)
    return {
        "record": item.record,
        "state": item.state,
        "time": said.time.at,
        "principal": item.principal,
        "withdrawn": None if item.withdrawn is None else item.withdrawn.strftime("%Y-%m-%dT%H:%M:%SZ"),
        **{name: whole[name] for name in (*kept, *more)},
    }
