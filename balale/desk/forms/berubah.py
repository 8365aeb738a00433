"""What of a draft no longer fits the form of the day."""

from collections.abc import Mapping, Sequence

from balale.desk.forms.kategori import KategoriForm
from balale.registry.queries.berubah import Berubah, list_ended_choices, list_ended_isian


def list_berubah(nomor: int, form: KategoriForm, isi: Mapping[str, Sequence[str]]) -> list[Berubah]:
    """Typed answers of one category whose question or choice has ended since.

    Asks the database only where there are some.
    """
    prefix = f"k{nomor}-"
    typed = {
        name.removeprefix(prefix): values for name, values in isi.items() if name.startswith(prefix)
    }
    known = {isian.kode for isian in form.isian_list}
    ended = {kode: values for kode, values in typed.items() if kode not in known}
    found = list_ended_isian(nomor, ended) if ended else []
    for isian in form.isian_list:
        if isian.daftar_id and isian.kode in typed:
            choices = form.list_choices(isian)
            found += list_ended_choices(nomor, isian, typed[isian.kode], choices)
    return found
