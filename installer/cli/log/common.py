"""Where the log of this machine lies, and how the commands open it and speak of findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from installer.cli import options
from installer.errors import BadInput, Code, Unavailable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from installer.evidence.finding import Finding
    from installer.evidence.keys import MachineKey
    from installer.evidence.log import Log
    from installer.i18n import Translator


def log_file() -> Path:
    """The log's file, whether it is there or not."""
    from installer import paths
    from installer.evidence.store import LOG_FILE

    return paths.state_root() / LOG_FILE


def machine_key() -> MachineKey:
    """The key that is there. Looking at a log must not make one."""
    from installer import paths
    from installer.evidence.keys import KEY_FILE, MachineKey

    return MachineKey.load(paths.state_root() / KEY_FILE)


def has_key() -> bool:
    """Whether this computer has a key, whole or not."""
    from installer import paths
    from installer.evidence.keys import KEY_FILE

    return (paths.state_root() / KEY_FILE).exists()


def open_log(record: int = 0) -> Log:
    """The log that is there. Raises BadInput RECORD_UNKNOWN (path, record) where there is none."""
    from installer.evidence.log import Log

    if not log_file().exists():
        raise BadInput(Code.RECORD_UNKNOWN, path=str(log_file()), record=record)
    return Log.open(log_file().parent, machine_key())


EXPORT_LIMIT: Final = 1024 * 1024 * 1024
"""Bytes of an exported log that are read at once."""


def read(path: Path, limit: int | None = None) -> bytes:
    """The bytes of a file, those of a receipt at most, or one more than `limit`.

    Raises BadInput RECEIPT_UNREADABLE (path, detail).
    """
    from installer.evidence.canonical import LIMIT

    try:
        with path.open("rb") as file:
            return file.read((LIMIT if limit is None else limit) + 1)
    except OSError as exc:
        raise BadInput(Code.RECEIPT_UNREADABLE, path=str(path), detail=exc.strerror or "") from exc


def write(path: Path, data: bytes) -> None:
    """Write a file whole and durably. Raises Unavailable LOG_UNWRITABLE (path, detail)."""
    from installer.evidence.durable import write_whole

    try:
        write_whole(path, data)
    except OSError as exc:
        raise Unavailable(Code.LOG_UNWRITABLE, path=str(path), detail=exc.strerror or "") from exc


def say_findings(findings: Sequence[Finding], tr: Translator) -> None:
    """One line for each finding."""
    from installer.cli.verify import printable
    from installer.evidence.finding import sentences
    from installer.sentences.reasons import finding

    said = sentences(tr)
    for item in findings:
        place = "" if item.record < 0 else tr("Record {record}: ").format(record=item.record)
        closer = f" ({finding(item.detail, tr)})" if item.detail else ""
        click.echo(printable(f"{place}{said[item.id]}{closer}"))


def print_findings(findings: Sequence[Finding]) -> None:
    """The same for machines."""
    found = [{"id": item.id, "record": item.record, "detail": item.detail} for item in findings]
    options.print_json({"sound": not findings, "findings": found})
