"""Every defect of the data is refused when it is loaded, with the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.terms import SOUND, damaged, tool_terms

from installer.errors import Code, UntrustedData

if TYPE_CHECKING:
    from pathlib import Path

PRODUCTS = "products.toml"
RULES = "rules.toml"

POINT = """[[point]]
id = "hoist"
cite = []
host = []
text.de = 'x'
text.en = 'x'

"""

# What is wrong · in which file · what stands there · what stands in its place · what the refusal names
# (the file, where nothing is said)
DEFECTS = [
    ("another edition", PRODUCTS, "werkzeug/2024", "werkzeug/2023", "edition"),
    ("another edition", RULES, "werkzeug/2024", "werkzeug/2023", "edition"),
    ("another type", PRODUCTS, "assent/products", "assent/rules", ""),
    ("another version", RULES, "version = 1", "version = 2", ""),
    ("an unknown key", PRODUCTS, "needs_host", "needs_hosts", ""),
    ("an unknown key in a rule", RULES, "unless =", "except =", ""),
    ("an unknown key in a condition", RULES, "when.product", "when.products", ""),
    ("a misspelt answer", RULES, 'answer = "general"', 'answer = "generic"', ""),
    ("a misspelt modality", RULES, 'modality = "may"', 'modality = "should"', ""),
    ("a doubled key", RULES, 'id = "own"', 'id = "own"\nid = "own"', ""),
    ("no TOML", PRODUCTS, "[sets]", "[sets", ""),
    ("a product without section", PRODUCTS, 'id = "press"', 'id = "pump"', "product without section"),
    ("a doubled product", PRODUCTS, 'id = "crane"', 'id = "press"', "press"),
    ("products out of order", PRODUCTS, 'id = "press"', 'id = "crane"\n#', "crane"),
    ("an unknown group", PRODUCTS, '"group-tools"', '"group-tool"', "group"),
    ("a name in one language only", PRODUCTS, "name.de = 'Stanze'\n", "", "press"),
    (
        "a name in a language too many",
        PRODUCTS,
        "name.de = 'Kran'",
        "name.de = 'Kran'\nname.fr = 'Grue'",
        "crane",
    ),
    ("an empty name", PRODUCTS, "name.de = 'Stanze'", "name.de = ' '", "press"),
    ("a set named like a product", PRODUCTS, "machines =", "drill =", "drill"),
    (
        "a set with an unknown member",
        PRODUCTS,
        '["press", "crane"]\n\n',
        '["press", "cranes"]\n\n',
        "machines",
    ),
    ("a doubled component", PRODUCTS, 'id = "chuck"', 'id = "motor"', "motor"),
    ("a component without product", PRODUCTS, 'products = ["drill"]', "products = []", ""),
    ("a component of an unknown product", PRODUCTS, 'products = ["drill"]', 'products = ["dril"]', "chuck"),
    ("a component without name", PRODUCTS, "name.en = 'Chuck'\n", "", "chuck"),
    ("a missing dependency", PRODUCTS, 'requires = ["motor"]', 'requires = ["engine"]', "chuck"),
    ("a dependency on itself", PRODUCTS, 'requires = ["motor"]', 'requires = ["chuck"]', "chuck"),
    ("a missing phrase", RULES, "and.de = 'und'\nand.en = 'and'\n", "", "phrases"),
    ("a phrase too many", RULES, "and.de", "plus.de = 'plus'\nplus.en = 'plus'\nand.de", "phrases"),
    ("a phrase in one language only", RULES, "and.en = 'and'\n", "", "and"),
    (
        "an unknown placeholder",
        RULES,
        "'{Subject} nicht mit {used_with}.'",
        "'{Subjekt} nicht.'",
        "forbidden",
    ),
    ("a placeholder of another phrase", RULES, "'{Subject} womit? {rule}'", "'{needs}'", "host-unnamed"),
    ("a format", RULES, "'{Subject} womit? {rule}'", "'{Subject:d}'", "host-unnamed"),
    ("a conversion", RULES, "'{Subject} womit? {rule}'", "'{Subject!r}'", "host-unnamed"),
    ("an open brace", RULES, "'{Subject} nicht mit {used_with}.'", "'{Subject'", "forbidden"),
    ("a doubled fact", RULES, '[[quantity]]\nid = "workers"', '[[fact]]\nid = "outdoors"', "outdoors"),
    ("a fact without words", RULES, "text.en = 'Outdoors'\n", "", "outdoors"),
    ("a doubled rule", RULES, 'id = "own"', 'id = "general"', "general"),
    ("a rule without text", RULES, "text.en = 'selected'\n", "", "own"),
    ("a rule that cites nothing", RULES, 'cite = ["general/p2"]', "cite = []", ""),
    ("general terms without sections", RULES, 'sections = ["general"]', "sections = []", ""),
    ("a need for nothing", RULES, 'needs = ["press", "crane"]', "needs = []", ""),
    ("an unknown section", RULES, 'sections = ["general"]', 'sections = ["generic"]', "general"),
    ("a link to an unknown section", RULES, 'to = ["safety"]', 'to = ["safe"]', "link"),
    ("a link to an unknown host", RULES, 'to_host = ["machines"]', 'to_host = ["machine"]', "link"),
    ("half an OEM text", RULES, "oem_text.en = 'The OEM terms apply too.'\n", "", "link"),
    (
        "a condition on an unknown product",
        RULES,
        'when.product = ["drill"]',
        'when.product = ["dril"]',
        "link",
    ),
    ("a condition on an unknown host", RULES, 'when.host = ["press"]', 'when.host = ["pump"]', "noise"),
    (
        "a condition on an unknown fact",
        RULES,
        "{ outdoors = true }\nscope",
        "{ outdoor = true }\nscope",
        "rain",
    ),
    (
        "an alternative on an unknown fact",
        RULES,
        "facts = { outdoors = true } }]",
        "facts = { rain = true } }]",
        "trained",
    ),
    ("an unknown subject", RULES, 'subject = "drill"\nmodality', 'subject = "machines"\nmodality', "with"),
    ("an unknown product allowed", RULES, 'allow = ["press"]', 'allow = ["pump"]', "with"),
    ("an unknown open point", RULES, 'open = ["hoist"]', 'open = ["lift"]', "with"),
    ("a bound for an unknown host", RULES, '{ host = ["press"], rel', '{ host = ["pump"], rel', "with"),
    ("a malformed release", RULES, "R2 2020", "Q2 2020", "with"),
    ("an unknown product needed", RULES, 'needs = ["press", "crane"]', 'needs = ["press", "lift"]', "needs"),
    ("an unknown fact instead", RULES, 'unless = "outdoors"', 'unless = "indoors"', "needs"),
    ("an unknown product forbidden", RULES, 'forbid = ["press"]', 'forbid = ["pump"]', "rain"),
    ("an unknown quantity", RULES, '"workers", at_most = 9', '"worker", at_most = 9', "heads"),
    ("an unknown quantity as bound", RULES, 'at_most_of = "helmets"', 'at_most_of = "hats"', "heads"),
    (
        "an address that the clause does not print",
        RULES,
        "https://oil.example/terms",
        "https://oil.example/faq",
        "oil",
    ),
    ("a doubled point", RULES, "[[rule]]", f"{POINT}[[rule]]", "hoist"),
    ("a point without words", RULES, "text.en = 'Whether the crane counts is open.'\n", "", "hoist"),
    ("a point about an unknown host", RULES, 'host = ["crane"]', 'host = ["lift"]', "hoist"),
    (
        "general terms only sometimes",
        RULES,
        'sections = ["general"]',
        'sections = ["general"]\nwhen.product = ["press"]',
        "rule",
    ),
    (
        "no rule for a product's own terms",
        RULES,
        'id = "own"\nanswer = "own"',
        'id = "own"\nanswer = "notice"',
        "rule",
    ),
    ("an uncited clause without reason", RULES, "reason.en = 'Asks for nothing.'\n", "", "safety/p1"),
    ("a clause cited and uncited", RULES, 'clauses = ["safety/p1"]', 'clauses = ["press/p1"]', "press/p1"),
    ("an uncited clause twice", RULES, '["safety/p1"]', '["safety/p1", "safety/p1"]', "safety/p1"),
    ("a day without number", RULES, 'unit = "days", amount = 2', 'unit = "days"', "big"),
    ("a number without day", RULES, 'unit = "days"', 'unit = "promptly"', "big"),
    ("an unknown unit", RULES, 'unit = "days"', 'unit = "moons"', ""),
    ("a deadline of zero", RULES, "amount = 2", "amount = 0", ""),
    ("a deadline in one language only", RULES, ", start.en = 'delivery'", "", "big"),
    ("a form in one language only", RULES, "form.en = 'in writing'\n", "", "big"),
    (
        "a condition on an unknown quantity",
        RULES,
        'quantities = ["helmets"]',
        'quantities = ["hats"]',
        "unclear",
    ),
    (
        "an exception on an unknown fact",
        RULES,
        "none = [{ facts = { outdoors",
        "none = [{ facts = { rain",
        "unclear",
    ),
    ("a count of an unknown quantity", RULES, 'devices = "workers"', 'devices = "cranes"', "counting"),
    ("a count by an unknown rule", RULES, 'rule = "small", measure', 'rule = "tiny", measure', "counting"),
    ("an unknown measure", RULES, 'measure = "one"', 'measure = "cameras"', ""),
    ("an unknown column", RULES, "above = { cameras", "above = { lens", ""),
    ("a bound on a word", RULES, "above = { cameras = 2", "above = { encoder = 2", "big"),
    (
        "a word that is a number",
        RULES,
        "when = { above = { cameras = 2 } }",
        'when = { yes = ["cameras"] }',
        "big",
    ),
    (
        "devices that get no number",
        RULES,
        'measure = "none" }',
        'measure = "none", when = { yes = ["video"] } }',
        "counting",
    ),
    ("no way of counting", RULES, "way = [", "way = []\nways = [", ""),
    (
        "rules under different conditions",
        RULES,
        'rule = "small", measure',
        'rule = "inspect", measure',
        "counting",
    ),
    (
        "an open point between unknown ways",
        RULES,
        'ways = ["big", "small"]',
        'ways = ["big", "tiny"]',
        "unclear",
    ),
    ("an open point that is none", RULES, '{ rule = "unclear"', '{ rule = "small"', "small"),
]


def test_sound_terms_load() -> None:
    assert [product.id for product in tool_terms().catalogue.products] == ["press", "crane", "drill"]


@pytest.mark.parametrize(
    ("file", "old", "new", "where"), [defect[1:] for defect in DEFECTS], ids=[each[0] for each in DEFECTS]
)
def test_a_defect_is_refused(tmp_path: Path, file: str, old: str, new: str, where: str) -> None:
    folder = damaged(tmp_path, file, old, new)
    with pytest.raises(UntrustedData) as caught:
        tool_terms(folder)
    assert caught.value.code is Code.TERMS_MALFORMED
    assert caught.value.facts["path"] == str(folder / file)
    assert caught.value.facts["where"] == (where or file)
    assert caught.value.facts["detail"]


@pytest.mark.parametrize(
    ("old", "rule"), [('cite = ["drill/p2"]', "needs"), ('cite = ["crane/p1"]\nhost', "hoist")]
)
def test_a_citation_that_the_edition_has_not_is_refused(tmp_path: Path, old: str, rule: str) -> None:
    folder = damaged(tmp_path, RULES, old, old.replace("p1", "p9").replace("p2", "p9"))
    with pytest.raises(UntrustedData) as caught:
        tool_terms(folder)
    assert caught.value.code is Code.CITATION_UNKNOWN
    assert caught.value.facts["rule"] == rule
    assert str(caught.value.facts["clause"]).endswith("/p9")


def test_an_uncited_clause_that_the_edition_has_not_is_refused(tmp_path: Path) -> None:
    folder = damaged(tmp_path, RULES, '["safety/p1"]', '["safety/p9"]')
    with pytest.raises(UntrustedData) as caught:
        tool_terms(folder)
    assert caught.value.code is Code.CITATION_UNKNOWN


def test_counting_without_a_single_way_is_refused(tmp_path: Path) -> None:
    content = (SOUND / RULES).read_text(encoding="utf-8")
    start, end = content.index("way = ["), content.index("extra = [")
    folder = damaged(tmp_path, RULES, content[start:end], "way = []\n")
    with pytest.raises(UntrustedData) as caught:
        tool_terms(folder)
    assert caught.value.facts["where"] == "counting"


def test_a_section_without_product_is_refused(tmp_path: Path) -> None:
    content = (SOUND / PRODUCTS).read_text(encoding="utf-8")
    start, end = content.index('[[product]]\nid = "drill"'), content.index("[[component]]")
    folder = damaged(tmp_path, PRODUCTS, content[start:end], "")
    with pytest.raises(UntrustedData) as caught:
        tool_terms(folder)
    assert caught.value.facts["where"] == "section without product"
    assert caught.value.facts["detail"] == "unknown: drill"


def test_products_in_another_order_than_printed_are_refused(tmp_path: Path) -> None:
    content = (SOUND / PRODUCTS).read_text(encoding="utf-8")
    start, end = content.index('[[product]]\nid = "drill"'), content.index("[[component]]")
    first = content.index("[[product]]")
    folder = damaged(
        tmp_path,
        PRODUCTS,
        content[first:end],
        content[start:end] + content[first:start],
    )
    with pytest.raises(UntrustedData) as caught:
        tool_terms(folder)
    assert caught.value.facts["detail"] == "not in printed order"
