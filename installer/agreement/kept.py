"""An earlier edition, put together again from nothing but its texts, as a receipt keeps them."""

from __future__ import annotations

import hashlib
from types import MappingProxyType
from typing import TYPE_CHECKING

from installer.agreement.edition import Edition, Text
from installer.agreement.load import digest_of_edition
from installer.agreement.parse import parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.i18n import Language


def edition_of_texts(
    current: Edition, edition_id: str, prevailing: Language | None, contents: Mapping[Language, str]
) -> Edition:
    """The edition of these texts. What only `edition.toml` says is taken from the `current` edition.

    So a change of licensor cannot be seen in it, and it is good for showing differences to whoever
    accepted it, not for judging what a delegate may. `digest` is computed from the texts. Raises
    UntrustedData TEXT_MALFORMED (path, line, detail).
    """
    texts = {
        language: Text(
            language,
            parse(content, f"{edition_id}/{language}.md").sections,
            hashlib.sha256(content.encode()).hexdigest(),
            content,
        )
        for language, content in contents.items()
    }
    return Edition(
        id=edition_id,
        date=edition_id.partition("/")[2],
        licensor=current.licensor,
        title=MappingProxyType(dict.fromkeys(texts, "")),
        languages=tuple(texts),
        prevailing=prevailing,
        texts=MappingProxyType(texts),
        divergences=(),
        artefacts=(),
        digest=digest_of_edition({language: text.digest for language, text in texts.items()}),
        separate=current.separate,
        personal=current.personal,
    )
