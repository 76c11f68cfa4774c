"""The program's own log file: JSON lines with listed fields only.

A record's arguments are never filled into its message and unknown fields are dropped, so the name
of a person, a path or a licence number cannot slip in by mistake (privacy by allow-list). Of an
exception the types and the places in our code are kept, not its text.

Use: `logs.logger(__name__, paths.state_root()).info("install.committed", extra={"component": id})`. Hardly
any silent run has something to write, and what writes takes 4 ms to load: so the first record begins the log.
"""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from io import TextIOWrapper

FIELDS: Final = frozenset(
    {"bytes", "code", "command", "component", "count", "edition", "exit", "language", "milliseconds", "step"}
)
"""The extra fields that are written. Add one only if no person can be told from its values."""

FILE: Final = "assent.log"
MAXIMUM_BYTES: Final = 1_000_000
"""Size above which the next run puts the file aside; one old file is kept."""


class JsonFormatter(logging.Formatter):
    """One JSON object per line: time (UTC), level, logger, message template, listed fields, frames."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its newline."""
        # Imported with the first record: most starts of the wizard write none.
        import json
        from datetime import UTC, datetime

        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": str(record.msg),
        }
        line.update({name: value for name, value in vars(record).items() if name in FIELDS})
        if record.exc_info and record.exc_info[1] is not None:
            line["raised"] = _raised(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def logger(name: str, folder: Path) -> logging.Logger:
    """The logger of that name; where nobody listens yet, its records go to a file under `folder`."""
    found = logging.getLogger(name)
    if not found.hasHandlers():
        start(folder)
    return found


def start(folder: Path) -> Path:
    """Send the records of `installer` and `ui` to a file under `folder` and return its path.

    The file is made with the first record. A folder that cannot be written is no reason to stop:
    the log of acceptances is another file, and there it is one.
    """
    path = folder / FILE
    for name in ("installer", "ui"):
        logger = logging.getLogger(name)
        if any(isinstance(handler, _File) for handler in logger.handlers):
            continue
        handler = _File(path)
        handler.setFormatter(JsonFormatter())
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = False
    return path


def stop() -> None:
    """Take the handlers of `start` away again."""
    for name in ("installer", "ui"):
        logger = logging.getLogger(name)
        for handler in list(logger.handlers):
            if isinstance(handler, _File):
                logger.removeHandler(handler)
                handler.close()
        logger.propagate = True


class _File(logging.FileHandler):
    """A file that is opened with the first record and never lets a write error out."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, encoding="utf-8", delay=True)

    def emit(self, record: logging.LogRecord) -> None:
        # Opening stands outside the base class's own guard.
        with contextlib.suppress(OSError):
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - named by the base class
        """Say nothing: a full disk must not turn a diagnostic into a second failure."""

    def _open(self) -> TextIOWrapper:
        # Once per run is often enough to look at the size, and spares the start `logging.handlers`.
        path = Path(self.baseFilename)
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > MAXIMUM_BYTES:
            path.replace(path.with_suffix(".log.1"))
        return super()._open()


def _raised(error: BaseException) -> list[dict[str, object]]:
    """The chain of exceptions, newest first: type, code where it has one, and frames."""
    import traceback

    chain: list[dict[str, object]] = []
    current: BaseException | None = error
    while current is not None:
        frames = traceback.extract_tb(current.__traceback__)
        entry: dict[str, object] = {
            "type": type(current).__qualname__,
            "frames": [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames],
        }
        code = getattr(current, "code", None)
        if isinstance(code, str):
            entry["code"] = str(code)
        chain.append(entry)
        current = current.__cause__ or current.__context__
    return chain
