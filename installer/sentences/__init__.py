"""The one table that turns an error code and its facts into a sentence a person can act on.

One module per family of codes, each with a function `sentences(tr)` that returns code → template.
The message ids are literals inside `tr("…")`, so Babel extracts them. A template says what
happened, where, and what to do; its placeholders are the names of the facts that the code carries:
raise the code with those names, or change the template. A fact that is not given reads `–`, and so
does an empty one where `values` has no word for it; facts that no template names are no error. Tests
prove that every code has a template in both languages, and that every `raise` in the core gives the
facts its template asks for.

A placeholder `{detail}` holds the words for a member of a closed set (`values`), for what the operating
system reported (`system`) or a parser said (`parsing`), or what stands in the fact where none are known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from installer.errors import Code
from installer.sentences import acceptance, agreement, evidence, install, terms, usage
from installer.sentences.values import MOMENTS, SAID, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.errors import AssentError, Fact
    from installer.i18n import Translator, Words

_NAMED: Final = frozenset({"component", "components", "needed_by", "product", "products"})
"""Facts that hold ids, with a comma or a space between them, of what has a name for people."""


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


def sentence(error: AssentError, tr: Translator, names: Mapping[str, Words] | None = None) -> str:
    """What happened, where and what to do, in the translator's language.

    `names` are what products and components are called, by id; without one its id is said.
    """
    known = words(error.code, tr)
    given: dict[str, object] = {}
    for fact, value in error.facts.items():
        said = known.get(fact, {})
        if str(value) in said:
            given[fact] = said[str(value)]
        elif fact in SAID and _kind(value) in said:
            given[fact] = said[_kind(value)]
        elif value != "":
            given[fact] = _read(fact, value, tr, names or {})
    return _template(error, tr).format_map(_Facts(given))


def _template(error: AssentError, tr: Translator) -> str:
    if error.code is Code.EARLIER_MISSING and not error.facts.get("record"):
        return acceptance.nothing_earlier(tr)
    return table(tr)[error.code]


def _kind(value: Fact) -> str:
    """What stands before the colon or the space, where something more is told behind it."""
    return str(value).replace(":", " ").partition(" ")[0]


def _read(fact: str, value: Fact, tr: Translator, names: Mapping[str, Words]) -> object:
    """As a person reads it: a moment in their zone, a name in place of an id."""
    if fact in MOMENTS:
        from installer.sentences.moments import moment_of  # its library is not for every refusal to load

        return moment_of(str(value), tr)
    if fact == "expected" and "-" in str(value):  # days, between which another must be
        from installer.sentences.moments import days_of  # as above

        return days_of(str(value), tr)
    if fact in SAID and isinstance(value, str):
        from installer.sentences import parsing, system  # as above: most refusals have nothing of the kind

        known = system.said(value, tr)
        return parsing.said(value, tr) if known == value else known
    if fact in _NAMED and names:
        ids = str(value).replace(",", " ").split()
        return ", ".join(names[each].get(tr.language, each) if each in names else each for each in ids)
    return value


def unexpected(tr: Translator, log: str) -> str:
    """What a person reads when something failed that no code names. `log` is the log file's path."""
    return tr(
        "The program met an error of its own and stopped. The details are in {log}; "
        "please send that file to whoever supports this program."
    ).format(log=log)
