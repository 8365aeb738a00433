"""The account that acts where nobody asks: nightly jobs and commands on the server itself.

It has no passphrase, and PostgreSQL refuses to give it one, a role or a code.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from balale.access.context import Context, acting_as
from balale.access.models import User
from balale.access.rules.accounts import SYSTEM_ID
from balale.access.rules.policy import Role, Tingkat
from balale.wilayah.queries import list_desa

_OPEN_LEVELS = (Tingkat.BIASA.value, Tingkat.TERBATAS.value)


@contextmanager
def acting_as_system(role: Role = Role.SISTEM) -> Iterator[User]:
    """A transaction over the whole regency, open levels only, as the system account.

    Another role than `sistem` is for commands that stand in for a person not there yet.
    """
    user = User(id=SYSTEM_ID, username="sistem", nama="Sistem", is_active=False)
    with acting_as(Context(user_id=SYSTEM_ID, role=role)):
        desa = tuple(list_desa().values_list("kode", flat=True))
        user.context = Context(user_id=SYSTEM_ID, role=role, desa=desa, tingkat=_OPEN_LEVELS)
        with acting_as(user.context):
            yield user
