"""PPKS entries for invented people: who is entered under what, since when, in which status."""

from datetime import date, timedelta
from random import Random

from balale.latihan.rules.categories import (
    ABT,
    ADK,
    AJ,
    AT,
    FM,
    GLD,
    KAT,
    KATEGORI,
    KBA,
    KBS,
    KBSP,
    KELUARGA,
    LUT,
    PD,
    PGM,
    PMBS,
    PML,
    PRSE,
    RAHASIA,
)
from balale.latihan.rules.facts import add_years
from balale.latihan.rules.records import (
    CERAI_HIDUP,
    CERAI_MATI,
    SHDK_CUCU,
    SHDK_KEPALA,
    EntriRekaan,
    KeluargaRekaan,
    KomunitasRekaan,
    OrangRekaan,
    Population,
)
from balale.latihan.rules.statuses import (
    RENTANG_HARI,
    STATUS,
    STATUS_RAHASIA,
    explain,
    explain_community,
)
from balale.registry.rules.usia import is_anak

_PELUANG_FM, _PELUANG_KBSP, _PELUANG_DESA_BENCANA = 0.67, 0.06, 0.12
_STATUS_KOMUNITAS = ("aktif", "dikembalikan", "aktif", "diverifikasi", "aktif", "diajukan")
# Chance by category for someone whose age fits.
_ANAK = {ABT: 0.07, AT: 0.08, AJ: 0.006, ADK: 0.035}
_DEWASA = {PD: 0.055, PML: 0.012, PMBS: 0.018, PGM: 0.002, KBS: 0.003}


class EntryGenerator:
    """Makes the entries of one population as of `today`."""

    def __init__(self, rng: Random, today: date) -> None:
        self._rng = rng
        self._today = today
        self._status = list(STATUS)
        self._bobot = list(STATUS.values())

    def all_entries(self, people: Population) -> list[EntriRekaan]:
        """Entries of families, persons, communities and sealed persons, in that order."""
        entri: list[EntriRekaan] = []
        bencana = self._disaster_desa(people.keluarga)
        for keluarga in people.keluarga:
            entri += self._of_family(keluarga, kena_bencana=keluarga.desa_kode in bencana)
        for i, orang in enumerate(people.tanpa_keluarga):
            entri.append(self._of_homeless(orang, i))
        entri += self._missing_categories(people, entri)
        entri += [self._of_community(satu) for satu in people.komunitas]
        for i, orang in enumerate(people.disegel):
            entri.append(self._sealed(orang, RAHASIA[i % len(RAHASIA)]))
        return entri

    def _disaster_desa(self, keluarga: list[KeluargaRekaan]) -> frozenset[str]:
        kode = dict.fromkeys(satu.desa_kode for satu in keluarga)
        return frozenset(k for k in kode if self._rng.random() < _PELUANG_DESA_BENCANA)

    def _of_family(self, keluarga: KeluargaRekaan, *, kena_bencana: bool) -> list[EntriRekaan]:
        rng = self._rng
        entri = []
        if rng.random() < _PELUANG_FM:
            entri.append(self._for_family(keluarga, FM))
        if len(keluarga.anggota) > 1 and rng.random() < _PELUANG_KBSP:
            entri.append(self._for_family(keluarga, KBSP))
        if kena_bencana and rng.random() < 0.2:
            entri.append(self._for_person(keluarga.anggota[0], KBA))
        for orang in keluarga.anggota:
            entri += [self._for_person(orang, nomor) for nomor in self._needs(orang, keluarga)]
        return entri

    def _needs(self, orang: OrangRekaan, keluarga: KeluargaRekaan) -> list[int]:
        """Categories this person comes under; usually none or one, at most two."""
        rng = self._rng
        peluang = dict(_ANAK if is_anak(orang.tanggal_lahir, self._today) else _DEWASA)
        sendiri = len(keluarga.anggota) == 1
        peluang[LUT] = 0.85 if sendiri else 0.3
        if orang.hubungan == SHDK_KEPALA and orang.status_kawin in (CERAI_HIDUP, CERAI_MATI):
            peluang[PRSE] = 0.75
        else:
            peluang[PRSE] = 0.02
        if orang.hubungan == SHDK_CUCU and orang.ayah_nomor is None and orang.ibu_nomor is None:
            peluang[AT], peluang[ABT] = 0.6, 0.6
        nomor = [
            n
            for n, p in peluang.items()
            if rng.random() < p and KATEGORI[n].fits(orang, self._today)
        ]
        return nomor[:2]

    def _of_homeless(self, orang: OrangRekaan, urutan: int) -> EntriRekaan:
        if KATEGORI[AJ].fits(orang, self._today):
            return self._for_person(orang, AJ)
        return self._for_person(orang, (GLD, PGM, GLD, PML)[urutan % 4])

    def _missing_categories(
        self, people: Population, entri: list[EntriRekaan]
    ) -> list[EntriRekaan]:
        """One entry for each open category that chance left out, if anybody fits it."""
        ada = {satu.kategori for satu in entri}
        tambahan = []
        for nomor in KATEGORI:
            if nomor in ada or nomor in RAHASIA or nomor == KAT:
                continue
            if nomor in KELUARGA:
                if people.keluarga:
                    tambahan.append(self._for_family(self._rng.choice(people.keluarga), nomor))
                continue
            cocok = [o for o in people.ordinary_people() if KATEGORI[nomor].fits(o, self._today)]
            if cocok:
                tambahan.append(self._for_person(self._rng.choice(cocok), nomor))
        return tambahan

    def _for_person(self, orang: OrangRekaan, nomor: int) -> EntriRekaan:
        """An ordinary entry for a person whom the category fits."""
        status = self._rng.choices(self._status, self._bobot)[0]
        entri = self._entry(nomor, status, self._earliest(orang, nomor))
        entri.orang_nomor = orang.nomor
        explain(self._rng, entri, has_nik=orang.nik is not None, is_keluarga=False)
        return entri

    def _for_family(self, keluarga: KeluargaRekaan, nomor: int) -> EntriRekaan:
        status = self._rng.choices(self._status, self._bobot)[0]
        entri = self._entry(nomor, status, self._earliest(keluarga.anggota[0], nomor))
        entri.keluarga_nomor = keluarga.nomor
        explain(self._rng, entri, has_nik=keluarga.no_kk is not None, is_keluarga=True)
        return entri

    def _of_community(self, komunitas: KomunitasRekaan) -> EntriRekaan:
        status = _STATUS_KOMUNITAS[(komunitas.nomor - 1) % len(_STATUS_KOMUNITAS)]
        entri = self._entry(KAT, status, self._today - timedelta(days=4000))
        entri.komunitas_nomor = komunitas.nomor
        explain_community(self._rng, entri)
        return entri

    def _sealed(self, orang: OrangRekaan, nomor: int) -> EntriRekaan:
        status = self._rng.choices(list(STATUS_RAHASIA), list(STATUS_RAHASIA.values()))[0]
        entri = self._entry(nomor, status, self._earliest(orang, nomor))
        entri.orang_nomor = orang.nomor
        entri.disegel = True
        return entri

    def _earliest(self, orang: OrangRekaan, nomor: int) -> date:
        """The day from which the category's age rule was met."""
        return add_years(orang.tanggal_lahir, KATEGORI[nomor].usia[0])

    def _entry(self, nomor: int, status: str, sejak: date) -> EntriRekaan:
        rng = self._rng
        kategori = KATEGORI[nomor]
        batas = max(0, (self._today - sejak).days)
        awal, akhir = RENTANG_HARI[status]
        hari = min(rng.randint(awal, akhir), batas)
        dibuat = min(hari + rng.randint(0, 45), batas)
        mulai = self._today - timedelta(days=min(dibuat + rng.randint(0, 900), batas))
        banyak = min(kategori.tanda, rng.choice((1, 1, 2, 2, 3)))
        tanda = tuple(sorted(rng.sample(range(kategori.tanda), banyak)))
        return EntriRekaan(nomor, status, mulai, kategori.kriteria, tanda, dibuat, hari)
