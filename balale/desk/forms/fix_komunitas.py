"""A community to mend: the form of its category and how its families were counted."""

from datetime import date

from django.http import QueryDict

from balale.access.vault import Vault
from balale.desk.forms.kategori import KategoriForm
from balale.desk.forms.komunitas import HitungForm, build_isian, check_wajib
from balale.desk.forms.stored import PREFIX, put_entri
from balale.kit.formatting import format_tanggal_pendek
from balale.kit.forms import ErrorLine, list_error_lines
from balale.registry.models import HitunganKomunitas, Komunitas, Ppks
from balale.registry.rules.komunitas import IsianKomunitas
from balale.registry.services.details import read_entri


class PerbaikanKomunitas:
    """Both forms of the page over one set of typed words; without those, over what is stored."""

    def __init__(
        self,
        posted: QueryDict | None,
        *,
        ppks: Ppks,
        asal: tuple[Komunitas, HitunganKomunitas | None],
        on: date,
    ) -> None:
        self.ppks, self.on = ppks, on
        self.komunitas, hitungan = asal
        self.is_posted = posted is not None
        self._entri = read_entri(ppks, vault=Vault())
        data = posted if posted is not None else self._to_data(hitungan)
        self.isian = KategoriForm(ppks.formulir, data, prefix=PREFIX, on=on)
        self.hitung = HitungForm(data, on=on)

    def _to_data(self, hitungan: HitunganKomunitas | None) -> QueryDict:
        """What is stored; the community's own row fills answers that are missing."""
        data = QueryDict(mutable=True)
        put_entri(data, self._entri, self.ppks)
        data.setdefault(f"{PREFIX}-nama_komunitas", self.komunitas.nama)
        data.setdefault(f"{PREFIX}-dusun_lokasi", self.komunitas.dusun)
        if hitungan is not None:
            data.setdefault(f"{PREFIX}-jumlah_kk", str(hitungan.jumlah_kk))
            data["cara"], data["sumber"] = hitungan.cara, hitungan.sumber
            data["pada"] = format_tanggal_pendek(hitungan.pada)
        return data

    def is_valid(self) -> bool:
        """Both are checked, so that every message shows at once."""
        return all([check_wajib(self.isian), self.hitung.is_valid()])

    @property
    def salah(self) -> list[ErrorLine]:
        """The summary over both forms; empty for what was only opened."""
        if not self.is_posted:
            return []
        return [*list_error_lines(self.isian), *list_error_lines(self.hitung)]

    def build(self) -> IsianKomunitas:
        """Everything in the shape of the service; only for a valid page."""
        return build_isian(self.isian, self.hitung, before=self._entri)
