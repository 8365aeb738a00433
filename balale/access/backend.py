"""Django's authentication backend: accounts come from definer functions, before a context."""

from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpRequest

from balale.access.models import User
from balale.access.queries.accounts import get_sign_in_record, get_user_by_id


class UserBackend:
    def authenticate(
        self, request: HttpRequest | None, akun: str = "", sandi: str = ""
    ) -> User | None:
        """The account whose passphrase fits. An unknown name costs the same time."""
        record = get_sign_in_record(akun)
        if record is None or not record.password:
            make_password(sandi)
            return None
        if check_password(sandi, record.password) and record.user.is_active:
            return record.user
        return None

    def get_user(self, user_id: str | UUID) -> User | None:
        return get_user_by_id(UUID(str(user_id)))
