"""The strict subset: what it takes, and that everything else is refused with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers import agreements
from markdown_it import MarkdownIt

from installer.agreement.clause import ClauseKind
from installer.agreement.parse import parse
from installer.errors import Code, UntrustedData

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "## Words {#s}\n\n"


def test_each_kind_of_clause_gets_its_id_kind_and_text() -> None:
    parsed = parse(
        "# Title {#t}\n\n## {#s}\n\nFor it: {#intro}\n\nGranted: {#grant}\n\nOne.\n\nTwo.\n\n"
        "4. Four.\n\n5. Five.\n",
        "x.md",
    )
    assert [(section.id, section.level) for section in parsed.sections] == [("t", 1), ("s", 2)]
    assert [(clause.id, clause.kind, clause.text) for clause in parsed.sections[1].clauses] == [
        ("s/intro", ClauseKind.INTRO, "For it:"),
        ("s/grant", ClauseKind.GRANT, "Granted:"),
        ("s/p1", ClauseKind.PARAGRAPH, "One."),
        ("s/p2", ClauseKind.PARAGRAPH, "Two."),
        ("s/4", ClauseKind.NUMBERED, "4. Four."),
        ("s/5", ClauseKind.NUMBERED, "5. Five."),
    ]
    assert parsed.sections[0].clauses[0].kind is ClauseKind.HEADING
    assert parsed.lines["s/4"] == 13


def test_a_backslash_keeps_markup_characters_as_words() -> None:
    parsed = parse(HEAD + r"5 \* 3 \[a\] \_b\_ c_d \\ \<e\> R\&D \{f\} 1\. \- \`" + "\n", "x.md")
    assert parsed.sections[0].clauses[1].text == r"5 * 3 [a] _b_ c_d \ <e> R&D {f} 1. - `"


@pytest.mark.parametrize("words", ["1.1 One", "2.5.1. Two", "3.a) Three", "1.5", "§ 4. Four", "(5) Five"])
def test_a_number_that_begins_no_list_needs_no_backslash(words: str) -> None:
    content = f"{HEAD}{words}\n"
    assert parse(content, "x.md").sections[0].clauses[1].text == words
    assert agreements.common_mark_blocks(content)[1:] == [words]


@pytest.mark.parametrize(
    ("content", "line", "detail"),
    [
        ("", 1, "blank-lines"),
        ("\n", 1, "blank-lines"),
        ("## Words {#s}", 1, "last-line-open"),
        ("## Words {#s}\n\n", 2, "blank-lines"),
        ("\n## Words {#s}\n", 1, "blank-lines"),
        ("## Words {#s}\n\n\n\nText\n", 3, "blank-lines"),
        ("## Words {#s}\nText\n", 2, "blocks-touch"),
        ("Text\n", 1, "no-section"),
        ("1. Text\n", 1, "no-section"),
        ("For it: {#intro}\n", 1, "no-section"),
        ("## Words\n", 1, "heading"),
        ("##Words {#s}\n", 1, "heading"),
        ("####### Words {#s}\n", 1, "heading"),
        ("## Words {#S}\n", 1, "heading"),
        ("## Words {#s--t}\n", 1, "heading"),
        ("## Words {#s} \n", 1, "heading"),
        ("##  Words {#s}\n", 1, "spacing"),
        ("## {#s}\n", 1, "section-empty"),
        ("## {#s}\n\n## Words {#t}\n", 1, "section-empty"),
        ("## Words {#s}\n\n## Words {#s}\n", 3, "section-twice"),
        (HEAD + "For it: {#intro}\n\nAgain: {#intro}\n", 5, "clause-twice"),
        (HEAD + "1. One.\n\n3. Three.\n", 5, "numbering"),
        (HEAD + "2. Two.\n\n1. One.\n", 5, "numbering"),
        (HEAD + " Text\n", 3, "spacing"),
        (HEAD + "Text \n", 3, "spacing"),
        (HEAD + "Two  spaces\n", 3, "spacing"),
        (HEAD + "1.  Text\n", 3, "spacing"),
        (HEAD + "- item\n", 3, "unescaped-markup"),
        (HEAD + "1.1. item\n\n1) x\n", 5, "unescaped-markup"),
        (HEAD + "+ item\n", 3, "unescaped-markup"),
        (HEAD + "* item\n", 3, "unescaped-markup"),
        (HEAD + "> quote\n", 3, "unescaped-markup"),
        (HEAD + "---\n", 3, "unescaped-markup"),
        (HEAD + "===\n", 3, "unescaped-markup"),
        (HEAD + "~~~\n", 3, "unescaped-markup"),
        (HEAD + "| a |\n", 3, "unescaped-markup"),
        (HEAD + "1) item\n", 3, "unescaped-markup"),
        (HEAD + "01. item\n", 3, "unescaped-markup"),
        (HEAD + "1.\n", 3, "unescaped-markup"),
        (HEAD + "1. # deep\n", 3, "unescaped-markup"),
        (HEAD + "1. 2. deep\n", 3, "unescaped-markup"),
        (HEAD + "1. - deep\n", 3, "unescaped-markup"),
        (HEAD + "*loud*\n", 3, "unescaped-markup"),
        (HEAD + "so _loud_\n", 3, "unescaped-markup"),
        (HEAD + "`code`\n", 3, "unescaped-markup"),
        (HEAD + "[link](x)\n", 3, "unescaped-markup"),
        (HEAD + "a <b> tag\n", 3, "unescaped-markup"),
        (HEAD + "R&amp;D\n", 3, "unescaped-markup"),
        (HEAD + "Text {#other}\n", 3, "unescaped-markup"),
        (HEAD + "break\\\n", 3, "unescaped-markup"),
        (HEAD + "odd \\a escape\n", 3, "unescaped-markup"),
        (HEAD + "odd \\é escape\n", 3, "unescaped-markup"),
    ],
)
def test_what_leaves_the_subset_is_refused_with_its_line(content: str, line: int, detail: str) -> None:
    with pytest.raises(UntrustedData) as caught:
        parse(content, "x.md")
    assert caught.value.code is Code.TEXT_MALFORMED
    assert caught.value.facts == {"path": "x.md", "line": line, "detail": detail}


@pytest.mark.parametrize(
    "path",
    [agreements.SHIPPED / "hu.md", agreements.SHIPPED / "en.md", agreements.THREE_LANGUAGES / "de.md"],
    ids=["hu", "en", "de"],
)
def test_a_common_markdown_reader_reads_the_same_words(path: Path) -> None:
    content = agreements.read(path)
    ours = [clause for section in parse(content, str(path)).sections for clause in section.clauses]
    assert agreements.common_mark_blocks(content) == [clause.text for clause in ours]


def test_the_common_markdown_reader_of_these_tests_would_see_markup() -> None:
    assert MarkdownIt("commonmark").render("*a*\n") == "<p><em>a</em></p>\n"
    with pytest.raises(AssertionError):
        agreements.common_mark_blocks(HEAD + "so *loud*\n")
