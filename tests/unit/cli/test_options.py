"""What the raw arguments say, also where they cannot be parsed."""

from __future__ import annotations

import pytest

from installer.cli import options


@pytest.fixture(autouse=True)
def _english_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        ([], "en"),
        (["--lang", "hu"], "hu"),
        (["terms", "--lang=hu"], "hu"),
        (["--lang"], "en"),
        (["--lang", "both"], "en"),
        (["--", "--lang", "hu"], "en"),
    ],
)
def test_the_language_is_read_from_the_raw_arguments(arguments: list[str], language: str) -> None:
    assert options.face_of(arguments).language == language


@pytest.mark.parametrize(
    ("arguments", "as_json"), [([], False), (["log", "--json"], True), (["log", "--", "--json"], False)]
)
def test_json_is_read_from_the_raw_arguments(arguments: list[str], *, as_json: bool) -> None:
    assert options.face_of(arguments).as_json is as_json


def test_without_a_compiled_catalogue_messages_are_english(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setattr("installer.paths.translations_root", lambda: tmp_path)
    assert options.translator("hu").language == "en"
    assert options.Face("hu", as_json=False).translator().language == "en"
