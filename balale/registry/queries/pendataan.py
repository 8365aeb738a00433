"""Sheets of questions: the form in force, the last visit's answers, and how complete they are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from balale.access.models import User
from balale.access.vault import Vault
from balale.kit.remembered import remembered
from balale.registry.models import (
    Alamat,
    AnggotaKeluarga,
    Formulir,
    Isian,
    Jawaban,
    JawabanPendataan,
    Keluarga,
    Kode,
    Lembar,
    Orang,
    Pendataan,
    VariabelDtsen,
)
from balale.registry.queries.answers import Jawab, say_jawaban
from balale.registry.queries.people import get_alamat_now

MASA_TENGGANG = timedelta(days=7)
_KEPALA = "1"
_KELOMPOK = {
    Lembar.PERORANGAN: VariabelDtsen.Kelompok.PERORANGAN,
    Lembar.RUMAH_ASET: VariabelDtsen.Kelompok.KELUARGA,
}


@dataclass(frozen=True)
class Butir:
    """One variable of DTSEN and whether it is on record; `is_isian`: asked on the sheet."""

    kode: str
    teks: str
    is_ada: bool
    is_isian: bool

    @property
    def kata(self) -> str:
        """Its words inside a sentence; an abbreviation stays as it is."""
        is_word = self.teks[1:2].islower()
        return self.teks[:1].lower() + self.teks[1:] if is_word else self.teks


@dataclass(frozen=True)
class Lembaran:
    """One sheet of a person or family: when it was last filled, what it says, how complete."""

    kode: str
    judul: str
    terakhir: Pendataan | None
    jawab: list[Jawab]
    butir: list[Butir]

    @property
    def jumlah(self) -> int:
        return sum(butir.is_ada for butir in self.butir)

    @property
    def total(self) -> int:
        return len(self.butir)

    @property
    def kurang(self) -> list[Butir]:
        return [butir for butir in self.butir if not butir.is_ada]

    @property
    def is_tertutup(self) -> bool:
        return any(jawab.is_tertutup for jawab in self.jawab)


def get_formulir_lembar(lembar: str, on: date, *, asked: str = "") -> Formulir:
    """The sheet's form in force. One that was asked for by id and ended a week ago at most is
    still taken, so that nothing typed is lost when a version ends."""
    rows = Formulir.objects.filter(lembar=lembar)
    if asked.isascii() and asked.isdigit() and len(asked) <= 9:
        found = rows.filter(pk=int(asked), berlaku_mulai__lte=on).first()
        if found and (found.berlaku_sampai is None or found.berlaku_sampai + MASA_TENGGANG > on):
            return found
    return rows.in_force(on).get()


def _visits(lembar: str, pemilik: Orang | Keluarga, user: User) -> QuerySet[Pendataan]:
    rows = Pendataan.objects.visible_to(user).filter(formulir__lembar=lembar)
    own = {"orang": pemilik} if isinstance(pemilik, Orang) else {"keluarga": pemilik}
    return rows.filter(**own)


def count_visits(lembar: str, pemilik: Orang | Keluarga, *, user: User) -> int:
    """How often the sheet was filled, in the asker's sight."""
    return _visits(lembar, pemilik, user).count()


def get_last(lembar: str, pemilik: Orang | Keluarga, *, user: User) -> Pendataan | None:
    """The visit whose answers hold now."""
    rows = _visits(lembar, pemilik, user).filter(sampai__isnull=True)
    return rows.select_related("formulir").order_by("-pada", "-id").first()


def list_lembar(
    kode_list: Iterable[Lembar],
    pemilik: Orang | Keluarga,
    *,
    user: User,
    on: date,
    is_open: bool = False,
    alamat: Alamat | None = None,
) -> list[Lembaran]:
    """Sheets with the answers that hold; sealed ones stay closed unless `is_open`.

    `alamat` is the address now, where the caller knows it.
    """
    asked = list(kode_list)
    own = {"orang": pemilik} if isinstance(pemilik, Orang) else {"keluarga": pemilik}
    rows = Pendataan.objects.visible_to(user).filter(sampai__isnull=True, **own)
    last = {row.formulir.lembar: row for row in rows.select_related("formulir").order_by("pada")}
    answers = _list_answers(list(last.values()), user)
    known = _list_known(pemilik, user=user, alamat=alamat)
    known |= {"kemampuan"} if Lembar.KEMAMPUAN in last else set()
    return [
        Lembaran(
            kode=kode.value,
            judul=kode.label,
            terakhir=last.get(kode),
            jawab=_say(answers[kode], is_open=is_open),
            butir=_list_butir(kode, answers[kode], known, on),
        )
        for kode in asked
    ]


def _list_answers(rows: list[Pendataan], user: User) -> dict[str, list[JawabanPendataan]]:
    found: dict[str, list[JawabanPendataan]] = defaultdict(list)
    if not rows:
        return found
    given = JawabanPendataan.objects.visible_to(user).filter(pendataan__in=rows)
    lembar = {row.pk: row.formulir.lembar for row in rows}
    for row in given.select_related("isian").order_by("isian__urutan", "id"):
        found[lembar[row.pendataan_id]].append(row)
    return found


def _say(rows: list[JawabanPendataan], *, is_open: bool) -> list[Jawab]:
    if not rows:
        return []
    vault = Vault()
    said = [row for row in rows if is_open or not row.nilai_sandi]
    daftar = {row.isian.daftar_id for row in said if row.isian.daftar_id}
    codes = Kode.objects.filter(daftar__in=daftar) if daftar else ()
    words = {(k.daftar_id, k.kode): k.teks for k in codes}
    grouped: dict[int, list[JawabanPendataan]] = defaultdict(list)
    for row in rows:
        grouped[row.isian_id].append(row)
    found = []
    for given in grouped.values():
        isian = given[0].isian
        if not is_open and any(row.nilai_sandi for row in given):
            found.append(Jawab(isian.label, (), is_tertutup=True))
            continue
        values = (row.nilai or vault.get(row, "nilai") for row in given)
        found.append(Jawab(isian.label, tuple(say_jawaban(isian, v, words) for v in values)))
    return found


def _list_butir(
    kode: Lembar, rows: list[JawabanPendataan], known: set[str], on: date
) -> list[Butir]:
    if kode not in _KELOMPOK:
        return []
    answered = {one for row in rows for one in row.isian.atribut.split(";")}
    return [
        Butir(v.kode, v.teks, v.kode in answered or v.asal in known, v.asal == "isian")
        for v in _list_variabel(_KELOMPOK[kode], on)
    ]


@remembered
def _list_variabel(kelompok: VariabelDtsen.Kelompok, on: date) -> list[VariabelDtsen]:
    return list(VariabelDtsen.objects.in_force(on).filter(kelompok=kelompok).order_by("urutan"))


def _list_known(pemilik: Orang | Keluarga, *, user: User, alamat: Alamat | None) -> set[str]:
    """Names of `asal` that the rows themselves hold, whatever their content."""
    members = AnggotaKeluarga.objects.visible_to(user).filter(sampai__isnull=True)
    if isinstance(pemilik, Orang):
        place = members.filter(orang=pemilik).select_related("keluarga").first()
        orang_ids = [pemilik.pk]
        facts: dict[str, object] = {
            "nik": pemilik.nik_indeks, "nama": pemilik.nama,
            "tanggal_lahir": pemilik.tanggal_lahir, "jenis_kelamin": pemilik.jenis_kelamin,
            "status_kawin": pemilik.status_kawin, "hubungan": place and place.hubungan,
            "no_kk": place and place.keluarga.no_kk_indeks,
        }  # fmt: skip
    else:
        places = dict(members.filter(keluarga=pemilik).values_list("orang_id", "hubungan"))
        orang_ids = list(places)
        facts = {
            "wilayah": pemilik.desa_id, "no_kk": pemilik.no_kk_indeks,
            "kepala_keluarga": _KEPALA in places.values(),
        }  # fmt: skip
    known = [alamat] if alamat else get_alamat_now(orang_ids, user=user).values()
    facts["alamat"] = any(row.dusun or row.teks_sandi for row in known)
    return {name for name, value in facts.items() if value}


def list_salinan(
    formulir: Formulir, pemilik: Orang | Keluarga, *, user: User, vault: Vault
) -> dict[int, tuple[str, ...]]:
    """Answers to start from, by field of `formulir`: those of the last visit, and where it has
    none, those of running entries. The same question has the same code everywhere."""
    isian = {row.kode: row for row in Isian.objects.filter(formulir=formulir)}
    found: dict[str, list[str]] = defaultdict(list)
    last = get_last(formulir.lembar, pemilik, user=user)
    if last is not None:
        given = JawabanPendataan.objects.visible_to(user).filter(pendataan=last)
        for row in given.select_related("isian").order_by("id"):
            found[row.isian.kode].append(row.nilai or vault.get(row, "nilai"))
    own = "ppks__orang" if isinstance(pemilik, Orang) else "ppks__keluarga"
    rows = Jawaban.objects.visible_to(user).filter(is_berlaku=True, **{own: pemilik})
    rows = rows.filter(isian__kode__in=set(isian) - set(found)).exclude(tingkat="rahasia")
    for answer in rows.select_related("isian").order_by("-ppks__mulai", "ppks", "id"):
        kode = answer.isian.kode
        value = answer.nilai or vault.get(answer, "nilai")
        if value not in found[kode] and (not found[kode] or isian[kode].jenis == "pilihan_banyak"):
            found[kode].append(value)
    return {isian[kode].pk: tuple(v) for kode, v in found.items() if kode in isian and v}
