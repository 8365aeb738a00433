"""Changes to a copy of the reference files, as the pengelola data would make them."""

import csv


def edit(path, change):
    """Rewrite a CSV file with `change(rows)` applied to its list of rows."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    change(rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def add_form_of_next_january(data_dir):
    """Category 8 gets a second form from 1 January 2027, with one field more."""

    def new_version(rows):
        old = next(row for row in rows if row["kategori"] == "8")
        old["berlaku_sampai"] = "2027-01-01"
        rows.append({**old, "versi": "2", "berlaku_mulai": "2027-01-01", "berlaku_sampai": ""})

    def new_field(rows):
        mine = [row for row in rows if row["kategori"] == "8"]
        for row in mine:
            row["versi"] = "1;2"
        rows.append({**mine[-1], "versi": "2", "kode": "punya_bpjs", "urutan": "9999"})

    edit(data_dir / "ppks/formulir.csv", new_version)
    edit(data_dir / "ppks/isian.csv", new_field)
