from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from helpers.agreements import SHIPPED, copy_of
from helpers.journeys import EDITION
from msgspec.structs import replace

from installer.acceptance.channel import Channel
from installer.acceptance.load import load_acceptance
from installer.agreement.load import load_edition
from installer.errors import BadInput, Code, Unavailable, UntrustedData
from installer.flow.state import State
from installer.flow.steps import Step
from installer.session import open_session
from installer.session.meaning import Meaning
from installer.session.opening import utc_now
from installer.session.resources import _default_edition
from installer.terms.load import load_terms

if TYPE_CHECKING:
    from pathlib import Path


def test_the_only_agreement_needs_no_name_and_the_governing_language_is_the_default() -> None:
    session = open_session()
    assert session.edition.id == EDITION
    assert session.state.language == "en"
    assert session.state.target == ""


def test_an_edition_can_be_named() -> None:
    assert open_session(edition_id=EDITION).edition.id == EDITION


def test_an_edition_that_is_not_there_is_refused() -> None:
    with pytest.raises(BadInput) as caught:
        open_session(edition_id="milestone-xprotect/1999-01-01")
    assert caught.value.code is Code.EDITION_UNKNOWN


def test_the_newest_edition_of_one_agreement_is_the_default(tmp_path: Path) -> None:
    first = copy_of(SHIPPED, tmp_path)
    first.rename(first.with_name("2024-01-01"))
    copy_of(SHIPPED, tmp_path)
    assert _default_edition(tmp_path) == tmp_path.joinpath(*EDITION.split("/"))


def test_with_two_agreements_one_must_be_named(tmp_path: Path) -> None:
    copy_of(SHIPPED, tmp_path)
    copy_of(SHIPPED, tmp_path / "other").parent.rename(tmp_path / "another-agreement")
    with pytest.raises(BadInput) as caught:
        _default_edition(tmp_path)
    assert caught.value.code is Code.EDITION_UNKNOWN
    assert "another-agreement" in str(caught.value.facts["known"])


def test_the_bundle_is_looked_for_when_it_is_needed(tmp_path: Path) -> None:
    session = open_session(bundle=tmp_path / "nowhere", target=tmp_path)
    with pytest.raises(Unavailable) as caught:
        session.plan()
    assert caught.value.code is Code.BUNDLE_MISSING


def test_the_text_may_be_loaded_after_the_first_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    root = tmp_path / "editions"
    folder = copy_of(SHIPPED, root)
    monkeypatch.setattr("installer.paths.editions_root", lambda: root)
    session = open_session(later=True)
    (folder / "hu.md").unlink()
    assert session.ready(Step.LANGUAGE)
    with pytest.raises(UntrustedData) as caught:
        session.load()
    assert caught.value.code is Code.TEXT_MISSING


def test_an_edition_changed_between_cover_and_text_is_refused() -> None:
    session = open_session(later=True)
    session._resources.cover = session.cover._replace(id="milestone-xprotect/2024-01-01")
    with pytest.raises(UntrustedData) as caught:
        session.load()
    assert caught.value.code is Code.EDITION_MALFORMED


def test_the_clock_is_the_systems_in_utc() -> None:
    assert utc_now().tzinfo is UTC
    assert abs(utc_now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_where_all_languages_are_equal_nothing_is_a_mere_translation() -> None:
    edition = replace(load_edition(SHIPPED), prevailing=None)
    meaning = Meaning(
        edition,
        load_terms(SHIPPED, edition),
        load_acceptance(SHIPPED, edition),
        channel=Channel.WIZARD,
        today=date(2026, 3, 1),
    )
    state = State(language="hu", seen=frozenset({("introduction", "hu")}))
    assert "english-prevails" not in {needed.id for needed in meaning(state).affirmations}
    assert meaning.governing() == edition.languages[0]
    assert meaning.shown(state) == frozenset(edition.languages)
