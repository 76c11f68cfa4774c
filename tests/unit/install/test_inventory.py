from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from installer.errors import Code, UntrustedData
from installer.install.destination import Root
from installer.install.inventory import Inventory, installed, read_inventory, write_inventory

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from installer.install.bundle import Bundle


def read(target: Path) -> Inventory:
    with Root(target) as root:
        return read_inventory(root)


def test_an_inventory_reads_back_as_it_was_written(
    first: Bundle, target: Path, install: Callable[..., object]
) -> None:
    assert Inventory().component("core") is None
    install(first)
    text = (target / ".assent/inventory.json").read_bytes()
    assert write_inventory(read(target)) == text
    with Root(target) as root:
        assert installed(root) == ("core", "extra")


def edit(document: dict[str, Any], how: str) -> str:
    core = document["components"][0]
    changes: dict[str, Callable[[], object]] = {
        "another type": lambda: document.update(type="another"),
        "another version": lambda: document.update(version=2),
        "an unknown key": lambda: document.update(odd=1),
        "an unknown key inside": lambda: core.update(odd=1),
        "a missing key": lambda: core.pop("statement"),
        "a statement that is no digest": lambda: core.update(statement="yes"),
        "a file outside": lambda: core.update(files=[f"{'ab' * 32} 0644 1 ../../etc/passwd"]),
        "a file that is no entry": lambda: core.update(files=["x"]),
        "a folder outside": lambda: document.update(folders=["../.."]),
    }
    changes[how]()
    return json.dumps(document)


@pytest.mark.parametrize(
    "how",
    [
        "another type",
        "another version",
        "an unknown key",
        "an unknown key inside",
        "a missing key",
        "a statement that is no digest",
        "a file outside",
        "a file that is no entry",
        "a folder outside",
    ],
)
def test_an_inventory_of_another_format_is_refused(
    first: Bundle, target: Path, install: Callable[..., object], how: str
) -> None:
    install(first)
    file = target / ".assent/inventory.json"
    file.write_text(edit(json.loads(file.read_bytes()), how))
    with pytest.raises(UntrustedData) as caught:
        read(target)
    assert caught.value.code is Code.INVENTORY_BROKEN


@pytest.mark.parametrize("text", [b"", b"{", b"\xff", b'{"type": 1, "type": 1}', b"[" * 100_000])
def test_an_inventory_that_is_not_json_is_refused(target: Path, text: bytes) -> None:
    (target / ".assent").mkdir(parents=True)
    (target / ".assent/inventory.json").write_bytes(text)
    with pytest.raises(UntrustedData):
        read(target)
