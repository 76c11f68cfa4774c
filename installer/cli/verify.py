"""`assent verify`: whether a receipt holds, what it proves, and what not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from installer.cli import options
from installer.errors import BadInput, Code

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from installer.evidence.verify import Verification
    from installer.i18n import Translator

POLICIES: Final = ("consistent", "enrolled")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--policy",
    type=click.Choice(POLICIES),
    default=POLICIES[0],
    show_default=True,
    help="What is asked: the receipt agrees with itself, or its key is also one that you trust.",
)
@click.option("--key", "keys", multiple=True, metavar="ID", help="Id of a key that you trust; repeatable.")
@click.option(
    "--trust", type=click.Path(path_type=Path), default=None, help="File of public keys that you trust (PEM)."
)
@options.common
def verify(  # noqa: PLR0913 - one parameter per option
    *, file: Path, policy: str, keys: tuple[str, ...], trust: Path | None, lang: str | None, as_json: bool
) -> int:
    """Verify the receipt FILE offline.

    \b
    Exit status: 0 it holds · 1 it was changed · 2 it holds, but below the asked policy ·
    3 of another version, cannot be judged · 4 usage.

    \b
    Examples:
      assent verify 2025-03-01.assent.json
      assent verify receipt.assent.json --policy enrolled --trust keys.pem --json
    """  # noqa: D301 - click wants the character \b itself
    from installer.evidence import trust as trusted_keys
    from installer.evidence.verify import Policy
    from installer.evidence.verify import verify as check

    tr = options.translator(options.language_of(lang))
    trusted = frozenset(keys) | (trusted_keys.read_trust(trust) if trust is not None else frozenset())
    if policy == Policy.ENROLLED and not trusted:
        raise click.UsageError(tr("The policy “enrolled” needs the keys that you trust: --key or --trust."))
    verification = check(read_receipt(file), Policy(policy), trusted)
    if as_json:
        click.echo(json.dumps(document(verification), ensure_ascii=False))
    else:
        _say(verification, tr)
    return verification.result.value


def read_receipt(path: Path) -> bytes:
    """The bytes of a receipt file, no more than one byte over the limit.

    Raises BadInput(RECEIPT_UNREADABLE, path, detail).
    """
    from installer.evidence.canonical import LIMIT

    try:
        with path.open("rb") as file:
            return file.read(LIMIT + 1)
    except OSError as exc:
        raise BadInput(Code.RECEIPT_UNREADABLE, path=str(path), detail=exc.strerror or "") from exc


def document(verification: Verification) -> dict[str, object]:
    """What a machine gets (design §12): checks, and claims as `{"id", "text": {"hu", "en"}}`."""
    from installer.evidence import words

    return {
        "valid": verification.valid,
        "checks": [
            {"id": check.id, "status": check.status.value, "detail": check.detail}
            for check in verification.checks
        ],
        "proven": _claims(verification.proven, words.proven),
        "not_proven": _claims(verification.not_proven, words.not_proven),
    }


def _claims(
    ids: tuple[str, ...], sentences: Callable[[Translator], Mapping[str, str]]
) -> list[dict[str, object]]:
    said = {language: sentences(options.translator(language)) for language in options.LANGUAGES}
    return [{"id": name, "text": {language: said[language][name] for language in said}} for name in ids]


def _say(verification: Verification, tr: Translator) -> None:
    from installer.evidence import words
    from installer.evidence.verify import Result, Status

    results = {
        Result.VALID: tr("The receipt holds."),
        Result.TAMPERED: tr("The receipt does NOT hold: it was changed, damaged or forged."),
        Result.BELOW_POLICY: tr("The receipt holds, but its key is not among those that you trust."),
        Result.UNKNOWN: tr("The receipt was written by another version of the program and cannot be judged."),
    }
    marks = {
        Status.PASSED: tr("yes"),
        Status.FAILED: tr("NO"),
        Status.SKIPPED: tr("not checked"),
        Status.UNKNOWN: tr("unknown"),
    }
    names = words.checks(tr)
    click.echo(results[verification.result])
    click.echo()
    for number, check in enumerate(verification.checks, 1):
        click.echo(f"{number:>3}. {names[check.id]}: {marks[check.status]}")
        if check.detail and check.status is not Status.PASSED:
            click.echo(f"     {printable(check.detail)}")
    _say_who(verification, tr)
    for title, ids, sentences in (
        (tr("Proven:"), verification.proven, words.proven(tr)),
        (tr("Not proven:"), verification.not_proven, words.not_proven(tr)),
    ):
        click.echo()
        click.echo(title)
        for name in ids or ("–",):
            click.echo(f"  - {sentences.get(name, name)}")


def _say_who(verification: Verification, tr: Translator) -> None:
    """What the statement says, in the fields that identify it; nothing of a receipt that does not hold."""
    if verification.statement is None or verification.receipt is None:
        return
    said = verification.statement.predicate
    rows = [
        (tr("Statement"), verification.statement.predicate_type.value),
        (tr("Agreement"), f"{said.edition.id}@{said.edition.digest}"),
        (tr("Time (by the computer's clock)"), said.time.at),
        (tr("Capacity, channel"), f"{said.capacity}, {said.channel}"),
        (tr("Key"), verification.receipt.key.id),
    ]
    personal = verification.receipt.personal
    if personal is not None:
        rows.append((tr("Acted, as stated"), personal.fields.actor.name))
        rows.append((tr("Bound, as stated"), personal.fields.principal.name))
    click.echo()
    for title, value in rows:
        click.echo(f"{title}: {printable(value)}")


def printable(text: str) -> str:
    """Text from a file, without what could steer a terminal or turn the line around."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)
