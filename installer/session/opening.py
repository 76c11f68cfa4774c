"""Making a session: the text and its rules are loaded and checked, or there is none (fail closed)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer import errors, paths
from installer.acceptance.channel import Channel
from installer.agreement.cover import find_edition, list_editions, read_cover
from installer.session.resources import Contract, Loaders, Resources
from installer.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from installer.i18n import Language
    from installer.install.bundle import Bundle


def utc_now() -> datetime:
    """Now by the system clock, UTC."""
    from datetime import UTC, datetime  # nothing is dated before the first page is seen

    return datetime.now(UTC)


def open_session(  # noqa: PLR0913 - keywords only, each one a choice of the face
    *,
    language: Language | None = None,
    edition_id: str | None = None,
    bundle: Path | None = None,
    target: Path | None = None,
    channel: Channel = Channel.WIZARD,
    clock: Callable[[], datetime] = utc_now,
    later: bool = False,
) -> Session:
    """A session on an edition, by default the newest of the only agreement there is.

    `language` is the person's, by default the governing one. `bundle` is the bundle's folder, by
    default the one that is shipped; it is loaded when it is first needed. `clock` gives aware UTC
    times. Raises BadInput EDITION_UNKNOWN and the errors of `load_signed`, `load_terms` and
    `load_acceptance`. Key and log are opened when the first statement is written, so looking around
    leaves no trace.

    With `later` only the cover is read, and the caller calls `Session.load` before the person can
    leave the first page; then those errors come from there.
    """
    root = paths.editions_root()
    folder = find_edition(root, edition_id if edition_id is not None else _default_edition(root))
    cover = read_cover(folder)
    resources = Resources(
        cover=cover,
        loaders=Loaders(
            contract=lambda: _load_contract(folder),
            bundle=lambda: _load_bundle(bundle if bundle is not None else paths.bundle_root()),
            state_folder=paths.state_root,
        ),
        channel=channel,
        clock=clock,
        editions_root=root,
    )
    governing = cover.prevailing or cover.languages[0]
    session = Session(resources, language or governing, "" if target is None else str(target))
    if not later:
        session.load()
    return session


def _default_edition(root: Path) -> str:
    """The newest edition. With several agreements one has to be named."""
    editions = list_editions(root)
    agreements = {edition.partition("/")[0] for edition in editions}
    if len(agreements) != 1:
        raise errors.BadInput(errors.Code.EDITION_UNKNOWN, edition="", known=" ".join(editions))
    return max(editions)


def _load_contract(folder: Path) -> Contract:
    # Imported here: the wizard paints its first page without the terms engine.
    from installer.acceptance.load import load_acceptance
    from installer.agreement.signed import load_signed
    from installer.terms.load import load_terms

    edition = load_signed(folder)
    return Contract(edition, load_terms(folder, edition), load_acceptance(folder, edition))


def _load_bundle(folder: Path) -> Bundle:
    # Imported here: the wizard paints its first page without archives and signatures.
    from installer.install.bundle import load_bundle

    return load_bundle(folder)
