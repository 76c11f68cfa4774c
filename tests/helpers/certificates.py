"""Certificates and what stands on their pages."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from installer import i18n, paths
from installer.evidence.certificate import make_certificate

if TYPE_CHECKING:
    from pathlib import Path


TOOLS = ("openssl", "pdfdetach", "pdfinfo", "pdftotext", "pdffonts")
NEEDS_TOOLS = pytest.mark.skipif(
    not all(shutil.which(tool) for tool in TOOLS), reason="needs openssl and poppler-utils"
)
ENGLISH = i18n.load_translator("en", paths.translations_root())


def certificate(receipt: bytes) -> bytes:
    """The PDF of a receipt, in English twice."""
    return make_certificate(receipt, (ENGLISH, ENGLISH), paths.fonts_root())


def output(*command: object) -> str:
    """What a program prints; it must succeed."""
    words = [str(word) for word in command]
    return subprocess.run(words, check=True, capture_output=True).stdout.decode("utf-8", "replace")


def printed(path: Path) -> str:
    """The text of the pages, without any white space."""
    return re.sub(r"\s", "", output("pdftotext", "-raw", "-enc", "UTF-8", path, "-"))
