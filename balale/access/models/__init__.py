"""Accounts, roles, keys and receipts."""

from balale.access.models.accounts import (
    ActivationCode,
    Assignment,
    Credential,
    Session,
    SignInAttempt,
    User,
)
from balale.access.models.rows import (
    CaseAccess,
    Installation,
    JenisSubjek,
    Receipt,
    SubjectKey,
)

__all__ = [
    "ActivationCode",
    "Assignment",
    "CaseAccess",
    "Credential",
    "Installation",
    "JenisSubjek",
    "Receipt",
    "Session",
    "SignInAttempt",
    "SubjectKey",
    "User",
]
