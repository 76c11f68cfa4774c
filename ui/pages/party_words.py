"""What the page "Who accepts" calls its inputs, and how it says what is wrong with one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.acceptance import form
from installer.errors import Code
from ui import messages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.flow.facts import Problem
    from installer.i18n import Translator


def labels(tr: Translator) -> Mapping[str, str]:
    """The label of each line of text, by the dotted name of its field."""
    return {
        "actor.name": tr("Your &name"),
        "actor.email": tr("Your &e-mail address"),
        "actor.position": tr("Your &position"),
        "actor.organisation": tr("Your or&ganisation"),
        "principal.name": tr("Name of the one who is &bound"),
        "principal.contact": tr("&Contact of the one who is bound"),
        "authority.basis": tr("On what you &act (order, contract, letter of authority)"),
        "authority.accepted_how": tr("&How they accepted"),
        "authority.accepted_on": tr("On which &day they accepted"),
    }


def optional(label: str, tr: Translator) -> str:
    """The label of an input that may stay empty."""
    return tr("{label} (optional)").format(label=label)


def wrong(problem: Problem, tr: Translator) -> str:
    """What is wrong with an input, said at that input: it need not be named again."""
    code = problem.error.code
    if code is Code.PARTY_INCOMPLETE:
        return tr("Fill this in.")
    if code is Code.PARTY_INVALID:
        return _invalid(problem.field, tr)
    if code is Code.EARLIER_MISSING and problem.error.facts["record"]:
        return tr("Yours cannot rest on this record. Choose another one, or import a receipt.")
    if code is Code.EARLIER_MISSING:
        return tr("This computer's log has no such acceptance. Let it be given first, or import its receipt.")
    if code is Code.RECEIPT_UNFIT:
        return _unfit(str(problem.error.facts["detail"]), tr) or messages.shown(problem.error, tr)
    return messages.hint(problem, tr)


def summary(problem: Problem, tr: Translator) -> str:
    """What is still to be done, in the list at the foot of the page."""
    code = problem.error.code
    if code is Code.PARTY_INCOMPLETE:
        return tr("Fill in every field that is not optional.")
    if code is Code.PARTY_INVALID:
        return tr("Correct the entries that are marked.")
    return wrong(problem, tr)


def _invalid(field: str, tr: Translator) -> str:
    return {
        "actor.email": tr("An e-mail address looks like this: name@example.com"),
        "authority.accepted_on": tr("Write a day that is not in the future, as 2026-01-31."),
        form.COMPUTERS: tr("Write a number."),
    }.get(field, tr("At most 500 characters, all of which can be printed."))


def _unfit(detail: str, tr: Translator) -> str:
    return {
        "principal": tr("The receipt is of somebody else than the one who is named as bound."),
        "products": tr("The receipt does not cover all the products that are selected."),
        "edition": tr("The receipt is of another text than the one in force."),
        "not-imported": tr("This receipt was not imported on this computer. Import it."),
    }.get(detail, "")
