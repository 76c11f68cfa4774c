"""The sheet of a person's duties for a selection: with deadline, form and clause. A guide only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from installer.terms.determination import DeadlineUnit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer.agreement.clause import ClauseId
    from installer.agreement.edition import Edition
    from installer.i18n import Language, Translator
    from installer.terms.determination import Deadline, Determination, Item


class Sheet(msgspec.Struct, frozen=True):
    """The duties of one determination, in printed order."""

    determination: Determination
    timed: tuple[Item, ...]
    """With a deadline or a form, notices that name a deadline among them."""
    others: tuple[Item, ...]

    @property
    def cited(self) -> tuple[ClauseId, ...]:
        """All clauses that the duties rest on, each once."""
        return tuple(dict.fromkeys(clause for item in (*self.timed, *self.others) for clause in item.cite))


def make_sheet(determination: Determination) -> Sheet:
    """The duties of a determination."""
    timed = [item for item in determination.obligations if item.deadline or item.form]
    timed += [item for item in determination.notices if item.deadline]
    return Sheet(
        determination,
        tuple(timed),
        tuple(item for item in determination.obligations if not item.deadline and not item.form),
    )


def guide_note(tr: Translator) -> str:
    """What stands on every sheet."""
    return tr(
        "This sheet is a guide. It replaces nothing: only the agreement itself binds, "
        "and where a translation differs, the wording that governs."
    )


def deadline_words(deadline: Deadline, language: Language, tr: Translator) -> str:
    """The deadline as a person reads it."""
    count, start = deadline.amount or 0, deadline.start[language]
    words: dict[DeadlineUnit, str] = {
        DeadlineUnit.DAYS: tr.n("within {count} day of: {start}", "within {count} days of: {start}", count),
        DeadlineUnit.BUSINESS_DAYS: tr.n(
            "within {count} business day of: {start}", "within {count} business days of: {start}", count
        ),
        DeadlineUnit.YEARS: tr.n(
            "within {count} year of: {start}", "within {count} years of: {start}", count
        ),
        DeadlineUnit.PROMPTLY: tr("promptly after: {start}"),
        DeadlineUnit.BEFORE: tr("before: {start}"),
        DeadlineUnit.IN_TIME: tr("in time, before: {start}"),
    }
    return words[deadline.unit].format(count=count, start=start)


def sheet_document(sheet: Sheet, edition: Edition) -> dict[str, Any]:
    """The sheet for machines: the duties as in a determination, and the wording they rest on."""
    document = sheet.determination.to_document()
    wanted = {item.id for item in (*sheet.timed, *sheet.others)}
    entries = [entry for entry in (*document["obligations"], *document["notices"]) if entry["id"] in wanted]
    by_id = {entry["id"]: entry for entry in entries}
    return {
        "edition": edition.id,
        "digest": edition.digest,
        "products": sorted(sheet.determination.selection.products),
        "binding": False,
        "duties": [by_id[item.id] for item in (*sheet.timed, *sheet.others)],
        "clauses": {
            clause: {
                language: found.text
                for language in edition.languages
                if (found := edition.clause(clause, language)) is not None
            }
            for clause in sheet.cited
        },
    }


def sheet_text(sheet: Sheet, language: Language, tr: Translator) -> str:
    """The sheet for a terminal. Ends with a line feed."""
    return "\n".join(_lines(sheet, language, tr)) + "\n"


def _lines(sheet: Sheet, language: Language, tr: Translator) -> Iterator[str]:
    yield tr("Obligations under {edition}").format(edition=sheet.determination.edition)
    yield guide_note(tr)
    for heading, items in _parts(sheet, tr):
        yield from ("", heading)
        for item in items:
            yield f"  {item.id}: {item.text[language]} [{', '.join(item.cite)}]"
            yield from (f"      {detail}" for detail in _details(item, language, tr))
    yield from ("", tr("“assent agreement show CLAUSE” opens a clause."))


def _parts(sheet: Sheet, tr: Translator) -> list[tuple[str, tuple[Item, ...]]]:
    parts = [(tr("With a deadline or a form"), sheet.timed), (tr("Other obligations"), sheet.others)]
    return [(heading, items) for heading, items in parts if items]


def _details(item: Item, language: Language, tr: Translator) -> list[str]:
    details = []
    if item.deadline is not None:
        words = deadline_words(item.deadline, language, tr)
        details.append(tr("Deadline: {deadline}").format(deadline=words))
    if item.form:
        details.append(tr("Form: {form}").format(form=item.form[language]))
    return [*details, *item.links]


_PAGE: Final = """\
<!doctype html>
<html lang="{{ language }}">
<head>
<meta charset="utf-8">
<title>{{ title }}</title>
<style>
body { font: 11pt/1.4 sans-serif; margin: 2em; max-width: 50em }
.note { border: thin solid; padding: .5em 1em; font-weight: bold }
li, section { break-inside: avoid; margin-bottom: .6em }
small { display: block; color: #444 }
@media print { a { color: inherit; text-decoration: none } }
</style>
</head>
<body>
<h1>{{ title }}</h1>
<p><code>{{ edition.id }}@{{ edition.digest }}</code></p>
<p class="note">{{ note }}</p>
{% if products %}<p>{{ products | join(" · ") }}</p>
{% endif %}
{%- for heading, items in parts %}
<h2>{{ heading }}</h2>
<ul>
{% for item in items %}
<li id="{{ item.id }}">{{ item.text[language] }}
{%- for detail in details(item, language, tr) %}<small>{{ detail }}</small>{% endfor %}
<small>{% for clause in item.cite %}<a href="#{{ clause }}">{{ clause }}</a> {% endfor %}</small></li>
{% endfor %}
</ul>
{% endfor %}
<h2>{{ clauses_heading }}</h2>
{% for shown in clauses %}
<section id="{{ shown.clause }}"><h3>{{ shown.clause }}</h3>
{%- if shown.text is not none %}<p lang="{{ shown.language }}">{{ shown.text }}</p>{% endif %}
{%- if shown.standing.value not in ("governs", "faithful") %}
<small>{{ words(shown.standing, tr) }}
{%- for found in shown.divergences %} {{ difference(found, edition, tr) }}{% endfor %}</small>
{%- if shown.governing is not none %}<p lang="{{ edition.prevailing }}">{{ shown.governing }}</p>{% endif %}
{%- endif %}</section>
{% endfor %}
</body>
</html>
"""


def sheet_html(sheet: Sheet, edition: Edition, names: list[str], tr: Translator) -> str:
    """One self-contained page for a printer; each duty links to the wording of its clauses below.

    `names` are those of the products. The sentences are in the translator's language where the
    edition has it, else in the edition's first one.
    """
    # Imported here: 60 ms that only a page pays.
    import jinja2

    from installer.agreement.render import difference, standing_words

    language = tr.language if tr.language in edition.languages else edition.languages[0]
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    page = environment.from_string(_PAGE)
    return page.render(
        title=tr("Obligations under {edition}").format(edition=edition.id),
        note=guide_note(tr),
        products=names,
        parts=_parts(sheet, tr),
        clauses_heading=tr("Wording of the clauses"),
        clauses=[edition.shown(clause, language) for clause in sheet.cited],
        details=_details,
        words=standing_words,
        difference=difference,
        edition=edition,
        language=language,
        tr=tr,
    )
