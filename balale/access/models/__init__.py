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
    DARURAT_LASTS,
    CaseAccess,
    Installation,
    JenisAkses,
    JenisSubjek,
    Receipt,
    SubjectKey,
)

__all__ = [
    "DARURAT_LASTS",
    "ActivationCode",
    "AlasanDelegasi",
    "Assignment",
    "CaseAccess",
    "CodeRequest",
    "Credential",
    "Delegasi",
    "Installation",
    "JenisAkses",
    "JenisSubjek",
    "Receipt",
    "Session",
    "SignInAttempt",
    "StatusPermintaan",
    "SubjectKey",
    "User",
]
