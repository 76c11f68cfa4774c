"""Runs without a screen, in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.journeys import small_bundle
from helpers.sites import ACCEPT, NEEDED, Site

from installer.unattended.run import Intent, Request, Run

if TYPE_CHECKING:
    from pathlib import Path

    from installer.errors import Code, Outcome
    from installer.unattended.run import Result


def request(site: Site) -> Request:
    """The site's install, with everything named and affirmed that it asks."""
    return Request(
        Intent.INSTALL,
        answers=site.answers,
        edition=ACCEPT,
        affirm=NEEDED,
        target=site.target,
        bundle=site.bundle,
    )


def refused(made: Request, code: Code, outcome: Outcome) -> Result:
    """The run, which was refused by that code and has done nothing."""
    result = Run(made).go()
    assert result.error is not None
    assert result.error.code is code
    assert result.outcome is outcome
    assert result.issued == ()
    assert result.components == ()
    return result


def upgrade(tmp_path: Path, version: str = "2.0") -> Path:
    """A newer bundle of what the site installs."""
    return small_bundle(tmp_path / version, "management-server", "recording-server", version=version)
