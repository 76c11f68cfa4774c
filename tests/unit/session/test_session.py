from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.journeys import CORPORATE, make_ready, open_on, small_bundle
from msgspec.structs import replace

from installer.errors import BadInput, Code, Unavailable
from installer.flow.state import Columns, ColumnsChosen, SectionSeen, SelectionChanged
from installer.flow.steps import WIZARD, Step
from installer.install.planned import Disk
from installer.session.planning import RECORD_SIZE, require_room
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from pathlib import Path

    from installer.session import Session


# Looking around


def test_looking_around_leaves_no_trace(ready: Session, state_folder: Path, target: Path) -> None:
    assert ready.ready(Step.REVIEW)
    assert ready.plan().components
    assert list(state_folder.iterdir()) == []
    assert not target.exists()


def test_the_steps_are_those_of_the_flow(ready: Session) -> None:
    assert ready.steps() == WIZARD
    assert ready.following(Step.LANGUAGE) is Step.PARTIES
    assert ready.reachable(Step.ACCEPTANCE)
    assert not ready.reachable(Step.REVIEW)


def test_all_products_and_rows_of_the_edition_are_there(ready: Session) -> None:
    assert len(ready.products()) == 28
    assert [row.clause for row in ready.rows()] == list(ready.edition.clause_ids())
    assert ready.shown("introduction/p2", "hu") == ready.edition.shown("introduction/p2", "hu")


def test_the_selection_installs_the_components_of_its_products(ready: Session) -> None:
    assert [component.id for component in ready.components()] == ["management-server", "recording-server"]


def test_what_a_component_requires_comes_with_it(target: Path, tmp_path: Path) -> None:
    needs = {"smart-client": ("management-server",)}
    bundle = small_bundle(tmp_path / "b", "management-server", "smart-client", requires=needs)
    session = make_ready(open_on(target, bundle), products=("xprotect-smart-client",))
    assert [component.id for component in session.components()] == ["management-server", "smart-client"]


def test_a_component_that_the_edition_does_not_know_is_refused(target: Path, tmp_path: Path) -> None:
    bundle = small_bundle(tmp_path / "b", "spoon", products={"spoon": CORPORATE})
    with pytest.raises(BadInput) as caught:
        make_ready(open_on(target, bundle)).components()
    assert caught.value.code is Code.COMPONENT_UNKNOWN


def test_an_unknown_product_is_a_problem_of_the_products_step_and_applies_nothing(target: Path) -> None:
    session = open_on(target)
    session.send(SelectionChanged(Selection(products=("spoon",))))
    assert [problem.error.code for problem in session.problems(Step.PRODUCTS)] == [Code.PRODUCT_UNKNOWN]
    assert session.affirmations() == ()
    for _ in range(2):
        with pytest.raises(BadInput) as caught:
            _ = session.determination
        assert caught.value.code is Code.PRODUCT_UNKNOWN


def test_an_empty_selection_is_a_problem_but_has_general_terms(target: Path) -> None:
    session = open_on(target)
    assert [problem.error.code for problem in session.problems(Step.PRODUCTS)] == [Code.SELECTION_EMPTY]
    assert "introduction" in session.determination.sections


@pytest.mark.parametrize(("language", "beside"), [("hu", "hu"), ("en", "hu"), ("de", "hu")])
def test_the_translation_is_the_persons_language_or_the_editions_other(
    target: Path, language: str, beside: str
) -> None:
    assert open_on(target, language=language).translation() == beside


def test_that_the_english_prevails_is_asked_when_hungarian_was_chosen_or_seen(target: Path) -> None:
    def asked(session: Session) -> bool:
        return "english-prevails" in {needed.id for needed in session.affirmations()}

    assert asked(open_on(target, language="hu"))
    english = open_on(target, language="en")
    assert not asked(english)
    english.send(SectionSeen("introduction", "hu"))
    assert asked(english)


@pytest.mark.parametrize(
    ("columns", "languages"),
    [(Columns.BOTH, {"hu", "en"}), (Columns.TRANSLATION, {"hu"}), (Columns.GOVERNING, {"en"})],
)
def test_the_columns_say_which_languages_are_shown(
    target: Path, columns: Columns, languages: set[str]
) -> None:
    session = open_on(target)
    session.send(ColumnsChosen(columns))
    assert session.facts().languages == languages


def test_the_review_asks_whether_the_plan_can_be_carried_out(ready: Session, target: Path) -> None:
    target.write_text("a file where a folder should be")
    (problem,) = ready.problems(Step.REVIEW)
    assert problem.field == "target"
    assert problem.error.code is Code.TARGET_UNWRITABLE


def test_the_review_asks_whether_there_is_room(target: Path, tmp_path: Path) -> None:
    enough = make_ready(open_on(target, small_bundle(tmp_path / "b")))
    plan = enough.plan()
    full = Disk("/elsewhere", need=5, free=4, staging=0, final=5, set_aside=0)
    require_room(replace(plan, disks=(*plan.disks, replace(full, free=5))))
    with pytest.raises(Unavailable) as caught:
        require_room(replace(plan, disks=(*plan.disks, full)))
    assert caught.value.code is Code.DISK_FULL
    assert caught.value.facts == {"need": 5, "free": 4, "path": "/elsewhere"}


def test_the_plan_has_room_for_the_record_of_it(target: Path, tmp_path: Path) -> None:
    session = make_ready(open_on(target, small_bundle(tmp_path / "b")))
    (disk,) = session.plan().disks
    assert disk.path == str(target)
    assert disk.need == session.plan().need_bytes + RECORD_SIZE
