"""A small committed world: three areas, three levels, every role, and rows in every state.

Everybody in it is invented. Everything is made through the real services.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from uuid import UUID

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from balale.access.context import acting_as
from balale.access.ids import new_id
from balale.access.models import Receipt, User
from balale.access.queries.delegations import list_delegations
from balale.access.rules.policy import POLICY, AreaKind, Role
from balale.access.services.codes import request_code
from balale.access.services.delegations import delegate
from balale.access.services.receipts import write_once
from balale.access.vault import Vault
from balale.audit.models import TrailLine
from balale.cases.queries.cases import list_visible
from balale.cases.services.decisions import return_case
from balale.registry.models import (
    AnggotaKeluarga,
    AnggotaKomunitas,
    Keputusan,
    Orang,
    Perubahan,
    Ppks,
    Usulan,
)
from balale.registry.rules.berkas import IsianBerkas
from balale.registry.rules.entry import IsianAlamat
from balale.registry.services.berkas_warga import add_berkas
from balale.registry.services.decide import confirm_refusal
from balale.registry.services.details import read_entri
from balale.registry.services.draf import save_draf
from balale.registry.services.edit import edit_entri
from balale.registry.services.proposal import accept_change
from balale.registry.services.transfer import IsianPindah, propose_transfer
from tests.factories import cases
from tests.factories.accounts import make_user, sign_in
from tests.factories.aturan import lower_level, make_pengumuman, make_rancangan, publish
from tests.factories.registry import make_komunitas, make_nik
from tests.factories.usulan import (
    accept,
    approve,
    decided,
    give_back,
    make_usulan,
    propose_refusal,
    send_back,
)

AREAS = {"own": "61.07.14.2004", "near": "61.07.14.2001", "far": "61.07.10.2003"}
LEVELS = ("biasa", "terbatas", "rahasia")
# The terbatas one counts families, so its rows belong to a family.
KATEGORI = {"biasa": 8, "terbatas": 25, "rahasia": 19}
UNIT = "pppa"
_WILAYAH = {
    AreaKind.DESA: AREAS["own"],
    AreaKind.KECAMATAN: "61.07.14",
    AreaKind.KABUPATEN: "61.07",
    AreaKind.NONE: "",
}


@dataclass(frozen=True)
class Thing:
    """One row that an address can name, and all that decides who may see it."""

    id: UUID
    desa: str = ""
    tingkat: str = "biasa"
    unit: str = ""
    owner: UUID | None = None
    petugas: UUID | None = None
    second: UUID | None = None

    @property
    def args(self) -> list[UUID]:
        return [self.id, self.second] if self.second else [self.id]


@dataclass
class World:
    """Accounts by name, and rows by (state, area, level)."""

    database: str
    users: dict[str, User] = field(default_factory=dict)
    helpers: dict[str, User] = field(default_factory=dict)
    things: dict[tuple[str, str, str], Thing] = field(default_factory=dict)

    def client(self, name: str, **options) -> Client:
        """A signed-in browser of an account; of nobody for "anonim"."""
        client = Client(**options)
        return client if name == "anonim" else sign_in(client, self.users[name])

    def put(self, state: str, area: str, level: str, pk: UUID, **more) -> None:
        given = {"desa": AREAS[area], "tingkat": level, **more}
        self.things[state, area, level] = Thing(pk, **given)

    def list_uncleared(self) -> list[str]:
        """Accounts that may see no rahasia row of the unit, and nobody."""
        cleared = {"koordinator_kasus", "petugas_kasus", "petugas_darurat"}
        return [name for name in self.users if name not in cleared] + ["anonim"]


def make_world(database: str, areas: tuple[str, ...] = tuple(AREAS)) -> World:
    """Fill the database that Django is connected to; committed."""
    world = World(database)
    with transaction.atomic():
        _make_users(world)
        _make_request(world)
        _make_rancangan(world)
        _make_delegation(world)
        for area in areas:
            for level in ("biasa", "terbatas"):
                _make_open(world, area, level)
            _make_sealed(world, area)
            _make_typed(world, area)
            _make_account(world, area)
            _make_line(world, area)
    return world


def _make_users(world: World) -> None:
    for role, policy in POLICY.items():
        is_case = role in {Role.KOORDINATOR_KASUS, Role.PETUGAS_KASUS}
        unit = UNIT if is_case else ""
        name = str(role)
        world.users[name] = make_user(role, _WILAYAH[policy.area], unit, username=f"{name}.uji")
    for name, role, unit in (
        ("koordinator_lain", Role.KOORDINATOR_KASUS, "resos"),
        ("petugas_lain", Role.PETUGAS_KASUS, "resos"),
        ("petugas_bebas", Role.PETUGAS_KASUS, UNIT),
        ("petugas_darurat", Role.PETUGAS_KASUS, UNIT),
    ):
        world.users[name] = make_user(role, "61.07", unit, username=f"{name}.uji")
    for area, kode in AREAS.items():
        for role in (Role.OPERATOR_DESA, Role.KEPALA_DESA):
            own = world.users[role] if area == "own" else make_user(role, kode)
            world.helpers[f"{role}/{area}"] = own


def _make_open(world: World, area: str, level: str) -> None:
    """Entries in every state that a page waits for, with person and family."""
    operator, kepala = (
        world.helpers[f"{role}/{area}"] for role in ("operator_desa", "kepala_desa")
    )
    verifikator = world.users["verifikator"]
    made = partial(make_usulan, operator, kategori=KATEGORI[level])
    waiting = made(nama=f"Lusia {area} {level}", no_kk=make_nik(), hubungan="anak")
    sent, undone, returned, done = made(), made(), made(), made()
    approve(sent, kepala)
    approved = approve(undone, kepala)
    approve(returned, kepala)
    give_back(returned, verifikator)
    refused, signed = made(), made()
    dinas = world.users["kepala_dinas"]
    for usulan in (refused, signed):
        approve(usulan, kepala)
        propose_refusal(usulan, verifikator)
    signature = decided(signed, dinas, confirm_refusal)
    approve(done, kepala)
    accepted = accept(done, verifikator)
    waits, applied = (_make_change(made(), operator, kepala, verifikator) for _ in range(2))
    accept_change_of(applied, verifikator)
    put = partial(world.put, area=area, level=level)
    put("usulan_desa", pk=waiting.pk)
    put("usulan_kantor", pk=sent.pk)
    put("ppks_kembali", pk=returned.ppks_id)
    put("keputusan_desa", pk=approved.pk, owner=kepala.id)
    put("usulan_tolak", pk=refused.pk)
    put("keputusan_dinas", pk=signature.pk, owner=dinas.id)
    put("keputusan_kantor", pk=accepted.pk, owner=verifikator.id)
    _make_moves(world, area, level)
    put("ppks_ubah", pk=waiting.ppks_id)
    put("perubahan", pk=waits.pk)
    put("usulan_ubah", pk=waits.usulan_id)
    put("usulan_diubah", pk=applied.usulan_id, owner=verifikator.id)
    put("kasus", pk=waiting.ppks_id)
    put("orang", pk=waiting.orang_id, tingkat="biasa")
    with acting_as(operator.context):
        keluarga = AnggotaKeluarga.objects.get(orang=waiting.orang_id).keluarga_id
        receipt = write_once(
            kunci=new_id(), jenis="ppks_baru", by=operator, write=lambda: waiting.ppks_id
        ).receipt
    put("keluarga", pk=keluarga, tingkat="biasa")
    put("berkas", pk=_make_file(operator, waiting, level))
    komunitas = make_komunitas(operator, waiting.orang, nama=f"Komunitas {area} {level}")
    put("komunitas", pk=komunitas.pk, tingkat="biasa")
    with acting_as(operator.context):
        anggota = AnggotaKomunitas.objects.get(komunitas=komunitas)
    put("komunitas_anggota", pk=anggota.pk, tingkat="biasa")
    put("kiriman", pk=receipt.pk, owner=operator.id)


def _make_file(operator: User, usulan: Usulan, level: str) -> UUID:
    """A photo of the house, or a doctor's paper, which is terbatas."""
    jenis = "foto_rumah" if level == "biasa" else "surat_dokter"
    isian = IsianBerkas(jenis, timezone.localdate(), "jpeg", b"isi")
    with acting_as(operator.context):
        subjek = Orang.objects.get(pk=usulan.orang_id)
        return add_berkas(subjek=subjek, ppks=None, isian=isian, by=operator, now=timezone.now()).pk


def _make_moves(world: World, area: str, level: str) -> None:
    """Somebody said to come to the area, and somebody said to go; known by the person alone."""
    other = "near" if area == "own" else "own"
    for state, dari, ke in (("pindah_masuk", other, area), ("pindah_keluar", area, other)):
        operator, kepala = (
            world.helpers[f"{role}/{dari}"] for role in ("operator_desa", "kepala_desa")
        )
        usulan = make_usulan(operator)
        send_back(usulan, kepala)
        isian = IsianPindah(AREAS[ke], timezone.localdate(), IsianAlamat(dusun="Sebol"))
        with acting_as(operator.context):
            row = propose_transfer(
                orang=Orang.objects.get(pk=usulan.orang_id), base=1, isian=isian, by=operator,
                on=timezone.localdate(), now=timezone.now(),
            )  # fmt: skip
        world.put(state, area, level, row.pk, tingkat="biasa")


def _make_change(usulan: Usulan, operator: User, kepala: User, verifikator: User) -> Perubahan:
    """A proposal to change a verified entry, as the act of its village."""
    approve(usulan, kepala)
    accept(usulan, verifikator)
    with acting_as(operator.context):
        ppks = Ppks.objects.get(pk=usulan.ppks_id)
        isian = replace(read_entri(ppks, vault=Vault()), kriteria=(2, 3))
        return edit_entri(
            ppks=ppks, orang=usulan.orang, base=ppks.versi, isian=isian, by=operator,
            on=timezone.localdate(), now=timezone.now(),
        )  # fmt: skip


def accept_change_of(act: Perubahan, verifikator: User) -> None:
    """The office applies the proposal of an act."""
    with acting_as(verifikator.context):
        usulan = Usulan.objects.select_related("orang", "ppks").get(pk=act.usulan_id)
        accept_change(
            usulan=usulan, base=usulan.versi, by=verifikator, on=timezone.localdate(),
            now=timezone.now(),
        )  # fmt: skip


def _make_sealed(world: World, area: str) -> None:
    """One case handed in, assigned, assessed, and one that came back with a decision."""
    operator = world.helpers[f"operator_desa/{area}"]
    koordinator, petugas = world.users["koordinator_kasus"], world.users["petugas_kasus"]
    seen = partial(world.put, area=area, level="rahasia", unit=UNIT, petugas=petugas.id)
    returned = _make_case(operator, koordinator, petugas)
    with acting_as(koordinator.context):
        returned.refresh_from_db()
        return_case(
            kasus=returned, versi=returned.versi, alasan="nik_salah", catatan="Lengkapi.",
            by=koordinator, now=timezone.now(),
        )  # fmt: skip
        keputusan = Keputusan.objects.get(usulan__ppks=returned)
    kasus = _make_case(operator, koordinator, petugas)
    with acting_as(koordinator.context):
        usulan = Usulan.objects.get(ppks=kasus)
    with acting_as(operator.context):
        receipt = Receipt.objects.filter(user_id=operator.id, jenis="rahasia").latest("pada")
    for state in ("kasus", "ppks_kembali"):
        seen(state, pk=kasus.pk)
    for state in ("orang", "keluarga", "komunitas", "komunitas_anggota"):
        seen(state, pk=kasus.orang_id)
    for state in ("usulan_desa", "usulan_kantor", "usulan_tolak", "usulan_ubah"):
        seen(state, pk=usulan.pk)
    seen("usulan_diubah", pk=usulan.pk, owner=koordinator.id)
    for state in ("ppks_ubah", "perubahan", "berkas", "pindah_masuk", "pindah_keluar"):
        seen(state, pk=kasus.pk)
    for state in ("keputusan_desa", "keputusan_dinas", "keputusan_kantor"):
        seen(state, pk=keputusan.pk, owner=koordinator.id)
    world.put("kiriman", area, "rahasia", receipt.pk, owner=operator.id)
    breaker = world.users["petugas_darurat"]
    buka = cases.break_open(breaker, kasus)
    for level in LEVELS:
        world.put("buka_darurat", area, level, buka, unit=UNIT, owner=breaker.id)


def _make_case(operator: User, koordinator: User, petugas: User) -> Ppks:
    before = _list_case_ids(koordinator)
    with acting_as(operator.context):
        write_once(
            kunci=new_id(), jenis="rahasia", by=operator, write=lambda: cases.hand_in(operator)
        )
    with acting_as(koordinator.context):
        kasus = list_visible(koordinator).exclude(pk__in=before).get()
    cases.assign(kasus, petugas, koordinator)
    cases.assess(kasus, petugas)
    return kasus


def _list_case_ids(koordinator: User) -> list[UUID]:
    with acting_as(koordinator.context):
        return list(list_visible(koordinator).values_list("pk", flat=True))


def _make_typed(world: World, area: str) -> None:
    """A draft a level; it has none itself and belongs to its account."""
    operator = world.helpers[f"operator_desa/{area}"]
    for level in LEVELS:
        with acting_as(operator.context):
            draf = save_draf(
                draf_id=new_id(), base=None, isi={"nama": ["Lusia"]}, judul="Lusia",
                langkah="siapa", by=operator, now=timezone.now(),
            )  # fmt: skip
        world.put("draf", area, level, draf.pk, owner=operator.id)


def _make_request(world: World) -> None:
    """A code that waits for the kepala dinas; it belongs to no area and no level."""
    admin = world.users["admin_teknis"]
    with acting_as(admin.context):
        asked = request_code(user=world.users["petugas_bebas"], by=admin, now=timezone.now())
    for area in AREAS:
        for level in LEVELS:
            world.put("permintaan", area, level, asked.pk)


def _make_delegation(world: World) -> None:
    """A stand-in of the kepala dinas; it belongs to no area and no level."""
    head, on = world.users["kepala_dinas"], timezone.localdate()
    with acting_as(head.context):
        delegate(
            kunci=new_id(), user_id=make_user(Role.VERIFIKATOR, "61.07").id, alasan="cuti",
            keterangan="", hari_terakhir=on, by=head, on=on, now=timezone.now(),
        )  # fmt: skip
        row = list_delegations(head, on=on)[0].delegasi
    for area in AREAS:
        for level in LEVELS:
            world.put("delegasi", area, level, row.pk)


def _make_rancangan(world: World) -> None:
    """A draft of a form, a lowered level that waits for the kepala dinas, a coming notice."""
    pengelola = world.users["pengelola_data"]
    draf = make_rancangan(pengelola)
    waiting = make_rancangan(pengelola, "kategori", "9", ubah=lower_level)
    publish(waiting, pengelola)
    coming = make_pengumuman(pengelola)
    publish(coming, pengelola)
    for area in AREAS:
        for level in LEVELS:
            world.put("rancangan", area, level, draf.pk)
            world.put("rancangan_dua", area, level, waiting.pk)
            world.put("rancangan_terbit", area, level, coming.pk)


def _make_account(world: World, area: str) -> None:
    operator = world.helpers[f"operator_desa/{area}"]
    second = operator.context.assignment_id
    for level in LEVELS:
        world.put("akun", area, level, operator.id)
        world.put("akun_peran", area, level, operator.id, second=second)


def _make_line(world: World, area: str) -> None:
    """A line of the trail about some record; lines have neither area nor level."""
    with acting_as(world.users["auditor"].context):
        line = TrailLine.objects.filter(object_id__isnull=False).latest("at")
    for level in LEVELS:
        world.put("jejak", area, level, line.pk)


@contextmanager
def fast_commits() -> Iterator[None]:
    """Commits of this connection don't wait for the disk; it is thrown away anyway."""
    with connection.cursor() as cursor:
        cursor.execute("set synchronous_commit = off")
        cursor.execute("select current_user")
        assert cursor.fetchone()[0] == "balale_app"
    yield
