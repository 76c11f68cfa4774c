"""Sentences about the text that is presented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.errors import Code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.i18n import Translator


def sentences(tr: Translator) -> Mapping[Code, str]:
    """Templates of the `agreement.*` codes."""
    return {
        Code.TEXT_MISSING: tr(
            "The agreement's text {path} is missing. Nothing was installed. "
            "Get a complete copy of the program."
        ),
        Code.TEXT_NOT_UTF8: tr(
            "The agreement's text {path} was saved in another encoding. Nothing was installed. "
            "Get a fresh copy of the program."
        ),
        Code.TEXT_MALFORMED: tr(
            "The agreement's text {path} cannot be read at line {line} ({detail}). Nothing was installed. "
            "Get a fresh copy of the program."
        ),
        Code.TEXT_IN_BOXES: tr(
            "This computer has no font for {count} characters of the agreement in the language “{language}”, "
            "such as {characters}: in their place stand boxes. What is on screen in this language does not "
            "count as shown. Install a font for it and start again, read the agreement in another of its "
            "languages, or read it elsewhere and tick the sections as read."
        ),
        Code.TEXT_DIGEST: tr(
            "The agreement's text {path} was changed: its digest is {actual}, the edition names {expected}. "
            "Nothing was installed. Get a fresh copy of the program."
        ),
        Code.CLAUSE_DIGEST: tr(
            "Clause {clause} ({language}) was changed in {path}, line {line}: its digest is {actual}, "
            "the edition names {expected}. "
            "Nothing was installed. Get a fresh copy of the program."
        ),
        Code.CLAUSE_UNPAIRED: tr(
            "Clause {clause} stands only in {language} and the edition does not say that it may. "
            "Nothing was installed. Get a fresh copy of the program."
        ),
        Code.EDITION_MALFORMED: tr(
            "The edition's description {path} cannot be read ({detail}). Nothing was installed. "
            "Get a fresh copy of the program."
        ),
        Code.EDITION_UNKNOWN: tr("There is no edition “{edition}”. There are: {known}."),
        Code.CLAUSE_UNKNOWN: tr(
            "The agreement has no clause or section “{clause}”. Similar ones: {near}. "
            "“assent agreement export” lists every id there is."
        ),
        Code.DIVERGENCE_PHRASE: tr(
            "The list of divergences {path} quotes words that clause {clause} ({language}) does not hold. "
            "Nothing was installed. Get a fresh copy of the program."
        ),
        Code.LINT_MALFORMED: tr(
            "The answers to the comparison of the languages, {path}, cannot be read ({detail}). "
            "Nothing was changed. Correct the file."
        ),
        Code.DIVERGENCES_MALFORMED: tr(
            "The list of divergences {path} cannot be read ({detail}). Nothing was installed. "
            "Get a fresh copy of the program."
        ),
        Code.CHANGES_MALFORMED: tr(
            "What the publisher says about the changes, {path}, cannot be read ({detail}). "
            "Nothing was installed. Get a fresh copy of the program."
        ),
        Code.EDITIONS_UNRELATED: tr(
            "“{edition}” and “{other}” are not editions of one agreement, so they cannot be compared. "
            "Nothing was changed."
        ),
        Code.EDITION_UNTRUSTED: tr(
            "The agreement is not signed by a publisher that this program trusts: {path} ({reason}). "
            "Nothing was installed. Get a fresh copy of the program."
        ),
        Code.PUBLISHER_KEY: tr(
            "The publisher's key {path} cannot be used ({rule}). Nothing was signed. "
            "Name an unencrypted Ed25519 key in PEM form."
        ),
        Code.IMPORT_REFUSED: tr(
            "The document {path} cannot be imported: line {line} ({detail}). Nothing was written. "
            "Correct the recipe, not the document."
        ),
        Code.IMPORT_FORMAT: tr(
            "The document {path} is no plain text in UTF-8 ({kind}). Nothing was written. Save it as plain "
            "text first, read that beside it, and import the plain text."
        ),
        Code.RECIPE_MALFORMED: tr(
            "The recipe of the import, {path}, cannot be used ({detail}). Nothing was written. "
            "Correct the recipe."
        ),
        Code.LANGUAGE_UNKNOWN: tr(
            "The agreement is not there in the language “{language}”. Ask for one of these: {known}"
        ),
    }
