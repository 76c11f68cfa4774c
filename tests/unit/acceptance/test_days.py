from __future__ import annotations

from datetime import date

import pytest

from installer.acceptance.days import plain_day, read_day


def test_a_day_is_read_in_one_form_alone() -> None:
    assert read_day("2026-02-27") == date(2026, 2, 27)
    for text in ("20260227", "2026-W09-5", "2026-2-27", "2026-02-30", "27.02.2026", "", "٢٠٢٦-٠٢-٢٧"):
        assert read_day(text) is None


@pytest.mark.parametrize(
    "typed", ["2026. 02. 27.", "2026.02.27.", "2026. 2. 27", " 2026.02.27 ", "2026.  02. 27."]
)
def test_a_day_as_hungarians_write_it_becomes_that_form(typed: str) -> None:
    assert plain_day(typed) == "2026-02-27"


@pytest.mark.parametrize("typed", ["2026-02-27", "27.02.2026", "2026. február 27.", "02.27.", "tegnap", ""])
def test_what_could_be_read_in_two_ways_stays_as_it_is(typed: str) -> None:
    assert plain_day(typed) == typed


def test_a_day_that_is_none_does_not_become_one() -> None:
    assert read_day(plain_day("2026. 02. 30.")) is None
    assert read_day(plain_day("2026. 13. 01.")) is None
