"""`assent log`: the log of this machine, shown, checked, proven, kept up; and witnessing those of others."""

import click

from installer.cli.log.check import fsck
from installer.cli.log.cosign import cosign, witness
from installer.cli.log.keep import checkpoint, export
from installer.cli.log.prove import prove
from installer.cli.log.show import key, receipt, show
from installer.cli.log.upkeep import erase, rotate


@click.group()
def log() -> None:
    """Show and check the log of this machine, keep proof of it elsewhere, take people out of it.

    \b
    Examples:
      assent log show
      assent log fsck --against receipt.assent.json
      assent log checkpoint > kept-elsewhere.txt
      assent log export log.jsonl
      assent log cosign head.txt --enrolled their-key.pem
      assent log erase 3 --reason request --by "Kiss Éva"
    """  # noqa: D301 - click wants the character \b itself


for command in (show, fsck, prove, checkpoint, export, witness, cosign, receipt, key, erase, rotate):
    log.add_command(command)
