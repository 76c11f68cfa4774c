"""A plan for people, line by line: everything that the plan's document says to machines."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from installer.i18n import Language, Translator
    from installer.install.external.program import Program
    from installer.install.plan import Plan
    from installer.install.plan_document import SectionPart, TermsPart


def lines_of(made: Plan, tr: Translator) -> Iterator[str]:
    """What the install will do, but for the names of files: components, room, programs, rights."""
    yield tr("Folder: {path}").format(path=made.target)
    if made.bundle:
        yield tr("Bundle: {digest}").format(digest=made.bundle)
    yield from _earlier(made, tr)
    yield from _components(made, tr)
    yield tr("Space: {need} bytes needed, {free} free").format(need=made.need_bytes, free=made.free_bytes)
    for disk in made.disks:
        yield tr(
            "  on the disk of {path}: {need} bytes needed, {free} free "
            "({staging} while installing, {final} for good, {aside} of old files until the end)"
        ).format(
            path=disk.path,
            need=disk.need,
            free=disk.free,
            staging=disk.staging,
            final=disk.final,
            aside=disk.set_aside,
        )
    for program in made.programs:
        yield from _program(program, tr)
    for component, what in made.privileged:
        yield tr("  needs an administrator: {component}: {what}").format(component=component, what=what)
    if made.pending:
        yield tr("Waiting for a restart of the computer: {ids}").format(ids=", ".join(made.pending))
    if made.restart_first:
        yield tr("Nothing is installed before that restart.")


def _earlier(made: Plan, tr: Translator) -> Iterator[str]:
    """How an interrupted installation was ended before the plan was made."""
    words = {
        "finished": tr("An interrupted installation was finished first."),
        "rolled-back": tr("An interrupted installation was undone first."),
    }
    ending = words.get(made.recovery.ending.value)
    if ending:
        yield ending
    if made.recovery.left:
        yield tr("An earlier, interrupted installation left behind what it could not undo: {ids}").format(
            ids=", ".join(made.recovery.left)
        )


def _components(made: Plan, tr: Translator) -> Iterator[str]:
    from installer.install.plan import Action

    words = {
        Action.INSTALL: tr("install"),
        Action.REPLACE: tr("replace"),
        Action.KEEP: tr("keep as it is"),
        Action.REMOVE: tr("remove"),
    }
    for component in made.components:
        line = tr("  {id} {version}: {action}, {files} files, {size} bytes").format(
            id=component.id,
            version=component.version,
            action=words[component.action],
            files=component.files,
            size=component.size,
        )
        needed = tr(" (needed by {ids})").format(ids=", ".join(component.pulled_in_by))
        yield line + needed if component.pulled_in_by else line
    for found in made.downgrades:
        yield tr("  downgrade, as you asked: {id} from {installed} to {offered}").format(
            id=found.component, installed=found.installed, offered=found.offered
        )


def file_lines(made: Plan, tr: Translator) -> Iterator[str]:
    """Every name that is made, changed or removed, and every one that stays although it is in the way."""
    named = (
        (tr("  folder made: {path}"), made.folders),
        (tr("  new: {path}"), made.added),
        (tr("  replaced by the new version: {path}"), made.replaced),
        (tr("  removed: {path}"), made.removed),
        (tr("  yours, left as it is: {path}"), made.left),
        (tr("  folder removed if it is empty then: {path}"), made.folders_removed),
    )
    for line, paths in named:
        for path in paths:
            yield line.format(path=path)
    for path, kept in made.saved:
        yield tr("  yours, kept as {kept}: {path}").format(kept=kept, path=path)
    words = {
        "make": tr("  menu entry made: {path}"),
        "replace": tr("  menu entry replaced: {path}"),
        "remove": tr("  menu entry removed: {path}"),
    }
    for path, action in made.entries:
        yield words[action].format(path=path)


def _program(program: Program, tr: Translator) -> Iterator[str]:
    yield tr("  starts for {component}: {command}").format(
        component=program.component, command=shlex.join(program.command)
    )
    yield tr("    kind {kind}, in the folder {folder}, for {seconds} seconds at most").format(
        kind=program.kind, folder=program.folder, seconds=program.timeout
    )
    for name, value in program.sets.items():
        yield tr("    with {setting}").format(setting=f"{name}={shlex.quote(value)}")
    if program.passes:
        yield tr("    sees of your environment: {names}").format(names=", ".join(program.passes))
    if program.can_be_undone:
        yield tr("    undone by: {command}").format(command=shlex.join(program.undo))
    else:
        yield tr("    cannot be undone if a later step fails")


def terms_lines(terms: TermsPart, language: Language, tr: Translator) -> Iterator[str]:
    """Which text will bind, in which language it will be read, and which sections apply, with citations."""
    yield tr("Terms: {edition}, read in {language}; what governs: {prevailing}").format(
        edition=terms.edition,
        language=terms.language,
        prevailing=terms.prevailing or tr("all languages alike"),
    )
    yield tr("  digest of the text: {digest}").format(digest=terms.digest)
    if terms.products:
        yield tr("  for the products: {ids}").format(ids=", ".join(terms.products))
    for group in _together(terms.sections):
        yield _binds(group, language, tr)
    for conflict in terms.conflicts:
        text = conflict.text.get(language) or next(iter(conflict.text.values()), "")
        yield tr("  forbidden: {text} [{cite}]").format(text=text, cite=", ".join(conflict.cite))
    for choice in terms.to_choose:
        yield tr(
            "  {component}: which terms bind depends on the product; name it with --product: {ids}"
        ).format(component=choice.component, ids=", ".join(choice.products))
    for name in terms.unknown:
        yield tr("  {name}: this edition has no terms for it, so nothing of it can be accepted").format(
            name=name
        )


def _together(sections: Iterable[SectionPart]) -> list[list[SectionPart]]:
    """The sections that bind for the same reason, so that it is said once."""
    groups: list[list[SectionPart]] = []
    for section in sections:
        why = (section.text, section.cite)
        alike = next((group for group in groups if (group[0].text, group[0].cite) == why), None)
        if alike is None:
            groups.append([section])
        else:
            alike.append(section)
    return groups


def _binds(sections: Sequence[SectionPart], language: Language, tr: Translator) -> str:
    """One line for sections that bind for the same reason."""
    first = sections[0]
    return tr("  binds: {section}: {text} [{cite}]").format(
        section=", ".join(section.id for section in sections),
        text=first.text.get(language) or next(iter(first.text.values()), ""),
        cite=", ".join(first.cite),
    )
