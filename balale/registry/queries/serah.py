"""What was handed over from one operator to the next, as whoever did it may read it."""

from dataclasses import dataclass
from datetime import date

from balale.access.models import Assignment, User
from balale.access.queries.accounts import get_user
from balale.audit.queries import get_own_line
from balale.kit.formatting import as_wib


@dataclass(frozen=True)
class SerahTerima:
    """One hand-over: who took over, on which day, with how many drafts."""

    kepada: User
    pada: date
    draf: int


def get_serah_terima(assignment: Assignment, *, user: User) -> SerahTerima | None:
    """The hand-over of this role by the asker; None before it, or where another did it."""
    dari = {"dari": str(assignment.user_id), "desa": assignment.wilayah_kode}
    line = get_own_line(event="account.handed_over", by=user.user_id, fields=dari)
    kepada = get_user(line.object_id) if line and line.object_id else None
    if line is None or kepada is None:
        return None
    return SerahTerima(kepada, as_wib(line.at).date(), int(line.fields["draf"]))
