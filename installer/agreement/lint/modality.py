"""Words that allow, restrict and forbid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.agreement.lint.context import masked, pattern
from installer.agreement.lint.finding import Token

if TYPE_CHECKING:
    from installer.agreement.lint.context import Context


def only(text: str, context: Context) -> list[Token]:
    """Each word that restricts: only, solely, exclusively."""
    return _tokens("only", context.known.only, text, context)


def prohibitions(text: str, context: Context) -> list[Token]:
    """Each phrase that forbids or says that something cannot be done."""
    return _tokens("may not", context.known.prohibition, text, context)


def _tokens(key: str, expression: str, text: str, context: Context) -> list[Token]:
    clean = masked(text, (pattern(context.known.harmless),))
    return [Token(key, match[0], match.start()) for match in pattern(expression).finditer(clean)]
