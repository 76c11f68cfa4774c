"""A comparison as one self-contained page for a browser or a printer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from installer.agreement.compare import render
from installer.agreement.compare.words import Op

if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer.agreement.compare.change import Comparison
    from installer.i18n import Language, Translator

_PAGE: Final = """\
<!doctype html>
<html lang="{{ tr.language }}">
<head>
<meta charset="utf-8">
<title>{{ found.old }} → {{ found.new }}</title>
<style>
body { font: 11pt/1.45 sans-serif; margin: 2em auto; max-width: 60em }
section { border-top: thin solid #bbb; padding: .4em 0; break-inside: avoid }
h2 { font-size: 1em; margin: .3em 0 }
p { margin: .2em 0 }
small { color: #444 }
ins { background: #d9f2d9; color: #0b4a0b }
del { background: #fbdcdc; color: #7a1111 }
</style>
</head>
<body>
<h1><code>{{ found.old }}</code> → <code>{{ found.new }}</code></h1>
<p><small>{{ found.old_digest }} → {{ found.new_digest }}</small></p>
<p>{{ render.class_words(found.change_class, tr) }}</p>
{% for part in found.edition_changes %}
<section><p>{{ render.part_words(part, tr) }}</p>
<p><small>{{ render.class_words(part.change_class, tr) }}</small></p></section>
{% endfor %}
{% for change in found.changes %}
<section id="{{ change.clause }}">
<h2><code>{{ render.place_words(change) }}</code> {{ render.kind_words(change.kind, tr) }}</h2>
<p><small>{{ render.class_words(change.change_class, tr) }} {{ render.ground_words(change.ground, tr) }}
{{ render.reason_of(change, tr.language) }}</small></p>
{% for language, wording in render.concerned(change, languages) %}
<p lang="{{ language }}" dir="auto">
{%- for run in wording.runs %}
{%- if run.op is removed %}<del>{{ run.text }}</del>
{%- elif run.op is added %}<ins>{{ run.text }}</ins>
{%- else %}{{ run.text }}{% endif %}
{%- endfor %}</p>
{% endfor %}
</section>
{% endfor %}
{% for clause in found.unused %}
<p>{{ tr("{clause}: stated in changes.toml, but not changed.").format(clause=clause) }}</p>
{% endfor %}
{% if not found.changes and not found.edition_changes %}<p>{{ tr("No clause differs.") }}</p>{% endif %}
</body>
</html>
"""


def render_html(comparison: Comparison, languages: Sequence[Language], tr: Translator) -> str:
    """The page. What was removed is crossed out and what was added underlined, not coloured alone."""
    # Imported here: 60 ms that only this page pays.
    import jinja2

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    environment.tests.update(
        removed=lambda op: op is Op.REMOVED,
        added=lambda op: op is Op.ADDED,
    )
    page = environment.from_string(_PAGE)
    return page.render(found=comparison, languages=languages, tr=tr, render=render)
