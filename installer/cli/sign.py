"""`assent agreement sign`: the publisher's signature over a sealed edition, made or looked at."""

from __future__ import annotations

from pathlib import Path

import click

from installer.cli import options


@click.command(
    epilog="\b\nExamples:\n"
    "  assent agreement sign eula_texts/AGREEMENT/EDITION --key publisher.pem\n"
    "  assent agreement sign eula_texts/AGREEMENT/EDITION --check"
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--key", type=click.Path(path_type=Path), help="The publisher's Ed25519 key (PEM, PKCS #8): sign with it."
)
@click.option("--check", is_flag=True, help="Only say who signed. Nothing is written.")
@options.common
@click.pass_context
def sign(  # noqa: PLR0913 - click hands every option on by itself
    ctx: click.Context, folder: Path, key: Path | None, lang: str | None, *, check: bool, as_json: bool
) -> None:
    """Sign the edition in FOLDER, which was sealed before, or say who signed it (for publishers)."""
    tr = options.translator(options.language_of(lang))
    if check == (key is not None):
        raise click.UsageError(tr("Name a key to sign with, or ask with --check who signed."), ctx)
    from installer.agreement.signing import sign_edition, signed_by
    from installer.cli.publishing import check_documents, preparing

    with preparing(tr):
        if key is not None:
            # Before: what the program would refuse to load gets no signature.
            check_documents(folder)
        edition = signed_by(folder) if key is None else sign_edition(folder, key)
    if as_json:
        options.print_json(
            {"edition": edition.edition, "digest": edition.digest, "key": edition.key, "name": edition.name}
        )
        return
    said = tr("Signed: {edition}@{digest} by “{name}”, key {key}.").format(
        edition=edition.edition, digest=edition.digest, name=edition.name or "–", key=edition.key
    )
    click.echo(said)
