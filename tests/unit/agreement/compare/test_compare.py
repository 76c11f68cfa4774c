"""What a change asks of whoever accepted the earlier edition."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import pytest
from helpers import agreements
from helpers.comparing import DE, TEXTS, changed, entry, seen, stated

from installer.agreement.compare import ChangeClass, ChangeKind, EditionPart, Ground, compare
from installer.agreement.compare.draft import draft_changes
from installer.agreement.load import load_edition
from installer.errors import BadInput, Code

if TYPE_CHECKING:
    from collections.abc import Callable

    from installer.agreement.edition import Edition

    Make: TypeAlias = Callable[..., Edition]


def test_an_edition_does_not_differ_from_itself() -> None:
    edition = load_edition(agreements.SHIPPED)
    comparison = compare(edition, edition)
    assert comparison.changes == comparison.edition_changes == ()
    assert comparison.change_class is ChangeClass.NONE


def test_a_new_wording_asks_for_acceptance_when_nothing_is_stated(make: Make) -> None:
    old = make("1", TEXTS)
    new = make("2", changed(("nur im Haus", "im Haus und im Garten"), fr=[("que dans", "dans")]))
    comparison = compare(old, new)
    assert seen(comparison) == [("reworded", "drill/1", "drill/1", "required", "unstated")]
    (change,) = comparison.changes
    words = [(run.op.value, run.text) for run in change.wordings["de"].runs]
    assert words == [
        ("same", "1. Das Gerät darf "),
        ("removed", "nur "),
        ("same", "im Haus "),
        ("added", "und im Garten "),
        ("same", "benutzt werden."),
    ]
    assert change.wordings["fr"].changed


def test_typography_is_nothing_only_when_the_publisher_says_so(make: Make) -> None:
    old = make("1", TEXTS)
    texts = changed(("5 Euro am Tag", "5 Euro am Tag" + "\u2026"), ("überlässt das", "überlässt „das“"))
    old = make("2", changed(("5 Euro am Tag", "5 Euro am Tag..."), ("überlässt das", 'überlässt "das"')))
    kinds = [("typography", name, name) for name in ("general/p1", "drill/2")]
    assert seen(compare(old, make("3", texts))) == [(*kind, "required", "unstated") for kind in kinds]
    documents = stated(old, entry("none", "general/p1 drill/2"))
    comparison = compare(old, make("4", texts, documents=documents))
    assert seen(comparison) == [(*kind, "none", "stated") for kind in kinds]
    assert comparison.change_class is ChangeClass.NONE
    assert comparison.changes[0].reason["fr"] == "Parce que."


def test_another_wording_can_be_stated_as_a_notice_but_never_as_nothing(make: Make) -> None:
    old = make("1", TEXTS)
    texts = changed(("5 Euro am Tag", "4 Euro am Tag"))
    documents = stated(old, entry("notify", "drill/2"))
    assert seen(compare(old, make("2", texts, documents=documents)))[0][3:] == ("notify", "stated")
    documents = stated(old, entry("none", "drill/2"))
    (change,) = compare(old, make("3", texts, documents=documents)).changes
    assert (change.change_class, change.ground) == (ChangeClass.REQUIRED, Ground.LIFTED)
    assert change.stated is ChangeClass.NONE
    documents = stated(old, entry("personal", "drill/2"))
    assert seen(compare(old, make("4", texts, documents=documents)))[0][3:] == ("personal", "stated")


def test_a_translation_alone_is_a_notice(make: Make) -> None:
    old = make("1", TEXTS)
    texts = changed(fr=[("5 euros par jour", "5 euros la journée")])
    comparison = compare(old, make("2", texts))
    assert seen(comparison) == [("translation", "drill/2", "drill/2", "notify", "unstated")]
    assert not comparison.changes[0].wordings["de"].changed
    documents = stated(old, entry("none", "drill/2"))
    assert seen(compare(old, make("3", texts, documents=documents)))[0][3:] == ("none", "stated")


def test_where_all_languages_are_equal_each_of_them_governs(make: Make) -> None:
    old = make("1", TEXTS, prevailing="none")
    new = make("2", changed(fr=[("5 euros par jour", "5 euros la journée")]), prevailing="none")
    assert seen(compare(old, new)) == [("reworded", "drill/2", "drill/2", "required", "unstated")]


@pytest.mark.parametrize("named", ["drill", "drill/2"])
@pytest.mark.parametrize("marked", ["old", "new"])
def test_what_is_accepted_in_person_stays_so_whatever_is_stated(make: Make, named: str, marked: str) -> None:
    personal = {marked: [named]}
    old = make("1", TEXTS, personal=personal.get("old", []))
    texts = changed(("5 Euro am Tag", "4 Euro am Tag"))
    documents = stated(old, entry("notify", "drill/2"))
    new = make("2", texts, personal=personal.get("new", []), documents=documents)
    comparison = compare(old, new)
    assert seen(comparison)[0][3:] == ("personal", "in-person")
    assert comparison.change_class is ChangeClass.PERSONAL


def test_an_affirmation_of_its_own_is_given_in_person(make: Make) -> None:
    old = make("1", TEXTS, separate=["drill/2"])
    new = make("2", changed(("5 Euro am Tag", "4 Euro am Tag")), separate=["drill/2"])
    assert seen(compare(old, new))[0][3:] == ("personal", "in-person")


def test_what_is_accepted_in_person_may_get_another_number(make: Make) -> None:
    old = make("1", TEXTS, personal=["drill/3"])
    texts = changed(
        ("2. Die Miete beträgt 5 Euro am Tag.\n\n3. Der", "2. Der"),
        fr=[("2. Le loyer est de 5 euros par jour.\n\n3. Le", "2. Le")],
    )
    assert [found[0::3] for found in seen(compare(old, make("2", texts)))] == [
        ("removed", "required"),
        ("moved", "notify"),
    ]


def test_another_prevailing_language_is_accepted_in_person(make: Make) -> None:
    comparison = compare(make("1", TEXTS), make("2", TEXTS, prevailing="none"))
    assert comparison.changes == ()
    (change,) = comparison.edition_changes
    assert (change.part, change.old, change.new) == (EditionPart.PREVAILING, ("de",), ("none",))
    assert comparison.touches(()).change_class is ChangeClass.PERSONAL


def test_another_licensor_is_accepted_in_person(make: Make) -> None:
    comparison = compare(make("1", TEXTS), make("2", TEXTS, licensor="Andere AG"))
    assert [found.part for found in comparison.edition_changes] == [EditionPart.LICENSOR]
    assert comparison.change_class is ChangeClass.PERSONAL


def test_a_translation_more_or_less_is_a_notice_and_an_equal_language_is_not(make: Make) -> None:
    only = {"de": DE}
    comparison = compare(make("1", TEXTS), make("2", only))
    assert [found.part for found in comparison.edition_changes] == [EditionPart.LANGUAGES]
    assert comparison.change_class is ChangeClass.NOTIFY
    assert {found.kind for found in comparison.changes} == {ChangeKind.TRANSLATION}
    comparison = compare(make("3", TEXTS, prevailing="none"), make("4", only, prevailing="none"))
    assert comparison.change_class is ChangeClass.PERSONAL


def test_a_clause_that_must_now_be_affirmed_by_itself_is_asked_again(make: Make) -> None:
    comparison = compare(make("1", TEXTS), make("2", TEXTS, separate=["drill/2"]))
    assert comparison.change_class is ChangeClass.REQUIRED
    assert compare(make("3", TEXTS, separate=["drill/2"]), make("4", TEXTS)).edition_changes == ()


def test_a_statement_about_another_edition_says_nothing_here(make: Make) -> None:
    first, old = make("1", TEXTS), make("2", changed(("Säge schneidet gut", "Säge bleibt stumpf")))
    texts = changed(("5 Euro am Tag", "4 Euro am Tag"))
    new = make("3", texts, documents=stated(first, entry("notify", "drill/2")))
    assert seen(compare(first, new))[0][3:] == ("notify", "stated")
    assert {found[3] for found in seen(compare(old, new))} == {"required"}


def test_a_statement_about_what_did_not_change_is_reported(make: Make) -> None:
    old = make("1", TEXTS)
    documents = stated(old, entry("notify", "drill/2 saw/1", "drill/9"))
    new = make("2", changed(("5 Euro am Tag", "4 Euro am Tag")), documents=documents)
    assert compare(old, new).unused == ("saw/1", "drill/9")


def test_only_what_asks_for_an_acceptance_can_be_singled_out(make: Make) -> None:
    old = make("1", TEXTS)
    texts = changed(("5 Euro am Tag", "4 Euro am Tag"), fr=[("tout dommage", "chaque dommage")])
    comparison = compare(old, make("2", texts))
    assert comparison.clauses == ("drill/2", "drill/3")
    assert comparison.asking().clauses == ("drill/2",)


def test_editions_of_two_agreements_are_not_compared(make: Make) -> None:
    with pytest.raises(BadInput) as caught:
        compare(make("1", TEXTS), load_edition(agreements.ALL_EQUAL))
    assert caught.value.code is Code.EDITIONS_UNRELATED
    assert caught.value.facts == {"edition": "stadga/2020-01-01", "other": "pact/1"}


def test_a_draft_points_out_what_was_stated_too_low(make: Make) -> None:
    old = make("1", TEXTS)
    documents = stated(old, entry("none", "drill/2"))
    new = make("2", changed(("5 Euro am Tag", "4 Euro am Tag")), documents=documents)
    draft = draft_changes(compare(old, new), new.languages)
    assert "# What was stated is less than a change of this kind may ask for.\n" in draft
    assert 'class = "required"\nreason.de = "Weil."\nreason.fr = "Parce que."\n' in draft
