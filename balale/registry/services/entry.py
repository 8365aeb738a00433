"""Entering PPKS: a person with one or more categories, proposed; or a rahasia case, handed in."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from balale.access.models import User
from balale.access.vault import Vault
from balale.audit import services as audit
from balale.kit.errors import DomainError
from balale.registry.models import (
    Isian,
    Jawaban,
    JenisUsulan,
    KategoriVersi,
    Keluarga,
    Komunitas,
    Orang,
    Ppks,
    PpksKriteria,
    PpksTanda,
    StatusUsulan,
    TandaKategori,
    Usulan,
)
from balale.registry.queries.aturan import get_aturan, get_subjek
from balale.registry.queries.reference import get_formulir, get_kategori
from balale.registry.rules.entry import IsianEntri, IsianOrang, IsianPpksBaru
from balale.registry.rules.kategori import check_kategori
from balale.registry.rules.status import ENDED, StatusPpks
from balale.registry.rules.temuan import Tingkat as Berat
from balale.registry.services import families, people
from balale.registry.services.kebutuhan import write_kebutuhan
from balale.registry.services.rows import Stamp


@transaction.atomic
def submit_ppks(
    *, isian: IsianPpksBaru, desa_kode: str, by: User, on: date, now: datetime
) -> Orang:
    """Store a new person with its categories and propose them to the village head.

    Raises DomainError when a category doesn't fit or is rahasia. Audit: ppks.entered.
    """
    stamp = Stamp(desa_kode=desa_kode, tingkat="biasa", by=by, now=now)
    vault = Vault()
    orang = people.build_orang(isian=isian.orang, stamp=stamp, vault=vault, on=on)
    people.build_alamat(orang=orang, isian=isian.alamat, stamp=stamp, vault=vault, on=on)
    people.join_keluarga(orang=orang, isian=isian.keluarga, stamp=stamp, vault=vault, on=on)
    people.build_notice(orang=orang, isian=isian.notice, stamp=stamp, vault=vault, on=on)
    for entri in isian.entri:
        propose_entry(orang=orang, isian=entri, vault=vault, by=by, on=on, now=now)
    return orang


@transaction.atomic
def propose_entry(
    *, orang: Orang, isian: IsianEntri, vault: Vault, by: User, on: date, now: datetime
) -> Ppks:
    """One more category for a known person, waiting for the village head.

    A category that counts families is entered for the person's family; one is made where none
    is known. Raises DomainError when it doesn't fit, is rahasia, counts communities, or runs
    already.
    Audit: ppks.entered.
    """
    if orang.meninggal_pada is not None:
        raise DomainError("Warga ini tercatat meninggal.", field="kategori")
    versi = get_kategori(isian.kategori, on)
    if versi.tingkat == "rahasia":
        raise DomainError("Kategori ini hanya lewat formulir rahasia.", field="kategori")
    if versi.unit == KategoriVersi.Unit.KOMUNITAS:
        raise DomainError("Kategori ini hanya lewat formulir komunitas.", field="kategori")
    check_fits(versi, orang, on=on)
    stamp = Stamp(desa_kode=orang.desa_id, tingkat=versi.tingkat, by=by, now=now)
    pemilik = _take_owner(orang, versi=versi, stamp=stamp, vault=vault, on=on)
    kept, secret = part_trigger(isian)
    ppks = build_entry(
        pemilik=pemilik, versi=versi, isian=kept, stamp=stamp, vault=vault, on=on,
        status=StatusPpks.DRAF, jalur="musyawarah",
    )  # fmt: skip
    propose(ppks, orang=orang, jenis=JenisUsulan.PPKS_BARU, stamp=stamp)
    audit.record("ppks.entered", ppks, by=by, fields={"kategori": versi.kategori_id})
    for kategori in secret:
        open_sealed_copy(orang, kategori=kategori, vault=vault, by=by, on=on, now=now)
    return ppks


def _take_owner(
    orang: Orang, *, versi: KategoriVersi, stamp: Stamp, vault: Vault, on: date
) -> Orang | Keluarga:
    """Whom the entry belongs to. Raises DomainError where the category runs already."""
    running = Ppks.objects.filter(orang=orang, kategori=versi.kategori)
    if running.exclude(status__in=ENDED).exists():
        raise DomainError(f"{versi.nama} sudah tercatat untuk warga ini.", field="kategori")
    if not families.is_for_keluarga(versi):
        return orang
    keluarga = families.get_keluarga_now(orang)
    if keluarga is None:
        return families.start_keluarga(orang=orang, stamp=stamp, vault=vault, on=on)
    families.check_not_running(versi, keluarga=keluarga)
    return keluarga


@transaction.atomic
def submit_rahasia(
    *,
    isian: IsianPpksBaru,
    desa_kode: str,
    by: User,
    on: date,
    now: datetime,
    vault: Vault | None = None,
) -> UUID:
    """Store a rahasia case as sealed rows and hand it to the case unit. Create only.

    Returns the sealed person's id, for case staff's use; the writer can't read it
    back. Who adds rows to the same person gives the vault, as its key can't be
    fetched either. Raises DomainError. Audit: rahasia.entered, without label or id.
    """
    entri = isian.entri[0]
    versi = get_kategori(entri.kategori, on)
    if versi.tingkat != "rahasia":
        raise DomainError("Kategori ini tidak lewat formulir rahasia.", field="kategori")
    stamp = Stamp(desa_kode=desa_kode, tingkat="rahasia", unit=versi.unit_penangan, by=by, now=now)
    vault = vault or Vault()
    orang = people.build_orang(isian=isian.orang, stamp=stamp, vault=vault, on=on)
    check_fits(versi, isian.orang, on=on)
    people.build_alamat(orang=orang, isian=isian.alamat, stamp=stamp, vault=vault, on=on)
    people.build_notice(orang=orang, isian=isian.notice, stamp=stamp, vault=vault, on=on)
    ppks = build_entry(
        pemilik=orang, versi=versi, isian=entri, stamp=stamp, vault=vault, on=on,
        status=StatusPpks.DIAJUKAN, jalur="rahasia",
    )  # fmt: skip
    propose(ppks, orang=orang, jenis=JenisUsulan.PPKS_BARU, stamp=stamp)
    audit.record("rahasia.entered", by=by)
    return orang.id


def check_fits(versi: KategoriVersi, orang: Orang | IsianOrang, *, on: date) -> None:
    """Age and sex against the category. Raises DomainError on what blocks."""
    for temuan in check_kategori(get_aturan(versi), get_subjek(orang), on=on):
        if temuan.tingkat == Berat.BLOCK:
            raise DomainError(temuan.pesan, field="kategori", code=temuan.kode)


def build_entry(
    *,
    pemilik: Orang | Keluarga | Komunitas,
    versi: KategoriVersi,
    isian: IsianEntri,
    stamp: Stamp,
    vault: Vault,
    on: date,
    status: str,
    jalur: str,
) -> Ppks:
    """The entry of a person, family or community with its criteria, signs and answers, stored."""
    ppks = Ppks(
        id=stamp.new_id(),
        orang_id=pemilik.id if isinstance(pemilik, Orang) else None,
        keluarga_id=pemilik.id if isinstance(pemilik, Keluarga) else None,
        komunitas_id=pemilik.id if isinstance(pemilik, Komunitas) else None,
        kategori=versi.kategori,
        formulir=get_formulir(versi.kategori, on),
        status=status,
        jalur=jalur,
        mulai=on,
        kelengkapan=isian.kelengkapan,
        kode_alasan=isian.kode_alasan,
        diajukan_pada=stamp.now if status == StatusPpks.DIAJUKAN else None,
        **stamp.columns(pemilik.id),
    )
    ppks.save(force_insert=True)
    write_details(ppks, isian=isian, versi=versi, stamp=stamp, vault=vault)
    write_kebutuhan(ppks, isian=isian.kebutuhan, stamp=stamp, on=on)
    return ppks


def write_details(
    ppks: Ppks, *, isian: IsianEntri, versi: KategoriVersi, stamp: Stamp, vault: Vault
) -> list[PpksKriteria | PpksTanda | Jawaban]:
    """Store ticked criteria, signs (only the category's own) and answers (only the form's).

    Returns the rows made.
    """
    common = {"ppks": ppks, **stamp.columns(ppks.subjek_id)}
    kriteria = PpksKriteria.objects.bulk_create(
        PpksKriteria(id=stamp.new_id(), kriteria_id=nomor, **common)
        for nomor in sorted(set(isian.kriteria))
    )
    tanda_ids = TandaKategori.objects.filter(kategori_versi=versi, pk__in=isian.tanda)
    tanda = PpksTanda.objects.bulk_create(
        PpksTanda(id=stamp.new_id(), tanda_id=pk, **common)
        for pk in tanda_ids.values_list("pk", flat=True)
    )
    rows = []
    for field in Isian.objects.filter(formulir_id=ppks.formulir_id, pk__in=isian.jawaban):
        for value in isian.jawaban[field.pk]:
            row = Jawaban(id=stamp.new_id(), isian=field, **common)
            put_answer(row, field=field, value=value, vault=vault)
            rows.append(row)
    return [*kriteria, *tanda, *Jawaban.objects.bulk_create(rows)]


def put_answer(row: Jawaban, *, field: Isian, value: str, vault: Vault) -> None:
    """Free text, sensitive fields and everything rahasia are sealed; the rest stands in clear."""
    is_text = field.jenis in {Isian.Jenis.TEKS, Isian.Jenis.TEKS_PANJANG}
    if field.peka or is_text or row.tingkat == "rahasia":
        row.nilai = ""
        vault.put(row, nilai=value)
    else:
        row.nilai, row.nilai_sandi = value, None


def propose(ppks: Ppks, *, orang: Orang, jenis: str, stamp: Stamp) -> Usulan:
    """A proposal for the entry, waiting for its next step.

    `orang` is the person it came with: whose entry it is, or who stands for the family.
    """
    waits_for = (
        StatusUsulan.MENUNGGU_VERIFIKASI if stamp.is_sealed else StatusUsulan.MENUNGGU_KEPALA_DESA
    )
    usulan = Usulan(
        id=stamp.new_id(),
        jenis=jenis,
        ppks=ppks,
        orang=orang,
        versi_dasar=ppks.versi,
        status=waits_for,
        diusulkan_oleh_id=stamp.by.user_id,
        diusulkan_pada=stamp.now,
        menunggu_sejak=stamp.now,
        **stamp.columns(ppks.subjek_id),
    )
    usulan.save(force_insert=True)
    return usulan


def part_trigger(isian: IsianEntri) -> tuple[IsianEntri, list[int]]:
    """Answers that tell of trafficking or violence are taken out (security guide §1)."""
    triggers = {
        (field_id, kode): kategori
        for field_id, kode, kategori in Isian.objects.filter(
            pk__in=isian.jawaban, daftar__kode_list__picu_rahasia=True
        ).values_list("pk", "daftar__kode_list__kode", "daftar__kode_list__picu_kategori_id")
    }
    if not triggers:
        return isian, []
    kept = {
        field_id: tuple(value for value in values if (field_id, value) not in triggers)
        for field_id, values in isian.jawaban.items()
    }
    secret = {
        triggers[field_id, value]
        for field_id, values in isian.jawaban.items()
        for value in values
        if (field_id, value) in triggers
    }
    return replace(isian, jawaban=kept), sorted(secret)


def open_sealed_copy(
    orang: Orang, *, kategori: int, vault: Vault, by: User, on: date, now: datetime
) -> None:
    """A separate rahasia entry on a sealed person, so the open one says nothing.

    Identity and address go along, since case staff can't be led by a link to the open row. Its
    time is the hour alone, so that no moment shared with the open row ties the two.
    """
    versi = get_kategori(kategori, on)
    now = now.replace(minute=0, second=0, microsecond=0)
    stamp = Stamp(
        desa_kode=orang.desa_id, tingkat="rahasia", unit=versi.unit_penangan, by=by, now=now
    )
    isian = people.read_isian(orang, vault=vault)
    alamat = people.read_alamat(people.get_alamat(orang), vault=vault)
    sealed = people.build_orang(isian=isian, stamp=stamp, vault=vault, on=on)
    people.build_alamat(orang=sealed, isian=alamat, stamp=stamp, vault=vault, on=on)
    ppks = build_entry(
        pemilik=sealed, versi=versi, isian=IsianEntri(kategori), stamp=stamp, vault=vault, on=on,
        status=StatusPpks.DIAJUKAN, jalur="rahasia",
    )  # fmt: skip
    propose(ppks, orang=sealed, jenis=JenisUsulan.PPKS_BARU, stamp=stamp)
    audit.record("rahasia.entered", by=by)
