"""The one object a face talks to: the flow, the text, the terms, the log and the install."""

from installer.flow.facts import Problem
from installer.session.opening import open_session
from installer.session.presentation import Presentation
from installer.session.session import Session

__all__ = [
    "Presentation",
    "Problem",
    "Session",
    "open_session",
]
