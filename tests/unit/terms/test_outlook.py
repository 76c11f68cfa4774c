from __future__ import annotations

from typing import TYPE_CHECKING

from installer.terms.selected import Selection

if TYPE_CHECKING:
    from installer.terms.engine import Terms
    from installer.terms.outlook import Outlook


def outlook(terms: Terms, *products: str, **given: object) -> Outlook:
    return terms.outlook(terms.determine(Selection(products=products, **given)))  # type: ignore[arg-type] # as the fields


def facts(found: Outlook) -> set[str]:
    return {question.name for question in found.questions.facts}


def quantities(found: Outlook) -> set[str]:
    return {question.name for question in found.questions.quantities}


def test_sections_that_nobody_selected_come_along(terms: Terms) -> None:
    found = outlook(terms, "xprotect-360-split-view-plug-in", host="xprotect-corporate")
    assert [each.section for each in found.along] == ["xprotect-corporate", "xprotect-smart-client"]
    assert all(
        reason.cite == ("xprotect-360-split-view-plug-in/1",)
        for each in found.along
        for reason in each.because
    )


def test_what_is_selected_does_not_come_along(terms: Terms) -> None:
    assert outlook(terms, "xprotect-corporate", "xprotect-smart-client").along == ()


def test_a_product_that_is_required_is_named_once_it_is_there(terms: Terms) -> None:
    assert outlook(terms, "xprotect-web-client").required == ()
    (required,) = outlook(terms, "xprotect-web-client", "xprotect-mobile-server").required
    assert (required.id, required.kind, required.cite) == ("C03", "requires", ("xprotect-web-client/3",))


def test_bounds_are_needed_whether_or_not_a_number_was_given(terms: Terms) -> None:
    found = outlook(terms, "xprotect-essential-plus", "xprotect-lpr")
    assert [item.id for item in found.needed] == ["Q04", "Q05", "Q06", "Q14"]
    assert all(item.kind == "limit" and item.cite for item in found.needed)


def test_only_the_quantities_of_the_present_selection_are_asked_for(terms: Terms) -> None:
    assert quantities(outlook(terms, "xprotect-access")) == {"doors", "door_licenses"}
    assert quantities(outlook(terms, "xprotect-smart-client")) == set()


def test_only_the_facts_of_the_present_selection_are_asked_for(terms: Terms) -> None:
    assert "smart_wall_base_license" not in facts(outlook(terms, "xprotect-smart-wall"))
    assert "smart_wall_base_license" in facts(outlook(terms, "xprotect-smart-wall", host="xprotect-expert"))
    assert "maps" not in facts(outlook(terms, "xprotect-lpr"))
    assert "maps" in facts(outlook(terms, "xprotect-corporate"))


def test_a_way_out_of_a_requirement_is_asked_for_only_while_it_is_not_met(terms: Terms) -> None:
    assert "evaluation_environment" in facts(outlook(terms, "xprotect-mobile"))
    assert "evaluation_environment" not in facts(outlook(terms, "xprotect-mobile", "xprotect-mobile-server"))


def test_a_question_names_the_clauses_for_whose_sake_it_is_asked(terms: Terms) -> None:
    asked = {each.name: each for each in outlook(terms, "xprotect-access").questions.quantities}
    assert asked["doors"].cite == ("xprotect-access/5",)
    assert asked["doors"].text == terms.quantities["doors"]


def test_host_and_release_are_asked_for_where_a_rule_looks_at_them(terms: Terms) -> None:
    alone = outlook(terms, "xprotect-corporate").questions
    assert (alone.host, alone.release) == ((), ())
    assert outlook(terms, "xprotect-access").questions.host == ("xprotect-access/1", "xprotect-access/4")
    assert outlook(terms, "xprotect-mobile").questions.host == ("xprotect-mobile/3",)
    assert outlook(terms, "xprotect-hospital-assist").questions.release == ("xprotect-hospital-assist/2",)
