"""`assent repair`: the files of installed components become again what they were when installed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from installer import host
from installer.cli import options
from installer.cli.watching import stopping, watching
from installer.errors import BadInput, Code, Refused

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from installer.i18n import Translator
    from installer.install.repair import RepairResult


@click.command()
@click.argument("components", nargs=-1)
@click.option("--target", type=click.Path(path_type=Path), default=None, help="Folder it was installed into.")
@click.option("--bundle", type=click.Path(path_type=Path), default=None, help="Folder of the bundle.")
@click.option("--force", is_flag=True, help="Replace changed files instead of keeping them aside.")
@options.common
def repair(*, target: Path | None, bundle: Path | None, lang: str | None, as_json: bool, **told: Any) -> int:
    """Restore files, empty folders and menu entries of COMPONENTS (all installed ones when none is named).

    A file that you changed is kept beside the restored one, with “.assent-kept” added to its name, and
    a menu entry that you changed stays; with --force both are replaced. Of what came with its own
    installer it is only said whether it can be seen: that installer is not started. The terms are asked
    of the log: a repair rests on the acceptance that the component was installed under.

    \b
    Examples:
      assent repair --target /opt/example
      assent repair --target /opt/example --bundle /media/bundle lpr --force
    """  # noqa: D301 - click wants the character \b itself
    from installer import paths
    from installer.install.bundle import load_bundle
    from installer.install.repair import Wanted
    from installer.install.repair import repair as carry_out
    from installer.progress import Cancel

    if target is None:
        raise BadInput(Code.TARGET_MISSING)
    loaded = load_bundle(bundle if bundle is not None else paths.bundle_root())
    wanted = Wanted(target, told["components"], force=told["force"])
    cancel = Cancel()
    face = options.Face(options.language_of(lang), as_json=as_json)
    with watching(face) as report, stopping(cancel):
        result = carry_out(loaded, wanted, _Installed(target), report, cancel)
    if as_json:
        options.print_json(_document(result))
    else:
        _say(result, face.translator())
    return host.exit_status(result.restart.outcome)


@dataclass(frozen=True)
class _Installed:
    """The proof of a repair: the log still holds the statement that the component was installed under."""

    target: Path

    def covers(self, component_ids: tuple[str, ...], /) -> Mapping[str, str]:
        """Their digests. Raises Refused(NOT_COVERED, component) where the log does not hold it."""
        statements, logged = self._statements(), self._logged()
        for component_id in component_ids:
            if component_id not in logged.get(statements.get(component_id, ""), ()):
                raise Refused(Code.NOT_COVERED, component=component_id)
        return {component_id: statements[component_id] for component_id in component_ids}

    def _statements(self) -> Mapping[str, str]:
        from installer.install.destination import Root
        from installer.install.inventory import read_inventory

        with Root(self.target) as root:
            return {item.id: item.statement for item in read_inventory(root).components}

    def _logged(self) -> Mapping[str, Collection[str]]:
        """By digest: the components that each acceptance in the log names; the whole log is checked."""
        from installer import paths
        from installer.evidence.keys import KEY_FILE, MachineKey
        from installer.evidence.log import Log
        from installer.evidence.predicates import Acceptance
        from installer.evidence.store import LOG_FILE

        folder = paths.state_root()
        if not (folder / LOG_FILE).exists():
            return {}
        with Log.open(folder, MachineKey.load(folder / KEY_FILE)) as log:
            return {
                logged.digest: logged.statement.predicate.components
                for logged in log.statements()
                if isinstance(logged.statement.predicate, Acceptance)
            }


def _document(result: RepairResult) -> dict[str, object]:
    return {
        "result": result.restart.outcome.label,
        "exit": host.exit_status(result.restart.outcome),
        "components": [{"id": item.id, "state": item.state} for item in result.components],
        "restored": list(result.restored),
        "saved": [{"path": path, "as": kept} for path, kept in result.saved],
        "replaced": list(result.replaced),
        "folders": list(result.folders),
        "entries": list(result.entries),
        "left": list(result.left),
        "recovery": result.recovery.ending.value,
    }


def _say(result: RepairResult, tr: Translator) -> None:
    words = {
        "repaired": tr("{id}: repaired"),
        "kept": tr("{id}: nothing to repair"),
        "present": tr("{id}: is there; its own installer brought it, so its files cannot be checked"),
        "missing": tr("{id}: is gone; “assent install” starts its own installer again"),
        "unchecked": tr("{id}: its own installer brought it; whether it is there cannot be checked"),
    }
    for item in result.components:
        click.echo(words[item.state].format(id=item.id))
    for line, paths in (
        (tr("  restored: {path}"), result.restored),
        (tr("  folder made: {path}"), result.folders),
        (tr("  menu entry made: {path}"), result.entries),
        (tr("  you had changed it, replaced: {path}"), result.replaced),
        (tr("  yours, left as it is: {path}"), result.left),
    ):
        for path in paths:
            click.echo(line.format(path=path))
    for path, kept in result.saved:
        click.echo(tr("  you had changed it, kept as {kept}: {path}").format(kept=kept, path=path))
    for line in result.restart.words(tr):
        click.echo(line)
