"""Which wording governs, and what a reader of each language is shown."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from helpers import agreements
from msgspec.structs import replace

from installer.agreement.edition import Standing, merge_order
from installer.agreement.load import load_edition
from installer.agreement.severity import Severity
from installer.errors import BadInput, Code

if TYPE_CHECKING:
    from installer.agreement.edition import Edition


def test_the_prevailing_wording_governs(three_languages: Edition) -> None:
    shown = three_languages.shown("drill/1", "de")
    assert shown.standing is Standing.GOVERNS
    assert shown.text == three_languages.governing("drill/1")
    assert shown.governing is None


def test_a_faithful_translation_stands_alone(three_languages: Edition) -> None:
    shown = three_languages.shown("drill/intro", "fr")
    assert shown.standing is Standing.FAITHFUL
    assert shown.governing is None
    assert shown.divergences == ()


def test_a_translation_that_diverges_brings_the_governing_wording_and_the_difference(
    three_languages: Edition,
) -> None:
    shown = three_languages.shown("drill/1", "fr")
    assert shown.standing is Standing.DIVERGES
    assert shown.governing == three_languages.governing("drill/1")
    assert [found.severity for found in shown.divergences] == [Severity.SUBSTANTIVE]


def test_a_divergence_of_one_translation_says_nothing_about_another(three_languages: Edition) -> None:
    assert three_languages.shown("drill/1", "it").standing is Standing.FAITHFUL
    assert three_languages.shown("drill/1", "it").divergences == ()


def test_a_translation_from_another_wording_is_stale(three_languages: Edition) -> None:
    shown = three_languages.shown("preamble/p2", "it")
    assert shown.standing is Standing.STALE
    assert shown.governing == three_languages.governing("preamble/p2")


def test_stale_comes_before_diverges(three_languages: Edition) -> None:
    old = MappingProxyType({"fr": MappingProxyType({"drill/1": "0" * 64})})
    shown = replace(three_languages, translated_from=old).shown("drill/1", "fr")
    assert shown.standing is Standing.STALE
    assert len(shown.divergences) == 1


def test_without_a_recorded_origin_nothing_is_stale(three_languages: Edition) -> None:
    edition = replace(three_languages, translated_from=MappingProxyType({}))
    assert edition.shown("preamble/p2", "it").standing is Standing.FAITHFUL


def test_a_clause_that_a_translation_lacks_is_shown_in_the_governing_wording(
    three_languages: Edition,
) -> None:
    shown = three_languages.shown("precedence/p1", "fr")
    assert shown.standing is Standing.MISSING
    assert shown.text is None
    assert shown.governing == three_languages.governing("precedence/p1")


def test_a_clause_that_only_a_translation_has_diverges(three_languages: Edition) -> None:
    edition = replace(three_languages, prevailing="fr", divergences=())
    shown = edition.shown("precedence/p1", "it")
    assert shown.standing is Standing.DIVERGES
    assert shown.governing is None
    clause = edition.clause("precedence/p1", "de")
    assert clause is not None
    assert edition.governing("precedence/p1") == clause.text
    assert edition.shown("precedence/p1", "fr").standing is Standing.MISSING


def test_where_all_languages_are_equal_each_wording_governs() -> None:
    edition = load_edition(agreements.ALL_EQUAL)
    assert edition.prevailing is None
    assert edition.translation_languages() == ()
    for language in ("sv", "fi"):
        shown = edition.shown("title/1", language)
        assert shown.standing is Standing.GOVERNS
        assert shown.governing is None
    assert edition.shown("title/2", "sv").standing is Standing.MISSING
    assert edition.shown("title/2", "sv").governing is None
    only = edition.clause("title/2", "fi")
    assert only is not None
    assert edition.governing("title/2") == only.text


def test_rows_bring_the_languages_side_by_side_in_printed_order(three_languages: Edition) -> None:
    assert three_languages.clause_ids() == (
        "title/heading",
        "precedence/heading",
        "precedence/p1",
        "preamble/p1",
        "preamble/p2",
        "drill/heading",
        "drill/intro",
        "drill/grant",
        "drill/1",
        "drill/2",
    )
    assert three_languages.section_ids() == ("title", "precedence", "preamble", "drill")
    last = three_languages.rows()[-1]
    assert last.clause == "drill/2"
    assert last.section == "drill"
    assert [clause is None for clause in last.wordings.values()] == [False, False, True]
    assert list(last.wordings) == ["de", "fr", "it"]
    assert [row.clause for row in three_languages.section_rows("preamble")] == ["preamble/p1", "preamble/p2"]
    assert three_languages.translation_languages() == ("fr", "it")


@pytest.mark.parametrize("unknown", ["drill/9", "drlil/1", "", "drill"])
def test_an_unknown_clause_is_refused(three_languages: Edition, unknown: str) -> None:
    for ask in (three_languages.governing, lambda clause: three_languages.shown(clause, "fr")):
        with pytest.raises(BadInput) as caught:
            ask(unknown)
        assert caught.value.code is Code.CLAUSE_UNKNOWN
        assert caught.value.facts["clause"] == unknown


def test_an_unknown_clause_names_similar_ones(three_languages: Edition) -> None:
    with pytest.raises(BadInput) as caught:
        three_languages.clause("preambel/p1", "de")
    assert str(caught.value.facts["near"]).split(", ")[0] == "preamble/p1"
    with pytest.raises(BadInput) as caught:
        three_languages.section_rows("preambel")
    assert "preamble" in str(caught.value.facts["near"]).split(", ")


def test_an_unknown_language_is_refused(three_languages: Edition) -> None:
    with pytest.raises(BadInput) as caught:
        three_languages.shown("drill/1", "en")
    assert caught.value.code is Code.LANGUAGE_UNKNOWN
    assert caught.value.facts == {"language": "en", "known": "de fr it"}


def test_unpaired_clauses_stand_after_their_predecessor() -> None:
    assert merge_order([["a", "c"], ["x", "a", "b", "c", "d"], ["a", "b", "e"]]) == [
        "x",
        "a",
        "b",
        "e",
        "c",
        "d",
    ]


def test_an_unknown_clause_like_no_other_names_none(three_languages: Edition) -> None:
    with pytest.raises(BadInput) as caught:
        three_languages.clause("0000", "de")
    assert caught.value.facts["near"] == "–"
