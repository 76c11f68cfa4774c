"""`assent handover`: the pack for a customer's own acceptance, and the receipt that comes back."""

from __future__ import annotations

from pathlib import Path

import click

from installer.cli import options


@click.group()
def handover() -> None:
    """Let the one you install for accept on their own computer, and rest your install on their receipt.

    \b
    Examples:
      assent handover make --answers site.toml --out pack.zip
      assent handover import receipt.assent.json
    """  # noqa: D301 - the mark that keeps lines apart for click


@handover.command()
@click.option(
    "--answers",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="Your answer file (TOML).",
)
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The pack to write (ZIP)."
)
@options.common
def make(*, answers: Path, out: Path, lang: str | None, as_json: bool) -> None:
    """Make the pack for the third party and the products that your answer file names."""
    from installer.acceptance.channel import Channel
    from installer.session import open_session, pack
    from installer.unattended.answers import read_answers

    read = read_answers(answers)
    session = open_session(
        language=lang or read.language, edition_id=read.edition, channel=Channel.UNATTENDED
    )
    made = session.acts.pack(read.parties.principal, read.selection)
    names = pack.make(out, made, {name: options.translator(name) for name in options.LANGUAGES})
    if as_json:
        options.print_json({"result": "success", "exit": 0, "pack": str(out), "files": list(names)})
        return
    tr = options.translator(options.language_of(lang))
    click.echo(tr("The pack for {principal}: {path}").format(principal=made.principal.name, path=out))


@handover.command("import")
@click.argument("receipt", type=click.Path(path_type=Path))
@options.common
def import_receipt(*, receipt: Path, lang: str | None, as_json: bool) -> None:
    """Verify the customer's RECEIPT and keep it, so that your acceptance for them can name it.

    It shows what its own key says. Whether that key is the customer's is for you to know.
    """
    from installer.acceptance.channel import Channel
    from installer.cli.verify import printable
    from installer.session import open_session

    session = open_session(language=lang, channel=Channel.UNATTENDED)
    kept = session.acts.import_earlier(receipt)
    if as_json:
        options.print_json(
            {
                "result": "success",
                "exit": 0,
                "record": kept.digest,
                "key": kept.key,
                "principal": kept.people.principal.name,
                "path": str(kept.path),
            }
        )
        return
    tr = options.translator(options.language_of(lang))
    click.echo(tr("Record: {record}").format(record=kept.digest))
    click.echo(tr("Bound, as stated") + f": {printable(kept.people.principal.name)}")
    click.echo(tr("Key") + f": {kept.key}")
    click.echo(
        tr('Name it in your answer file, [authority] receipt = "{record}", or with --receipt.').format(
            record=kept.digest
        )
    )
