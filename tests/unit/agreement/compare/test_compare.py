"""What became of each clause, and what that asks of whoever accepted the earlier edition."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import pytest
from helpers import agreements

from installer.agreement.compare import ChangeClass, ChangeKind, EditionPart, Ground, compare
from installer.agreement.compare.draft import draft_changes
from installer.agreement.compare.words import Op
from installer.agreement.load import load_edition
from installer.errors import BadInput, Code

if TYPE_CHECKING:
    from collections.abc import Callable

    from installer.agreement.compare import Comparison
    from installer.agreement.edition import Edition

    Make: TypeAlias = Callable[..., Edition]

DE = """\
# Gerätemiete {#title}

## {#general}

Die Vermieterin überlässt das Gerät.

### Bohrhammer {#drill}

1. Das Gerät darf nur im Haus benutzt werden.

2. Die Miete beträgt 5 Euro am Tag.

3. Der Mieter haftet für jeden Schaden am Gerät.

### Säge {#saw}

1. Die Säge ist scharf und gehört in die Hand von Erwachsenen.
"""
FR = """\
# Location {#title}

## {#general}

La bailleresse remet l’appareil.

### Perceuse {#drill}

1. L’appareil ne peut être utilisé que dans la maison.

2. Le loyer est de 5 euros par jour.

3. Le preneur répond de tout dommage.

### Scie {#saw}

1. La scie coupe et appartient aux mains des adultes.
"""
TEXTS = {"de": DE, "fr": FR}


def changed(*pairs: tuple[str, str], **more: list[tuple[str, str]]) -> dict[str, str]:
    """The texts with German replacements, and with those of another language by its name."""
    texts = dict(TEXTS)
    for language, replacements in {"de": list(pairs), **more}.items():
        for old, new in replacements:
            assert texts[language].count(old) == 1, old
            texts[language] = texts[language].replace(old, new)
    return texts


def stated(old: Edition, *entries: str) -> dict[str, str]:
    """A `changes.toml` that says this about the changes since `old`."""
    head = f'type = "assent/changes"\nversion = 1\n[[since]]\nedition = "{old.id}"\ndigest = "{old.digest}"\n'
    return {"changes.toml": head + "".join(f"[[since.changes]]\n{entry}\n" for entry in entries)}


def entry(change_class: str, clauses: str = "", removed: str = "") -> str:
    """One statement about these clauses, each list separated by spaces."""
    lists = f"clauses = {clauses.split()}\nremoved = {removed.split()}"
    return f"class = '{change_class}'\n{lists}\nreason.de = 'Weil.'\nreason.fr = 'Parce que.'"


def seen(comparison: Comparison) -> list[tuple[str, str | None, str | None, str, str]]:
    return [
        (found.kind.value, found.old, found.new, found.change_class.value, found.ground.value)
        for found in comparison.changes
    ]


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


def test_a_new_paragraph_moves_those_after_it_and_hides_none(make: Make) -> None:
    old = make("1", TEXTS)
    inserted = (
        "2. Die Miete beträgt 5 Euro am Tag.\n\n3. Der",
        "2. Bohrer zahlt der Mieter selbst.\n\n3. Die Miete beträgt 5 Euro am Tag.\n\n4. Der",
    )
    french = (
        "2. Le loyer est de 5 euros par jour.\n\n3. Le",
        "2. Le preneur paie les mèches.\n\n3. Le loyer est de 5 euros par jour.\n\n4. Le",
    )
    comparison = compare(old, make("2", changed(inserted, fr=[french])))
    assert seen(comparison) == [
        ("added", None, "drill/2", "required", "unstated"),
        ("moved", "drill/2", "drill/3", "notify", "unstated"),
        ("moved", "drill/3", "drill/4", "notify", "unstated"),
    ]


def test_a_removed_paragraph_stands_where_it_was(make: Make) -> None:
    old = make("1", TEXTS)
    texts = changed(
        ("2. Die Miete beträgt 5 Euro am Tag.\n\n3. Der", "2. Der"),
        fr=[("2. Le loyer est de 5 euros par jour.\n\n3. Le", "2. Le")],
    )
    assert seen(compare(old, make("2", texts))) == [
        ("removed", "drill/2", None, "required", "unstated"),
        ("moved", "drill/3", "drill/2", "notify", "unstated"),
    ]


def test_a_clause_that_changed_its_section_holds_for_something_else(make: Make) -> None:
    old = make("1", TEXTS)
    texts = changed(
        ("\n\n3. Der Mieter haftet für jeden Schaden am Gerät.", ""),
        ("von Erwachsenen.\n", "von Erwachsenen.\n\n2. Der Mieter haftet für jeden Schaden am Gerät.\n"),
        fr=[
            ("\n\n3. Le preneur répond de tout dommage.", ""),
            ("des adultes.\n", "des adultes.\n\n2. Le preneur répond de tout dommage.\n"),
        ],
    )
    new = make("2", texts)
    assert seen(compare(old, new)) == [("moved", "drill/3", "saw/2", "required", "unstated")]
    documents = stated(old, entry("notify", "saw/2"))
    assert seen(compare(old, make("3", texts, documents=documents))) == [
        ("moved", "drill/3", "saw/2", "notify", "stated")
    ]
    documents = stated(old, entry("none", "saw/2"))
    assert seen(compare(old, make("4", texts, documents=documents))) == [
        ("moved", "drill/3", "saw/2", "required", "lifted")
    ]
    assert compare(old, new).touches({"saw"}).clauses == ("saw/2",)
    assert compare(old, new).touches({"drill"}).clauses == ("saw/2",)
    assert compare(old, new).touches({"general"}).clauses == ()


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
    first, old = make("1", TEXTS), make("2", changed(("Säge ist", "Säge bleibt")))
    texts = changed(("5 Euro am Tag", "4 Euro am Tag"))
    new = make("3", texts, documents=stated(first, entry("notify", "drill/2")))
    assert seen(compare(first, new))[0][3:] == ("notify", "stated")
    assert {found[3] for found in seen(compare(old, new))} == {"required"}


def test_a_statement_about_what_did_not_change_is_reported(make: Make) -> None:
    old = make("1", TEXTS)
    documents = stated(old, entry("notify", "drill/2 saw/1", "drill/9"))
    new = make("2", changed(("5 Euro am Tag", "4 Euro am Tag")), documents=documents)
    assert compare(old, new).unused == ("saw/1", "drill/9")


def test_a_removed_clause_is_stated_by_its_old_id(make: Make) -> None:
    old = make("1", TEXTS)
    texts = changed(
        ("\n\n3. Der Mieter haftet für jeden Schaden am Gerät.", ""),
        fr=[("\n\n3. Le preneur répond de tout dommage.", "")],
    )
    new = make("2", texts, documents=stated(old, entry("notify", "", "drill/3")))
    assert seen(compare(old, new)) == [("removed", "drill/3", None, "notify", "stated")]
    (change,) = compare(old, new).changes
    assert change.clause == "drill/3"
    assert [run.op for run in change.wordings["de"].runs] == [Op.REMOVED]


def test_two_paragraphs_that_changed_places_are_not_taken_for_new_wordings(make: Make) -> None:
    old = make("1", TEXTS)
    texts = changed(
        ("1. Das Gerät darf nur im Haus benutzt werden.", "1. X"),
        ("2. Die Miete beträgt 5 Euro am Tag.", "2. Das Gerät darf nur im Haus benutzt werden."),
        ("1. X", "1. Die Miete beträgt 5 Euro am Tag."),
    )
    moved = seen(compare(old, make("2", texts)))
    assert [found[:3] for found in moved] == [
        ("moved", "drill/2", "drill/1"),
        ("moved", "drill/1", "drill/2"),
    ]


def test_a_paragraph_with_another_number_and_other_words_is_still_the_same(make: Make) -> None:
    old = make("1", TEXTS)
    texts = changed(
        ("1. Das Gerät", "1. Bohrer bringt der Mieter mit.\n\n2. Das Gerät"),
        ("2. Die Miete beträgt 5", "3. Die Miete beträgt 6"),
        ("3. Der Mieter", "4. Der Mieter"),
        fr=[
            ("1. L’appareil", "1. Le preneur apporte les mèches.\n\n2. L’appareil"),
            ("2. Le loyer est de 5", "3. Le loyer est de 6"),
            ("3. Le preneur", "4. Le preneur"),
        ],
    )
    assert [found[:3] for found in seen(compare(old, make("2", texts)))] == [
        ("added", None, "drill/1"),
        ("moved", "drill/1", "drill/2"),
        ("reworded", "drill/2", "drill/3"),
        ("moved", "drill/3", "drill/4"),
    ]


def test_a_paragraph_rewritten_from_end_to_end_is_the_one_of_that_number(make: Make) -> None:
    old = make("1", TEXTS)
    texts = changed(("Die Miete beträgt 5 Euro am Tag.", "Kostenlos für Mitglieder."))
    assert seen(compare(old, make("2", texts)))[0][:3] == ("reworded", "drill/2", "drill/2")


def test_a_section_of_another_name_keeps_its_clauses(make: Make) -> None:
    old = make("1", TEXTS)
    texts = changed(("{#saw}", "{#chainsaw}"), fr=[("{#saw}", "{#chainsaw}")])
    assert [found[:4] for found in seen(compare(old, make("2", texts)))] == [
        ("moved", "saw/heading", "chainsaw/heading", "required"),
        ("moved", "saw/1", "chainsaw/1", "required"),
    ]


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


def test_a_clause_of_a_language_that_is_gone_is_removed(make: Make) -> None:
    texts = {"de": DE, "fr": FR + "\n### Note {#note}\n\nEn français seulement.\n"}
    comparison = compare(make("1", texts), make("2", {"de": DE}))
    assert ("removed", "note/p1", None) in [found[:3] for found in seen(comparison)]


def test_a_draft_points_out_what_was_stated_too_low(make: Make) -> None:
    old = make("1", TEXTS)
    documents = stated(old, entry("none", "drill/2"))
    new = make("2", changed(("5 Euro am Tag", "4 Euro am Tag")), documents=documents)
    draft = draft_changes(compare(old, new), new.languages)
    assert "# What was stated is less than a change of this kind may ask for.\n" in draft
    assert 'class = "required"\nreason.de = "Weil."\nreason.fr = "Parce que."\n' in draft
