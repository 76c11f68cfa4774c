"""Making a bundle from folders: the same folders give the same bytes, on any machine, at any time."""

from __future__ import annotations

import hashlib
import os
import stat
from typing import TYPE_CHECKING, Final

import msgspec

from installer.errors import BadInput, Code
from installer.install.entry import FileEntry, padding, tar_header
from installer.install.manifest import MANIFEST, BundleComponent, Manifest, read_manifest, write_manifest
from installer.install.names import check_names
from installer.install.signing import PURPOSE, SIGNATURE
from installer.install.staging import TRAILER
from installer.signatures.signing import sign

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from installer.install.external.spec import External
    from installer.install.registration.spec import Registration

_BLOCK: Final = 1 << 20
_LEVEL: Final = 3
"""zstandard's own default: the payload is unpacked far more often than made."""


class ComponentSource(msgspec.Struct, frozen=True):
    """A folder that becomes the payload of a component; with `external`, the installer lies in it."""

    folder: Path
    id: str
    version: str
    products: tuple[str, ...]
    requires: tuple[str, ...]
    external: External | None = None
    registration: Registration | None = None


def build_bundle(
    out: Path, bundle_id: str, publisher: str, components: tuple[ComponentSource, ...], private: bytes
) -> Manifest:
    """Write archives, `bundle.toml` and `bundle.sig` into `out`, signed with a raw Ed25519 key.

    Raises BadInput(SOURCE_REFUSED, path, rule) for a link, device or unreadable file in a source,
    UntrustedData(NAME_REFUSED, path, rule) for a name that is not safe on every system,
    UntrustedData(BUNDLE_MALFORMED) where the result would not load.
    """
    out.mkdir(parents=True, exist_ok=True)
    made = Manifest(bundle_id, publisher, tuple(_build(out, source) for source in components))
    text = write_manifest(made)
    manifest = read_manifest(text)
    (out / MANIFEST).write_bytes(text)
    (out / SIGNATURE).write_bytes(sign(PURPOSE, text, private))
    return manifest


def _build(out: Path, source: ComponentSource) -> BundleComponent:
    paths, folders = _contents(source.folder)
    check_names([*paths, *folders])
    entries = tuple(_entry(source.folder / path, path) for path in paths)
    archive = f"{source.id}.tar.zst"
    size, digest = _write_archive(out / archive, source.folder, entries)
    return BundleComponent(
        id=source.id,
        version=source.version,
        products=source.products,
        requires=source.requires,
        archive=archive,
        archive_size=size,
        archive_sha256=digest,
        size=sum(entry.size for entry in entries),
        files=entries,
        # An installer's own folders mean nothing to the target.
        folders=() if source.external is not None else tuple(folders),
        external=source.external,
        registration=source.registration,
    )


def _contents(folder: Path) -> tuple[list[str], list[str]]:
    """Relative paths of all files, and of the folders that hold nothing; links and devices are refused."""
    files, empty = [], []
    for parent, folders, names in os.walk(folder, onerror=_unreadable):
        for name in (*folders, *names):
            path = os.path.join(parent, name)  # noqa: PTH118 - os.walk speaks in strings
            mode = os.lstat(path).st_mode
            if stat.S_ISREG(mode):
                files.append(_relative(path, folder))
            elif not stat.S_ISDIR(mode):
                raise BadInput(Code.SOURCE_REFUSED, path=path, rule="not-a-plain-file")
        if not folders and not names and parent != str(folder):
            empty.append(_relative(parent, folder))
    return sorted(files), sorted(empty)


def _relative(path: str, folder: Path) -> str:
    return os.path.relpath(path, folder).replace(os.sep, "/")


def _unreadable(error: OSError) -> None:
    raise BadInput(Code.SOURCE_REFUSED, path=str(error.filename), rule="unreadable") from error


def _entry(file: Path, path: str) -> FileEntry:
    digest = hashlib.sha256()
    size = 0
    for block in _blocks(file):
        digest.update(block)
        size += len(block)
    executable = os.access(file, os.X_OK) and bool(file.stat().st_mode & 0o111)
    return FileEntry(path, size, 0o755 if executable else 0o644, digest.hexdigest())


def _blocks(file: Path) -> Iterator[bytes]:
    try:
        with file.open("rb") as opened:
            while block := opened.read(_BLOCK):
                yield block
    except OSError as exc:
        raise BadInput(Code.SOURCE_REFUSED, path=str(file), rule="unreadable") from exc


def _write_archive(archive: Path, folder: Path, entries: tuple[FileEntry, ...]) -> tuple[int, str]:
    import zstandard

    # One thread and no stream size in the frame: nothing about this machine reaches the bytes.
    compressor = zstandard.ZstdCompressor(level=_LEVEL, write_content_size=False).compressobj()
    digest = hashlib.sha256()
    with archive.open("wb") as out:

        def put(block: bytes) -> None:
            digest.update(block)
            out.write(block)

        for entry in entries:
            put(compressor.compress(tar_header(entry)))
            for block in _blocks(folder / entry.path):
                put(compressor.compress(block))
            put(compressor.compress(bytes(padding(entry.size))))
        put(compressor.compress(TRAILER))
        put(compressor.flush())
    return archive.stat().st_size, digest.hexdigest()
