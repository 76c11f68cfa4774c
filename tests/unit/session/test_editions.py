"""What an earlier acceptance is worth under the edition in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from helpers import agreements
from helpers.editions import later_edition, shipped_under
from helpers.journeys import make_ready, open_on, screen
from helpers.records import accepted

from installer.acceptance.load import load_acceptance
from installer.agreement.change_class import ChangeClass
from installer.agreement.load import load_edition
from installer.evidence.predicates import EditionRef
from installer.session.editions import Editions
from installer.terms.load import load_terms

if TYPE_CHECKING:
    from pathlib import Path

    from installer.evidence.predicates import Acceptance


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shipped_under(tmp_path / "editions")
    return tmp_path / "editions"


@pytest.fixture
def earlier(target: Path, state_folder: Path) -> Acceptance:
    session = make_ready(open_on(target))
    session.accept(screen(session))
    return accepted(state_folder)


def editions(root: Path, edition_id: str = "milestone-xprotect/2025-02-12") -> Editions:
    current = load_edition(root / edition_id)
    catalogue = load_terms(root / edition_id, current).catalogue
    products = frozenset(product.id for product in catalogue.products)
    return Editions(current, load_acceptance(root / edition_id, current), root, products)


def test_the_same_text_asks_nothing_of_who_accepted_all_that_applies(root: Path, earlier: Acceptance) -> None:
    sections = tuple(earlier.sections)
    assert editions(root).change(earlier, sections) is ChangeClass.NONE


def test_a_section_that_applies_only_now_is_accepted_in_person(root: Path, earlier: Acceptance) -> None:
    more = (*earlier.sections, "xprotect-lpr")
    assert editions(root).change(earlier, more) is ChangeClass.PERSONAL
    later = later_edition(root, notify=("governing-law/p1",))
    assert editions(root, later.id).change(earlier, more) is ChangeClass.PERSONAL


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        ({"notify": ("governing-law/p1",)}, ChangeClass.NOTIFY),
        ({"changed": ("governing-law/p1",), "notify": ("export-control/p1",)}, ChangeClass.REQUIRED),
        ({"changed": ("note-on-behalf/p1",)}, ChangeClass.PERSONAL),
        ({"changed": ("xprotect-mobile-server/4",)}, ChangeClass.NONE),
        ({}, ChangeClass.NONE),
    ],
)
def test_only_changes_of_sections_that_apply_count_and_the_highest_wins(
    root: Path, earlier: Acceptance, clauses: dict[str, tuple[str, ...]], expected: ChangeClass
) -> None:
    later = later_edition(root, **clauses)  # type: ignore[arg-type] # clauses alone
    found = editions(root, later.id)
    comparison = found.comparison(earlier.edition)
    assert comparison is not None
    assert comparison.new == later.id
    assert found.change(earlier, tuple(earlier.sections)) is expected
    assert found.change(earlier, tuple(earlier.sections)) is expected, "compared once, the same again"


def test_what_is_not_at_hand_is_accepted_in_person(root: Path, earlier: Acceptance) -> None:
    later = later_edition(root, notify=("governing-law/p1",))
    (root / earlier.edition.id / "hu.md").write_text("", "utf-8")
    found = editions(root, later.id)
    assert found.find(earlier.edition) is None
    assert found.clause(earlier.edition) is None
    assert found.comparison(earlier.edition) is None
    assert found.change(earlier, tuple(earlier.sections)) is ChangeClass.PERSONAL


def test_an_edition_of_that_name_with_another_digest_is_another_one(root: Path) -> None:
    other = EditionRef(id="milestone-xprotect/2025-02-12", digest="0" * 64, date="2025-02-12")
    assert editions(root).find(other) is None


def test_another_agreement_is_never_an_earlier_edition(root: Path, earlier: Acceptance) -> None:
    folder = root / "milestone-xprotect"
    later = later_edition(root, notify=("governing-law/p1",))
    found = editions(root, later.id)
    moved = root / "another-agreement"
    folder.rename(moved)
    content = (moved / "2025-02-12" / "edition.toml").read_text("utf-8")
    (moved / "2025-02-12" / "edition.toml").write_text(
        content.replace('id = "milestone-xprotect/', 'id = "another-agreement/'), "utf-8"
    )
    agreements.sign(moved / "2025-02-12")
    theirs = EditionRef(id="another-agreement/2025-02-12", digest=earlier.edition.digest, date="2025-02-12")
    assert found.find(theirs) is not None

    of_another = msgspec.structs.replace(earlier, edition=theirs)
    assert found.change(of_another, tuple(earlier.sections)) is ChangeClass.PERSONAL
