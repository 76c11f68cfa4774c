"""What every test relies on: no screen, no real state folder, no unexpected log record."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from installer import logs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Before anything imports Qt: without a display QApplication aborts the whole test run.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A loaded machine must not fail a property by time, and CI must draw the same examples each time.
settings.register_profile("assent", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("assent-ci", settings.get_profile("assent"), derandomize=True, print_blob=True)
settings.load_profile("assent-ci" if os.environ.get("CI") else "assent")


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """After a run with `--cov`: how much of each package was run through."""
    if not config.getoption("cov_source", None) or config.getoption("no_cov", default=False):
        return
    from helpers.coverage_table import table

    build = config.rootpath / "build"
    build.mkdir(exist_ok=True)
    terminalreporter.section("coverage by package (lines and branches)")
    for line in table(build):
        terminalreporter.write_line(line)


@pytest.fixture(autouse=True)
def state_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The state folder (log, key, receipts) of this test alone; processes it starts inherit it."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("ASSENT_STATE", str(folder))
    # A bundle that the developer's shell names must not change what a test sees.
    monkeypatch.delenv("ASSENT_BUNDLE", raising=False)
    return folder


class _Collector(logging.Handler):
    """Keeps each record once, by whichever logger it comes."""

    def __init__(self, records: list[logging.LogRecord]) -> None:
        super().__init__(logging.WARNING)
        self._records = records

    def emit(self, record: logging.LogRecord) -> None:
        if record not in self._records:
            self._records.append(record)


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[logging.LogRecord]]:
    """The records of WARNING and above. A test that expects some takes them out (`logged.clear()`)."""
    records: list[logging.LogRecord] = []
    collector = _Collector(records)
    # Where a test starts the log file, our loggers no longer propagate to the root.
    loggers = [logging.getLogger(name) for name in (None, "installer", "ui")]
    for logger in loggers:
        logger.addHandler(collector)
    yield records
    logs.stop()
    for logger in loggers:
        logger.removeHandler(collector)
    assert not records, "unexpected log records: " + "; ".join(
        f"{record.name}: {record.getMessage()}" for record in records
    )
