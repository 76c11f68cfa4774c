from __future__ import annotations

import pytest

from installer.errors import Code, UntrustedData
from installer.install.names import check_name, check_names, split_name

LONG = "a" * 90


@pytest.mark.parametrize(
    "path",
    [
        "a",
        "bin/tool",
        "share/ж/ő/文件.txt",
        ".hidden",
        "a.b.c",
        "console",
        "com10",
        "x/aux-file",
        "a b/c d",
        "~",
    ],
)
def test_a_plain_relative_name_is_taken(path: str) -> None:
    check_name(path)


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("", "empty"),
        ("/etc/passwd", "absolute"),
        ("//server/share", "absolute"),
        ("C:/windows", "character"),
        ("a\\b", "character"),
        ("file:stream", "character"),
        ("a/b?", "character"),
        ("a\nb", "character"),
        ("a\0b", "character"),
        ("a\u202eb", "character"),
        ("a\ud800b", "character"),
        ("..", "dots"),
        ("a/../b", "dots"),
        ("./a", "dots"),
        ("a//b", "dots"),
        ("a/", "dots"),
        ("a/b.", "trailing"),
        ("a ", "trailing"),
        (" a", "trailing"),
        ("a./b", "trailing"),
        ("nul", "reserved"),
        ("a/CON.txt", "reserved"),
        ("aux .txt", "reserved"),
        ("COM1", "reserved"),
        ("lpt².log", "reserved"),
        ("conin$", "reserved"),
        (".assent/inventory.json", "own-folder"),
        (".Assent", "own-folder"),
        ("e\u0301", "normalisation"),
        ("a" * 101, "too-long"),
        (f"{LONG}/{LONG}/{LONG}", "too-long"),
        ("/".join(["b" * 79, "b" * 79, "b" * 78]), "too-long"),
        ("ő" * 60, "too-long"),
    ],
)
def test_a_name_that_some_system_bends_is_refused(path: str, rule: str) -> None:
    with pytest.raises(UntrustedData) as caught:
        check_name(path)
    assert caught.value.code is Code.NAME_REFUSED
    assert caught.value.facts["rule"] == rule
    assert str(caught.value.facts["path"]).isprintable()


@pytest.mark.parametrize(
    "paths",
    [
        ["a", "a"],
        ["Readme", "README"],
        ["straße", "STRASSE"],
        ["ﬁle", "file"],
        ["a/x", "A/y"],
        ["a", "a/b"],
        ["a/b", "a"],
        ["A", "a/b"],
        ["a/b/c", "a/B"],
    ],
)
def test_names_that_meet_on_some_system_are_refused(paths: list[str]) -> None:
    with pytest.raises(UntrustedData) as caught:
        check_names(paths)
    assert caught.value.facts["rule"] == "clash"


def test_names_in_common_folders_do_not_meet() -> None:
    check_names(["a/b", "a/c", "a/d/e", "a/d/f", "ab"])


def test_a_long_path_is_split_at_a_folder() -> None:
    assert split_name(f"{LONG}/{LONG}") == (LONG.encode(), LONG.encode())
    assert split_name("short") == (b"", b"short")
