"""By which way an acceptance is given: the face, and what was done there (design §7)."""

from __future__ import annotations

from enum import StrEnum


class Channel(StrEnum):
    """Through which face the acceptance was given."""

    WIZARD = "wizard"
    CONSOLE = "console"
    UNATTENDED = "unattended"


class Given(StrEnum):
    """How an affirmation was given, and never more than that (design §3.6)."""

    CLICK = "click"
    KEY = "key"
    FLAG = "flag"
    ANSWER_FILE = "answer-file"
    GRANT = "grant"
