"""A fresh answer file, with a comment at each answer in the person's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from installer.i18n import Language, Translator


def template(tr: Translator, language: Language) -> str:
    """The text of the file. It reads as answers that are still to be given; `answers check` says so.

    `language` is one that the edition has.
    """
    lines: list[str] = []

    def note(text: str) -> None:
        lines.extend(("", f"# {text}"))

    lines.append("# " + tr("Answers for an unattended install. This file accepts nothing by itself."))
    lines += ['type = "assent/answers"', "version = 1"]
    note(tr("In which language the agreement is read: a language of the edition."))
    lines.append(f'language = "{language}"')
    note(tr("The folder to install into."))
    lines.append('target = ""')
    note(tr("Whether an older version may take the place of a newer one."))
    lines.append("# allow_downgrade = true")
    note(tr("In which capacity: “self”, “on-behalf” (for a third party), “delegate” (updates)."))
    lines.append('capacity = "self"')
    note(tr("Whose acceptance it is: “end-user”, “affiliate” (rests on the buyer's) or “transferee”."))
    lines += ['role = "end-user"', '# rests_on = ""']
    note(tr("When it is given: “install”, “before-purchase”, “hand-over”, or “remote” (on other computers)."))
    lines += ['occasion = "install"', "# remote_computers = 1"]
    note(tr("For a delegate: the record of the grant to rely on; without it, whichever fits."))
    lines.append('# grant = ""')
    note(tr("Who acts. Position and organisation are needed when an organisation accepts for itself."))
    lines += ["[actor]", 'name = ""', 'email = ""', 'position = ""', 'organisation = ""']
    note(tr("Who is bound: “individual” or “organisation”. Name and contact are for a third party."))
    lines += ["[principal]", 'type = "organisation"', 'name = ""', 'contact = ""']
    note(tr("For a third party: on what authority, how and when (YYYY-MM-DD) they accepted, the evidence."))
    lines.append(
        "# " + tr("With their own receipt (“assent handover import”) how and when need not be said.")
    )
    lines += [
        "[authority]",
        'basis = ""',
        'accepted_how = ""',
        "# accepted_on = 2025-01-31",
        '# evidence_file = "order.pdf"',
        '# receipt = ""',
    ]
    note(tr("What to install; “assent terms” explains release, host, quantities and facts."))
    lines += [
        "[selection]",
        "products = []",
        '# release = "2025 R1"',
        '# host = ""',
        "# installed = []",
        "# [selection.quantities]",
        "# [selection.facts]",
    ]
    note(tr("Voluntary consents, true or false each; leave them out to leave them unanswered."))
    lines.append("[consents]")
    return "\n".join(lines) + "\n"
