"""`assent agreement lint`: what a machine can find in a translation, for publishers and their builds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from installer.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from installer.agreement.lint.finding import Check, Finding, Problem, Report, Unchecked
    from installer.i18n import Translator

FOUND_STATUS = 1
"""Exit status when there are findings that nothing answers; 0 when there are none."""


@click.command(
    epilog="\b\nExamples:\n"
    "  assent agreement lint\n"
    "  assent agreement lint eula_texts/AGREEMENT/EDITION --lang en\n"
    "  assent agreement lint --edition AGREEMENT/EDITION --json"
)
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--edition", "edition_id", metavar="ID", help="Edition, by default the newest one.")
@options.common
@click.pass_context
def lint(
    ctx: click.Context, folder: Path | None, edition_id: str | None, lang: str | None, *, as_json: bool
) -> None:
    """Compare the languages of an edition: numbers, names, references, words that allow or forbid.

    Exit status 0: nothing is left unanswered. 1: there are findings; each says what to do.
    """
    from installer.agreement.lint.answers import read_answers
    from installer.agreement.lint.run import lint as lint_edition
    from installer.agreement.load import load_edition
    from installer.cli.publishing import preparing

    if folder is not None and edition_id is not None:
        tr = options.translator(options.language_of(lang))
        raise click.UsageError(tr("Name a folder or an edition, not both."), ctx)
    folder = folder or _folder_of(edition_id)
    with preparing(options.translator(options.language_of(lang))):
        edition = load_edition(folder)
        report = lint_edition(edition, read_answers(folder))
    if as_json:
        options.print_json(report_document(edition.id, report))
    else:
        tr = options.translator(options.language_of(lang))
        click.echo("\n".join(report_lines(edition.id, report, tr)).encode() + b"\n", nl=False)
    if report.findings:
        ctx.exit(FOUND_STATUS)


def report_document(edition: str, report: Report) -> dict[str, object]:
    """What `--json` prints."""
    translators = {language: options.translator(language) for language in options.LANGUAGES}
    return {
        "edition": edition,
        "findings": [
            {
                "check": found.check.value,
                "problem": found.problem.value,
                "clause": found.clause,
                "surplus": _plain(found.surplus),
                "phrases": _plain(found.phrases),
                "answered": found.answered,
                "text": {
                    language: " ".join((said(found, tr), advice(found.problem, tr)))
                    for language, tr in translators.items()
                },
            }
            for found in report.findings
        ],
        "explained": {"divergences": report.by_divergence, "answers": report.by_answer},
        "unchecked": [
            {"language": item.language, "checks": [check.value for check in item.checks]}
            for item in report.unchecked
        ],
    }


def report_lines(edition: str, report: Report, tr: Translator) -> Iterator[str]:
    """What a person reads: each finding with its words and what to do, then the sum."""
    for found in report.findings:
        yield f"[{found.clause}] {said(found, tr)}"
        for language, phrases in found.phrases.items():
            yield f"  {language}: {' | '.join(phrases) or '–'}"
        yield f"  {advice(found.problem, tr)}"
    for item in report.unchecked:
        yield _not_checked(item, tr)
    count = len(report.findings)
    yield tr.n(
        "{edition}: {count} finding is open; divergences explain {explained}, answers {answered}.",
        "{edition}: {count} findings are open; divergences explain {explained}, answers {answered}.",
        count,
    ).format(edition=edition, count=count, explained=report.by_divergence, answered=report.by_answer)


def said(found: Finding, tr: Translator) -> str:
    """What is wrong, in one sentence."""
    from installer.agreement.lint.finding import Problem

    sentences: Mapping[Problem, str] = {
        Problem.DIFFERS: tr("{check}: the languages differ. {surplus}."),
        Problem.LOOSE: tr("{check}: a divergence explains what is not there. {surplus}, in its phrases."),
        Problem.NOWHERE: tr("{check}: the reference leads nowhere. {surplus}."),
        Problem.DISORDER: tr("{check}: the enumerators do not follow one another. {surplus}."),
        Problem.REPEATED: tr("{check}: a number is repeated in brackets with another value. {surplus}."),
        Problem.UNUSED: tr("The answer “{answered}” in lint.toml answers nothing that is found. {surplus}."),
        Problem.UNKNOWN: tr("The answer “{answered}” in lint.toml names an unknown clause or check."),
    }
    surplus = "; ".join(
        tr("{language} alone has: {keys}").format(language=language, keys=", ".join(keys))
        for language, keys in found.surplus.items()
        if keys
    )
    sentence = sentences[found.problem]
    return sentence.format(check=check_label(found.check, tr), surplus=surplus, answered=found.answered)


def advice(problem: Problem, tr: Translator) -> str:
    """What to do about it."""
    from installer.agreement.lint.finding import Problem

    hints: Mapping[Problem, str] = {
        Problem.DIFFERS: tr(
            "Correct the text, explain the difference in divergences.toml with phrases that hold it, "
            "or answer the finding in lint.toml with a reason."
        ),
        Problem.NOWHERE: tr(
            "Correct the reference, explain it in divergences.toml with the words that stand there, "
            "or answer the finding in lint.toml with a reason."
        ),
        Problem.LOOSE: tr(
            "Correct the text, or let both phrases in divergences.toml hold the same words of this kind."
        ),
        Problem.DISORDER: tr("Correct the list, or answer the finding in lint.toml with a reason."),
        Problem.REPEATED: tr("Correct the number, or answer the finding in lint.toml with a reason."),
        Problem.UNUSED: tr("Remove the answer, or correct it to what is found now."),
        Problem.UNKNOWN: tr("Correct the clause or the check, or remove the answer."),
    }
    return hints[problem]


def check_label(check: Check, tr: Translator) -> str:
    """The name of a kind of check."""
    from installer.agreement.lint.finding import Check

    labels: Mapping[Check, str] = {
        Check.NUMBER: tr("Numbers, units and limits"),
        Check.DATE: tr("Dates"),
        Check.URL: tr("Addresses"),
        Check.NAME: tr("Names and codes"),
        Check.PARAGRAPH: tr("References to paragraphs"),
        Check.HEADING: tr("References by heading"),
        Check.ENUMERATOR: tr("Enumerators"),
        Check.BRACKET: tr("Words in brackets"),
        Check.ONLY: tr("Words that restrict"),
        Check.PROHIBITION: tr("Words that forbid"),
        Check.ANSWER: tr("Answers"),
    }
    return labels[check]


def _not_checked(item: Unchecked, tr: Translator) -> str:
    checks = ", ".join(check_label(check, tr) for check in item.checks)
    return tr("Not checked for the language “{language}”: {checks}.").format(
        language=item.language, checks=checks
    )


def _plain(keys: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {language: list(found) for language, found in keys.items()}


def _folder_of(edition_id: str | None) -> Path:
    from installer import paths
    from installer.agreement.cover import find_edition
    from installer.agreement.signed import open_edition

    root = paths.editions_root()
    return find_edition(root, open_edition(root, edition_id).id)
