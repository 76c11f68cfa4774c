"""A refusal on a page says names, and opens the clause that it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.errors import Code, Refused, Unavailable
from installer.flow.steps import Step
from installer.session import open_session
from ui.citation import clause_name
from ui.clause_view import ClauseDialog
from ui.page_notice import PageNotice
from ui.widgets.links import Links

if TYPE_CHECKING:
    from helpers.wizards import Stage

CLAUSE = "note-on-behalf/p1"


def refuse(cite: tuple[str, ...]) -> None:
    raise Refused(Code.ROLE_UNKNOWN, cite=cite, role="affiliate")


def test_the_clause_of_a_refusal_opens(stage: Stage) -> None:
    stage.bring_to(Step.PARTIES)
    stage.page.attempt(lambda: refuse((CLAUSE, "gone/1")))
    notice = stage.page.notice
    links = notice.findChild(Links)
    assert links.isVisible()
    assert clause_name(stage.session.edition, CLAUSE, stage.translation.tr) in links.text()
    assert "gone" not in links.text()
    links.linkActivated.emit(CLAUSE)
    dialog = notice.findChild(ClauseDialog)
    assert dialog.isVisible()
    assert dialog.windowTitle() == clause_name(stage.session.edition, CLAUSE, stage.translation.tr)
    dialog.reject()


def test_components_are_called_by_their_names_on_the_page(stage: Stage) -> None:
    stage.bring_to(Step.PARTIES)
    stage.page.notice.tell(Unavailable(Code.EXTERNAL_LEFT, components="smart-client", path="/opt/x"))
    name = stage.session.catalogue.component("smart-client").name
    assert name[stage.translation.language] in "".join(stage.words())
    other = "en" if stage.translation.language == "hu" else "hu"
    stage.translation.switch(other)
    assert name[other] in "".join(stage.words())


def test_before_the_edition_is_loaded_a_refusal_has_no_links(stage: Stage) -> None:
    session = open_session(language=stage.translation.language, target=stage.target, later=True)
    notice = PageNotice(session, stage.translation)
    notice.tell(Refused(Code.ROLE_UNKNOWN, cite=(CLAUSE,), role="affiliate"))
    assert notice.findChild(Links).text() == ""
    notice.deleteLater()
