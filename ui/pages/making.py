"""Which page shows a step.

Its module is imported when the step is first gone to: the reader and all that belongs to it are not
for the first page to load.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from installer.flow.steps import Step

if TYPE_CHECKING:
    from ui.pages.base import Page

AHEAD: Final = frozenset({Step.AGREEMENT})
"""What has so many parts that they are made while one still looks at the page before."""


def page_class(step: Step) -> type[Page]:  # noqa: C901, PLR0911 - one arm for each of nine steps
    """The page of the same name as the step."""
    match step:
        case Step.LANGUAGE:
            from ui.pages.language import LanguagePage

            return LanguagePage
        case Step.PARTIES:
            from ui.pages.parties import PartiesPage

            return PartiesPage
        case Step.PRODUCTS:
            from ui.pages.products import ProductsPage

            return ProductsPage
        case Step.TERMS:
            from ui.pages.terms import TermsPage

            return TermsPage
        case Step.AGREEMENT:
            from ui.pages.agreement import AgreementPage

            return AgreementPage
        case Step.ACCEPTANCE:
            from ui.pages.acceptance import AcceptancePage

            return AcceptancePage
        case Step.REVIEW:
            from ui.pages.review import ReviewPage

            return ReviewPage
        case Step.PROGRESS:
            from ui.pages.progress import ProgressPage

            return ProgressPage
        case Step.FINISH:
            from ui.pages.finish import FinishPage

            return FinishPage
