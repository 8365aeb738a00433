"""Receipts of an account, and what may be shown again of what was sent."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from balale.access.models import Receipt, User
from balale.access.vault import Vault
from balale.kit.formatting import as_wib, format_rt_rw
from balale.registry.models import Alamat, AnggotaKeluarga, Orang, Usulan
from balale.registry.queries.entry import get_current_alamat, list_sent_together
from balale.registry.queries.people import list_kategori_names, to_entri_singkat
from balale.wilayah.models import Desa

JENIS_KATA = {
    "ppks_baru": "Data baru",
    "kategori_baru": "Tambah kategori",
    "perbaikan": "Perbaikan data",
}
DAFTAR_MAKS = 50


@dataclass(frozen=True)
class KirimanOrang:
    """What a receipt shows of an ordinary person, also one who stands for a family."""

    orang: Orang
    desa: Desa
    alamat: Alamat | None
    kategori: list[str]
    kelengkapan: int


@dataclass(frozen=True)
class TandaTerima:
    """A receipt as its list shows it: whom it is about, number, time and the kind in words.

    `nama` is empty once the person is out of sight.
    """

    receipt: Receipt
    kata: str
    nama: str


def get_receipt_by_id(receipt_id: UUID, user: User) -> Receipt | None:
    """An own receipt; None otherwise."""
    return Receipt.objects.filter(pk=receipt_id, user_id=user.user_id).first()


def list_receipts(user: User, *, limit: int = DAFTAR_MAKS) -> list[TandaTerima]:
    """The account's latest ordinary receipts. A special sending leaves no line on a shared
    phone: its receipt is shown once, right after it was sent."""
    found = Receipt.objects.filter(user_id=user.user_id, jenis__in=JENIS_KATA)
    rows = list(found.order_by("-pada", "-id")[:limit])
    names = _list_nama({row.object_id for row in rows if row.object_id}, user)
    return [
        TandaTerima(
            row, JENIS_KATA[row.jenis], names.get(row.object_id, "") if row.object_id else ""
        )
        for row in rows
    ]


def _list_nama(ids: set[UUID], user: User) -> dict[UUID, str]:
    """Whom receipts are about: a sending points to its first entry, mending to its proposal."""
    usulan = Usulan.objects.visible_to(user).filter(Q(ppks__in=ids) | Q(pk__in=ids))
    found = list(usulan.values_list("pk", "ppks_id", "orang__nama"))
    return {pk: nama for *both, nama in found for pk in both if pk}


def get_kiriman(receipt: Receipt, user: User) -> KirimanOrang | None:
    """The person and entries of an ordinary sending, as far as they are in sight now."""
    if receipt.object_id is None or receipt.jenis not in JENIS_KATA:
        return None
    sent = list(list_sent_together(receipt.object_id, user))
    entri = [row.ppks for row in sent if row.ppks is not None]
    if not entri or sent[0].orang is None:
        return None
    names = list_kategori_names(entri[0].mulai)
    return KirimanOrang(
        orang=sent[0].orang,
        desa=sent[0].desa,
        alamat=get_current_alamat(sent[0].orang, user),
        kategori=[to_entri_singkat(row, names).sebutan for row in entri],
        kelengkapan=min(row.kelengkapan for row in entri),
    )


@dataclass(frozen=True)
class SamaRumah:
    """What the next member of a household shares with the one just sent, as typed."""

    desa_kode: str
    isi: tuple[tuple[str, str], ...]


def get_same_home(receipt_id: str, user: User, *, on: date) -> SamaRumah | None:
    """The address and No KK of the person of an own receipt of today; None for any other."""
    try:
        receipt = get_receipt_by_id(UUID(receipt_id), user)
    except ValueError:
        return None
    if receipt is None or as_wib(receipt.pada).date() != on:
        return None
    kiriman = get_kiriman(receipt, user)
    if kiriman is None:
        return None
    vault, alamat = Vault(), kiriman.alamat
    rows = AnggotaKeluarga.objects.visible_to(user).filter(orang=kiriman.orang, sampai=None)
    anggota = rows.select_related("keluarga").order_by("-mulai", "-pk").first()
    no_kk = vault.get(anggota.keluarga, "no_kk") if anggota else ""
    parts = (alamat.dusun, format_rt_rw(alamat.rt, alamat.rw)) if alamat else ("", "")
    teks = vault.get(alamat, "teks") if alamat else ""
    isi = (("dusun", parts[0]), ("rt_rw", parts[1]), ("alamat", teks), ("no_kk", no_kk))
    return SamaRumah(kiriman.desa.kode, isi)
