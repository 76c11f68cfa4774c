"""Another agreement, other languages, another rule of precedence: no line of code changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from helpers import agreements
from helpers.scripts_of_the_world import TEXTS, with_days

from installer.agreement.compare import ChangeClass, compare
from installer.agreement.compare.words import Op
from installer.agreement.edition import Standing
from installer.agreement.lint.run import lint
from installer.agreement.load import load_edition
from installer.cli import boundary
from installer.cli.main import assent

if TYPE_CHECKING:
    from pathlib import Path

SETS = [
    (("de", "fr", "ar"), "de"),
    (("fr", "de"), "none"),
    (("ar", "fa"), "ar"),
    (("ja", "zh-Hant", "de"), "ja"),
    (("zh-Hant", "hi", "fa"), "none"),
    (("hi",), "hi"),
]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of editions that the command line looks into."""
    monkeypatch.setattr("installer.paths.editions_root", lambda: tmp_path)
    return tmp_path


@pytest.mark.parametrize(("languages", "prevailing"), SETS)
def test_every_command_reads_it(
    root: Path, capsysbinary: pytest.CaptureFixture[bytes], languages: tuple[str, ...], prevailing: str
) -> None:
    texts = {language: TEXTS[language] for language in languages}
    edition = agreements.make_edition(root, "pact/2024-01-01", texts, prevailing=prevailing)
    agreements.sign(root / "pact" / "2024-01-01")
    assert edition.languages == languages

    assert boundary.run(assent, ["agreement", "show", "drill/1", "--lang", "both"]) == 0
    shown = capsysbinary.readouterr().out.decode()
    for language in languages:
        clause = edition.clause("drill/1", language)
        assert clause is not None
        assert clause.text in shown

    assert boundary.run(assent, ["agreement", "export", "--json"]) == 0
    exported = json.loads(capsysbinary.readouterr().out)
    assert exported["prevailing"] == prevailing
    assert len(exported["clauses"]) == len(edition.clause_ids()) == 7
    assert set(exported["clauses"][0]["text"]) == set(languages)

    for form in ("text", "html"):
        assert boundary.run(assent, ["agreement", "export", "--format", form, "--lang", "both"]) == 0
        page = capsysbinary.readouterr().out.decode()
        for language in languages:
            assert edition.texts[language].clauses["precedence/p1"].text in page
    for language in languages:
        assert f'<td lang="{language}" dir="auto"' in page

    assert boundary.run(assent, ["agreement", "lint", "--json"]) in {0, 1}
    json.loads(capsysbinary.readouterr().out)


@pytest.mark.parametrize(("languages", "prevailing"), SETS)
def test_nothing_is_found_where_the_languages_say_the_same(
    tmp_path: Path, languages: tuple[str, ...], prevailing: str
) -> None:
    texts = {language: TEXTS[language] for language in languages}
    report = lint(agreements.make_edition(tmp_path, "pact/1", texts, prevailing=prevailing))
    assert [(found.check, found.clause, found.surplus) for found in report.findings] == []


@pytest.mark.parametrize(("languages", "prevailing"), [case for case in SETS if len(case[0]) > 1])
def test_a_number_that_differs_is_found_in_every_script(
    tmp_path: Path, languages: tuple[str, ...], prevailing: str
) -> None:
    texts = {language: TEXTS[language] for language in languages}
    texts[languages[-1]] = with_days("40", languages[-1])[languages[-1]]
    report = lint(agreements.make_edition(tmp_path, "pact/1", texts, prevailing=prevailing))
    assert "drill/1" in {found.clause for found in report.findings}


@pytest.mark.parametrize(("languages", "prevailing"), SETS)
def test_a_changed_number_is_compared_sign_by_sign(
    tmp_path: Path, languages: tuple[str, ...], prevailing: str
) -> None:
    texts = {language: TEXTS[language] for language in languages}
    old = agreements.make_edition(tmp_path, "pact/1", texts, prevailing=prevailing)
    new = agreements.make_edition(tmp_path, "pact/2", with_days("40", *languages), prevailing=prevailing)
    comparison = compare(old, new)
    assert comparison.change_class is ChangeClass.REQUIRED
    (change,) = comparison.changes
    assert change.clause == "drill/1"
    for language in languages:
        differ = [(run.op, run.text) for run in change.wordings[language].runs if run.op is not Op.SAME]
        assert [op for op, _ in differ] == [Op.REMOVED, Op.ADDED], language
        assert [text.strip() for _, text in differ] == ["30", "40"], language


def test_a_translation_into_any_script_has_its_standing(tmp_path: Path) -> None:
    texts = {language: TEXTS[language] for language in ("de", "ar", "ja")}
    agreements.make_edition(tmp_path, "pact/1", texts, prevailing="de")
    folder = tmp_path / "pact" / "1"
    agreements.replace(folder / "de.md", "30 Tage", "40 Tage")
    from installer.agreement.seal import seal_edition

    seal_edition(folder)
    edition = load_edition(folder)
    for language in ("ar", "ja"):
        shown = edition.shown("drill/1", language)
        assert shown.standing is Standing.STALE
        assert shown.governing == edition.governing("drill/1")
