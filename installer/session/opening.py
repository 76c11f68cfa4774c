"""Making a session: the text and its rules are loaded and checked, or there is none (fail closed)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.session.resources import gather
from installer.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from installer.acceptance.channel import Channel
    from installer.i18n import Language


def utc_now() -> datetime:
    """Now by the system clock, UTC."""
    from datetime import UTC, datetime  # nothing is dated before the first page is seen

    return datetime.now(UTC)


def open_session(  # noqa: PLR0913 - keywords only, each one a choice of the face
    *,
    language: Language | tuple[Language, ...] | None = None,
    edition_id: str | None = None,
    bundle: Path | None = None,
    target: Path | None = None,
    channel: Channel | None = None,
    clock: Callable[[], datetime] = utc_now,
    later: bool = False,
) -> Session:
    """A session on an edition, by default the newest of the only agreement there is.

    `language` is the person's, or several, the dearest first: the first that the edition has is read,
    and the governing one where it has none. `bundle` is the bundle's folder, by default the one that
    is shipped; it is loaded when it is first needed. `clock` gives aware UTC times. Raises BadInput
    EDITION_UNKNOWN and the errors of `load_signed`, `load_terms` and `load_acceptance`. Key and log are
    opened when the first statement is written, so looking around leaves no trace.

    With `later` only the cover is read, and the caller calls `Session.load` before the person can
    leave the first page; then those errors come from there.
    """
    resources = gather(edition_id, bundle, channel=channel, clock=clock)
    cover = resources.cover
    wanted = (language,) if isinstance(language, str) else language or ()
    reading = next((each for each in wanted if each in cover.languages), cover.governing)
    session = Session(resources, reading, "" if target is None else str(target))
    if not later:
        session.load()
    return session


def governing_language() -> Language:
    """That of the edition that is open by default, by its cover. Raises as `gather`."""
    return gather(None, None, channel=None, clock=utc_now).cover.governing
