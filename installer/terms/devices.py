"""Lists of devices for licence counting, in CSV or TOML. Strict: what is not understood is refused.

CSV: UTF-8, a header row with the column names of `Column` in any order, comma, semicolon or tab
between the cells, quoted as in RFC 4180. TOML: `[[device]]` tables with the same names as keys.
Only `name` is required. An empty cell is the default: yes for `listed`, `video` and `enabled`, no
for the other words, 1 for `quantity`, `addresses` and `lenses`; `channels`, `enabled_channels`,
`cameras` and `list_licenses` have none, and are asked for only where the number depends on them.
"""

from __future__ import annotations

import io
import re
import tomllib
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NoReturn

import msgspec

from installer.errors import BadInput, Code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

LARGEST: Final = 1_000_000
"""No site has more of anything; a larger number is a slip."""
MOST_BYTES: Final = 16 * 1024 * 1024
"""Some 200,000 lines."""


class Column(StrEnum):
    """What a list may say about a device."""

    NAME = "name"
    ADDRESS = "address"
    """Free text, to find the device; it is not counted."""
    QUANTITY = "quantity"
    """How many devices exactly like this one there are."""
    ENABLED = "enabled"
    """Connected to and enabled in the product; a device that is not needs no licence."""
    LISTED = "listed"
    """On the publisher's list of supported devices."""
    VIDEO = "video"
    ADDRESSES = "addresses"
    """Enabled IP addresses."""
    CHANNELS = "channels"
    """Video channels that it has."""
    ENABLED_CHANNELS = "enabled_channels"
    LENSES = "lenses"
    """Lenses or sensors."""
    INTERMEDIATE = "intermediate"
    """Connected through an intermediate device or system."""
    ENCODER = "encoder"
    CAMERAS = "cameras"
    """Analogue cameras connected to an encoder."""
    LIST_LICENSES = "list_licenses"
    """The number of licences that the publisher's list states for this device."""
    VIDEO_PROCESSING_SERVICE = "video_processing_service"
    """It is the driver of a video processing service."""


class Measure(StrEnum):
    """How many licences one device needs: none, one, or the number in the column of that name."""

    NONE = "none"
    ONE = "one"
    ADDRESSES = "addresses"
    ENABLED_CHANNELS = "enabled_channels"
    LIST_LICENSES = "list_licenses"


TEXTS: Final = (Column.NAME, Column.ADDRESS)
FLAGS: Final[Mapping[Column, bool]] = {
    Column.ENABLED: True,
    Column.LISTED: True,
    Column.VIDEO: True,
    Column.INTERMEDIATE: False,
    Column.ENCODER: False,
    Column.VIDEO_PROCESSING_SERVICE: False,
}
NUMBERS: Final[Mapping[Column, int | None]] = {
    Column.QUANTITY: 1,
    Column.ADDRESSES: 1,
    Column.LENSES: 1,
    Column.CHANNELS: None,
    Column.ENABLED_CHANNELS: None,
    Column.CAMERAS: None,
    Column.LIST_LICENSES: None,
}
"""Columns and what an empty cell means."""
_AT_LEAST_ONE: Final = frozenset({Column.QUANTITY, Column.ADDRESSES, Column.LENSES, Column.CHANNELS})
_WORDS: Final = {"yes": True, "igen": True, "true": True, "no": False, "nem": False, "false": False}
_LINE: Final = r"\(at line (\d+)"


class Device(msgspec.Struct, frozen=True):
    """One line of a list. `line` counts from 1 in the file, and for TOML from 1 over the tables."""

    line: int
    name: str
    address: str
    flags: Mapping[Column, bool]
    numbers: Mapping[Column, int | None]

    def number(self, column: Column) -> int:
        """The number in a column. Raises BadInput(DEVICES_MALFORMED) where none stands there."""
        value = self.numbers[column]
        if value is None:
            refuse(self.line, column, "a number is needed here")
        return value


def refuse(line: int, column: str, detail: str) -> NoReturn:
    """Raises BadInput(DEVICES_MALFORMED, line, column, detail)."""
    raise BadInput(Code.DEVICES_MALFORMED, line=line, column=column, detail=detail)


def read_devices(content: bytes) -> tuple[Device, ...]:
    """The devices in a CSV or TOML file, in its order; which of both it is, its first line says.

    Raises BadInput(DEVICES_MALFORMED, line, column, detail): `line` counts from 1 (0 where no line is
    meant), in TOML it is that of the syntax error, or else the number of the `[[device]]` table.
    """
    if len(content) > MOST_BYTES:
        refuse(0, "", f"larger than {MOST_BYTES} bytes")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        line = content.count(b"\n", 0, exc.start) + 1
        raise BadInput(Code.DEVICES_MALFORMED, line=line, column="", detail="not UTF-8") from exc
    # A heading of CSV holds no `=` and no bracket; a document of TOML begins with one or the other.
    significant = (line.strip() for line in text.splitlines())
    first = next((line for line in significant if line and not line.startswith("#")), "")
    rows = _toml_rows(text) if first.startswith("[") or "=" in first else _csv_rows(text)
    devices = tuple(_device(line, row) for line, row in rows)
    if not devices:
        refuse(0, "", "no device")
    return devices


def _csv_rows(text: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Line number and cells by column; a cell that is empty is left out."""
    import csv  # only who counts licences has a list

    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    header: Sequence[str] = ()
    line = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped) and not header:
                header = _checked_header(stripped, line)
            elif any(stripped):
                if len(stripped) != len(header):
                    refuse(line, "", f"{len(stripped)} cells, {len(header)} columns")
                yield line, {name: cell for name, cell in zip(header, stripped, strict=True) if cell}
            # A quoted cell may hold line ends: the next row begins where this one ended.
            line = reader.line_num + 1
    except csv.Error as exc:
        raise BadInput(Code.DEVICES_MALFORMED, line=line, column="", detail=str(exc)) from exc


def _delimiter(text: str) -> str:
    """The separator in the first line: spreadsheets of many languages write a semicolon."""
    first = text.lstrip().partition("\n")[0]
    return max(",;\t", key=first.count)


def _checked_header(cells: Sequence[str], line: int) -> Sequence[str]:
    for place, name in enumerate(cells):
        if name in cells[:place]:
            refuse(line, name, "doubled column")
    _check_names(cells, line)
    if Column.NAME not in cells:
        refuse(line, Column.NAME, "missing column")
    return cells


def _check_names(names: Iterable[str], line: int) -> None:
    for name in names:
        if name not in frozenset(Column):
            refuse(line, name, f"unknown, known: {', '.join(Column)}")


def _toml_rows(text: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    try:
        document = tomllib.loads(text)
    # ValueError: not TOML, or a number with thousands of digits; RecursionError: arrays without end.
    except (ValueError, RecursionError) as exc:
        found = re.search(_LINE, str(exc))
        line = int(found[1]) if found else text.count("\n") + 1
        raise BadInput(Code.DEVICES_MALFORMED, line=line, column="", detail=str(exc)) from exc
    for key in document:
        if key != "device":
            refuse(0, key, "unknown, known: device")
    tables = document.get("device", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        refuse(0, "device", "not a list of tables")
    for place, table in enumerate(tables, start=1):
        _check_names(table, place)
        yield place, table


def _device(line: int, row: Mapping[str, object]) -> Device:
    device = Device(
        line=line,
        name=_text(line, Column.NAME, row),
        address=_text(line, Column.ADDRESS, row),
        flags={column: _flag(line, column, row, default) for column, default in FLAGS.items()},
        numbers={column: _number(line, column, row, default) for column, default in NUMBERS.items()},
    )
    if not device.name:
        refuse(line, Column.NAME, "empty")
    if device.flags[Column.ENCODER] and device.numbers[Column.LENSES] != 1:
        refuse(line, Column.LENSES, "an encoder has no lenses of its own")
    for part in (Column.ENABLED_CHANNELS, Column.CAMERAS):
        most, value = device.numbers[Column.CHANNELS], device.numbers[part]
        if most is not None and value is not None and value > most:
            refuse(line, part, f"{value}, but only {most} channels")
    return device


def _text(line: int, column: Column, row: Mapping[str, object]) -> str:
    value = row.get(column, "")
    if not isinstance(value, str):
        refuse(line, column, "not text")
    return value.strip()


def _flag(line: int, column: Column, row: Mapping[str, object], default: bool) -> bool:  # noqa: FBT001 - a value, not a mode
    value = row.get(column, default)
    if isinstance(value, str):
        value = _WORDS.get(value.strip().casefold())
    if not isinstance(value, bool):
        refuse(line, column, "neither yes nor no")
    return value


def _number(line: int, column: Column, row: Mapping[str, object], default: int | None) -> int | None:
    value = row.get(column)
    if value is None:
        return default
    if isinstance(value, str) and re.fullmatch("[0-9]{1,9}", value.strip()):
        value = int(value)
    # `true` is an int for Python.
    if not isinstance(value, int) or isinstance(value, bool):
        refuse(line, column, "not a whole number")
    least = 1 if column in _AT_LEAST_ONE else 0
    if not least <= value <= LARGEST:
        refuse(line, column, f"not between {least} and {LARGEST}")
    return value
