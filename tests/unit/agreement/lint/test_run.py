"""How findings are made, and what explains them."""

from __future__ import annotations

import pytest
from helpers import agreements, linting

from installer.agreement.lint.finding import Check, Problem, Unchecked
from installer.agreement.lint.names import names_of
from installer.agreement.lint.run import lint
from installer.agreement.load import load_edition

ON_WORDS = (Check.NUMBER, Check.DATE, Check.PARAGRAPH, Check.HEADING, Check.ONLY, Check.PROHIBITION)
SEE = {
    "en": "# Pact {#title}\n\n## Scope. {#one}\n\nSee section “Scope”.\n\n## End. {#two}\n\nEnd.\n",
    "hu": "# Paktum {#title}\n\n## Kör. {#one}\n\nLásd a „Kör” pontban.\n\n## Vége. {#two}\n\nVége.\n",
}
"""Two sections; the first one refers to itself by its heading."""


def test_a_finding_says_where_what_and_in_which_languages() -> None:
    (found,) = lint(linting.pair_of("It may only be used here.", "Itt használható.")).findings
    assert (found.check, found.problem, found.clause) == (Check.ONLY, Problem.DIFFERS, "scope/p1")
    assert found.languages == ("en", "hu")
    assert dict(found.surplus) == {"en": ("only",), "hu": ()}
    assert dict(found.phrases) == {"en": ("only",), "hu": ()}


def test_a_divergence_whose_phrases_hold_the_difference_explains_it() -> None:
    reviewed = linting.divergence(en="may only be used", hu="használható")
    report = lint(linting.pair_of("It may only be used here.", "Itt használható.", divergences=[reviewed]))
    assert report.findings == ()
    assert report.by_divergence == 1


def test_a_phrase_without_counterpart_explains_what_it_adds() -> None:
    reviewed = linting.divergence(en="", hu="csak")
    report = lint(linting.pair_of("Used here.", "Itt csak használja.", divergences=[reviewed]))
    assert report.findings == ()


@pytest.mark.parametrize(
    "reviewed",
    [
        linting.divergence(en="be used", hu="használható"),  # quotes other words
        linting.divergence(en="only be used", hu="használható, csak"),  # has the word in both
        linting.divergence(clause="scope/heading", en="only", hu=""),  # stands in another clause
    ],
)
def test_a_divergence_about_something_else_explains_nothing(reviewed: object) -> None:
    edition = linting.pair_of(
        "It may only be used here, only now.",
        "Itt használható, csak most.",
        divergences=[reviewed],  # type: ignore[list-item] # parametrised
    )
    assert [found.check for found in lint(edition).findings] == [Check.ONLY]


def test_what_a_divergence_leaves_is_the_finding() -> None:
    reviewed = linting.divergence(en="only used", hu="használja")
    edition = linting.pair_of("It is only used, only here.", "Itt használja.", divergences=[reviewed])
    (found,) = lint(edition).findings
    assert dict(found.surplus) == {"en": ("only",), "hu": ()}


def test_a_divergence_that_explains_what_is_not_there_is_told() -> None:
    reviewed = linting.divergence(en="only be used", hu="használható")
    edition = linting.pair_of("It may only be used.", "Csak itt használható.", divergences=[reviewed])
    (found,) = lint(edition).findings
    assert (found.check, found.problem) == (Check.ONLY, Problem.LOOSE)
    assert dict(found.surplus) == {"en": ("only",), "hu": ()}


def test_a_phrase_explains_each_place_where_it_stands() -> None:
    reviewed = linting.divergence(en="only", hu="")
    edition = linting.pair_of("It is only used, only here.", "Itt használja.", divergences=[reviewed])
    assert lint(edition).findings == ()


def test_a_phrase_that_cuts_a_fact_holds_it() -> None:
    reviewed = linting.divergence(en="not be used", hu="")
    edition = linting.pair_of("It may not be used.", "Használja.", divergences=[reviewed])
    assert lint(edition).findings == ()


def test_two_divergences_explain_together() -> None:
    reviewed = [linting.divergence(en="only used", hu=""), linting.divergence(en="(or so)", hu="")]
    report = lint(linting.pair_of("It is only used (or so).", "Használja.", divergences=reviewed))
    assert (report.findings, report.by_divergence) == ((), 2)


def test_a_reference_that_leads_nowhere_is_a_finding_of_its_language_alone() -> None:
    bodies = {**SEE, "hu": SEE["hu"].replace("Kör”", "Körök”")}
    (found,) = lint(linting.edition_of(bodies, prevailing="en")).findings
    assert (found.check, found.problem) == (Check.HEADING, Problem.NOWHERE)
    assert dict(found.surplus) == {"hu": ("Körök",)}


def test_a_divergence_that_quotes_the_reference_explains_it() -> None:
    bodies = {**SEE, "hu": SEE["hu"].replace("Kör”", "Körök”")}
    reviewed = linting.divergence(clause="one/p1", en="section “Scope”", hu="„Körök” pontban")
    report = lint(linting.edition_of(bodies, prevailing="en", divergences=[reviewed]))
    assert (report.findings, report.by_divergence) == ((), 1)


def test_a_reference_to_another_section_is_found() -> None:
    assert lint(linting.edition_of(SEE, prevailing="en")).findings == ()
    bodies = {**SEE, "hu": SEE["hu"].replace("Kör”", "Vége”")}
    (found,) = lint(linting.edition_of(bodies, prevailing="en")).findings
    assert (found.check, dict(found.surplus)) == (Check.HEADING, {"en": ("one",), "hu": ("two",)})


@pytest.mark.parametrize(
    ("words", "check", "problem"),
    [
        ("(i) this, (iii) that", Check.ENUMERATOR, Problem.DISORDER),
        ("eight (9) of them", Check.NUMBER, Problem.REPEATED),
        ("see paragraph 7", Check.PARAGRAPH, Problem.NOWHERE),
    ],
)
def test_mistakes_inside_one_language_are_found(words: str, check: Check, problem: Problem) -> None:
    edition = linting.edition_of({"en": f"{linting.HEADS}{words}\n"})
    (found,) = lint(edition).findings
    assert (found.check, found.problem, found.languages) == (check, problem, ("en",))


def test_lists_are_checked_in_languages_that_are_not_known() -> None:
    edition = linting.edition_of({"sv": f"{linting.HEADS}(i) ett, (iii) tre; section “Noll”\n"})
    assert [found.problem for found in lint(edition).findings] == [Problem.DISORDER]


def test_languages_that_are_not_known_are_named_and_compared_without_words() -> None:
    edition = linting.pair_of("Only 3 at https://acme.example (here).", "Bara fyra.", languages=("en", "sv"))
    report = lint(edition)
    assert report.unchecked == (Unchecked("sv", ON_WORDS),)
    assert {found.check for found in report.findings} == {Check.URL, Check.BRACKET}


def test_an_edition_of_equal_languages_compares_with_the_first() -> None:
    report = lint(load_edition(agreements.ALL_EQUAL))
    assert report.findings == ()
    assert [item.language for item in report.unchecked] == ["sv", "fi"]


def test_three_languages_are_compared_pair_by_pair() -> None:
    edition = load_edition(agreements.THREE_LANGUAGES)
    report = lint(edition)
    # The French lost „nur“, which its divergence explains; Italian words are not known.
    assert (report.findings, report.by_divergence) == ((), 1)
    assert report.unchecked == (Unchecked("it", ON_WORDS),)
    changed, places = linting.planted(
        edition, "it", lambda clause: f"{clause.text} (bis)" if clause.id == "drill/1" else None
    )
    assert places == {"drill/1"}
    assert [(found.clause, found.languages) for found in lint(changed).findings] == [
        ("drill/1", ("de", "it"))
    ]


def test_names_are_what_the_headings_of_both_languages_share() -> None:
    heads = ("Drill® Pro Max", "Drill® Pro Kit", "Drill Go", "Saw")
    bodies = {
        language: f"# {title} {{#title}}\n\n"
        + "\n\n".join(f"## Acme {head}{end}. {{#s{n}}}\n\nText." for n, head in enumerate(heads))
        + "\n"
        for language, title, end in (("en", "Pact", ""), ("hu", "Paktum", " készlet"))
    }
    assert names_of(linting.edition_of(bodies), ("en", "hu")) == {
        "Drill Go": "Drill Go",
        "Drill Pro Kit": "Drill Pro Kit",
        "Drill Pro Max": "Drill Pro Max",
        "Pro Kit": "Drill Pro Kit",
        "Pro Max": "Drill Pro Max",
        "Saw": "Saw",
    }


def test_an_edition_without_shared_headings_has_no_names() -> None:
    edition = linting.edition_of({"en": "# Pact {#title}\n\nText.\n", "hu": "# Paktum {#title}\n\nSzöveg.\n"})
    assert names_of(edition, ("en", "hu")) == {}
    assert lint(edition).findings == ()


def test_an_abbreviation_that_the_translation_always_spells_out_is_no_name() -> None:
    often = linting.pair_of("SLA " * 10 + "end.", "A szerződés vége.")
    assert lint(often).findings == ()
    seldom = linting.pair_of("SLA end.", "A szerződés vége.")
    assert [found.check for found in lint(seldom).findings] == [Check.NAME]
