"""A receipt by e-mail, through whatever program the system has for it. Nothing is sent from here."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QProcess, QStandardPaths, QUrl, QUrlQuery
from PySide6.QtGui import QDesktopServices

from installer import host

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from installer.i18n import Translator

_PROGRAM: Final = "xdg-email"
"""Of the desktops of Linux: unlike an address of the kind `mailto:` it can attach files."""


class Sent(Enum):
    """What the system was asked for."""

    ATTACHED = "attached"
    WITHOUT_FILE = "without-file"
    NOT = "not"


def send(receipts: Sequence[Path], tr: Translator) -> Sent:
    """Ask for a new message about the receipts. Whether a program came up nobody can tell."""
    subject = tr("Receipt of the agreement")
    body = tr(
        "The receipt stands in the attached file. It can be checked without the computer that it comes from: "
        "“assent verify FILE”."
    )
    if _with_attachments(receipts, subject, body):
        return Sent.ATTACHED
    query = QUrlQuery()
    query.addQueryItem("subject", subject)
    query.addQueryItem("body", body + "\r\n\r\n" + "\r\n".join(receipt.name for receipt in receipts))
    address = QUrl("mailto:")
    address.setQuery(query)
    return Sent.WITHOUT_FILE if QDesktopServices.openUrl(address) else Sent.NOT


def _with_attachments(receipts: Sequence[Path], subject: str, body: str) -> bool:
    program = "" if host.is_windows() else QStandardPaths.findExecutable(_PROGRAM)
    if not program:
        return False
    attached = [part for receipt in receipts for part in ("--attach", str(receipt))]
    started: bool | tuple[bool, int] = QProcess.startDetached(
        program, ["--utf8", "--subject", subject, "--body", body, *attached]
    )
    return started[0] if isinstance(started, tuple) else started
