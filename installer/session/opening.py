"""Making a session: everything is loaded and checked before the first step (fail closed)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from installer import paths
from installer.acceptance.load import load_acceptance
from installer.acceptance.parties import Channel
from installer.agreement.load import find_edition, list_editions, load_edition
from installer.errors import BadInput, Code
from installer.flow.state import State
from installer.session.meaning import Meaning
from installer.session.resources import Resources
from installer.session.session import Session
from installer.terms.load import load_terms

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from installer.i18n import Language
    from installer.install.bundle import Bundle


def utc_now() -> datetime:
    """Now by the system clock, UTC."""
    return datetime.now(UTC)


def open_session(  # noqa: PLR0913 - keywords only, each one a choice of the face
    *,
    language: Language | None = None,
    edition_id: str | None = None,
    bundle: Path | None = None,
    target: Path | None = None,
    channel: Channel = Channel.WIZARD,
    clock: Callable[[], datetime] = utc_now,
) -> Session:
    """A session on an edition, by default the newest of the only agreement there is.

    `language` is the person's, by default the governing one. `bundle` is the bundle's folder, by
    default the one that is shipped; it is loaded when it is first needed. `clock` gives aware UTC
    times. Raises BadInput EDITION_UNKNOWN and the errors of `load_edition`, `load_terms` and
    `load_acceptance`. Key and log are opened when the first statement is written, so looking around
    leaves no trace.
    """
    root = paths.editions_root()
    folder = find_edition(root, edition_id if edition_id is not None else _default_edition(root))
    edition = load_edition(folder)
    terms = load_terms(folder, edition)
    rules = load_acceptance(folder, edition)
    resources = Resources(
        edition=edition,
        terms=terms,
        rules=rules,
        bundle=lambda: _load_bundle(bundle if bundle is not None else paths.bundle_root()),
        state_folder=paths.state_root(),
        channel=channel,
        clock=clock,
    )
    today = clock().astimezone().date()
    meaning = Meaning(edition, terms, rules, channel=channel, today=today)
    state = State(language=language or meaning.governing(), target="" if target is None else str(target))
    return Session(resources, meaning, state)


def _default_edition(root: Path) -> str:
    """The newest edition. With several agreements one has to be named."""
    editions = list_editions(root)
    agreements = {edition.partition("/")[0] for edition in editions}
    if len(agreements) != 1:
        raise BadInput(Code.EDITION_UNKNOWN, edition="", known=" ".join(editions))
    return max(editions)


def _load_bundle(folder: Path) -> Bundle:
    # Imported here: the wizard paints its first page without archives and signatures.
    from installer.install.bundle import load_bundle

    return load_bundle(folder)
