"""From an error of the core to what a person reads, and what they can hand to whoever helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer import __version__, errors, logs, paths
from installer.errors import AssentError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.flow.facts import Problem
    from installer.i18n import Translator, Words
    from installer.install.plan import Action


def shown(error: Exception, tr: Translator, names: Mapping[str, Words] | None = None) -> str:
    """What happened, where, and what to do. An error that no code names points to the log file.

    `names` are what products and components are called, by id.
    """
    from installer import sentences  # nothing has gone wrong yet when the first page is painted

    if isinstance(error, AssentError):
        return sentences.sentence(error, tr, names)
    return sentences.unexpected(tr, str(paths.state_root() / logs.FILE))


def code(error: Exception) -> str:
    """The code as printed: `install.disk-full`, or `internal` for a defect of the program."""
    return error.code.value if isinstance(error, AssentError) else "internal"


def details(error: Exception) -> str:
    """The code, every fact and the cited clauses, one a line, to be copied and sent."""
    lines = [f"assent {__version__}", f"code: {code(error)}"]
    if isinstance(error, AssentError):
        lines += [f"{name}: {value}" for name, value in error.facts.items()]
        lines += [f"clause: {clause}" for clause in error.cite]
    else:
        lines.append(f"type: {type(error).__name__}")
    return "\n".join(lines)


def hint(problem: Problem, tr: Translator) -> str:
    """What is still to be done on a page: said as a next step where nothing has failed yet."""
    return _next_steps(tr).get(problem.error.code) or shown(problem.error, tr)


def _next_steps(tr: Translator) -> Mapping[errors.Code, str]:
    return {
        errors.Code.SELECTION_EMPTY: tr("Choose at least one product."),
        errors.Code.TERMS_CONFLICT: tr(
            "The agreement does not allow this selection. Each conflict is named above with its clause."
        ),
        errors.Code.AFFIRMATION_MISSING: tr("Confirm each statement by ticking its box."),
        errors.Code.NOT_ACCEPTED: tr("Accept or decline the agreement."),
        errors.Code.PARTY_INCOMPLETE: tr("Fill in every field."),
        errors.Code.ROLE_CONFLICT: tr(
            "Some of these products do not go with what was chosen on the page “Who accepts”, under “Other "
            "situations”. Remove them here, or choose otherwise there."
        ),
        errors.Code.EARLIER_MISSING: tr(
            "The earlier acceptance that yours rests on does not cover all the products that are selected."
        ),
        errors.Code.RECEIPT_UNFIT: tr("The receipt does not cover all the products that are selected."),
        errors.Code.SECTION_UNSEEN: tr("Read each section that applies, or tick it as read in the outline."),
    }


def action(what: Action, tr: Translator) -> str:
    """What the plan does to a component."""
    from installer.install.plan import Action  # the install engine is not for the first page to load

    return {
        Action.INSTALL: tr("will be installed"),
        Action.REPLACE: tr("will be replaced"),
        Action.KEEP: tr("is already there"),
        Action.REMOVE: tr("will be removed"),
    }[what]


def phase(name: str, tr: Translator) -> str:
    """What the install is doing now."""
    return {
        "check": tr("Checking {component}"),
        "stage": tr("Preparing {component}"),
        "flush": tr("Finishing writing; this cannot be interrupted"),
        "commit": tr("Putting {component} in place"),
        "rollback": tr("Putting everything back"),
        "remove": tr("Removing {component}"),
        "external": tr("The installer of {component} is running"),
    }.get(name, "{component}")


def component_states(tr: Translator) -> Mapping[str, str]:
    """What has become of a component, by phase of the install and by state of its result."""
    return {
        "stage": tr("being prepared"),
        "commit": tr("being put in place"),
        "installed": tr("installed"),
        "replaced": tr("replaced"),
        "kept": tr("was there already"),
        "removed": tr("removed"),
        "pending": tr("waits for a restart of the computer"),
    }
