"""Everything that can go wrong, as facts: families by whose fault it is, a code, and where.

No sentence stands here. `installer.sentences` turns a code and its facts into Hungarian and
English; `OUTCOMES` turns a code into the exit status of design §11. Adding a code without adding
it to both tables fails a test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from installer.errors.codes import Code
    from installer.errors.outcomes import OUTCOMES, Outcome

__all__ = [
    "OUTCOMES",
    "AssentError",
    "BadInput",
    "Cancelled",
    "Code",
    "Fact",
    "Outcome",
    "Refused",
    "Unavailable",
    "UntrustedData",
]

Fact: TypeAlias = str | int


class AssentError(Exception):
    """The root of all errors that a boundary of the core lets out.

    `facts` are the named values that the sentence for `code` needs (paths, ids, digests, counts);
    `cite` are ids of the clauses that the refusal rests on, empty where no clause is concerned.
    """

    def __init__(self, code: Code, *, cite: tuple[str, ...] = (), **facts: Fact) -> None:
        super().__init__(code, facts)
        self.code = code
        self.cite = cite
        self.facts: dict[str, Fact] = dict(facts)

    def __str__(self) -> str:
        """For logs and tracebacks; people get `sentences.sentence(error, tr)`."""
        listed = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code.value}({listed})"

    @property
    def outcome(self) -> Outcome:
        """The exit status this error leads to."""
        from installer.errors.outcomes import OUTCOMES  # as below

        return OUTCOMES[self.code]


class UntrustedData(AssentError):
    """Bytes from outside (text, bundle, log, receipt) are not what they claim to be."""


class BadInput(AssentError):
    """What the person or the script said is not well formed or names nothing known."""


class Refused(AssentError):
    """A rule, a missing acceptance or a missing authority says no."""


class Unavailable(AssentError):
    """The machine says no: disk, permissions, another install, no display."""


class Cancelled(AssentError):
    """The person asked to stop."""


if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """The tables, at the first use of one of them.

        To make more than a hundred codes takes 2 ms, and nothing is refused before the first page is
        seen: what is loaded for it says `errors.Code` where it refuses, and does not import the name.
        """
        if name not in {"OUTCOMES", "Code", "Outcome"}:
            raise AttributeError(name)
        from installer.errors import codes, outcomes

        globals().update(OUTCOMES=outcomes.OUTCOMES, Code=codes.Code, Outcome=outcomes.Outcome)
        return globals()[name]
