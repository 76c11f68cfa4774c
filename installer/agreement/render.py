"""Showing clauses to a reader: plain text for a terminal, HTML for a browser and a printer.

Both keep the rule of the prevailing language: where a shown wording cannot be relied on, the one
that governs follows it, with how the two differ. The wording itself is never re-flowed or edited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from installer.agreement.edition import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from installer.agreement.edition import Divergence, Edition, Row, Shown
    from installer.i18n import Language, Translator


def standing_words(standing: Standing, tr: Translator) -> str:
    """What a reader is told about how far a shown wording can be relied on."""
    words = {
        Standing.GOVERNS: tr("This wording governs."),
        Standing.FAITHFUL: tr("Faithful translation."),
        Standing.DIVERGES: tr("This translation says something else than the wording that governs."),
        Standing.STALE: tr("This translation was made from an older wording than the one that governs."),
        Standing.MISSING: tr("This clause is not there in this language."),
    }
    return words[standing]


def difference(divergence: Divergence, edition: Edition, tr: Translator) -> str:
    """How the two wordings differ, in the reader's language where the edition has it."""
    return divergence.difference.get(tr.language) or divergence.difference[edition.languages[0]]


def render_text(edition: Edition, rows: Iterable[Row], languages: Sequence[Language], tr: Translator) -> str:
    """Each clause under its id; a wording that cannot be relied on is followed by the one that governs."""
    blocks = []
    for row in rows:
        parts = [f"[{row.clause}]"]
        for language in languages:
            shown = edition.shown(row.clause, language)
            parts += _shown_lines(edition, shown, languages, tr)
        blocks.append("\n".join(parts))
    return "\n\n".join(blocks) + "\n"


def _shown_lines(edition: Edition, shown: Shown, languages: Sequence[Language], tr: Translator) -> list[str]:
    lines = [] if shown.text is None else [_labelled(shown.language, shown.text, languages)]
    if shown.standing in {Standing.GOVERNS, Standing.FAITHFUL}:
        return lines
    lines.append(f"  ! {standing_words(shown.standing, tr)}")
    lines += [f"  ! {difference(found, edition, tr)}" for found in shown.divergences]
    if shown.governing is not None and edition.prevailing not in languages:
        lines.append(f"{edition.prevailing}: {shown.governing}")
    return lines


def _labelled(language: Language, text: str, languages: Sequence[Language]) -> str:
    return text if len(languages) == 1 else f"{language}: {text}"


_PAGE: Final = """\
<!doctype html>
<html lang="{{ tr.language }}">
<head>
<meta charset="utf-8">
<title>{{ edition.id }}</title>
<style>
body { font: 11pt/1.4 sans-serif; margin: 2em }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
td, th { vertical-align: top; text-align: start; padding: .3em .8em .3em 0; border-top: thin solid #bbb }
.heading { font-weight: bold }
small { display: block; color: #555 }
tr { break-inside: avoid }
</style>
</head>
<body>
<p><code>{{ edition.id }}@{{ edition.digest }}</code></p>
<table>
<thead><tr>
{%- for language in languages %}
<th scope="col" lang="{{ language }}" dir="auto">{{ edition.title[language] }}</th>
{%- endfor %}
</tr></thead>
<tbody>
{% for row in rows %}
<tr id="{{ row.clause }}">
{%- for language in languages %}{% set shown = edition.shown(row.clause, language) %}
<td lang="{{ language }}" dir="auto"
{%- if row.clause.endswith("/heading") %} class="heading"{% endif %}>
{{- shown.text if shown.text is not none else "" }}
{%- if shown.standing.value not in ("governs", "faithful") %}
<small lang="{{ tr.language }}">{{ words(shown.standing, tr) }}
{%- for found in shown.divergences %} {{ difference(found, edition, tr) }}{% endfor %}</small>
{%- if shown.governing is not none and edition.prevailing not in languages %}
<div lang="{{ edition.prevailing }}" dir="auto">{{ shown.governing }}</div>
{%- endif %}
{%- endif %}
</td>
{%- endfor %}
</tr>
{% endfor %}
</tbody>
</table>
</body>
</html>
"""


def render_html(edition: Edition, rows: Iterable[Row], languages: Sequence[Language], tr: Translator) -> str:
    """One self-contained page, a column a language, for a browser or a printer."""
    # Imported here: 60 ms that only an export pays.
    import jinja2

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    environment.globals.update(words=standing_words, difference=difference)
    page = environment.from_string(_PAGE)
    return page.render(edition=edition, rows=tuple(rows), languages=languages, tr=tr)
