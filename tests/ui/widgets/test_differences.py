"""The changes of a real comparison as a person meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.agreements import replace, sign
from helpers.delegates import install_for, wanting
from helpers.editions import later_edition, shipped_under
from helpers.journeys import EVA, small_bundle

from installer.agreement.compare.words import Op
from installer.agreement.seal import seal_edition
from installer.errors import Code
from installer.flow.state import DifferencesShown, SectionTicked
from installer.flow.steps import Step
from installer.i18n import load_translator
from ui.differences import changes_of

if TYPE_CHECKING:
    from pathlib import Path

    from installer.session import Session

CHANGED = "termination/p1"
GONE = "extra"


def sealed(folder: Path) -> None:
    seal_edition(folder)
    sign(folder)


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Éva's run on an edition with another licensor, one clause changed and a section gone."""
    root = tmp_path / "editions"
    shipped_under(root)
    monkeypatch.setattr("installer.paths.editions_root", lambda: root)
    bundle, target = small_bundle(tmp_path / "bundle"), tmp_path / "target"
    accepted = root / later_edition(root).id
    for text in accepted.glob("*.md"):
        text.write_bytes(text.read_bytes() + f"\n## {{#{GONE}}}\n\nThese words went.\n".encode())
    sealed(accepted)
    install_for(EVA, target, bundle)
    newest = later_edition(root, changed=(CHANGED,), date="2026-09-01")
    replace(root / newest.id / "edition.toml", newest.licensor, "Another A/S")
    sealed(root / newest.id)
    return wanting(target, bundle)


def test_each_change_says_what_it_is_and_what_it_asks_for(session: Session, tmp_path: Path) -> None:
    renewal = session.renewal()
    assert renewal is not None
    tr = load_translator("en", tmp_path)
    shown = changes_of(renewal, session.edition, ("hu", "en"), tr)
    assert tuple(change.item for change in shown) == renewal.items
    licensor, *gone, changed = sorted(
        shown, key=lambda change: (change.item != "licensor", change.item == CHANGED)
    )
    assert (licensor.wordings, licensor.clause) == ((), None)
    assert "Another A/S" in licensor.about
    assert "in person" in licensor.about
    assert {change.item.partition("/")[0] for change in gone} == {GONE}
    for change in gone:
        assert (change.title, change.clause) == (change.item, None), "it has no heading any more"
        assert {run.op for _, runs in change.wordings for run in runs} == {Op.REMOVED}
    assert [language for language, _ in changed.wordings] == ["hu", "en"]
    assert changed.clause == CHANGED
    assert "To be accepted again." in changed.about


def test_what_is_gone_from_the_text_must_be_shown_before_it_is_accepted(session: Session) -> None:
    renewal = session.renewal()
    assert renewal is not None
    for section in renewal.to_read:
        session.send(SectionTicked(section, ticked=True))
    (problem,) = session.problems(Step.AGREEMENT)
    assert problem.error.code is Code.CHANGES_UNSEEN
    assert problem.error.facts["changes"] == "licensor extra/p1"
    for item in ("licensor", "extra/p1"):
        assert not session.ready(Step.AGREEMENT)
        session.send(DifferencesShown(renewal.differences(item, ("hu",))))
    assert session.ready(Step.AGREEMENT)
