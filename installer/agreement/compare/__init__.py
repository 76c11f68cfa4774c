"""What is different in a later edition, clause by clause, and what that asks of those who accepted before."""

from installer.agreement.change_class import ChangeClass
from installer.agreement.compare.change import (
    ChangeKind,
    ClauseChange,
    Comparison,
    EditionChange,
    EditionPart,
    Ground,
    Wording,
)
from installer.agreement.compare.run import compare

__all__ = [
    "ChangeClass",
    "ChangeKind",
    "ClauseChange",
    "Comparison",
    "EditionChange",
    "EditionPart",
    "Ground",
    "Wording",
    "compare",
]
