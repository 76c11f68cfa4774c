"""Showing a comparison: for a terminal, for a browser, for machines. Nothing of a wording is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from installer.agreement.change_class import ChangeClass
from installer.agreement.compare.change import ChangeKind, EditionPart, Ground
from installer.agreement.compare.words import Op

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from installer.agreement.compare.change import ClauseChange, Comparison, EditionChange, Wording
    from installer.i18n import Language, Translator

_DIGITS: Final = 12
_MARKS: Final = {Op.SAME: ("", ""), Op.REMOVED: ("[-", "-]"), Op.ADDED: ("[+", "+]")}


def kind_words(kind: ChangeKind, tr: Translator) -> str:
    """What happened to a clause."""
    words = {
        ChangeKind.ADDED: tr("New clause."),
        ChangeKind.REMOVED: tr("No longer there."),
        ChangeKind.REWORDED: tr("Reworded."),
        ChangeKind.TYPOGRAPHY: tr("Only spaces, quotation marks or dashes differ."),
        ChangeKind.MOVED: tr("The same words in another place."),
        ChangeKind.TRANSLATION: tr("Only a translation differs; the wording that governs is the same."),
    }
    return words[kind]


def class_words(change_class: ChangeClass, tr: Translator) -> str:
    """What a change asks for."""
    words = {
        ChangeClass.NONE: tr("Nothing has to be accepted."),
        ChangeClass.NOTIFY: tr("To be told of it; nothing has to be read again."),
        ChangeClass.REQUIRED: tr("To be accepted again."),
        ChangeClass.PERSONAL: tr("To be accepted again in person, not by an administrator."),
    }
    return words[change_class]


def ground_words(ground: Ground, tr: Translator) -> str:
    """Why it asks for that."""
    words = {
        Ground.STATED: tr("So the publisher states."),
        Ground.UNSTATED: tr("The publisher states nothing about it."),
        Ground.LIFTED: tr("The publisher states less than such a change may ask for."),
        Ground.IN_PERSON: tr("The clause is one that is accepted in person."),
    }
    return words[ground]


def part_words(change: EditionChange, tr: Translator) -> str:
    """What the edition says otherwise than the earlier one."""
    words = {
        EditionPart.PREVAILING: tr("The language that prevails was “{old}” and is “{new}”."),
        EditionPart.LICENSOR: tr("The licensor was “{old}” and is “{new}”."),
        EditionPart.LANGUAGES: tr("The languages were “{old}” and are “{new}”."),
        EditionPart.SEPARATE: tr(
            "Clauses that need an affirmation of their own: before “{old}”, now “{new}”."
        ),
    }
    return words[change.part].format(old=", ".join(change.old) or "–", new=", ".join(change.new) or "–")


def reason_of(change: ClauseChange, language: Language) -> str:
    """The publisher's reason in that language, else in the first there is; empty where none is given."""
    return change.reason.get(language) or next(iter(change.reason.values()), "")


def place_words(change: ClauseChange) -> str:
    """The clause, and where it stood before if that was elsewhere."""
    moved = change.old is not None and change.new is not None and change.old != change.new
    return f"{change.old} → {change.new}" if moved else change.clause


def concerned(change: ClauseChange, languages: Sequence[Language]) -> list[tuple[Language, Wording]]:
    """The languages to show, without those that have the clause in neither edition."""
    return [
        (language, wording)
        for language, wording in change.wordings.items()
        if language in languages and (wording.old is not None or wording.new is not None)
    ]


def names(comparison: Comparison) -> tuple[str, str]:
    """Both editions with the first digits of their digests, which tell two drafts of one edition apart."""
    old, new = comparison.old_digest[:_DIGITS], comparison.new_digest[:_DIGITS]
    return f"{comparison.old}@{old}", f"{comparison.new}@{new}"


def render_text(comparison: Comparison, languages: Sequence[Language], tr: Translator) -> str:
    """Each change under its clause: what, why, the publisher's reason, and the words with their marks."""
    lines = [f"{names(comparison)[0]} → {names(comparison)[1]}", class_words(comparison.change_class, tr), ""]
    for part in comparison.edition_changes:
        lines += [part_words(part, tr), f"  {class_words(part.change_class, tr)}", ""]
    for change in comparison.changes:
        lines += [*_change_lines(change, languages, tr), ""]
    for clause in comparison.unused:
        lines.append(tr("{clause}: stated in changes.toml, but not changed.").format(clause=clause))
    if not (comparison.changes or comparison.edition_changes):
        lines.append(tr("No clause differs."))
    return "\n".join(lines).rstrip("\n") + "\n"


def _change_lines(change: ClauseChange, languages: Sequence[Language], tr: Translator) -> Iterator[str]:
    yield f"[{place_words(change)}] {kind_words(change.kind, tr)}"
    yield f"  {class_words(change.change_class, tr)} {ground_words(change.ground, tr)}"
    if reason := reason_of(change, tr.language):
        yield f"  {reason}"
    for language, wording in concerned(change, languages):
        marked = (f"{_MARKS[run.op][0]}{run.text}{_MARKS[run.op][1]}" for run in wording.runs)
        yield f"  {language}: {''.join(marked)}"


def comparison_document(comparison: Comparison) -> dict[str, object]:
    """What `agreement compare --json` prints."""
    return {
        "old": {"edition": comparison.old, "digest": comparison.old_digest},
        "new": {"edition": comparison.new, "digest": comparison.new_digest},
        "class": comparison.change_class.value,
        "edition_changes": [
            {
                "part": part.part.value,
                "old": list(part.old),
                "new": list(part.new),
                "class": part.change_class.value,
            }
            for part in comparison.edition_changes
        ],
        "changes": [_change_document(change) for change in comparison.changes],
        "unused": list(comparison.unused),
    }


def _change_document(change: ClauseChange) -> dict[str, object]:
    return {
        "kind": change.kind.value,
        "old": change.old,
        "new": change.new,
        "class": change.change_class.value,
        "ground": change.ground.value,
        "stated": None if change.stated is None else change.stated.value,
        "reason": dict(change.reason),
        "wordings": {
            language: {
                "old": wording.old,
                "new": wording.new,
                "runs": [{"op": run.op.value, "text": run.text} for run in wording.runs],
            }
            for language, wording in change.wordings.items()
        },
    }
