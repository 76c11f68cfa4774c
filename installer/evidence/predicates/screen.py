"""What was on the screen, page by page, up to the decision. Nothing here is a person's name."""

from typing import Literal

from installer.evidence.predicates.basics import Compared, Count, Document, Moment, Some


class SectionSeen(Document, frozen=True, kw_only=True):
    """A section some of whose clauses were on screen, in this language.

    `clauses` are the last parts of their ids (`p1`, `4`), in the order of the text; `seconds` how long
    something of the section was on screen, whole seconds. Neither says that anybody read it.
    """

    section: str
    language: str
    clauses: list[str]
    seconds: Count


class PageVisit(Document, frozen=True, kw_only=True):
    """One stay on one page: its step, the interface language, and when it came and went."""

    step: str
    language: str
    entered: Moment
    left: Moment


class Grab(Document, frozen=True, kw_only=True):
    """A picture of the program's own window, PNG, kept beside the receipt under its digest.

    `width` and `height` in pixels; `masked` says that fields about people were painted over.
    """

    step: str
    sha256: Compared
    width: Some
    height: Some
    masked: bool


class Presented(Document, frozen=True, kw_only=True):
    """What was shown up to the moment of the decision: exact labels, languages, sections, pages.

    * `read_back`: by language, SHA-256 over the wording as read back from the screen.
    * `columns`: what the reader showed: `both`, `translation`, `governing`, or `none` where there was
      no reader (unattended, console).
    * `labels`: the exact labels of the controls of the acceptance page, by control name.
    * `ticked_by_default`: controls that were ticked when that page was first shown; must be empty.
    * `searches`, `printed`, `saved`: how often the text was searched and printed, the forms it was saved in.
    """

    language: str
    button: str
    above_button: str
    read_back: dict[str, Compared]
    sections_seen: list[SectionSeen]
    sections_ticked: list[str]
    columns: Literal["both", "translation", "governing", "none"]
    pages: list[PageVisit]
    labels: dict[str, str]
    ticked_by_default: list[str]
    searches: Count
    printed: Count
    saved: list[Literal["pdf", "html", "text"]]
    grabs: list[Grab]
