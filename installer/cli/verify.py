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

    from installer.evidence.trust import Trust
    from installer.evidence.verify import Verification
    from installer.evidence.witness import WitnessKey
    from installer.i18n import Translator

POLICIES: Final = ("consistent", "enrolled", "anchored", "timestamped")
_FILE: Final = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=_FILE)
@click.option(
    "--policy",
    type=click.Choice(POLICIES),
    default=POLICIES[0],
    show_default=True,
    help="What is asked: it agrees with itself; its key is known; a known witness countersigned the log; "
    "a known authority dated it. Each asks for those before it.",
)
@click.option("--key", "keys", multiple=True, metavar="ID", help="Id of a key that you trust; repeatable.")
@click.option(
    "--enrolled", "--trust", "trust", type=_FILE, default=None, help="File of keys that you trust (PEM)."
)
@click.option(
    "--witness",
    "witnesses",
    multiple=True,
    metavar="KEY",
    help="A witness that you trust: its verifier key, or a file of such keys; repeatable.",
)
@click.option(
    "--tsa",
    "authorities",
    type=_FILE,
    multiple=True,
    help="Certificate of a time-stamping authority that you trust, then its issuers' (PEM); repeatable.",
)
@options.common
def verify(  # noqa: PLR0913 - one parameter per option
    *,
    file: Path,
    policy: str,
    keys: tuple[str, ...],
    trust: Path | None,
    witnesses: tuple[str, ...],
    authorities: tuple[Path, ...],
    lang: str | None,
    as_json: bool,
) -> int:
    """Verify the receipt FILE offline.

    \b
    Exit status: 0 it holds · 1 it was changed · 2 it holds, but below the asked policy ·
    3 of another version, cannot be judged · 4 usage.

    \b
    Examples:
      assent verify 2025-03-01.assent.json
      assent verify receipt.assent.json --policy enrolled --enrolled keys.pem --json
      assent verify receipt.assent.json --policy anchored --enrolled keys.pem --witness witness.txt
    """  # noqa: D301 - click wants the character \b itself
    from installer.evidence import trust as trusted
    from installer.evidence.verify import Policy
    from installer.evidence.verify import verify as check

    tr = options.translator(options.language_of(lang))
    known = trusted.Trust(
        keys=frozenset(keys) | (trusted.read_trust(trust) if trust is not None else frozenset()),
        witnesses=frozenset(witness for text in witnesses for witness in witnesses_of(text)),
        authorities=tuple(trusted.read_authority(path) for path in authorities),
    )
    _require(Policy(policy), known, tr)
    verification = check(read_receipt(file), Policy(policy), known)
    if as_json:
        click.echo(json.dumps(document(verification), ensure_ascii=False))
    else:
        _say(verification, tr)
    return verification.result.value


def witnesses_of(text: str) -> frozenset[WitnessKey]:
    """The witness of a verifier key, or those in the file of that name.

    Raises UntrustedData(TRUST_MALFORMED, path, detail).
    """
    from installer.evidence.trust import read_witnesses
    from installer.evidence.witness import WitnessKey

    path = Path(text)
    if path.is_file() or "+" not in text:
        return read_witnesses(path)
    return frozenset({WitnessKey.from_text(text)})


def _require(policy: str, known: Trust, tr: Translator) -> None:
    """Refuse a policy that nothing was given for: it could only fail, and would look like a finding.

    Raises click.UsageError; for timestamps without the extra Unavailable(TIMESTAMP_UNAVAILABLE).
    """
    from installer.evidence.timestamp import require_extra
    from installer.evidence.verify import Policy, asked

    needs = asked(Policy(policy))
    if "enrolled" in needs and not known.keys:
        raise click.UsageError(tr("This policy needs the keys that you trust: --key or --enrolled."))
    if "anchored" in needs and not known.witnesses:
        raise click.UsageError(tr("This policy needs the witnesses that you trust: --witness."))
    if "timestamped" in needs and not known.authorities:
        raise click.UsageError(tr("This policy needs the authorities that you trust: --tsa."))
    if known.authorities:
        require_extra()


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

    if verification.result is Result.BELOW_POLICY:
        click.echo(words.policies(tr)[verification.failed])
    else:
        click.echo(words.results(tr)[verification.result.name.lower()])
    click.echo()
    marks = words.statuses(tr)
    names = words.checks(tr)
    for number, check in enumerate(verification.checks, 1):
        click.echo(f"{number:>3}. {names[check.id]}: {marks[words.mark(check)]}")
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
    """What the statement says, as its certificate does; nothing of a receipt that does not hold."""
    from installer.evidence.certificate.facts import Facts
    from installer.evidence.certificate.speech import Speech, plain
    from installer.evidence.predicates import Acceptance, Consent, Grant

    if verification.statement is None or verification.receipt is None:
        return
    facts = Facts(Speech((tr,)), verification.receipt, verification.statement, ())
    click.echo()
    click.echo(f"{tr('Statement')}: {facts.kind()[0]} ({verification.statement.predicate_type.value})")
    groups = (facts.parties(), facts.subject(), facts.earlier(), facts.time(), facts.shown(), facts.key())
    for row in (row for group in groups for row in group):
        label, value = plain(row)
        click.echo(f"{label}: {printable(value)}")
    said = verification.statement.predicate
    affirmed = said.affirmations if isinstance(said, Acceptance | Grant) else ()
    for item in (said,) if isinstance(said, Consent) else affirmed:
        words = item.words[tr.language if tr.language in item.words else item.language]
        click.echo(f"- {printable(words)} ({printable(', '.join(item.cite))})")


def printable(text: str) -> str:
    """Text from a file, without what could steer a terminal or turn the line around."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)
