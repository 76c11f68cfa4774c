from __future__ import annotations

import pytest

from ui import amounts


@pytest.mark.parametrize(
    ("count", "hungarian", "english"),
    [(999, "999 B", "999 B"), (1500, "1,5 kB", "1.5 kB"), (2 * 10**15, "2 000 TB", "2,000 TB")],
)
def test_sizes_are_written_as_the_language_writes_them(count: int, hungarian: str, english: str) -> None:
    def plain(text: str) -> str:
        return " ".join(text.split())

    assert plain(amounts.size(count, "hu")) == hungarian
    assert plain(amounts.size(count, "en")) == english


def test_dates_are_written_as_the_language_writes_them() -> None:
    assert amounts.date("2025-02-12", "hu") == "2025. február 12."
    assert amounts.date("2025-02-12", "en") == "12 February 2025"
    assert amounts.date("spring", "en") == "spring"


@pytest.mark.parametrize("language", ["hu", "en", "de", "fr", "pt-BR"])
def test_the_first_page_writes_days_as_all_others(language: str) -> None:
    assert amounts.date_at_start("2025-02-12", language) == amounts.date("2025-02-12", language)
    assert amounts.date_at_start("soon", language) == "soon"
