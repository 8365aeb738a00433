"""Order in which the categories are offered for one subject."""

from collections.abc import Iterable
from datetime import date

from balale.registry.rules.kategori import AturanKategori, Subjek, is_cocok


def order_kategori(
    aturan_list: Iterable[AturanKategori], subjek: Subjek, *, on: date
) -> list[AturanKategori]:
    """Those that fit age, sex and unit first, then the others; official number inside each group.

    None is left out: the others explain themselves when they are chosen.
    """
    return sorted(
        aturan_list,
        key=lambda aturan: (not is_cocok(aturan, subjek, on=on), aturan.nomor, aturan.kode),
    )
