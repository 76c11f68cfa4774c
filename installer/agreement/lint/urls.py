"""Addresses: of pages, hosts and mailboxes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from installer.agreement.lint.finding import Token

if TYPE_CHECKING:
    from installer.agreement.lint.context import Context

URL: Final = re.compile(
    # A full stop with a capital letter after it ends the address: sentences are sometimes glued.
    r"https?://(?:(?!\.(?:[A-Z]|[^\x00-\x7f]))[^\s()<>“”„\"«»])+"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.@/-])(?:[a-z0-9-]{2,}\.){2,}[a-z]{2,}(?:/[^\s()<>“”„\"«»]*)?"
    r"|(?<![\w.@/-])[a-z0-9-]{2,}\.(?:com|org|net|eu|info)(?![\w.-])(?:/[^\s()<>“”„\"«»]*)?"
)


def urls(text: str, context: Context) -> list[Token]:
    """Each address, to the letter; punctuation that ends the sentence is no part of it."""
    del context
    found = ((match[0].rstrip(".,;:!?"), match.start()) for match in URL.finditer(text))
    return [Token(url, url, start) for url, start in found]
