"""A clause beside its governing wording: where they differ, how much, and by which words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from installer.agreement.severity import Severity
from installer.flow.steps import Step
from ui.clause_view import ClauseDialog, severity_words

if TYPE_CHECKING:
    from helpers.wizards import Stage


@pytest.mark.parametrize("severity", list(Severity))
def test_a_difference_is_shown_with_its_weight_and_the_words_of_both_languages(
    stage: Stage, severity: Severity
) -> None:
    stage.bring_to(Step.PRODUCTS)
    session, tr = stage.session, stage.translation.tr
    translation = session.translation()
    found = next(
        divergence
        for clause in session.edition.texts[translation].clauses
        for divergence in session.shown(clause, translation).divergences
        if divergence.severity is severity and all(divergence.phrases.values())
    )
    dialog = ClauseDialog(session, found.clause, tr, stage.wizard)
    said = dialog.view.toPlainText()
    weight = said.index(severity_words(severity, tr))
    assert said.index(found.difference[tr.language]) > weight
    for phrase in found.phrases.values():
        assert said.rindex(phrase) > weight
    dialog.deleteLater()


def test_words_without_a_counterpart_are_said_to_have_none(stage: Stage) -> None:
    stage.bring_to(Step.PRODUCTS)
    session, tr = stage.session, stage.translation.tr
    translation = session.translation()
    found = next(
        divergence
        for clause in session.edition.texts[translation].clauses
        for divergence in session.shown(clause, translation).divergences
        if not all(divergence.phrases.get(language) for language in session.edition.languages)
    )
    dialog = ClauseDialog(session, found.clause, tr, stage.wizard)
    assert tr("{language}: nothing corresponds to it").partition(":")[2] in dialog.view.toPlainText()
    dialog.deleteLater()


def test_a_faithful_clause_has_no_remark(stage: Stage) -> None:
    stage.bring_to(Step.PRODUCTS)
    session, tr = stage.session, stage.translation.tr
    translation = session.translation()
    faithful = next(
        clause
        for clause in session.edition.texts[translation].clauses
        if session.shown(clause, translation).standing.value == "faithful"
    )
    dialog = ClauseDialog(session, faithful, tr, stage.wizard)
    said = dialog.view.toPlainText()
    assert not any(severity_words(severity, tr) in said for severity in Severity)
    dialog.deleteLater()
