"""Lists go up by one, within a paragraph and from paragraph to paragraph."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from installer.agreement.lint.context import Context
from installer.agreement.lint.finding import Token
from installer.agreement.lint.marks import Lists, enumerators

WORDLESS = Context(words=None, names={}, translated=frozenset(), headings=MappingProxyType({}))


@pytest.mark.parametrize(
    ("labels", "wrong"),
    [
        ("(i) (ii) (iii)", []),
        ("a) b) a) b)", []),
        ("(h) (i) (j)", ["(h)"]),
        ("(i) (iii)", ["(iii)"]),
        ("b) c)", ["b)"]),
        ("(xv) (xvi)", ["(xv)", "(xvi)"]),
    ],
)
def test_a_list_goes_up_by_one(labels: str, wrong: list[str]) -> None:
    tokens = [Token(label, label, place) for place, label in enumerate(labels.split(), start=1)]
    assert [token.key for token in Lists().out_of_order(tokens)] == wrong


@pytest.mark.parametrize(
    ("paragraphs", "wrong"),
    [
        ("(a) one|(b) two|(i) deeper|(ii) deeper|(c) three", []),
        ("(a) one|(i) deeper|(b) two|(i) deeper|(ii) deeper", []),
        ("(a) one, (i) and (ii)|(b) two", []),
        ("(a) one|words between|(b) two", []),
        ("(a) one|(c) three", ["(c)"]),
        ("(a) one|(b) two|(b) again", ["(b)"]),
        ("(a) one|(i) deeper|(b) two|(ii) of nothing", ["(ii)"]),
        ("words (b) inside begin no paragraph", ["(b)"]),
    ],
)
def test_a_list_may_go_on_from_paragraph_to_paragraph(paragraphs: str, wrong: list[str]) -> None:
    lists = Lists()
    found = [lists.out_of_order(enumerators(text, WORDLESS)) for text in paragraphs.split("|")]
    assert [token.key for tokens in found for token in tokens] == wrong
