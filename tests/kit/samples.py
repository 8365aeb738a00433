"""A sample form, and rendering a piece of template as the loader would."""

from django import forms
from django.template import engines
from django_cotton.compiler_regex import CottonCompiler

from balale.kit.forms import CheckPicks, CodeField, KitForm, RadioPicks

GOOD = {"nik": "610714 450648.9012", "nama": "Lopo", "lahir": "12/2/1955", "jk": "P", "jumlah": "2"}


class SiapaForm(KitForm):
    examples = {"nik": "Contoh: 610714 450648 9012.", "nama": "Contoh: Lopo."}
    nik = CodeField(label="NIK", length=16, help_text="16 angka.")
    nama = forms.CharField(label="Nama lengkap", max_length=100, help_text="Sama seperti di KTP.")
    lahir = forms.DateField(label="Tanggal lahir", help_text="Hari/bulan/tahun.")
    jk = forms.ChoiceField(
        label="Jenis kelamin", choices=[("L", "Laki-laki"), ("P", "Perempuan")], widget=RadioPicks
    )
    kategori = forms.MultipleChoiceField(
        label="Kategori",
        choices=[("a", "Fakir Miskin")],
        widget=CheckPicks(notes={"a": "Tidak punya penghasilan"}),
        required=False,
    )
    jumlah = forms.IntegerField(label="Jumlah", required=False, min_value=1)
    catatan = forms.CharField(label="Catatan", required=False, widget=forms.Textarea)


def render(source, **context):
    """Return the HTML of `source` with runs of white space made one."""
    compiled = CottonCompiler().process("{% load kit %}" + source)
    html = engines["django"].from_string(compiled).render({"csrf_token": "sandi"} | context)
    return " ".join(html.split())
