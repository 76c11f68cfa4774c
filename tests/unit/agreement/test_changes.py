"""`changes.toml`: what the publisher says about the changes is complete, or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from installer.agreement.change_class import ChangeClass, highest
from installer.agreement.load import load_edition
from installer.agreement.seal import seal_edition
from installer.errors import Code, Outcome, UntrustedData

if TYPE_CHECKING:
    from pathlib import Path

SOUND = f"""\
type = "assent/changes"
version = 1

[[since]]
edition = "geraetemiete/2023-01-01"
digest = "{"a" * 64}"

[[since.changes]]
clauses = ["drill/1"]
removed = ["drill/9"]
class = "notify"
reason.de = 'Klarer.'
reason.fr = 'Plus clair.'
reason.it = 'Più chiaro.'
"""


AGAIN = f'[[since]]\nedition = "geraetemiete/2023-01-01"\ndigest = "{"a" * 64}"\n'


def sealed_with(folder: Path, content: str) -> None:
    (folder / "changes.toml").write_bytes(content.encode())
    seal_edition(folder)


def test_a_statement_is_found_by_id_and_digest(folder: Path) -> None:
    sealed_with(folder, SOUND)
    edition = load_edition(folder)
    (entry,) = edition.changes_since("geraetemiete/2023-01-01", "a" * 64)
    assert (entry.clauses, entry.removed) == (("drill/1",), ("drill/9",))
    assert entry.change_class is ChangeClass.NOTIFY
    assert entry.reason["it"] == "Più chiaro."
    assert edition.changes_since("geraetemiete/2023-01-01", "b" * 64) == ()
    assert edition.changes_since("geraetemiete/2022-01-01", "a" * 64) == ()


@pytest.mark.parametrize(
    ("old", "new", "detail"),
    [
        ('"drill/1"', '"drill/8"', "geraetemiete/2023-01-01: drill/8"),
        ('"drill/1"', '"drill/1", "drill/1"', "drill/1 twice"),
        ('["drill/9"]', '["drill/1"]', "drill/1 twice"),
        ("reason.it = 'Più chiaro.'", "reason.it = ' '", "drill/1 has no reason in it"),
        ("reason.it = 'Più chiaro.'\n", "", "drill/1 has no reason in it"),
        ('clauses = ["drill/1"]\nremoved = ["drill/9"]\n', "", "a change of no clause"),
        ('"' + "a" * 64 + '"', '"aa"', "digest"),
        ("[[since.changes]]", f"{AGAIN}\n[[since.changes]]", "geraetemiete/2023-01-01 twice"),
        ('"notify"', '"harmless"', "harmless"),
        ("version = 1", "version = 2", "version"),
        ("version = 1", "version = 1\nnote = 'x'", "note"),
        ("version = 1", "version =", "value"),
    ],
)
def test_what_is_not_complete_is_refused(folder: Path, old: str, new: str, detail: str) -> None:
    assert SOUND.count(old) == 1
    with pytest.raises(UntrustedData) as caught:
        sealed_with(folder, SOUND.replace(old, new))
    assert caught.value.code is Code.CHANGES_MALFORMED
    assert caught.value.outcome is Outcome.TEXT_INTEGRITY
    assert caught.value.facts["path"] == str(folder / "changes.toml")
    assert detail.casefold() in str(caught.value.facts["detail"]).casefold()


def test_a_list_that_was_sealed_and_is_gone_is_refused(folder: Path) -> None:
    sealed_with(folder, SOUND)
    (folder / "changes.toml").unlink()
    with pytest.raises(UntrustedData) as caught:
        load_edition(folder)
    assert caught.value.code is Code.CHANGES_MALFORMED


def test_a_list_that_was_changed_is_refused(folder: Path) -> None:
    sealed_with(folder, SOUND)
    (folder / "changes.toml").write_bytes(SOUND.replace("notify", "none").encode())
    with pytest.raises(UntrustedData) as caught:
        load_edition(folder)
    assert caught.value.code is Code.TEXT_DIGEST


def test_the_classes_rise() -> None:
    assert [found.rank for found in ChangeClass] == [0, 1, 2, 3]
    assert highest([]) is ChangeClass.NONE
    assert highest([ChangeClass.NOTIFY, ChangeClass.PERSONAL, ChangeClass.NONE]) is ChangeClass.PERSONAL
