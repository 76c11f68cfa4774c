"""One pass over each payload: decompress, hash, write; nothing is read twice and nothing trusted early.

A payload is a zstandard stream of exactly the tar archive that the signed manifest describes: each
header is compared whole with the only one allowed there, each file's bytes are limited by its
declared size and checked by digest. Memory is bounded by the block size and the window limit.
"""

from __future__ import annotations

import hashlib
from contextlib import closing
from typing import TYPE_CHECKING, Final, cast

from installer.errors import Cancelled, Code, Unavailable, UntrustedData
from installer.install.entry import BLOCK, FileEntry, padding, tar_header
from installer.install.pipeline import Crew, Feed, WrittenFile, threads_for
from installer.progress import Pace, Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from typing import BinaryIO

    from installer.install.manifest import BundleComponent
    from installer.progress import Cancel, Report

CHUNK: Final = 1 << 20
"""Bytes of an archive that are read at once where nothing is unpacked."""

MAX_WINDOW: Final = 1 << 25
"""Bytes of history a payload may ask the decompressor to keep (32 MiB)."""

TRAILER: Final = bytes(2 * BLOCK)
"""Two zero blocks end a tar archive."""


class Meter:
    """Counts verified bytes and files, tells the listener, and stops the work when asked to."""

    def __init__(self, report: Report, cancel: Cancel, total_bytes: int, total_files: int) -> None:
        self._report = report
        self._cancel = cancel
        self._total_bytes = total_bytes
        self._total_files = total_files
        self._phase = ""
        self._component = ""
        self._bytes = 0
        self._files = 0
        self._pace = Pace()

    def enter(self, phase: str, component: str, total_files: int | None = None) -> None:
        """Begin a phase or component. A new phase counts from nought; with `total_files`, files alone."""
        if phase != self._phase:
            self._bytes = self._files = 0
            self._phase = phase
            self._pace.restart()
        if total_files is not None:
            self._total_files, self._total_bytes = total_files, 0
        self._component = component
        self.count()

    def flush(self) -> None:
        """Say that what was written is now being made durable; what was counted stays as it is."""
        self._phase, self._component = "flush", ""
        self.count()

    def count(self, size: int = 0, files: int = 0) -> None:
        """Note `size` more bytes and `files` more files. Raises Cancelled(CANCELLED) when asked to stop."""
        if self._cancel.requested:
            raise Cancelled(Code.CANCELLED)
        self._bytes += size
        self._files += files
        of_bytes = self._total_bytes > 0
        done, total = (self._bytes, self._total_bytes) if of_bytes else (self._files, self._total_files)
        self._report(
            Progress(
                phase=self._phase,
                component=self._component,
                done_bytes=self._bytes,
                total_bytes=self._total_bytes,
                done_files=self._files,
                total_files=self._total_files,
                seconds_left=self._pace.seconds_left(done, total),
            )
        )


class _Source:
    """The compressed file, hashed as it is read and never read beyond its declared size."""

    def __init__(self, file: BinaryIO, limit: int) -> None:
        self._file = file
        self._left = limit
        self._digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        block = self._file.read(wanted)
        self._left -= len(block)
        self._digest.update(block)
        return block

    def finish(self) -> str:
        """The digest of the whole file, whatever of it was needed."""
        while self.read(CHUNK):
            pass
        self._digest.update(self._file.read(1))
        return self._digest.hexdigest()


def verify_payload(archive: Path, component: BundleComponent, meter: Meter) -> None:
    """Read a payload to its end and check every byte; write nothing. Raises as `stage`."""
    stage(_write_nothing, archive, component, {}, meter)


def _write_nothing(name: str) -> int:
    """Never called: with no names there is nothing to write."""
    raise AssertionError(name)


def stage(
    create: Callable[[str], int],
    archive: Path,
    component: BundleComponent,
    names: Mapping[str, str],
    meter: Meter,
) -> None:
    """Verify one payload and write the files in `names`: path in the payload to name for `create`.

    `create` gives a handle of a new file. Files that are not in `names` are verified and not
    written. Raises
    UntrustedData(PAYLOAD_DIGEST, component, path, expected, actual) for bytes that are not what the
    publisher signed, UntrustedData(PAYLOAD_MALFORMED, component, path, detail) where the publisher
    signed nonsense, Unavailable(BUNDLE_MISSING, path), Cancelled(CANCELLED), OSError of the target.
    """
    import zstandard

    try:
        file = archive.open("rb")
    except OSError as exc:
        raise Unavailable(Code.BUNDLE_MISSING, path=str(archive)) from exc
    with file:
        source = _Source(file, component.archive_size)
        try:
            stream = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW).stream_reader(
                # It calls `read` and nothing else.
                cast("BinaryIO", source),
                read_size=CHUNK // 4,
                # What stands behind the first frame is part of the archive, and may not be there.
                read_across_frames=True,
                closefd=False,
            )
            crew = Crew(_Judge(meter), threads_for(component.size))
            with closing(stream), closing(Feed(stream.read)) as feed, crew:
                unpacking = _Unpacking(create, feed, crew)
                for entry in component.files:
                    unpacking.take(entry, names.get(entry.path))
                unpacking.end()
        except (zstandard.ZstdError, _NonsenseError) as exc:
            raise _blame(source, archive, component, str(exc)) from exc
        _check_digest(source, archive, component)


class _NonsenseError(Exception):
    """The stream is not the archive that the manifest describes. Never leaves this module."""


class _Judge:
    """Counts what is done, and refuses a file that is not what was promised."""

    def __init__(self, meter: Meter) -> None:
        self._meter = meter

    def __call__(self, size: int, file: WrittenFile | None) -> None:
        if file is not None and not file.is_right:
            msg = f"digest of {file.entry.path}"
            raise _NonsenseError(msg)
        self._meter.count(size, files=0 if file is None else 1)


class _Unpacking:
    """Reads one stream, entry by entry, in the manifest's order."""

    def __init__(self, create: Callable[[str], int], feed: Feed, crew: Crew) -> None:
        self._create = create
        self._feed = feed
        self._crew = crew

    def take(self, entry: FileEntry, name: str | None) -> None:
        """Have the next entry verified, and written to `name`, if any."""
        if self._exactly(BLOCK) != tar_header(entry):
            msg = f"header of {entry.path}"
            raise _NonsenseError(msg)
        file = WrittenFile(entry, None if name is None else self._create(name))
        left = entry.size
        if not left:
            self._crew.put(file, b"")
        while left:
            block = self._some(left)
            left -= len(block)
            self._crew.put(file, block)
        if self._exactly(padding(entry.size)).strip(b"\0"):
            msg = f"padding of {entry.path}"
            raise _NonsenseError(msg)

    def _some(self, most: int) -> memoryview:
        block = self._feed.take(most)
        if not block:
            msg = "ends early"
            raise _NonsenseError(msg)
        return block

    def _exactly(self, size: int) -> bytes:
        found = b""
        while len(found) < size:
            found += self._some(size - len(found))
        return found

    def end(self) -> None:
        """The archive must end here, and every file of it must be whole."""
        if self._exactly(len(TRAILER)) != TRAILER or self._feed.take(1):
            msg = "goes on after the last file"
            raise _NonsenseError(msg)
        self._crew.finish()


def _check_digest(source: _Source, archive: Path, component: BundleComponent) -> None:
    actual = source.finish()
    if actual != component.archive_sha256:
        raise _not_signed(archive, component, actual)


def _blame(source: _Source, archive: Path, component: BundleComponent, detail: str) -> UntrustedData:
    """Whose fault a bad payload is: somebody changed the bytes, or the publisher signed nonsense."""
    actual = source.finish()
    if actual != component.archive_sha256:
        return _not_signed(archive, component, actual)
    return UntrustedData(
        Code.PAYLOAD_MALFORMED, component=component.id, path=str(archive), detail=detail[:200]
    )


def _not_signed(archive: Path, component: BundleComponent, actual: str) -> UntrustedData:
    return UntrustedData(
        Code.PAYLOAD_DIGEST,
        component=component.id,
        path=str(archive),
        expected=component.archive_sha256,
        actual=actual,
    )
