"""A plan as a document: everything that will be done, and what of it cannot be undone."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Final

from ui import amounts, messages

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from installer.i18n import Translator
    from installer.install.external.program import Program
    from installer.install.plan import Plan
    from ui.answers import AnswerDocument

_FEW: Final = 12
"""Names that are shown of a long list before anybody asks for all of them."""

_MINUTE: Final = 60


class PlanSections:
    """Fills one document for one plan.

    `names` are the components' names by id; `unfolded` are the long lists to be shown whole.
    """

    def __init__(
        self, document: AnswerDocument, plan: Plan, names: Mapping[str, str], unfolded: Collection[str]
    ) -> None:
        self._document = document
        self._plan = plan
        self._names = names
        self._unfolded = unfolded

    def what_matters(self, tr: Translator) -> None:
        """What decides: components, programs and what of them cannot be undone, rights, room, own files."""
        self._earlier(tr)
        self._components(tr)
        self._programs(tr)
        self._privileged(tr)
        self._room(tr)
        lines = [
            tr("{path} is kept as {kept}").format(path=path, kept=kept) for path, kept in self._plan.saved
        ]
        lines += [tr("{path} stays as it is").format(path=path) for path in self._plan.left]
        self._fold("yours", tr("Your own and changed files"), lines, tr)

    def names_of_files(self, tr: Translator) -> None:
        """Every other name that is made, changed or removed."""
        plan = self._plan
        words = {
            "make": tr("{path}: is made"),
            "replace": tr("{path}: is replaced"),
            "remove": tr("{path}: is removed"),
        }
        entries = [words[action].format(path=path) for path, action in plan.entries]
        self._fold("entries", tr("Menu entries"), entries, tr)
        self._fold("replaced", tr("Files that are replaced"), plan.replaced, tr)
        self._fold("removed", tr("Files that are removed"), plan.removed, tr)
        self._fold("added", tr("New files"), plan.added, tr)
        self._fold("folders", tr("New folders"), plan.folders, tr)
        gone = plan.folders_removed
        self._fold("folders-removed", tr("Folders that are removed if they are empty then"), gone, tr)

    def _name(self, component_id: str) -> str:
        return self._names.get(component_id, component_id)

    def _earlier(self, tr: Translator) -> None:
        plan = self._plan
        words = {
            "finished": tr("An interrupted installation was finished first."),
            "rolled-back": tr("An interrupted installation was undone first."),
        }
        said = [
            words.get(plan.recovery.ending.value, ""),
            tr("An earlier, interrupted installation left behind what it could not undo: {ids}").format(
                ids=", ".join(map(self._name, plan.recovery.left))
            )
            if plan.recovery.left
            else "",
            tr("Waiting for a restart of the computer: {ids}").format(
                ids=", ".join(map(self._name, plan.pending))
            )
            if plan.pending
            else "",
            tr("Nothing is installed before that restart.") if plan.restart_first else "",
        ]
        for text in filter(None, said):
            self._document.paragraph(text)

    def _components(self, tr: Translator) -> None:
        lines = []
        for component in self._plan.components:
            line = tr("{component} {version}: {action} – files: {files}, size: {size}").format(
                component=self._name(component.id),
                version=component.version,
                action=messages.action(component.action, tr),
                files=component.files,
                size=amounts.size(component.size, tr.spoken),
            )
            needed = tr("needed by {components}").format(
                components=", ".join(map(self._name, component.pulled_in_by))
            )
            lines.append(f"{line} ({needed})" if component.pulled_in_by else line)
        lines += [
            tr(
                "{component}: the older version {offered} takes the place of {installed}, as you asked"
            ).format(component=self._name(found.component), offered=found.offered, installed=found.installed)
            for found in self._plan.downgrades
        ]
        self._list(tr("Components"), lines)

    def _programs(self, tr: Translator) -> None:
        if self._plan.programs:
            self._document.heading(tr("Programs that are started"), 3)
        for program in self._plan.programs:
            self._document.heading(self._name(program.component), 4)
            self._document.command(shlex.join(program.command))
            self._document.bullets(self._about(program, tr))
            if not program.can_be_undone:
                self._document.warning(
                    tr("Cannot be undone: if a later step fails, what this program did stays.")
                )

    def _about(self, program: Program, tr: Translator) -> list[str]:
        said = [
            tr("Started in the folder {folder}; time limit: {minutes} min").format(
                folder=program.folder, minutes=-(-program.timeout // _MINUTE)
            )
        ]
        said += [tr("With {setting}").format(setting=f"{key}={text}") for key, text in program.sets.items()]
        if program.passes:
            said.append(tr("Sees of your environment: {names}").format(names=", ".join(program.passes)))
        if program.can_be_undone:
            undo = shlex.join(program.undo)
            said.append(tr("If a later step fails, it is undone by: {command}").format(command=undo))
        return said

    def _privileged(self, tr: Translator) -> None:
        self._list(
            tr("Needs an administrator"),
            [
                tr("{component}: {what}").format(component=self._name(component), what=what)
                for component, what in self._plan.privileged
            ],
        )

    def _room(self, tr: Translator) -> None:
        language = tr.spoken
        self._list(
            tr("Space"),
            [
                tr("Disk of {path}: {need} needed, {free} free; {final} of it stays in use").format(
                    path=disk.path,
                    need=amounts.size(disk.need, language),
                    free=amounts.size(disk.free, language),
                    final=amounts.size(disk.final, language),
                )
                for disk in self._plan.disks
            ],
        )

    def _list(self, heading: str, lines: list[str]) -> None:
        if lines:
            self._document.heading(heading, 3)
            self._document.bullets(lines)

    def _fold(self, name: str, heading: str, lines: Collection[str], tr: Translator) -> None:
        """A list with its length; a long one is shown whole once somebody followed its link."""
        if not lines:
            return
        is_whole = name in self._unfolded or len(lines) <= _FEW
        self._document.heading(tr("{heading} ({count})").format(heading=heading, count=len(lines)), 3)
        self._document.bullets(list(lines) if is_whole else list(lines)[:_FEW])
        if not is_whole:
            more = tr("Show all {count}").format(count=len(lines))
            self._document.steps("", [(more, name)])
