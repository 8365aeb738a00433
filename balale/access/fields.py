"""Model fields whose behaviour is ours but whose column is plain, so migrations stay ours-free."""

from typing import Any

from django.db import models

from balale.access.ids import new_id


class IdField(models.UUIDField):
    """Primary key made by the writer: UUIDv7 unless the writer gives another."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(primary_key=True, default=new_id, editable=False)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        return str(self.name), "django.db.models.UUIDField", [], {"primary_key": True}


class SealedField(models.BinaryField):
    """Ciphertext column; its name ends in `_sandi`. Read and written through a Vault."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("null", True)
        super().__init__(**kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        return str(self.name), "django.db.models.BinaryField", [], {"null": True}
