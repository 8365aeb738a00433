"""Reads of the accounts' pages: the list, one account, and the areas to choose from."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from balale.access.models import ActivationCode, Assignment, User
from balale.access.rules.accounts import GRANTABLE, UNITS, AccountState, judge_state
from balale.access.rules.policy import POLICY, Role
from balale.kit.formatting import format_tanggal
from balale.wilayah.models import Desa
from balale.wilayah.queries import list_desa
from balale.wilayah.rules import KODE_KABUPATEN

PAGE_SIZE = 50
SELURUH = "Seluruh kabupaten"
BELUM_AKTIF, TERKUNCI = "belum_aktif", "terkunci"
LATIHAN_USERNAME = "latihan.sistem"


@dataclass(frozen=True)
class RoleLine:
    """One role of an account, in words."""

    id: UUID
    label: str
    place: str
    unit: str
    mulai: date
    sampai: date | None
    is_now: bool
    role: str = ""

    @property
    def where(self) -> str:
        """The area, and the unit of case staff."""
        return " · ".join(part for part in (self.place, self.unit) if part)

    @property
    def note(self) -> str:
        """The area, and the last day of a role given for a time."""
        last = f"sampai {format_tanggal(self.sampai - timedelta(days=1))}" if self.sampai else ""
        return ", ".join(part for part in (self.where, last) if part)


@dataclass(frozen=True)
class Account:
    """One account as its pages show it."""

    id: UUID
    nama: str
    username: str
    versi: int
    is_active: bool
    state: AccountState
    roles: list[RoleLine] = field(default_factory=list)

    @property
    def roles_now(self) -> list[RoleLine]:
        return [line for line in self.roles if line.is_now]

    @property
    def roles_past(self) -> list[RoleLine]:
        """Roles that have ended, or begin later."""
        return [line for line in self.roles if not line.is_now]


@dataclass(frozen=True)
class AccountPage:
    """One page of the list; `after` and `before` are the ends to go on from, if any."""

    rows: list[Account]
    total: int
    after: UUID | None
    before: UUID | None


@dataclass(frozen=True)
class AccountSearch:
    """What is looked for: words in name or area or role, one role or state, and from where on."""

    text: str = ""
    role: str = ""
    state: str = ""
    after: UUID | None = None
    before: UUID | None = None


def list_accounts(search: AccountSearch, *, on: date, now: datetime) -> AccountPage:
    """Accounts the asker may see, fifty a page, by name."""
    areas = list(list_desa())
    found = _people().filter(_matches(search, areas, on), _is_in_state(search.state))
    found = found.annotate(urut=Lower("nama"))
    rows, more = _cut(found, search)
    backward = search.before is not None
    has_after, has_before = (True, more) if backward else (more, search.after is not None)
    return AccountPage(
        rows=_describe(rows, areas, on=on, now=now),
        total=found.count(),
        after=rows[-1].id if rows and has_after else None,
        before=rows[0].id if rows and has_before else None,
    )


def count_accounts() -> dict[str, int]:
    """Accounts the asker may see: all, locked, and those that never set a passphrase."""
    return {
        "semua": _people().count(),
        TERKUNCI: _people().filter(_is_in_state(TERKUNCI)).count(),
        BELUM_AKTIF: _people().filter(_is_in_state(BELUM_AKTIF)).count(),
    }


def count_never_signed_in() -> int:
    """Open accounts nobody ever signed in with."""
    ids = list(_people().filter(is_active=True).values_list("id", flat=True))
    return sum(1 for _frasa, masuk in list_moments(ids).values() if masuk is None)


def get_account(user_id: UUID, *, on: date, now: datetime) -> Account | None:
    """One account the asker may see, with every role it had."""
    users = list(User.objects.filter(pk=user_id))
    return _describe(users, list(list_desa()), on=on, now=now)[0] if users else None


def get_last_code(user_id: UUID) -> ActivationCode | None:
    """The newest code of an account, used or not, with whoever made it."""
    codes = ActivationCode.objects.filter(user_id=user_id).select_related("dibuat_oleh")
    return codes.order_by("-dibuat_pada", "-id").first()


def get_assignment(user_id: UUID, assignment_id: UUID) -> Assignment | None:
    """One role of one account."""
    found = Assignment.objects.filter(pk=assignment_id, user_id=user_id)
    return found.select_related("user").first()


def list_own_roles(user: User, *, on: date) -> list[RoleLine]:
    """The roles the asker may work in today."""
    names = _area_names(list(list_desa()))
    held = Assignment.objects.filter(_in_force(on), user=user).order_by("mulai", "id")
    return [_role_line(row, names, on) for row in held]


def list_roles_now(ids: list[UUID], *, on: date) -> dict[UUID, list[RoleLine]]:
    """The roles in force of accounts whose roles the asker may see."""
    roles = _list_roles(ids, list(list_desa()), on)
    return {key: [line for line in lines if line.is_now] for key, lines in roles.items()}


def list_area_choices() -> list[tuple[str, object]]:
    """The select's options: the whole regency, then each kecamatan with its desa."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for desa in list_desa():
        nama = desa.kecamatan.nama
        group = groups.setdefault(
            f"Kecamatan {nama}", [(desa.kecamatan_id, f"Seluruh Kecamatan {nama}")]
        )
        group.append((desa.kode, desa.sebutan))
    return [("", SELURUH), *groups.items()]


def get_place_names(kode: str) -> tuple[str, ...]:
    """(desa, kecamatan) of a desa's code; empty for any other code."""
    desa = list_desa(kode).filter(kode=kode).first()
    return (desa.nama, desa.kecamatan.nama) if desa else ()


def get_user_by_name(username: str) -> User | None:
    """The account of a name as typed."""
    return User.objects.filter(username=username.strip().lower()).first()


def list_taken_usernames(stem: str) -> set[str]:
    """Names of accounts that begin with `stem`."""
    names = User.objects.filter(username__startswith=stem)
    return set(names.values_list("username", flat=True))


def _people() -> QuerySet[User]:
    """Accounts of people: without the locked one that signs the invented rows of training.

    One that was opened, or given a role, is listed under that name too.
    """
    held = Assignment.objects.values("user_id")
    is_mark = Q(username=LATIHAN_USERNAME, is_active=False) & ~Q(pk__in=held)
    return User.objects.exclude(is_mark)


def _is_in_state(state: str) -> Q:
    """Locked; or open, but without a passphrase yet; any other word narrows nothing."""
    if state == TERKUNCI:
        return Q(is_active=False)
    if state == BELUM_AKTIF:
        ids = list(User.objects.filter(is_active=True).values_list("id", flat=True))
        begun = {
            user_id for user_id, (frasa_pada, _masuk) in list_moments(ids).items() if frasa_pada
        }
        return Q(pk__in=[user_id for user_id in ids if user_id not in begun])
    return Q()


def _in_force(on: date) -> Q:
    return Q(mulai__lte=on) & (Q(sampai=None) | Q(sampai__gt=on))


def _matches(search: AccountSearch, areas: list[Desa], on: date) -> Q:
    wanted = Q()
    held = Assignment.objects.filter(_in_force(on))
    if search.role:
        wanted &= Q(pk__in=held.filter(role=search.role).values("user_id"))
    if text := search.text.strip().casefold():
        codes = [
            desa.kode
            for desa in areas
            if text in f"{desa.sebutan} kecamatan {desa.kecamatan.nama}".casefold()
        ]
        roles = [role for role in GRANTABLE if text in POLICY[role].label.casefold()]
        of_place = held.filter(Q(wilayah_kode__in=codes) | Q(role__in=roles))
        wanted &= (
            Q(nama__icontains=text)
            | Q(username__icontains=text)
            | Q(pk__in=of_place.values("user_id"))
        )
    return wanted


def _cut(found: QuerySet[User], search: AccountSearch) -> tuple[list[User], bool]:
    """The page's rows in order, and whether more lie beyond in the direction of travel."""
    backward = search.before is not None
    edge_id = search.before or search.after
    edge = User.objects.filter(pk=edge_id).first() if edge_id else None
    if edge is not None:
        key = edge.nama.lower()
        beyond = (
            Q(urut__lt=key) | Q(urut=key, id__lt=edge.id)
            if backward
            else Q(urut__gt=key) | Q(urut=key, id__gt=edge.id)
        )
        found = found.filter(beyond)
    order = ("-urut", "-id") if backward else ("urut", "id")
    rows = list(found.order_by(*order)[: PAGE_SIZE + 1])
    more = len(rows) > PAGE_SIZE
    rows = rows[:PAGE_SIZE]
    return (rows[::-1] if backward else rows), more


def _describe(users: list[User], areas: list[Desa], *, on: date, now: datetime) -> list[Account]:
    ids = [user.id for user in users]
    roles = _list_roles(ids, areas, on)
    moments, codes = list_moments(ids), list_last_codes(ids)
    return [
        Account(
            id=user.id,
            nama=user.nama,
            username=user.username,
            versi=user.versi,
            is_active=user.is_active,
            state=judge_state(
                is_active=user.is_active,
                frasa_pada=moments.get(user.id, (None, None))[0],
                masuk_pada=moments.get(user.id, (None, None))[1],
                kode_sampai=codes.get(user.id),
                now=now,
            ),
            roles=roles.get(user.id, []),
        )
        for user in users
    ]


def _list_roles(ids: list[UUID], areas: list[Desa], on: date) -> dict[UUID, list[RoleLine]]:
    names = _area_names(areas)
    roles: dict[UUID, list[RoleLine]] = {}
    for row in Assignment.objects.filter(user_id__in=ids).order_by("mulai", "id"):
        roles.setdefault(row.user_id, []).append(_role_line(row, names, on))
    return roles


def _area_names(areas: list[Desa]) -> dict[str, str]:
    names = {desa.kode: f"{desa.sebutan}, Kecamatan {desa.kecamatan.nama}" for desa in areas}
    wide = {desa.kecamatan_id: f"Kecamatan {desa.kecamatan.nama}" for desa in areas}
    return {KODE_KABUPATEN: SELURUH} | wide | names


def _role_line(row: Assignment, names: dict[str, str], on: date) -> RoleLine:
    return RoleLine(
        id=row.id,
        label=POLICY[Role(row.role)].label,
        place=names.get(row.wilayah_kode, row.wilayah_kode),
        unit=UNITS.get(row.unit, row.unit),
        mulai=row.mulai,
        sampai=row.sampai,
        is_now=row.mulai <= on and (row.sampai is None or row.sampai > on),
        role=row.role,
    )


def list_moments(ids: list[UUID]) -> dict[UUID, tuple[datetime | None, datetime | None]]:
    """When each account set its passphrase and last signed in."""
    with connection.cursor() as cursor:
        cursor.execute("select * from balale_account_states(%s)", [ids])
        return {row[0]: (row[1], row[2]) for row in cursor.fetchall()}


def list_last_codes(ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """Until when the newest unused code of each account is good."""
    codes = ActivationCode.objects.filter(user_id__in=ids, dipakai_pada=None)
    return dict(codes.order_by("berlaku_sampai").values_list("user_id", "berlaku_sampai"))
