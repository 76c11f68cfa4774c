"""Checking an answer file ahead: every mistake at once, and what would be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from installer.errors import AssentError
from installer.flow.facts import Problem
from installer.flow.steps import Step
from installer.unattended.answers import read_answers
from installer.unattended.run import Intent, Request, open_for, tell, unknown_consents

if TYPE_CHECKING:
    from pathlib import Path

    from installer.flow.facts import Facts

_ANSWERED = (Step.PARTIES, Step.PRODUCTS, Step.TERMS)
"""The steps that an answer file answers."""


class Checked(msgspec.Struct, frozen=True):
    """What was found in an answer file, and what a run with it would ask."""

    problems: tuple[Problem, ...]
    asked: Facts


def check_answers(path: Path) -> Checked:
    """Read the file and judge it; nothing is recorded, no bundle is needed.

    Raises as `read_answers` and `open_session`: without a readable file there is nothing to judge.
    """
    answers = read_answers(path)
    request = Request(intent=Intent.SHOW)
    session = open_for(request, answers)
    tell(session, request, answers)
    found = [problem for step in _ANSWERED for problem in session.problems(step)]
    try:
        unknown_consents(session, answers)
    except AssentError as error:
        found.append(Problem("consents", error))
    return Checked(tuple(found), session.facts())
