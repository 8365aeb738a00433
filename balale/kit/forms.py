"""The form every screen starts from: Indonesian messages, nothing typed is lost."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import (
    MaxLengthValidator,
    MaxValueValidator,
    MinValueValidator,
    ProhibitNullCharactersValidator,
)
from django.http import QueryDict

from balale.kit.errors import DomainError
from balale.kit.fields import CheckPicks, CodeField, RadioPicks, describe_field
from balale.kit.text import encode_safely, get_text_problem, tidy_text

__all__ = ["CheckPicks", "CodeField", "ErrorLine", "KitForm", "RadioPicks", "list_error_lines"]

INTEGER_MAX = 2**31 - 1
DATE_INPUTS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]

MESSAGES = {
    "invalid_choice": "Pilihan ini tidak ada dalam daftar. Pilih lagi.",
    "invalid_list": "Pilihan ini tidak terbaca. Pilih lagi.",
    "invalid_pk_value": "Pilihan ini tidak ada dalam daftar. Pilih lagi.",
    "min_length": "Terlalu pendek: %(show_value)s huruf. Paling sedikit %(limit_value)s.",
    "max_value": "Terlalu besar. Paling banyak %(limit_value)s.",
    "min_value": "Terlalu kecil. Paling sedikit %(limit_value)s.",
    "max_digits": "Terlalu banyak angka. Paling banyak %(max)s.",
    "max_decimal_places": "Paling banyak %(max)s angka di belakang koma.",
    "max_whole_digits": "Paling banyak %(max)s angka di depan koma.",
    "missing": "Berkas belum terkirim. Pilih berkas sekali lagi.",
    "empty": "Berkas ini kosong. Pilih berkas lain.",
    "contradiction": "Pilih berkas, atau centang hapus. Jangan keduanya.",
    "invalid_image": "Berkas ini bukan gambar. Pilih foto JPG atau PNG.",
    "invalid_extension": "Jenis berkas ini belum diterima. Pilih jenis lain.",
    "incomplete": "Isian ini belum lengkap. Isi semua bagian.",
}
INVALID = (
    (forms.DateTimeField, "Waktu belum terbaca. Contoh: 24/11/2026 14.05."),
    (forms.DateField, "Tanggal belum terbaca. Contoh: 24/11/2026."),
    (forms.TimeField, "Jam belum terbaca. Contoh: 14.05."),
    (forms.IntegerField, "Tulis dengan angka saja. Contoh: 12."),
    (forms.EmailField, "Alamat surel belum lengkap. Contoh: desa@contoh.id."),
    (forms.URLField, "Alamat situs belum lengkap. Contoh: https://contoh.id."),
    (forms.FileField, "Berkas tidak terbaca. Pilih berkas sekali lagi."),
)


class StorableText:
    """Validator: refuses what PostgreSQL or a reader cannot take, and text that is too long."""

    def __init__(self, *, multiline: bool, max_length: int | None) -> None:
        self.multiline = multiline
        self.max_length = max_length

    def __call__(self, value: str) -> None:
        if problem := get_text_problem(value, multiline=self.multiline, max_length=self.max_length):
            raise ValidationError(problem, "text")


@dataclass(frozen=True)
class ErrorLine:
    """One line of the summary; `href` is empty for an error of the form as a whole."""

    message: str
    href: str


class KitForm(forms.Form):
    """Base of every form.

    Set `examples = {field: sentence}` for the "?" beside a field. Browsers do not check and do
    not cut: all is checked on submit, and everything typed stands there again.
    """

    examples: dict[str, str] = {}
    use_required_attribute = False

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        for field in self.fields.values():
            _speak_indonesian(field)
            if isinstance(field, forms.CharField):
                _keep_storable(field)
            elif isinstance(field, forms.IntegerField):
                _keep_typed_number(field)
                if type(field) is forms.IntegerField:
                    _keep_in_column(field)
        if self.is_bound:
            self.data = self._tidy_data()

    def add_domain_error(self, error: DomainError) -> None:
        """Show a refusal of a service beside its field, or above the form."""
        self.add_error(error.field if error.field in self.fields else None, str(error))

    def list_unexplained(self) -> list[str]:
        """Names of typed fields that lack a help sentence or an example."""
        typed = (forms.TextInput, forms.NumberInput, forms.Textarea)
        return [
            name
            for name, field in self.fields.items()
            if isinstance(field.widget, typed) and not (field.help_text and self.examples.get(name))
        ]

    def _tidy_data(self) -> QueryDict | dict[str, Any]:
        source = self.data
        if isinstance(source, QueryDict):
            tidied = QueryDict(mutable=True, encoding=source.encoding)
            for key, values in source.lists():
                tidied.setlist(key, [self._tidy(key, value) for value in values])
            return tidied
        return {
            key: [self._tidy(key, one) for one in value]
            if isinstance(value, list)
            else self._tidy(key, value)
            for key, value in source.items()
        }

    def _tidy(self, key: str, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        name = key.removeprefix(f"{self.prefix}-") if self.prefix else key
        field = self.fields.get(name)
        # A passphrase is compared byte for byte elsewhere, so it is only made sendable.
        if not isinstance(field, forms.CharField) or _is_secret(field):
            return encode_safely(value)
        return tidy_text(value, multiline=isinstance(field.widget, forms.Textarea))


def list_error_lines(form: forms.BaseForm) -> list[ErrorLine]:
    """The summary of `form`: errors of the whole form first, then fields in their order."""
    lines = [ErrorLine(str(message), "") for message in form.non_field_errors()]
    for bound in form:
        parts = describe_field(bound)
        href = "" if bound.is_hidden else f"#{parts.focus_id}"
        lines += [ErrorLine(message, href) for message in parts.errors]
    return lines


def _is_secret(field: forms.Field) -> bool:
    return isinstance(field.widget, forms.PasswordInput)


def _keep_storable(field: forms.CharField) -> None:
    ours = (MaxLengthValidator, ProhibitNullCharactersValidator)
    field.validators = [each for each in field.validators if not isinstance(each, ours)]
    multiline = isinstance(field.widget, forms.Textarea)
    field.validators.insert(0, StorableText(multiline=multiline, max_length=field.max_length))
    field.widget.attrs.pop("maxlength", None)
    field.widget.attrs.pop("minlength", None)
    if multiline and field.widget.attrs.get("rows") == "10":  # Django's own, a whole phone screen
        field.widget.attrs["rows"] = "4"


def _keep_typed_number(field: forms.IntegerField) -> None:
    """Draw a text box: a number box sends nothing at all when letters slipped in."""
    if isinstance(field.widget, forms.NumberInput):
        field.widget.input_type = "text"
        inputmode = "numeric" if type(field) is forms.IntegerField else "decimal"
        field.widget.attrs |= {"inputmode": inputmode, "autocomplete": "off"}
        for bound in ("min", "max", "step"):
            field.widget.attrs.pop(bound, None)


def _keep_in_column(field: forms.IntegerField) -> None:
    """Refuse numbers a database integer cannot hold, which would fail only on saving."""
    if field.max_value is None:
        field.validators.append(MaxValueValidator(INTEGER_MAX))
    if field.min_value is None:
        field.validators.append(MinValueValidator(-INTEGER_MAX))


def _speak_indonesian(field: forms.Field) -> None:
    """Replace Django's default messages, but none that the form's author wrote."""
    wanted = MESSAGES | {"required": _required_message(field)}
    invalid = [words for kind, words in INVALID if isinstance(field, kind)]
    if invalid:
        wanted["invalid"] = invalid[0]
    for code, default in _list_default_messages(field).items():
        if field.error_messages.get(code) is default and code in wanted:
            field.error_messages[code] = wanted[code]
    for code in ("max_value", "min_value", "min_length", "invalid_extension"):
        field.error_messages.setdefault(code, MESSAGES[code])
    if isinstance(field, forms.DateField):
        field.input_formats = DATE_INPUTS
        if isinstance(field.widget, forms.DateInput):
            field.widget.format = field.widget.format or DATE_INPUTS[0]


def _list_default_messages(field: forms.Field) -> dict[str, object]:
    messages: dict[str, object] = {}
    for kind in reversed(type(field).__mro__):
        messages.update(getattr(kind, "default_error_messages", {}))
    return messages


def _required_message(field: forms.Field) -> str:
    label = str(field.label or "kolom ini")
    if not label[1:2].isupper():
        label = label[0].lower() + label[1:]
    if isinstance(field, forms.FileField):
        return f"Pilih berkas {label}."
    if isinstance(field, forms.BooleanField):
        return "Centang kotak ini untuk melanjutkan."
    if label.startswith(("isi ", "pilih ", "tulis ", "centang ", "ulangi ")):
        return f"{label[0].upper()}{label[1:]}."
    if label.endswith("?"):
        return f"Jawab dulu: {label}"
    is_choice = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
    return f"{'Pilih' if is_choice else 'Isi'} {label}."
