"""Whether the computer must restart before everything works, and why: for all that changes a target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from installer.errors import Outcome

if TYPE_CHECKING:
    from installer.i18n import Translator


class Restart(msgspec.Struct, frozen=True):
    """Why the computer must restart. Nothing of it: it need not."""

    in_use: tuple[str, ...] = ()
    """Old files that programs still run from, relative to the target. They go at the restart."""
    asked_by: tuple[str, ...] = ()
    """Components whose own installers say that they need it."""
    pending: tuple[str, ...] = ()
    """Components that are still to be installed when it has been."""

    @property
    def is_needed(self) -> bool:
        """Whether there is any reason."""
        return bool(self.in_use or self.asked_by or self.pending)

    @property
    def outcome(self) -> Outcome:
        """How a command ends that has done what it was asked to."""
        return Outcome.REBOOT_REQUIRED if self.is_needed else Outcome.SUCCESS

    def words(self, tr: Translator) -> tuple[str, ...]:
        """What a person is told, one sentence for each reason."""
        said = (
            (self.in_use, tr("Restart the computer: a file that was in use goes away then.")),
            (self.asked_by, tr("Restart the computer: this is not complete before: {ids}")),
            (self.pending, tr("Restart the computer, then start this again: it goes on with {ids}")),
        )
        return tuple(text.format(ids=", ".join(names)) for names, text in said if names)


NO_RESTART: Final = Restart()
