"""Refusals a person can act on. The message is Indonesian and is shown as it stands."""


class Refusal(Exception):
    """The request was refused; nothing was written.

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


class DomainError(Refusal):
    """A rule refused; the screen shows the words beside the field and keeps what was typed."""


class PreconditionError(Refusal):
    """The request isn't based on what is stored; the whole page answers, with `status`."""

    status = 400


class StaleVersion(PreconditionError):
    """Somebody else changed the row after it was read; `current` is its version now."""

    status = 409

    def __init__(
        self,
        message: str = "Data ini baru saja diubah orang lain. Periksa isinya, lalu ulangi.",
        *,
        current: object = None,
    ) -> None:
        super().__init__(message, code="stale_version")
        self.current = current
