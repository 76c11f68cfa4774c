"""Lists of devices: read strictly, refused with line and column."""

from __future__ import annotations

import pytest

from installer.errors import BadInput, Code
from installer.terms.devices import LARGEST, MOST_BYTES, Column, read_devices


def test_csv_and_toml_say_the_same() -> None:
    csv = read_devices(b"name,address,listed,channels,enabled_channels\nGate,10.0.0.7,no,4,3\nDoor,,,,\n")
    toml = read_devices(
        b"# site\n[[device]]\nname = 'Gate'\naddress = '10.0.0.7'\nlisted = false\n"
        b"channels = 4\nenabled_channels = 3\n"
        b"[[device]]\nname = 'Door'\n"
    )
    assert [(each.name, each.address, each.flags, each.numbers) for each in csv] == [
        (each.name, each.address, each.flags, each.numbers) for each in toml
    ]
    assert [each.line for each in csv] == [2, 3]
    assert [each.line for each in toml] == [1, 2]


def test_an_inline_list_in_toml_is_read() -> None:
    (device,) = read_devices(b"device = [{ name = 'a', lenses = 4 }]")
    assert device.numbers[Column.LENSES] == 4


def test_an_empty_cell_is_the_default() -> None:
    (device,) = read_devices(b"name,quantity,listed,video,encoder,cameras\na,,,,,\n")
    assert device.flags[Column.LISTED]
    assert device.flags[Column.VIDEO]
    assert not device.flags[Column.ENCODER]
    assert device.number(Column.QUANTITY) == 1
    assert device.numbers[Column.CAMERAS] is None


@pytest.mark.parametrize("delimiter", [b";", b"\t", b","])
def test_spreadsheets_write_other_separators_line_ends_and_a_byte_order_mark(delimiter: bytes) -> None:
    content = b"\xef\xbb\xbf" + b"name,encoder\r\n\r\nEnc,igen\r\n,\r\n".replace(b",", delimiter)
    (device,) = read_devices(content)
    assert device.flags[Column.ENCODER]
    assert device.line == 3


def test_a_quoted_name_may_hold_separators_and_line_ends() -> None:
    first, second = read_devices(b'name,lenses\n"Gate, east\nwing",2\nDoor,1\n')
    assert first.name == "Gate, east\nwing"
    assert (first.line, second.line) == (2, 4)


DEFECTS = [
    ("nothing", b"", 0, ""),
    ("only a header", b"name\n", 0, ""),
    ("not UTF-8", b"name\na\n\xff\n", 3, ""),
    ("an unknown column", b"name,lense\na,1\n", 1, "lense"),
    ("a doubled column", b"name,lenses,lenses\na,1,1\n", 1, "lenses"),
    ("no name column", b"lenses\n1\n", 1, "name"),
    ("an empty name", b"name,lenses\n,1\n", 2, "name"),
    ("a cell too many", b"name,lenses\na,1,1\n", 2, ""),
    ("a cell too few", b"name,lenses\na,1\nb\n", 3, ""),
    ("an open quote", b'name\n"a\n', 2, ""),
    ("a word for a flag", b"name,encoder\na,maybe\n", 2, "encoder"),
    ("a word for a number", b"name,lenses\na,two\n", 2, "lenses"),
    ("a negative number", b"name,cameras\na,-1\n", 2, "cameras"),
    ("a fraction", b"name,lenses\na,1.5\n", 2, "lenses"),
    ("foreign digits", "name,lenses\na,٣\n".encode(), 2, "lenses"),
    ("zero devices", b"name,quantity\na,0\n", 2, "quantity"),
    ("too large a number", f"name,quantity\na,{LARGEST + 1}\n".encode(), 2, "quantity"),
    ("more enabled than there are", b"name,channels,enabled_channels\na,4,5\n", 2, "enabled_channels"),
    ("more cameras than channels", b"name,encoder,channels,cameras\na,yes,4,5\n", 2, "cameras"),
    ("an encoder with lenses", b"name,encoder,lenses\na,yes,4\n", 2, "lenses"),
    ("a cell without end", b"name\n" + b"a" * 200_000 + b"\n", 2, ""),
    ("too large a file", b"name\n" + b"a\n" * (MOST_BYTES // 2), 0, ""),
    ("TOML without end", b"a = " + b"[" * 5000, 1, ""),
    ("no TOML", b"[[device]]\nname = 'a'\nlenses = \n", 3, ""),
    ("another table", b"[[device]]\nname = 'a'\n[site]\n", 0, "site"),
    ("no tables", b"device = 3\n", 0, "device"),
    ("a list of something else", b"device = [3]\n", 0, "device"),
    ("no device at all", b"device = []\n", 0, ""),
    ("an unknown key", b"[[device]]\nname = 'a'\nlense = 1\n", 1, "lense"),
    ("a number for a flag", b"[[device]]\nname = 'a'\nencoder = 1\n", 1, "encoder"),
    ("a flag for a number", b"[[device]]\nname = 'a'\nlenses = true\n", 1, "lenses"),
    ("a number for a name", b"[[device]]\nname = 7\n", 1, "name"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "line", "column"), [each[1:] for each in DEFECTS], ids=[each[0] for each in DEFECTS]
)
def test_a_defect_is_refused_with_line_and_column(content: bytes, line: int, column: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_devices(content)
    assert caught.value.code is Code.DEVICES_MALFORMED
    assert (caught.value.facts["line"], caught.value.facts["column"]) == (line, column)
    assert caught.value.facts["detail"]
