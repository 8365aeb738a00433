"""Accounts, roles, keys and receipts."""

from balale.access.models.accounts import (
    ActivationCode,
    Assignment,
    CodeRequest,
    Credential,
    Session,
    SignInAttempt,
    StatusPermintaan,
    User,
)
from balale.access.models.delegasi import AlasanDelegasi, Delegasi
from balale.access.models.rows import (
    CaseAccess,
    Installation,
    JenisSubjek,
    Receipt,
    SubjectKey,
)

__all__ = [
    "ActivationCode",
    "AlasanDelegasi",
    "Assignment",
    "CaseAccess",
    "CodeRequest",
    "Credential",
    "Delegasi",
    "Installation",
    "JenisSubjek",
    "Receipt",
    "Session",
    "SignInAttempt",
    "StatusPermintaan",
    "SubjectKey",
    "User",
]
