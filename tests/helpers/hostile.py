"""Makes the archives that `tests/data/payloads/<defect>/case.toml` describes, in signed bundles."""

from __future__ import annotations

import hashlib
import io
import tarfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import zstandard
from helpers.bundles import KEY, trust_of
from msgspec.structs import replace

from installer.install.bundle import Bundle, load_bundle
from installer.install.entry import FileEntry
from installer.install.manifest import BundleComponent, Manifest, write_manifest
from installer.install.signing import PURPOSE
from installer.signatures.signing import sign

if TYPE_CHECKING:
    from collections.abc import Iterable

CASES = Path(__file__).resolve().parent.parent / "data" / "payloads"

_TYPES = {
    "file": tarfile.REGTYPE,
    "symbolic-link": tarfile.SYMTYPE,
    "hard-link": tarfile.LNKTYPE,
    "character-device": tarfile.CHRTYPE,
    "block-device": tarfile.BLKTYPE,
    "named-pipe": tarfile.FIFOTYPE,
    "folder": tarfile.DIRTYPE,
    "contiguous": tarfile.CONTTYPE,
    "global-header": tarfile.XGLTYPE,
    "gnu-long-name": tarfile.GNUTYPE_LONGNAME,
    "gnu-long-link": tarfile.GNUTYPE_LONGLINK,
    "gnu-sparse": tarfile.GNUTYPE_SPARSE,
    "gnu-volume": b"V",
    "gnu-folder": b"D",
    "unknown": b"Z",
}
_STYLES = {"ustar": tarfile.USTAR_FORMAT, "gnu": tarfile.GNU_FORMAT, "pax": tarfile.PAX_FORMAT}


def defects() -> list[str]:
    """The names of all cases."""
    return sorted(path.parent.name for path in CASES.glob("*/case.toml"))


def read_case(defect: str) -> dict[str, Any]:
    """What `case.toml` says."""
    return tomllib.loads((CASES / defect / "case.toml").read_text("utf-8"))


def hostile_bundle(folder: Path, case: dict[str, Any]) -> Bundle:
    """A correctly signed bundle whose one payload has the defect. Raises as `load_bundle`."""
    promised = [
        entry(item["name"], item.get("content", "").encode("utf-8"), item.get("mode", 0o644))
        for item in case.get("entry", ())
        if case.get("promised")
    ]
    for number, item in enumerate(case.get("entry", ())):
        if "claim" in item:
            promised[number] = replace(promised[number], size=item["claim"])
    return bundle_around(folder, compress(case, tar(case)), promised)


def bundle_around(folder: Path, archive: bytes, promised: Iterable[FileEntry] = ()) -> Bundle:
    """A correctly signed bundle with this archive, promising `promised` or tool and data."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "odd.tar.zst").write_bytes(archive)
    files = tuple(promised) or (entry("bin/tool", b"tool", 0o755), entry("share/data", b"data", 0o644))
    size = sum(item.size for item in files)
    digest = hashlib.sha256(archive).hexdigest()
    component = BundleComponent("odd", "1", (), (), "odd.tar.zst", len(archive), digest, size, files)
    text = write_manifest(Manifest("hostile", "p", (component,)))
    (folder / "bundle.toml").write_bytes(text)
    (folder / "bundle.sig").write_bytes(sign(PURPOSE, text, KEY))
    return load_bundle(folder, trust_of())


def entry(path: str, content: bytes, mode: int) -> FileEntry:
    """The promise of a file with this content."""
    return FileEntry(path, len(content), mode, hashlib.sha256(content).hexdigest())


def tar(case: dict[str, Any]) -> bytes:
    """The archive before compression."""
    if case.get("empty"):
        return b""
    out = b""
    for item in case.get("entry", ()):
        content = item.get("content", "").encode("utf-8")
        info = tarfile.TarInfo(item["name"])
        info.type = _TYPES[item.get("type", "file")]
        info.mode = item.get("mode", 0o644)
        info.size = item.get("claim", len(content))
        info.linkname = item.get("link", "")
        info.uid = item.get("owner", 0)
        info.pax_headers = item.get("extended", {})
        style = tarfile.PAX_FORMAT if info.pax_headers else _STYLES[item.get("style", "ustar")]
        fill = case.get("padding", "\0").encode("utf-8") * (-len(content) % 512)
        out += canonical(info.tobuf(style)) + content + fill
    end = bytes(1024) if case.get("end", True) else b""
    return out + end + case.get("after", "").encode("utf-8")


def canonical(header: bytes) -> bytes:
    """tarfile's header with the checksum field written as our own are, so that it is not the defect."""
    head = header[-512:]
    blank = head[:148] + b" " * 8 + head[156:]
    # tarfile leaves device numbers of plain files empty; ours are zero.
    if head[156:157] == tarfile.REGTYPE:
        blank = blank[:329] + b"0000000\0" * 2 + blank[345:]
    return header[:-512] + blank[:148] + b"%06o\0 " % sum(blank) + blank[156:]


def compress(case: dict[str, Any], archive: bytes) -> bytes:
    """The payload."""
    if case.get("empty") or not case.get("compressed", True):
        return archive
    if "window_log" in case:
        return _with_window(archive, case["window_log"])
    made = io.BytesIO()
    with zstandard.ZstdCompressor(level=3).stream_writer(made, closefd=False) as stream:
        stream.write(archive)
        block = bytes(1 << 20)
        for _ in range(case.get("zeros", 0) >> 20):
            stream.write(block)
    return (made.getvalue() * case.get("frames", 1))[: case.get("keep")]


def _with_window(archive: bytes, window_log: int) -> bytes:
    """A raw block in a frame that demands a window of 2 ** window_log bytes (RFC 8878, 3.1.1)."""
    header = bytes.fromhex("28b52ffd") + b"\x00" + bytes([(window_log - 10) << 3])
    last_raw_block = (len(archive) << 3 | 1).to_bytes(3, "little")
    return header + last_raw_block + archive
