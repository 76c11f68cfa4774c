"""A run without a screen opens the log once; the proof of an install looks at the file anew."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from helpers.journeys import open_on, screen

from installer.errors import UntrustedData
from installer.evidence.store import LOG_FILE

if TYPE_CHECKING:
    from pathlib import Path

    from installer.session import Session


def test_while_it_is_kept_every_look_is_into_the_same_opened_log(ready: Session) -> None:
    ready.accept(screen(ready))
    issuer = ready._resources.issuer
    with ready.keeping_log():
        with issuer.log() as first:
            assert first.size() == 1
        with issuer.log() as again:
            assert again is first
            assert again.size() == 1
    with pytest.raises(sqlite3.ProgrammingError):
        first._rows.count()


def test_apart_from_that_each_look_opens_it_and_lets_go_of_it(ready: Session) -> None:
    ready.accept(screen(ready))
    issuer = ready._resources.issuer
    with issuer.log() as first, issuer.log() as other:
        assert other is not first
    with pytest.raises(sqlite3.ProgrammingError):
        first._rows.count()


def test_to_keep_it_where_nobody_looks_makes_none(target: Path, state_folder: Path) -> None:
    session = open_on(target)
    with session.keeping_log():
        assert session.covering() is None
    assert not (state_folder / LOG_FILE).exists()


def test_after_an_error_it_is_let_go_of_too(ready: Session) -> None:
    ready.accept(screen(ready))
    issuer = ready._resources.issuer
    with pytest.raises(KeyError), ready.keeping_log(), issuer.log() as kept:
        raise KeyError
    with pytest.raises(sqlite3.ProgrammingError):
        kept._rows.count()
    with issuer.log() as log:
        assert log.size() == 1


def test_a_log_that_cannot_be_opened_is_refused_each_time(ready: Session, state_folder: Path) -> None:
    ready.accept(screen(ready))
    (state_folder / LOG_FILE).write_bytes(b"no log at all, and long enough to be looked at" * 40)
    issuer = ready._resources.issuer
    with ready.keeping_log():
        for _ in range(2):
            with pytest.raises(UntrustedData), issuer.log():
                pass
