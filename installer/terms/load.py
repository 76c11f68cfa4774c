"""Loading `products.toml` and `rules.toml` of an edition. Anything odd is refused, never skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from installer.agreement.documents import read_document
from installer.errors import Code, UntrustedData
from installer.terms import schema
from installer.terms.catalogue import Catalogue, Component, Product
from installer.terms.check import check_products, check_rules
from installer.terms.engine import Terms
from installer.terms.judge import Judge
from installer.terms.phrases import Speaker
from installer.terms.printed import Printed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from installer.agreement.edition import Edition

PRODUCTS_FILE: Final = "products.toml"
RULES_FILE: Final = "rules.toml"

_Document = TypeVar("_Document")


def load_terms(folder: Path, edition: Edition) -> Terms:
    """The terms that stand in an edition's folder, checked against the edition's text.

    Raises UntrustedData: TERMS_MALFORMED (path, where, detail) for a missing or malformed file, an
    unknown key or name, a missing language, a doubled id, a section without product or a product
    without section; CITATION_UNKNOWN (path, rule, clause) for a clause that the edition has not;
    TEXT_DIGEST (path, expected, actual) for a file that is not the one the edition was sealed with.
    """
    products_path, rules_path = folder / PRODUCTS_FILE, folder / RULES_FILE
    products = _read(products_path, edition.files, schema.ProductsDocument)
    check_products(products, edition, str(products_path))
    catalogue = _catalogue(products)
    rules = _read(rules_path, edition.files, schema.RulesDocument)
    check_rules(rules, catalogue, edition, str(rules_path))
    points = {point.id: point for point in rules.point}
    return Terms(
        edition=edition.id,
        catalogue=catalogue,
        rules=rules.rule,
        judges={
            rule.id: Judge(rule, catalogue, points)
            for rule in rules.rule
            if isinstance(rule, schema.CompatibilityRule)
        },
        speaker=Speaker(rules.phrases),
        facts={fact.id: fact.text for fact in rules.fact},
        quantities={quantity.id: quantity.text for quantity in rules.quantity},
        printed=Printed(
            clauses={clause: place for place, clause in enumerate(edition.clause_ids())},
            sections={section: place for place, section in enumerate(edition.section_ids())},
            products=frozenset(catalogue.by_id),
        ),
        uncited={clause: entry.reason for entry in rules.uncited for clause in entry.clauses},
        counting=rules.counting,
    )


def _read(path: Path, files: Mapping[str, str], document: type[_Document]) -> _Document:
    """The file as a document of that type."""
    try:
        return read_document(path, files, document)
    # ValueError: not UTF-8, not TOML, not this document; RecursionError: arrays without end.
    except (OSError, ValueError, RecursionError) as exc:
        raise UntrustedData(Code.TERMS_MALFORMED, path=str(path), where=path.name, detail=str(exc)) from exc


def _catalogue(document: schema.ProductsDocument) -> Catalogue:
    return Catalogue(
        products=tuple(
            Product(
                id=entry.id,
                group=entry.group,
                name=entry.name,
                kind=entry.kind,
                host=entry.host,
                needs_host=entry.needs_host,
                preloaded=entry.preloaded,
                subject=entry.subject,
                used_with=entry.used_with,
            )
            for entry in document.product
        ),
        components=tuple(
            Component(id=entry.id, products=entry.products, requires=entry.requires, name=entry.name)
            for entry in document.component
        ),
        sets=document.sets,
    )
