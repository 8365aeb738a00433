"""One entry on one sheet: the forms of all topics over the same typed words.

Phone and desktop post the same sheet. Words are kept as typed; a topic's errors are shown
only once that topic was sent.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from django.forms.utils import ErrorDict
from django.http import QueryDict

from balale.access.models import User
from balale.desk.forms.berubah import list_berubah
from balale.desk.forms.kategori import KategoriForm
from balale.desk.forms.kebutuhan import KebutuhanForm, list_pilihan_kebutuhan
from balale.desk.forms.kriteria import DasarForm, KriteriaForm
from balale.desk.forms.siapa import DAFTAR, NAMA_LAIN_MAKS, AlamatForm, SiapaForm
from balale.desk.forms.summary import Kata, list_alamat_kata, list_siapa_kata
from balale.kit.formatting import format_lahir, format_tanggal_pendek, format_usia
from balale.kit.forms import ErrorLine, KitForm, list_error_lines
from balale.registry.models import KategoriVersi, Orang, TandaKategori
from balale.registry.queries import entry as queries
from balale.registry.queries.aturan import get_subjek
from balale.registry.queries.berubah import Berubah, carry_tanda
from balale.registry.queries.draf import Typed
from balale.registry.queries.reference import get_formulir, list_kriteria
from balale.registry.rules.entry import (
    IsianAlamat,
    IsianEntri,
    IsianKeluarga,
    IsianNotice,
    IsianOrang,
    IsianPpksBaru,
)
from balale.registry.rules.kategori import Subjek
from balale.registry.rules.kelengkapan import IsianPpks, Kelengkapan, count_kelengkapan
from balale.registry.rules.nik import parse_nik, suggest_tanggal_lahir
from balale.registry.rules.tanggal import Presisi
from balale.registry.rules.temuan import Temuan
from balale.registry.rules.usia import is_anak

LANGKAH = ("siapa", "alamat", "kriteria", "kebutuhan")
LABEL = ("Siapa", "Alamat", "Kriteria", "Kebutuhan", "Periksa")
DARI_NIK = "dari_nik"
_NAMES = frozenset(
    {*SiapaForm.base_fields, *AlamatForm.base_fields, "kategori", "tanda", DARI_NIK}
    | {f"{kind}_lain_{n}" for kind in ("jenis", "nama") for n in range(1, NAMA_LAIN_MAKS + 1)}
)
_OWN_NAMES = re.compile(r"[kd]\d{1,2}-[a-z0-9_]{1,40}")


FormT = TypeVar("FormT", bound=KitForm)


def collect_typed(post: QueryDict) -> Typed:
    """What was typed into the sheet's own fields; all other names are dropped."""
    return {
        name: kept
        for name, values in post.lists()
        if (name in _NAMES or _OWN_NAMES.fullmatch(name)) and (kept := [v for v in values if v])
    }


@dataclass(frozen=True)
class BagianKategori:
    """A chosen category on the sheet."""

    versi: KategoriVersi
    form: KategoriForm
    dasar: DasarForm
    kebutuhan: KebutuhanForm
    tanda: list[TandaKategori]
    peringatan: list[Temuan]

    @property
    def kriteria(self) -> tuple[int, ...]:
        return tuple(self.dasar.cleaned_data.get("kriteria") or ())


class Lembar:
    """The sheet. `orang` is the known person to whom only categories are added."""

    def __init__(
        self,
        isi: Typed,
        *,
        user: User,
        on: date,
        orang: Orang | None = None,
        checked: Collection[str] = (),
    ) -> None:
        self.isi, self.user, self.on, self.orang = dict(isi), user, on, orang
        self.checked = checked
        self.salah: dict[str, list[ErrorLine]] = {}
        if orang is None:
            self._fill_from_nik()

    @property
    def langkah_list(self) -> tuple[str, ...]:
        return LANGKAH if self.orang is None else LANGKAH[2:]

    def _fill_from_nik(self) -> None:
        """Suggest birth date and sex where they were left empty; what was typed stays."""
        nik = parse_nik(self._last("nik"), today=self.on)
        lahir = suggest_tanggal_lahir(nik, today=self.on)
        suggested = {
            "tanggal_lahir": format_tanggal_pendek(lahir) if lahir else "",
            "jenis_kelamin": nik.jenis_kelamin or "" if nik.error is None else "",
        }
        marked = set(self.isi.pop(DARI_NIK, []))
        filled = []
        for name, value in suggested.items():
            typed = self._last(name).strip()
            if value and (not typed or (typed == value and name in marked)):
                self.isi[name] = [value]
                filled.append(name)
        if filled:
            self.isi[DARI_NIK] = filled

    def _last(self, name: str) -> str:
        values = self.isi.get(name)
        return values[-1] if values else ""

    @property
    def dari_nik(self) -> list[str]:
        return self.isi.get(DARI_NIK, [])

    @cached_property
    def data(self) -> QueryDict:
        data = QueryDict(mutable=True)
        for name, values in self.isi.items():
            data.setlist(name, values)
        return data

    def _take(self, langkah: str, form: FormT) -> FormT:
        """Check the form; keep its errors aside unless its topic was sent."""
        form.full_clean()
        self.salah.setdefault(langkah, []).extend(list_error_lines(form))
        if langkah not in self.checked:
            vars(form)["_errors"] = ErrorDict()
        return form

    @cached_property
    def siapa(self) -> SiapaForm:
        pilihan = queries.list_pilihan_daftar(DAFTAR, self.on)
        return self._take("siapa", SiapaForm(self.data, pilihan=pilihan, on=self.on))

    @cached_property
    def alamat(self) -> AlamatForm:
        return self._take("alamat", AlamatForm(self.data))

    @cached_property
    def subjek(self) -> Subjek:
        if self.orang is not None:
            return get_subjek(self.orang)
        known = self.siapa.cleaned_data
        return Subjek(
            lahir=known.get("lahir"),
            presisi=known.get("presisi") or Presisi.HARI,
            jenis_kelamin=known.get("jenis_kelamin") or None,
            has_nik=bool(known.get("nik")),
        )

    @property
    def is_anak(self) -> bool:
        lahir = self.subjek.lahir
        return lahir is not None and is_anak(lahir, self.on)

    @cached_property
    def kriteria(self) -> KriteriaForm:
        katalog = [
            versi
            for versi in queries.list_kategori_terbuka(self.on)
            if versi.unit != KategoriVersi.Unit.KOMUNITAS
        ]
        if self.orang is not None:
            running = queries.list_running(self.orang, self.user)
            katalog = [versi for versi in katalog if versi.kategori_id not in running]
        if "tanda" in self.isi:
            self.isi["tanda"] = carry_tanda(self.isi["tanda"], katalog)
            self.data.setlist("tanda", self.isi["tanda"])
        form = KriteriaForm(self.data, katalog=katalog, subjek=self.subjek, on=self.on)
        return self._take("kriteria", form)

    @cached_property
    def bagian(self) -> list[BagianKategori]:
        """The own part of every chosen category."""
        semua = [(k.nomor, k.nama) for k in list_kriteria()]
        return [self._build_bagian(versi, semua) for versi in self.kriteria.dipilih]

    def _build_bagian(self, versi: KategoriVersi, semua: list[tuple[int, str]]) -> BagianKategori:
        nomor = versi.kategori_id
        formulir = get_formulir(versi.kategori, self.on)
        form = KategoriForm(formulir, self.data, prefix=f"k{nomor}", on=self.on)
        data = self.data
        if f"d{nomor}-kriteria_ada" not in data:
            data = data.copy()
            bawaan = [str(row.kriteria_id) for row in versi.kriteria_bawaan_list.all()]
            data.setlist(f"d{nomor}-kriteria", bawaan)
            data[f"d{nomor}-kriteria_ada"] = "1"
        temuan = self.kriteria.list_temuan(nomor)
        return BagianKategori(
            versi=versi,
            form=self._take("kebutuhan", form),
            dasar=self._take("kebutuhan", DasarForm(data, kriteria=semua, prefix=f"d{nomor}")),
            kebutuhan=self._take("kebutuhan", self._build_kebutuhan(nomor)),
            tanda=self.kriteria.tanda_dipilih(versi),
            peringatan=[one for one in temuan if not one.is_block],
        )

    def _build_kebutuhan(self, nomor: int) -> KebutuhanForm:
        return KebutuhanForm(self.data, pilihan=self.pilihan_kebutuhan, prefix=f"d{nomor}")

    @cached_property
    def pilihan_kebutuhan(self) -> list[tuple[str, str]]:
        return list_pilihan_kebutuhan(self.on)

    @cached_property
    def berubah(self) -> list[Berubah]:
        """What was typed under a form that has ended since; it is shown and not sent."""
        return [
            one
            for bagian in self.bagian
            for one in list_berubah(bagian.versi.kategori_id, bagian.form, self.isi)
        ]

    @property
    def ditinggal(self) -> list[Berubah]:
        """Answers whose question is gone from the sheet; they are kept in the draft as typed."""
        return [one for one in self.berubah if one.is_ended]

    @property
    def berubah_tanda(self) -> str:
        """Which changes the person has been shown, for the button that sends."""
        return ",".join(one.nama for one in self.berubah)

    @property
    def is_kebutuhan_drawn(self) -> bool:
        """True where every chosen category's own questions have been on the screen."""
        return all(f"d{one.versi.kategori_id}-kriteria_ada" in self.data for one in self.bagian)

    def list_errors(self, langkah_list: Collection[str]) -> list[ErrorLine]:
        """Errors of the topics, in their order, whether shown yet or not."""
        for name in self.langkah_list:
            getattr(self, "bagian" if name == "kebutuhan" else name)
        return [line for name in langkah_list for line in self.salah.get(name, [])]

    @property
    def shown_errors(self) -> list[ErrorLine]:
        return self.list_errors([name for name in self.langkah_list if name in self.checked])

    @cached_property
    def tercatat(self) -> queries.OrangTercatat | None:
        """The person with this NIK, where the user may see it."""
        nik = "" if self.orang else self.siapa.cleaned_data.get("nik", "")
        return queries.get_known_orang(nik, self.user) if len(nik) == 16 else None

    @cached_property
    def peringatan(self) -> list[Temuan]:
        """What looks wrong about the person; it may be right."""
        return [] if self.orang else self.siapa.list_warnings()

    @property
    def nama(self) -> str:
        return self.orang.nama if self.orang else self._last("nama").strip()

    @property
    def ringkas(self) -> str:
        """Name, age and sex in one line, as far as they are known."""
        sebutan = {"L": "laki-laki", "P": "perempuan"}.get(self.subjek.jenis_kelamin or "", "")
        return ", ".join(
            filter(None, (self.nama, format_usia(self.subjek.lahir, self.on), sebutan))
        )

    @property
    def dari_nik_kata(self) -> str:
        """What the NIK filled in, in words."""
        known = self.siapa.cleaned_data
        sebutan = {"L": "laki-laki", "P": "perempuan"}.get(known.get("jenis_kelamin") or "", "")
        words = {
            "tanggal_lahir": f"lahir {format_lahir(known.get('lahir'))}",
            "jenis_kelamin": sebutan,
        }
        text = ", ".join(words[name] for name in self.dari_nik if name in words)
        return text[:1].upper() + text[1:]

    @property
    def siapa_kata(self) -> Kata:
        return [] if self.orang else list_siapa_kata(self.siapa)

    @property
    def alamat_kata(self) -> Kata:
        return [] if self.orang else list_alamat_kata(self.alamat)

    def count_kelengkapan(self, bagian: BagianKategori | None) -> Kelengkapan:
        """n of eight for one category, or for a sheet without any."""
        own = IsianPpks() if self.orang is None else self._known_parts(self.orang)
        if self.orang is None:
            known, alamat = self.siapa.cleaned_data, self.alamat
            own = IsianPpks(
                nik=known.get("nik", ""),
                alasan_tanpa_nik=known.get("alasan_tanpa_nik", ""),
                nama=known.get("nama", ""),
                tanggal_lahir=known.get("lahir"),
                jenis_kelamin=known.get("jenis_kelamin"),
                no_kk=known.get("no_kk", ""),
                dusun=alamat.cleaned_data.get("dusun", ""),
                rt=getattr(alamat, "rt", ""),
            )
        if bagian is None:
            # Not yet chosen: neither criteria nor questions count as done.
            parts: dict[str, Any] = {"pertanyaan_wajib": ("-",)}
        else:
            parts = {
                "kriteria": tuple(map(str, bagian.kriteria)),
                "pertanyaan_wajib": tuple(bagian.form.pertanyaan_wajib()),
                "jawaban": bagian.form.jawaban_terlihat(),
            }
        return count_kelengkapan(IsianPpks(**{**vars(own), **parts}))

    def _known_parts(self, orang: Orang) -> IsianPpks:
        alamat = queries.get_current_alamat(orang, self.user)
        return IsianPpks(
            nik="ada" if orang.nik_indeks else "",
            alasan_tanpa_nik=orang.alasan_tanpa_nik,
            nama=orang.nama,
            tanggal_lahir=orang.tanggal_lahir,
            jenis_kelamin=orang.jenis_kelamin,
            no_kk="ada" if queries.has_keluarga(orang, self.user) else "",
            dusun=alamat.dusun if alamat else "",
            rt=alamat.rt if alamat else "",
        )

    @cached_property
    def kelengkapan(self) -> Kelengkapan:
        """Completeness of the least complete category."""
        parts: list[BagianKategori | None] = [*self.bagian]
        counted = [self.count_kelengkapan(bagian) for bagian in parts or [None]]
        return min(counted, key=lambda one: one.jumlah)

    def build(self, notice: IsianNotice) -> IsianPpksBaru:
        """Everything in the shape of the service; only where no topic has errors."""
        entri = tuple(self._build_entri(bagian) for bagian in self.bagian)
        if self.orang is not None:
            orang = IsianOrang(nama=self.orang.nama, jenis_kelamin=self.orang.jenis_kelamin)
            return IsianPpksBaru(orang, IsianAlamat(), IsianKeluarga(), notice, entri)
        return IsianPpksBaru(
            orang=self.siapa.build_orang(),
            alamat=self.alamat.build_alamat(),
            keluarga=self.siapa.build_keluarga(),
            notice=notice,
            entri=entri,
        )

    def _build_entri(self, bagian: BagianKategori) -> IsianEntri:
        return IsianEntri(
            kategori=bagian.versi.kategori_id,
            kriteria=bagian.kriteria,
            tanda=tuple(tanda.pk for tanda in bagian.tanda),
            jawaban=bagian.form.answers(),
            kelengkapan=self.count_kelengkapan(bagian).jumlah,
            kode_alasan=bagian.dasar.cleaned_data.get("alasan") or "",
            kebutuhan=bagian.kebutuhan.build(),
        )
