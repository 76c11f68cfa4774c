"""The one object a face talks to: the flow, the text, the terms, the log and the install."""

from installer.session.opening import open_session
from installer.session.session import Session

__all__ = ["Session", "open_session"]
