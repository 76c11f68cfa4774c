from __future__ import annotations

import io
import tarfile

import pytest

from installer.errors import AssentError, Code
from installer.install.entry import FileEntry, padding, read_line, tar_header

DIGEST = "ab" * 32


def test_a_line_reads_back_as_the_entry_it_was_written_from() -> None:
    entry = FileEntry("bin/a b", 12, 0o755, DIGEST)
    assert entry.line() == f"{DIGEST} 0755 12 bin/a b"
    assert read_line(entry.line()) == entry


@pytest.mark.parametrize(
    "line",
    [
        "",
        "nonsense",
        f"{DIGEST} 0755 12",
        f"{DIGEST[1:]} 0755 12 a",
        f"{DIGEST.upper()} 0755 12 a",
        f"{DIGEST} 4755 12 a",
        f"{DIGEST} 0777 12 a",
        f"{DIGEST} 0600 12 a",
        f"{DIGEST} 0644 -1 a",
        f"{DIGEST} 0644 012 a",
        f"{DIGEST} 0644 {8**11} a",
        f"{DIGEST} 0644 99999999999 a",
    ],
)
def test_a_line_that_is_not_exactly_an_entry_is_refused(line: str) -> None:
    with pytest.raises(AssentError) as caught:
        read_line(line)
    assert caught.value.code is Code.BUNDLE_MALFORMED


@pytest.mark.parametrize("path", ["bin/tool", "a" * 90 + "/" + "b" * 90, "őű/ő.txt"])
def test_other_programs_read_our_headers(path: str) -> None:
    entry = FileEntry(path, 5, 0o755, DIGEST)
    archive = tar_header(entry) + b"hello" + bytes(padding(5)) + bytes(1024)
    with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
        (member,) = opened.getmembers()
        assert (member.name, member.size, member.mode, member.mtime, member.uid) == (path, 5, 0o755, 0, 0)
        assert member.isreg()


def test_a_header_for_a_name_that_does_not_fit_is_refused() -> None:
    with pytest.raises(AssentError) as caught:
        tar_header(FileEntry("a" * 200, 5, 0o644, DIGEST))
    assert caught.value.code is Code.NAME_REFUSED


def test_padding_fills_the_last_block() -> None:
    assert [padding(size) for size in (0, 1, 511, 512, 513)] == [0, 511, 1, 0, 511]
