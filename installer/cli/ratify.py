"""`assent ratify` and `assent object`: a principal's word about what somebody else accepted for them."""

from __future__ import annotations

from typing import Any

import click

from installer.cli import acting, options


@click.command()
@click.argument("record")
@acting.acting
@options.common
def ratify(*, record: str, lang: str | None, as_json: bool, **told: Any) -> None:
    """Confirm the acceptance RECORD that somebody else gave for you. It then counts as your own.

    \b
    Example:
      assent ratify 3f9a12cc --answers me.toml
    """  # noqa: D301 - the mark that keeps lines apart for click
    face = options.Face(options.language_of(lang), as_json=as_json)
    standing = acting.open_unattended(lang, record).acts.standing
    acting.tell_issued((standing.ratify(record, acting.parties_of(told), acting.by_flag()),), face)


@click.command("object")
@click.argument("record")
@click.option("--remarks", default="", help="In your own words. Kept as personal data, and erasable.")
@acting.acting
@options.common
def object_to(*, record: str, remarks: str, lang: str | None, as_json: bool, **told: Any) -> None:
    """Object to the acceptance RECORD that somebody else gave for you.

    It then lets nobody accept updates for you, and covers no further install. What was installed stays.

    \b
    Example:
      assent object 3f9a12cc --answers me.toml --remarks "nobody asked us"
    """  # noqa: D301 - the mark that keeps lines apart for click
    face = options.Face(options.language_of(lang), as_json=as_json)
    standing = acting.open_unattended(lang, record).acts.standing
    issued = standing.object(record, acting.parties_of(told), acting.by_flag(), remarks=remarks)
    acting.tell_issued((issued,), face)
