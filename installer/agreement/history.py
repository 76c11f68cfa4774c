"""What a publisher says about the changes since an earlier edition: the data of `changes.toml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from installer.agreement.change_class import ChangeClass
    from installer.agreement.clause import ClauseId
    from installer.i18n import Words


class ChangeStatement(msgspec.Struct, frozen=True):
    """One reason for the same class of change in one or several clauses.

    `clauses` are ids of the later edition; `removed` are ids of the earlier one that the later has not.
    """

    clauses: tuple[ClauseId, ...]
    removed: tuple[ClauseId, ...]
    change_class: ChangeClass
    reason: Words


class Since(msgspec.Struct, frozen=True):
    """All statements about one earlier edition, which is named by its digest too."""

    edition: str
    digest: str
    changes: tuple[ChangeStatement, ...]
