"""What the real edition does not have: other standings, other gaps, other pairs of languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.reading import translator

from installer.agreement.clause import Clause, ClauseKind
from installer.agreement.edition import Row, Shown, Standing
from installer.flow.state import Columns
from ui.widgets.reader import Reader
from ui.widgets.reader_content import ReaderContent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def row(name: str, **words: str) -> Row:
    """A paragraph with these words; a language without words lacks it."""
    section = name.partition("/")[0]
    kind = ClauseKind.HEADING if name.endswith("/heading") else ClauseKind.PARAGRAPH
    wordings = {
        language: Clause(name, section, kind, text) if text else None for language, text in words.items()
    }
    return Row(name, section, wordings)


def show(
    qtbot: QtBot, rows: tuple[Row, ...], standings: Mapping[str, Standing] | None = None
) -> tuple[Reader, ReaderContent]:
    """A reader with `de` as the translation of `fr`."""
    by_id = {one.clause: one for one in rows}

    def shown_by(clause: str, language: str) -> Shown:
        wordings = by_id[clause].wordings
        standing = (standings or {}).get(clause, Standing.FAITHFUL)
        reliable = standing in (Standing.FAITHFUL, Standing.GOVERNS)
        found, governing = wordings[language], wordings["fr"]
        return Shown(
            clause=clause,
            language=language,
            text=found.text if found else None,
            standing=standing,
            governing=None if reliable or governing is None else governing.text,
            divergences=(),
        )

    content = ReaderContent(
        rows=rows,
        shown_by=shown_by,
        translation="de",
        governing="fr",
        applicable=frozenset(one.section for one in rows),
    )
    reader = Reader(translator("en"))
    qtbot.addWidget(reader)
    reader.show_rows(content)
    reader.resize(900, 500)
    reader.show()
    qtbot.waitUntil(lambda: reader.view.pair.is_settled)
    return reader, content


@pytest.mark.parametrize("lacking", ["de", "fr"])
def test_rows_that_a_language_lacks_at_the_start_leave_room_at_the_top(
    qapp: QApplication, qtbot: QtBot, lacking: str
) -> None:
    assert qapp is not None
    first = {"de": "erster", "fr": "premier"} | {lacking: ""}
    second = {"de": "zweiter", "fr": "deuxième"} | {lacking: ""}
    reader, _ = show(
        qtbot, (row("a/p1", **first), row("a/p2", **second), row("a/p3", de="dritter", fr="troisième"))
    )
    left, right = reader.view.pair.left.rows, reader.view.pair.right.rows
    assert left.top(left.cell_of(2)) == right.top(right.cell_of(2)) > 40


def test_rows_that_a_language_lacks_at_the_end_do_no_harm(qapp: QApplication, qtbot: QtBot) -> None:
    assert qapp is not None
    reader, _ = show(qtbot, (row("a/p1", de="erster", fr="premier"), row("a/p2", de="zweiter", fr="")))
    assert reader.read_back() == {"de": "erster\nzweiter", "fr": "premier"}


def test_what_has_not_been_translated_shows_the_governing_words(qapp: QApplication, qtbot: QtBot) -> None:
    assert qapp is not None
    rows = (row("a/p1", de="erster", fr="premier"), row("a/p2", de="", fr="deuxième"))
    reader, _ = show(qtbot, rows, {"a/p2": Standing.MISSING})
    reader.set_columns(Columns.TRANSLATION)
    assert reader.read_back() == {"de": "erster"}
    assert reader.read_back_governing() == {"a/p2": "deuxième"}
    text = reader.view.pair.left.toPlainText()
    assert "The French text governs:\ndeuxième\nThis clause has not been translated." in text


def test_a_translation_of_older_words_says_so(qapp: QApplication, qtbot: QtBot) -> None:
    assert qapp is not None
    rows = (row("a/p1", de="erster", fr="premier"),)
    reader, _ = show(qtbot, rows, {"a/p1": Standing.STALE})
    reader.go_to("a/p1")
    assert "made from another wording" in reader.note.text


def test_without_a_difference_there_is_no_line_about_differences(qapp: QApplication, qtbot: QtBot) -> None:
    assert qapp is not None
    reader, _ = show(qtbot, (row("a/p1", de="erster", fr="premier"),))
    assert not reader.note.isVisible()


def test_headings_of_groups_are_never_greyed(qapp: QApplication, qtbot: QtBot) -> None:
    assert qapp is not None
    reader, content = show(
        qtbot, (row("group/heading", de="Gruppe", fr="Groupe"), row("a/p1", de="x", fr="y"))
    )
    assert content.with_body == {"a"}
    assert reader.view.pair.left.rows.folders == frozenset()


def test_the_same_reader_takes_another_agreement(qapp: QApplication, qtbot: QtBot) -> None:
    assert qapp is not None
    reader, _ = show(qtbot, (row("a/p1", de="erster", fr="premier"),))
    other, content = show(qtbot, (row("b/p1", de="anderer", fr="autre"),))
    reader.show_rows(content)
    assert reader.read_back() == other.read_back() == {"de": "anderer", "fr": "autre"}
    with pytest.raises(LookupError):
        reader.citation("a/p1")
    assert reader.citation("b/p1").startswith("anderer")
