"""The nine steps of the way from start to finish, in order (design §9)."""

from __future__ import annotations

from enum import StrEnum


class Step(StrEnum):
    """One page of the wizard; one phase of an unattended run."""

    LANGUAGE = "language"
    PARTIES = "parties"
    PRODUCTS = "products"
    TERMS = "terms"
    AGREEMENT = "agreement"
    ACCEPTANCE = "acceptance"
    REVIEW = "review"
    PROGRESS = "progress"
    FINISH = "finish"


WIZARD: tuple[Step, ...] = tuple(Step)

FREE: frozenset[Step] = frozenset({Step.LANGUAGE, Step.FINISH})
"""Steps that ask for nothing: one may leave them without anything being known."""


def after(step: Step) -> Step | None:
    """The step after that one in the order of steps; None after the last."""
    position = WIZARD.index(step) + 1
    return WIZARD[position] if position < len(WIZARD) else None
