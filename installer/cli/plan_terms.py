"""Which terms a plan will bind to: the session is asked, no rule stands here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer.install.manifest import BundleComponent
    from installer.install.plan_document import TermsPart
    from installer.session import Session
    from installer.terms.selected import Selection


def terms_of(session: Session, components: Sequence[BundleComponent], selection: Selection) -> TermsPart:
    """The terms for these components: by the products selected, else by those that leave no choice.

    Raises BadInput(PRODUCT_UNKNOWN) for a selected product that the edition does not know.
    """
    from installer.install.plan_document import ChoicePart, ConflictPart, SectionPart, TermsPart

    known = session.catalogue.by_id
    own = [item for item in components if not set(item.products).intersection(selection.products)]
    single = tuple(dict.fromkeys(item.products[0] for item in own if len(item.products) == 1))
    more = tuple(name for name in single if name in known and name not in selection.products)
    selected = replace(selection, products=(*selection.products, *more))
    found = session.terms.determine(selected) if selected.products else None
    return TermsPart(
        edition=session.edition.id,
        digest=session.edition.digest,
        prevailing=session.edition.prevailing,
        language=session.translation(),
        products=list(selected.products),
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
