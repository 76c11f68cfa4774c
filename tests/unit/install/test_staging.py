from __future__ import annotations

import os
import threading
import tracemalloc
from pathlib import Path

import pytest
from helpers.bundles import make_bundle, names_in
from helpers.hostile import bundle_around, compress

from installer.errors import AssentError, Cancelled, Code, UntrustedData
from installer.install.destination import Root
from installer.install.files import files
from installer.install.pipeline import AHEAD, IN_FLIGHT, PIECE
from installer.install.staging import CHUNK, Meter, stage, verify_payload
from installer.progress import Cancel, Progress, ignore


def meter(cancel: Cancel | None = None) -> Meter:
    return Meter(ignore, cancel or Cancel(), 0, 0)


def test_only_the_named_files_are_written_and_all_are_verified(tmp_path: Path) -> None:
    bundle = make_bundle(tmp_path / "bundle", {"one": {"a": b"a", "bin/b": b"b", "empty": b""}})
    (component,) = bundle.components
    (tmp_path / "out").mkdir()
    with Root(tmp_path / "out") as root:
        stage(
            root.create, bundle.folder / component.archive, component, {"bin/b": "0", "empty": "1"}, meter()
        )
    assert names_in(tmp_path / "out") == ["0", "1"]
    assert (tmp_path / "out/0").read_bytes() == b"b"
    assert files.mode_of((tmp_path / "out/0").stat()) == files.kept_mode(0o755)
    verify_payload(bundle.folder / component.archive, component, meter())


def test_every_flipped_byte_of_a_payload_is_noticed(tmp_path: Path) -> None:
    bundle = make_bundle(tmp_path / "bundle", {"one": {"a": b"some text", "b": os.urandom(100)}})
    (component,) = bundle.components
    archive = bundle.folder / component.archive
    whole = archive.read_bytes()
    for place in range(len(whole)):
        archive.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        with pytest.raises(AssentError) as caught:
            verify_payload(archive, component, meter())
        assert caught.value.code is Code.PAYLOAD_DIGEST, place
        assert caught.value.facts["component"] == "one"


def test_a_cancel_is_seen_within_one_piece_of_a_large_file_and_memory_stays_bounded(tmp_path: Path) -> None:
    size = 200 * PIECE
    bundle = make_bundle(tmp_path / "bundle", {"one": {"big": bytes(size)}})
    (component,) = bundle.components
    cancel = Cancel()
    seen: list[int] = []

    def listen(progress: Progress) -> None:
        seen.append(progress.done_bytes)
        if len(seen) == 3:
            cancel.request()

    tracemalloc.start()
    with pytest.raises(Cancelled):
        verify_payload(bundle.folder / component.archive, component, Meter(listen, cancel, size, 1))
    assert tracemalloc.get_traced_memory()[1] < IN_FLIGHT + 2 * (AHEAD + 4) * PIECE
    tracemalloc.stop()
    # Nothing is told after the request, and each step is at most one piece.
    assert len(seen) == 3
    assert seen[2] <= 3 * PIECE


def test_no_thread_outlives_a_payload_that_is_refused_or_given_up(tmp_path: Path) -> None:
    bundle = make_bundle(tmp_path / "bundle", {"one": {"a": os.urandom(9 * PIECE), "b": b"b"}})
    (component,) = bundle.components
    archive = bundle.folder / component.archive
    cancel = Cancel()
    cancel.request()
    with pytest.raises(Cancelled):
        verify_payload(archive, component, meter(cancel))
    archive.write_bytes(archive.read_bytes()[:-10])
    with pytest.raises(UntrustedData):
        verify_payload(archive, component, meter())
    assert not {"unpack", "write"} & {thread.name for thread in threading.enumerate()}


def test_no_file_stays_open_after_a_failure(tmp_path: Path) -> None:
    files = {f"{number:03}": os.urandom(1000) for number in range(60)} | {"z": b"z"}
    bundle = make_bundle(tmp_path / "bundle", {"one": files})
    (component,) = bundle.components
    (tmp_path / "out").mkdir()
    before = len(names_in(Path("/proc/self/fd")))

    def failing(name: str) -> int:
        return os.open("/dev/full" if name == "20" else tmp_path / "out" / name, os.O_WRONLY | os.O_CREAT)

    names = {path: str(number) for number, path in enumerate(files)}
    with pytest.raises(OSError, match="No space left"):
        stage(failing, bundle.folder / component.archive, component, names, meter())
    assert len(names_in(Path("/proc/self/fd"))) == before


def test_a_full_disk_while_writing_comes_out_as_it_is(tmp_path: Path) -> None:
    bundle = make_bundle(tmp_path / "bundle", {"one": {"a": b"a"}})
    (component,) = bundle.components

    def full(_name: str) -> int:
        return os.open("/dev/full", os.O_WRONLY)

    with pytest.raises(OSError, match="No space left"):
        stage(full, bundle.folder / component.archive, component, {"a": "0"}, meter())


def test_with_nothing_to_write_nothing_is_created() -> None:
    from installer.install.staging import _write_nothing

    with pytest.raises(AssertionError):
        _write_nothing("a")


def test_signed_nonsense_is_the_publishers_fault_however_long_it_is(tmp_path: Path) -> None:
    archive = compress({}, b"no header" * 100 + os.urandom(4 * CHUNK))
    bundle = bundle_around(tmp_path, archive)
    (component,) = bundle.components
    with pytest.raises(AssentError) as caught:
        verify_payload(tmp_path / component.archive, component, meter())
    assert caught.value.code is Code.PAYLOAD_MALFORMED
    (tmp_path / component.archive).write_bytes(archive[:-1] + b"x")
    with pytest.raises(AssentError) as caught:
        verify_payload(tmp_path / component.archive, component, meter())
    assert caught.value.code is Code.PAYLOAD_DIGEST
