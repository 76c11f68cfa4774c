"""The program's log holds listed fields only."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest

from installer import logs
from installer.errors import Code, Refused

ROOT = Path(__file__).parents[2]


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    return logs.start(tmp_path / "made" / "late")


def read(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_the_file_is_made_with_the_first_record(lines: Path) -> None:
    assert not lines.parent.exists()
    logging.getLogger("installer.install").info("install.committed", extra={"component": "lpr", "count": 3})
    (line,) = read(lines)
    assert line["event"] == "install.committed"
    assert line["component"] == "lpr"
    assert line["count"] == 3
    assert line["logger"] == "installer.install"


def test_fields_that_are_not_listed_are_dropped(lines: Path) -> None:
    logging.getLogger("installer").info("accepted", extra={"person": "János Kovács"})
    assert "Kovács" not in lines.read_text("utf-8")


def test_arguments_are_not_filled_into_the_message(lines: Path) -> None:
    logging.getLogger("ui").info("accepted by %s", "János Kovács")
    assert read(lines)[0]["event"] == "accepted by %s"


def test_of_an_exception_its_type_code_and_places_are_kept_but_not_its_text(
    lines: Path, logged: list[logging.LogRecord]
) -> None:
    try:
        try:
            raise ValueError("János Kovács")  # noqa: EM101, TRY301 - the text is the point
        except ValueError as error:
            raise Refused(Code.DECLINED, actor="János Kovács") from error
    except Refused:
        logging.getLogger("installer").exception("cli.unexpected")
    logged.clear()
    text = lines.read_text("utf-8")
    (line,) = read(lines)
    raised = line["raised"]
    assert isinstance(raised, list)
    assert [entry["type"] for entry in raised] == ["Refused", "ValueError"]
    assert raised[0]["code"] == Code.DECLINED.value
    assert raised[1]["frames"]
    assert "Kovács" not in text


def test_starting_twice_writes_each_record_once(lines: Path) -> None:
    logs.start(lines.parent)
    logging.getLogger("installer").info("once")
    assert len(read(lines)) == 1


def test_a_folder_that_cannot_be_written_does_not_stop_the_program(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    logs.start(tmp_path / "file")
    logging.getLogger("installer").info("lost")
    (tmp_path / "folder" / logs.FILE).mkdir(parents=True)
    logs.stop()
    logs.start(tmp_path / "folder")
    logging.getLogger("installer").info("lost")
    assert (tmp_path / "file").read_text("utf-8") == "in the way"


def test_a_file_that_has_grown_large_is_put_aside_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "MAXIMUM_BYTES", 10)
    for event in ("first", "second", "third"):
        path = logs.start(tmp_path)
        logging.getLogger("installer").info(event)
        logs.stop()
    assert [line["event"] for line in read(path)] == ["third"]
    assert [line["event"] for line in read(tmp_path / "assent.log.1")] == ["second"]


def test_after_stop_records_go_on_to_the_root_again(tmp_path: Path, logged: list[logging.LogRecord]) -> None:
    logs.start(tmp_path)
    logging.getLogger("installer").warning("to the file")
    logs.stop()
    logging.getLogger("installer").warning("to the root")
    assert [line["event"] for line in read(tmp_path / logs.FILE)] == ["to the file"]
    assert [record.msg for record in logged] == ["to the file", "to the root"]
    logged.clear()


def test_who_writes_the_first_record_begins_the_log(tmp_path: Path) -> None:
    # In a process of its own: here somebody listens already.
    code = (
        "import sys; from pathlib import Path; from installer import logs\n"
        "logger = logs.logger('installer.install', Path(sys.argv[1]))\n"
        "logger.info('install.external', extra={'component': 'lpr', 'person': 'János Kovács'})"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, cwd=ROOT)
    (line,) = read(tmp_path / logs.FILE)
    assert (line["event"], line["component"]) == ("install.external", "lpr")
    assert "person" not in line


def test_where_somebody_listens_no_second_log_is_begun(tmp_path: Path, lines: Path) -> None:
    logs.logger("installer.install", tmp_path / "other").info("install.external")
    assert [line["event"] for line in read(lines)] == ["install.external"]
    assert not (tmp_path / "other").exists()
