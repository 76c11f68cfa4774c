"""`assent bundle`: whether a bundle is whole, and making one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from installer.cli import options

if TYPE_CHECKING:
    from installer.install.bundle import Bundle


@click.group()
def bundle() -> None:
    """Check a bundle, or build one.

    \b
    Examples:
      assent bundle check build/bundle
      assent bundle build my-product --key publisher.pem --output out/bundle
      assent bundle rotate-key --key old.pem --new new.pub --output trust/2026.rotation
    """  # noqa: D301 - click wants the character \b itself


@bundle.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--trust",
    type=click.Path(path_type=Path),
    default=None,
    help="Folder of the publishers' keys (*.pub, *.rotation) to trust instead of those shipped.",
)
@options.common
def check(*, folder: Path, trust: Path | None, lang: str | None, as_json: bool) -> None:
    """Verify signature, list and every byte of every payload in FOLDER. Installs nothing."""
    from installer.install.bundle import load_bundle
    from installer.install.signing import PURPOSE
    from installer.install.staging import Meter, verify_payload
    from installer.progress import Cancel, ignore
    from installer.signatures.keys import load_trust

    loaded = load_bundle(folder, None if trust is None else load_trust(trust, PURPOSE.code))
    meter = Meter(ignore, Cancel(), 0, 0)
    for component in loaded.components:
        meter.enter("check", component.id)
        verify_payload(folder / component.archive, component, meter)
    if as_json:
        click.echo(json.dumps(_document(loaded), ensure_ascii=False))
        return
    tr = options.translator(options.language_of(lang))
    click.echo(tr("The bundle {id} is whole; signed by: {key}").format(id=loaded.id, key=loaded.signed_by))
    for component in loaded.components:
        click.echo(
            tr("  {id} {version}: {files} files, {size} bytes").format(
                id=component.id, version=component.version, files=len(component.files), size=component.size
            )
        )
        if component.external is not None:
            click.echo(tr("    installed by its own program: {kind}").format(kind=component.external.kind))
        if component.registration is not None:
            click.echo(tr("    appears in menus as: {name}").format(name=component.registration.name["en"]))


@bundle.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    required=True,
    help="The publisher's Ed25519 key (PEM, PKCS #8).",
)
@click.option(
    "--output", type=click.Path(path_type=Path), required=True, help="Folder to make the bundle in."
)
@options.common
def build(*, folder: Path, key: Path, output: Path, lang: str | None, as_json: bool) -> None:
    """Make a signed bundle from FOLDER: `bundle-source.toml` and one folder of files per component.

    The same files give the same bytes.
    """
    from installer.errors import Code
    from installer.install.build import build_bundle
    from installer.install.source import read_source
    from installer.signatures.keys import read_private_key

    source = read_source(folder)
    private = read_private_key(key, Code.PUBLISHER_KEY)
    made = build_bundle(output, source.id, source.publisher, source.components, private)
    if as_json:
        ids = [component.id for component in made.components]
        click.echo(json.dumps({"bundle": made.id, "components": ids, "path": str(output)}))
        return
    tr = options.translator(options.language_of(lang))
    click.echo(tr("The bundle {id} was made in {path}.").format(id=made.id, path=output))


@bundle.command("rotate-key")
@click.option(
    "--key", type=click.Path(path_type=Path), required=True, help="The old key (PEM, PKCS #8), which signs."
)
@click.option(
    "--new",
    type=click.Path(path_type=Path),
    required=True,
    help="The new public key: a line “ed25519 <base64> <name>”.",
)
@click.option("--retire", is_flag=True, help="Refuse what only the old key has signed from now on.")
@click.option("--output", type=click.Path(path_type=Path), required=True, help="The statement to write.")
@options.common
def rotate_key(  # noqa: PLR0913 - keywords only, one for each option
    *, key: Path, new: Path, retire: bool, output: Path, lang: str | None, as_json: bool
) -> None:
    """Let the old key name the new one. The statement goes into the trust root, as NAME.rotation."""
    from installer.errors import Code, Unavailable
    from installer.install.signing import PURPOSE
    from installer.signatures.keys import read_private_key, read_public_key
    from installer.signatures.rotation import write_rotation

    follower = read_public_key(new, PURPOSE.code)
    private = read_private_key(key, Code.PUBLISHER_KEY)
    statement = write_rotation(private, follower, retires_old=retire)
    try:
        output.write_bytes(statement)
    except OSError as exc:
        raise Unavailable(Code.FILE_UNWRITABLE, path=str(output), detail=exc.strerror or "") from exc
    if as_json:
        click.echo(json.dumps({"new": follower.id, "retires_old": retire, "path": str(output)}))
        return
    tr = options.translator(options.language_of(lang))
    click.echo(
        tr("{path}: the key now names “{name}” as its successor.").format(path=output, name=follower.name)
    )


def _document(loaded: Bundle) -> dict[str, object]:
    return {
        "valid": True,
        "bundle": loaded.id,
        "digest": loaded.digest,
        "publisher": loaded.publisher,
        "signed_by": loaded.signed_by,
        "components": [
            {
                "id": component.id,
                "version": component.version,
                "products": list(component.products),
                "requires": list(component.requires),
                "files": len(component.files),
                "size": component.size,
                "external": None if component.external is None else component.external.kind,
                "registration": component.registration is not None,
            }
            for component in loaded.components
        ],
    }
