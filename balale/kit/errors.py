"""Refusals a person can act on. The message is Indonesian and is shown as it stands."""


class DomainError(Exception):
    """A rule refused the request; nothing was written.

    `message` says what to do, `field` names the form field it belongs to, and `code` lets a
    caller tell one refusal from another without reading the words.
    """

    def __init__(self, message: str, field: str | None = None, code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.code = code

    def __str__(self) -> str:
        return self.message


class StaleVersion(DomainError):
    """Somebody else changed the row after it was read; `current` is its version now."""

    def __init__(
        self,
        message: str = "Data ini baru saja diubah orang lain. Periksa isinya, lalu ulangi.",
        *,
        current: object = None,
    ) -> None:
        super().__init__(message, code="stale_version")
        self.current = current
