"""The one table that turns an error code and its facts into a sentence a person can act on.

One module per family of codes, each with a function `sentences(tr)` that returns code → template.
The message ids are literals inside `tr("…")`, so Babel extracts them. A template says what
happened, where, and what to do; its placeholders are the names of the facts that the code carries:
raise the code with those names, or change the template. A fact that is empty or not given reads
`–`; facts that no template names are no error. Tests prove that every code has a template in both languages,
and that every `raise` in the core gives the facts its template asks for.

A placeholder `{detail}` holds what a parser or the operating system said, in its own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.sentences import acceptance, agreement, evidence, install, terms, usage
from installer.sentences.values import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.errors import AssentError, Code
    from installer.i18n import Translator


class _Facts(dict[str, object]):
    """Facts for `format_map`: one that is not given is a dash, never a crash."""

    def __missing__(self, key: str) -> str:
        return "–"


def table(tr: Translator) -> Mapping[Code, str]:
    """Every code's template in the translator's language, placeholders unfilled."""
    return {
        **agreement.sentences(tr),
        **terms.sentences(tr),
        **acceptance.sentences(tr),
        **evidence.sentences(tr),
        **install.sentences(tr),
        **usage.sentences(tr),
    }


def sentence(error: AssentError, tr: Translator) -> str:
    """What happened, where and what to do, in the translator's language."""
    known = words(error.code, tr)
    given = {
        name: known.get(name, {}).get(str(value), value) for name, value in error.facts.items() if value != ""
    }
    return table(tr)[error.code].format_map(_Facts(given))


def unexpected(tr: Translator, log: str) -> str:
    """What a person reads when something failed that no code names. `log` is the log file's path."""
    return tr(
        "The program met an error of its own and stopped. The details are in {log}; "
        "please send that file to whoever supports this program."
    ).format(log=log)
