"""What readers see: a wording that cannot be relied on never stands alone."""

from __future__ import annotations

import gettext
import re
from typing import TYPE_CHECKING

from installer import i18n, paths
from installer.agreement.edition import Standing
from installer.agreement.render import render_html, render_text, standing_words

if TYPE_CHECKING:
    from installer.agreement.edition import Edition

ENGLISH = i18n.load_translator("en", paths.translations_root())


def test_every_standing_has_its_words() -> None:
    assert len({standing_words(standing, ENGLISH) for standing in Standing}) == len(Standing)


def test_a_faithful_clause_is_just_its_text(three_languages: Edition) -> None:
    rows = [row for row in three_languages.rows() if row.clause == "drill/grant"]
    text = three_languages.shown("drill/grant", "it").text
    assert render_text(three_languages, rows, ["it"], ENGLISH) == f"[drill/grant]\n{text}\n"


def test_under_a_clause_that_diverges_stands_the_governing_wording(three_languages: Edition) -> None:
    rows = [row for row in three_languages.rows() if row.clause == "drill/1"]
    shown = three_languages.shown("drill/1", "fr")
    assert render_text(three_languages, rows, ["fr"], ENGLISH) == (
        f"[drill/1]\n{shown.text}\n"
        f"  ! {standing_words(Standing.DIVERGES, ENGLISH)}\n"
        f"  ! {shown.divergences[0].difference['de']}\n"
        f"de: {shown.governing}\n"
    )


def test_side_by_side_the_governing_wording_is_not_repeated(three_languages: Edition) -> None:
    rows = [row for row in three_languages.rows() if row.clause == "drill/1"]
    said = render_text(three_languages, rows, ["de", "fr"], ENGLISH)
    assert said.count(three_languages.governing("drill/1")) == 1
    assert said.index("de: ") < said.index("fr: ")


def test_a_clause_that_the_language_lacks_is_shown_in_the_governing_wording(three_languages: Edition) -> None:
    rows = [row for row in three_languages.rows() if row.clause == "precedence/p1"]
    assert render_text(three_languages, rows, ["fr"], ENGLISH) == (
        f"[precedence/p1]\n  ! {standing_words(Standing.MISSING, ENGLISH)}\n"
        f"de: {three_languages.governing('precedence/p1')}\n"
    )


def test_the_page_holds_every_clause_once_under_its_language(three_languages: Edition) -> None:
    page = render_html(three_languages, three_languages.rows(), three_languages.languages, ENGLISH)
    assert re.findall(r'<tr id="([^"]+)">', page) == list(three_languages.clause_ids())
    for language in three_languages.languages:
        assert len(re.findall(rf'<td lang="{language}"', page)) == len(three_languages.clause_ids())
    assert page.count(three_languages.governing("drill/1")) == 1


def test_the_page_shows_the_governing_wording_where_the_reader_needs_it(three_languages: Edition) -> None:
    page = render_html(three_languages, three_languages.rows(), ["fr"], ENGLISH)
    assert f'<div lang="de" dir="auto">{three_languages.governing("drill/1")}</div>' in page
    assert f'<div lang="de" dir="auto">{three_languages.governing("precedence/p1")}</div>' in page
    assert three_languages.governing("drill/grant") not in page


def test_the_page_takes_no_markup_from_a_text(three_languages: Edition) -> None:
    rows = [row for row in three_languages.rows() if row.clause == "drill/1"]
    quoted = i18n.Translator("en", _Shouting())
    assert "&lt;b&gt;" in render_html(three_languages, rows, ["fr"], quoted)


class _Shouting(gettext.NullTranslations):
    """A catalogue whose every message holds a tag."""

    def gettext(self, message: str) -> str:
        return f"<b>{message}</b>"


def test_a_difference_reads_in_the_readers_language_where_the_edition_has_it(shipped: Edition) -> None:
    rows = shipped.section_rows("export-control")
    found = shipped.shown("export-control/heading", "hu").divergences[0]
    assert found.difference["en"] in render_text(shipped, rows, ["hu"], ENGLISH)
    hungarian = i18n.Translator("hu", gettext.NullTranslations())
    assert found.difference["hu"] in render_text(shipped, rows, ["hu"], hungarian)
