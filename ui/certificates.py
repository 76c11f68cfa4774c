"""Certificates of receipts as files. It takes some tenths of a second each: for a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer import paths
from installer.errors import Code, Unavailable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from installer.i18n import Translator


def write_certificates(
    receipts: Sequence[Path], folder: Path, translators: Sequence[Translator]
) -> tuple[Path, ...]:
    """One PDF for each receipt, named after it; where they are.

    Raises Unavailable RECEIPT_UNREADABLE (path, detail) and FILE_UNWRITABLE (path, detail), and as
    `make_certificate`.
    """
    from installer.evidence.certificate import make_certificate

    return tuple(
        _write(
            folder / (receipt.name.removesuffix(".json").removesuffix(".assent") + ".pdf"),
            make_certificate(_read(receipt), translators, paths.fonts_root()),
        )
        for receipt in receipts
    )


def _read(receipt: Path) -> bytes:
    try:
        return receipt.read_bytes()
    except OSError as exc:
        raise Unavailable(Code.RECEIPT_UNREADABLE, path=str(receipt), detail=exc.strerror or "") from exc


def _write(path: Path, data: bytes) -> Path:
    from installer.evidence.durable import write_whole

    try:
        write_whole(path, data)
    except OSError as exc:
        raise Unavailable(Code.FILE_UNWRITABLE, path=str(path), detail=exc.strerror or "") from exc
    return path
