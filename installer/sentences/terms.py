"""Sentences about products, components and the terms that apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.errors import Code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.i18n import Translator


def sentences(tr: Translator) -> Mapping[Code, str]:
    """Templates of the `terms.*` codes."""
    return {
        Code.TERMS_MALFORMED: tr(
            "The edition's rules {path} cannot be read ({where}: {detail}). Nothing was installed. "
            "Get a fresh copy of the program."
        ),
        Code.CITATION_UNKNOWN: tr(
            "The edition's rules {path} cite clause {clause}, which the agreement does not have. "
            "Nothing was installed. Get a fresh copy of the program."
        ),
        Code.PRODUCT_UNKNOWN: tr("There is no product “{name}” in this edition. Similar names: {near}."),
        Code.COMPONENT_UNKNOWN: tr("There is no component “{name}”. Similar names: {near}."),
        Code.SELECTION_MALFORMED: tr(
            "The selection cannot be used: line {line}, {key} ({detail}). "
            "“assent terms --schema” shows what it may hold."
        ),
        Code.FACT_UNKNOWN: tr(
            "There is no fact “{name}” to state. Similar names: {near}. "
            "“assent terms --schema” lists them all."
        ),
        Code.QUANTITY_UNKNOWN: tr(
            "There is no quantity “{name}” to state. Similar names: {near}. "
            "“assent terms --schema” lists them all."
        ),
        Code.RELEASE_MALFORMED: tr(
            "“{release}” is no release. Write the year and R with a number, such as “2025 R1”."
        ),
        Code.DEVICES_MALFORMED: tr(
            "The device list cannot be counted: line {line}, column “{column}” ({detail}). "
            "“assent terms count --help” shows what a list may hold."
        ),
        Code.COUNTING_ELSEWHERE: tr(
            "The agreement's rules for counting device licences do not concern {products}. "
            "Name a product that they concern with --product."
        ),
        Code.SELECTION_EMPTY: tr("No product is selected. Select at least one."),
        Code.TERMS_CONFLICT: tr(
            "The agreement does not allow this selection ({conflicts}). Nothing was installed. "
            "“assent terms” says which clause forbids what; change the selection."
        ),
    }
