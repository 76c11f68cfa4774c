"""Which terms a plan will bind to: the session is asked, no rule stands here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer.i18n import Language
    from installer.install.manifest import BundleComponent
    from installer.install.plan_document import TermsPart


def terms_of(
    components: Sequence[BundleComponent], products: tuple[str, ...], language: Language | None
) -> TermsPart:
    """The terms for these components: by the products named, else by those that leave no choice.

    Raises as `open_session`, and BadInput(PRODUCT_UNKNOWN) for a named product that the edition does
    not know.
    """
    from installer.flow.state import SelectionChanged
    from installer.install.plan_document import ChoicePart, ConflictPart, SectionPart, TermsPart
    from installer.session import open_session
    from installer.terms.selected import Selection

    session = open_session(language=language)
    known = session.catalogue.by_id
    own = [item for item in components if not set(item.products).intersection(products)]
    single = tuple(dict.fromkeys(item.products[0] for item in own if len(item.products) == 1))
    selected = (*products, *(name for name in single if name in known and name not in products))
    session.send(SelectionChanged(Selection(products=selected)))
    found = session.determination if selected else None
    return TermsPart(
        edition=session.edition.id,
        digest=session.edition.digest,
        prevailing=session.edition.prevailing,
        language=session.translation(),
        products=list(selected),
        sections=[
            SectionPart(applied.section, list(applied.cite), dict(applied.text))
            for applied in (found.applies if found else ())
        ],
        conflicts=[
            ConflictPart(item.id, list(item.cite), dict(item.text))
            for item in (found.conflicts if found else ())
        ],
        to_choose=[ChoicePart(item.id, list(item.products)) for item in own if len(item.products) > 1],
        unknown=[name for name in single if name not in known],
    )
