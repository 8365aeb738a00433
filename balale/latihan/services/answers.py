"""Plausible answers to the first questions of each category's form."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from balale.latihan.rules.records import (
    EntriRekaan,
    KeluargaRekaan,
    KomunitasRekaan,
    OrangRekaan,
)
from balale.registry.models import Formulir, Isian, KategoriVersi, Kode, TandaKategori
from balale.registry.queries.reference import list_kategori
from balale.registry.rules.usia import is_anak

_TEMPAT = ("Pasar Bengkayang", "Terminal Bengkayang", "Pasar Sungai Betung", "Simpang Teraju")
_ASAL = ("Sambas", "Singkawang", "Pontianak", "Tidak diketahui")
_PENGASUH_ANAK = ("ibu", "ibu", "ayah", "kakek_nenek", "kakek_nenek", "paman_bibi")
_PENGASUH_DEWASA = ("suami_istri", "anak", "anak", "saudara", "tidak_ada")
_PILIHAN_DEPAN = 5
_JARANG = {"lainnya", "tidak_ada", "tidak_diketahui"}
_Jenis = Isian.Jenis


@dataclass(frozen=True)
class Pertanyaan:
    """One category in force today: version, form, questions shown first, choices, signs."""

    versi: KategoriVersi
    formulir: Formulir
    isian: list[Isian]
    tanda: list[TandaKategori]
    pilihan: dict[int, list[str]] = field(default_factory=dict)


def load_questions(on: date) -> dict[int, Pertanyaan]:
    """Every category by its number, in five queries. Choices that open a rahasia entry are out."""
    formulir = {row.kategori_id: row for row in Formulir.objects.in_force(on)}
    isian: dict[int, list[Isian]] = {}
    for row in Isian.objects.filter(formulir__in=formulir.values(), utama=True).order_by("urutan"):
        isian.setdefault(row.formulir_id, []).append(row)
    pilihan: dict[int, list[str]] = {}
    for kode in Kode.objects.in_force(on).filter(picu_rahasia=False).order_by("urutan"):
        pilihan.setdefault(kode.daftar_id, []).append(kode.kode)
    tanda: dict[int, list[TandaKategori]] = {}
    for satu in TandaKategori.objects.order_by("urutan"):
        tanda.setdefault(satu.kategori_versi_id, []).append(satu)
    return {
        versi.kategori_id: Pertanyaan(
            versi=versi,
            formulir=formulir[versi.kategori_id],
            isian=isian.get(formulir[versi.kategori_id].pk, []),
            tanda=tanda.get(versi.pk, []),
            pilihan=pilihan,
        )
        for versi in list_kategori(on)
    }


class AnswerMaker:
    """Answers for one entry; `kepala` is the person, or the head of the family entered."""

    def __init__(self, rng: Random, today: date) -> None:
        self._rng = rng
        self._today = today

    def answers(
        self,
        tanya: Pertanyaan,
        *,
        entri: EntriRekaan,
        kepala: OrangRekaan,
        keluarga: KeluargaRekaan | None,
        komunitas: KomunitasRekaan | None,
    ) -> dict[Isian, tuple[str, ...]]:
        """Values by question; now and then one question is left open."""
        known = self._known(kepala, keluarga, komunitas)
        if kepala.jenis_kelamin == "L":
            semua = tanya.pilihan.items()
            pilihan = {id_: [k for k in kode if k != "hamil"] for id_, kode in semua}
        else:
            pilihan = tanya.pilihan
        jawaban: dict[Isian, tuple[str, ...]] = {}
        for isian in tanya.isian:
            nilai = known.get(isian.kode)
            jawaban[isian] = (nilai,) if nilai else self._guess(isian, pilihan, entri)
        if len(jawaban) > 1 and self._rng.random() < 0.15:
            jawaban.pop(self._rng.choice(list(jawaban)))
        return {isian: values for isian, values in jawaban.items() if values}

    def _known(
        self,
        kepala: OrangRekaan,
        keluarga: KeluargaRekaan | None,
        komunitas: KomunitasRekaan | None,
    ) -> dict[str, str]:
        """What follows from the invented person, by the question's code."""
        rng = self._rng
        banyak = len(keluarga.anggota) if keluarga else 1
        pengasuh = (
            _PENGASUH_ANAK if is_anak(kepala.tanggal_lahir, self._today) else _PENGASUH_DEWASA
        )
        known = {
            "status_kawin": str(kepala.status_kawin),
            "tinggal_bersama": "sendiri" if banyak == 1 else "keluarga",
            "hubungan_pengasuh": rng.choice(pengasuh),
            "jumlah_tanggungan": str(banyak - 1),
            "anak_terdampak": str(rng.randint(0, 3)),
            "desil": str(rng.randint(1, 4)),
            "hanya_berbaring": "ya" if rng.random() < 0.1 else "tidak",
            "pendapatan_hari_rp": str(rng.randrange(20_000, 90_000, 5_000)),
            "pendapatan_bulan_rp": str(rng.randrange(300_000, 2_500_000, 50_000)),
            "lokasi_temuan": rng.choice(_TEMPAT),
            "lokasi_jalan": rng.choice(_TEMPAT),
            "asal_daerah": rng.choice(_ASAL),
            "kode_klien": f"K-{rng.randint(1000, 9999)}",
        }
        if komunitas:
            known |= {
                "nama_komunitas": komunitas.nama,
                "jumlah_kk": str(komunitas.jumlah_kk),
                "jumlah_jiwa": str(komunitas.jumlah_jiwa),
                "dusun_lokasi": komunitas.dusun,
            }
        return known

    def _guess(
        self, isian: Isian, pilihan: dict[int, list[str]], entri: EntriRekaan
    ) -> tuple[str, ...]:
        rng = self._rng
        kode = pilihan.get(isian.daftar_id or 0, [])
        match isian.jenis:
            case _Jenis.PILIHAN:
                return (self._pick(kode),)
            case _Jenis.PILIHAN_BANYAK:
                return tuple(dict.fromkeys(self._pick(kode) for _ in range(rng.choice((1, 1, 2)))))
            case _Jenis.YA_TIDAK:
                return (rng.choice(("ya", "tidak")),)
            case _Jenis.TANGGAL:
                hari = min(entri.mulai, self._today - timedelta(days=1))
                return (hari.isoformat(),)
            case _Jenis.ANGKA | _Jenis.UANG:
                awal = int(isian.min or 0)
                return (str(rng.randint(awal, min(awal + 5, int(isian.maks or awal + 5)))),)
        return (isian.contoh,) if isian.contoh else ()

    def _pick(self, kode: list[str]) -> str:
        """Seldom "other" or "none"; of a long list one of the first, which are the usual ones."""
        biasa = [satu for satu in kode if satu not in _JARANG] or kode
        return self._rng.choice(biasa[:_PILIHAN_DEPAN] if len(biasa) > 40 else biasa)
