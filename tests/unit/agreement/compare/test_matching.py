"""What became of each clause: the same, moved, reworded, added or removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from helpers.comparing import DE, FR, TEXTS, changed, entry, seen, stated

from installer.agreement.compare import compare
from installer.agreement.compare.words import Op

if TYPE_CHECKING:
    from collections.abc import Callable

    from installer.agreement.edition import Edition

    Make: TypeAlias = Callable[..., Edition]


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


def test_a_clause_of_a_language_that_is_gone_is_removed(make: Make) -> None:
    texts = {"de": DE, "fr": FR + "\n### Note {#note}\n\nEn français seulement.\n"}
    comparison = compare(make("1", texts), make("2", {"de": DE}))
    assert ("removed", "note/p1", None) in [found[:3] for found in seen(comparison)]
