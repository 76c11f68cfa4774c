"""Hash what you show: what was on screen must be the text that is signed (design §3.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.errors import Code, UntrustedData

if TYPE_CHECKING:
    from installer.agreement.edition import Edition
    from installer.i18n import Language
    from installer.session.presentation import Presentation


def wording_digest(edition: Edition, language: Language) -> str:
    """SHA-256 (hex) of all clauses of a language in printed order, joined with a line feed."""
    # Imported here: OpenSSL comes with it, and the first page of the wizard has no use for it.
    import hashlib

    wording = "\n".join(clause.text for clause in edition.texts[language].clauses.values())
    return hashlib.sha256(wording.encode("utf-8")).hexdigest()


def check_read_back(edition: Edition, presentation: Presentation, screen: Language | None) -> None:
    """Refuse a decision about anything but the text itself.

    `screen` is a language of the edition where the face has a screen: then something must have been
    read back. Raises UntrustedData READ_BACK_DIFFERS (language, expected, actual).
    """
    if screen is not None and not presentation.read_back:
        raise _differs(screen, wording_digest(edition, screen), "")
    for language, actual in presentation.read_back.items():
        expected = wording_digest(edition, language) if language in edition.texts else ""
        if actual != expected:
            raise _differs(language, expected, actual)


def _differs(language: Language, expected: str, actual: str) -> UntrustedData:
    return UntrustedData(Code.READ_BACK_DIFFERS, language=language, expected=expected, actual=actual)
