"""A session on the shipped edition that is ready to be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.delegates import DIRECTOR, desk, install_for
from helpers.editions import editions
from helpers.granters import Office, bring
from helpers.journeys import make_ready, open_on, small_bundle

from installer.acceptance.channel import Given

if TYPE_CHECKING:
    from pathlib import Path

    from installer.session import Session

__all__ = ["editions"]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "target"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return small_bundle(tmp_path / "bundle", "management-server", "recording-server", "smart-client")


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """A later bundle of two of the components."""
    return small_bundle(tmp_path / "newer", "management-server", "recording-server", version="2.0")


@pytest.fixture
def own(target: Path, bundle: Path) -> str:
    """The director's own acceptance."""
    return install_for(DIRECTOR, target, bundle).statement


@pytest.fixture
def ready(target: Path, bundle: Path) -> Session:
    return make_ready(open_on(target, bundle))


@pytest.fixture
def office(tmp_path: Path, bundle: Path, state_folder: Path) -> Office:
    """The principal's own computer."""
    assert state_folder.exists()
    return Office(tmp_path / "office-state", tmp_path, bundle)


@pytest.fixture
def here(own: str) -> None:
    """On this computer the director once accepted and installed, and lets its administrator do nothing."""
    desk().acts.delegation.revoke(own, DIRECTOR, Given.FLAG)


@pytest.fixture
def granted(office: Office, here: None) -> str:
    """The record of a grant that was given there, brought here with the acceptance behind it."""
    del here
    accepted, record = office.accept(), office.grant()
    for found in (accepted, record):
        bring(office.receipt(found), [office.key])
    return record
