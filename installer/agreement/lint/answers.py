"""`lint.toml`: findings that somebody has read and answered, each with a reason.

An answer names exactly what was found; when the text changes, the answer no longer fits, the
finding comes back, and the answer itself is reported as unused. So the list cannot rot.
"""

from __future__ import annotations

import tomllib
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Final, Literal

import msgspec

from installer.agreement.wording import read_text_file
from installer.errors import Code, UntrustedData

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from installer.agreement.lint.finding import Finding

LINT_FILE: Final = "lint.toml"

_Reason = Annotated[str, msgspec.Meta(min_length=10)]


class Answer(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One answer, for the same finding in one or several clauses."""

    check: str
    clauses: tuple[str, ...]
    verdict: Literal["false-positive", "accepted"]
    """`false-positive`: both say the same. `accepted`: they differ, and it is no divergence."""
    reason: _Reason
    found: dict[str, tuple[str, ...]]
    """By language, the languages of the finding in its order: what it has and the other lacks."""

    @property
    def surplus(self) -> Mapping[str, tuple[str, ...]]:
        """As `Finding.surplus`."""
        return MappingProxyType({language: tuple(sorted(keys)) for language, keys in self.found.items()})

    def answers(self, finding: Finding) -> bool:
        """Whether this is the finding that was answered, fact by fact."""
        return (
            finding.check == self.check
            and finding.clause in self.clauses
            and dict(finding.surplus) == dict(self.surplus)
        )


class AnswersDocument(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`lint.toml`, version 1."""

    type: Literal["assent/lint"]
    version: Literal[1]
    answers: tuple[Answer, ...] = ()


def read_answers(folder: Path) -> tuple[Answer, ...]:
    """The answers of the edition in `folder`; none where it has no `lint.toml`.

    Raises UntrustedData with LINT_MALFORMED (path, detail), TEXT_NOT_UTF8 (path, offset),
    TEXT_MALFORMED (path, line, detail) or, where the file cannot be read, TEXT_MISSING (path).
    """
    path = folder / LINT_FILE
    if not path.exists():
        return ()
    content = read_text_file(path)
    try:
        return msgspec.convert(tomllib.loads(content), AnswersDocument).answers
    except (ValueError, msgspec.ValidationError, RecursionError) as exc:
        # ValueError and not only its child TOMLDecodeError: a number of 5,000 digits raises it bare.
        raise UntrustedData(Code.LINT_MALFORMED, path=str(path), detail=str(exc)) from exc
