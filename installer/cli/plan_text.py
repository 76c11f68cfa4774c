"""A plan for people, line by line."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer.i18n import Language, Translator
    from installer.install.external.program import Program
    from installer.install.plan import Plan
    from installer.install.plan_document import TermsPart


def lines_of(made: Plan, tr: Translator) -> Iterator[str]:
    """Everything that the install will do."""
    yield tr("Folder: {path}").format(path=made.target)
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
    yield from _files(made, tr)
    for program in made.programs:
        yield from _program(program, tr)
    for component, what in made.privileged:
        yield tr("  needs an administrator: {component}: {what}").format(component=component, what=what)
    if made.pending:
        yield tr("Waiting for a restart of the computer: {ids}").format(ids=", ".join(made.pending))
    if made.restart_first:
        yield tr("Nothing is installed before that restart.")
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


def _files(made: Plan, tr: Translator) -> Iterator[str]:
    for path in made.replaced:
        yield tr("  replaced by the new version: {path}").format(path=path)
    for path in made.removed:
        yield tr("  removed with the old version: {path}").format(path=path)
    for path, kept in made.saved:
        yield tr("  yours, kept as {kept}: {path}").format(kept=kept, path=path)
    for path in made.left:
        yield tr("  yours, left as it is: {path}").format(path=path)
    for path in made.folders_removed:
        yield tr("  folder removed if it is empty then: {path}").format(path=path)
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
    for section in terms.sections:
        text = section.text.get(language) or next(iter(section.text.values()), "")
        yield tr("  binds: {section}: {text} [{cite}]").format(
            section=section.id, text=text, cite=", ".join(section.cite)
        )
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
