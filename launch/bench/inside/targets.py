"""Writes accounts and what each may look for, as JSON: names, numbers, persons, returned entries.

Read under the application role in each account's own context, so that nothing is looked for
that the account could not see.
"""

import json
import os
import sys
from collections import Counter, defaultdict
from pathlib import Path
from random import Random
from typing import Any

import django

SEED = 6107
OPERATORS = 124
PERSONS = 60
NAMES = 12
LONG_ENOUGH = 5
KINDS = ("common", "rare", "misspelt")
OPERATOR, REGENCY, KECAMATAN = "operator_desa", "verifikator", "tksk"


def misspell(name: str, rng: Random) -> str:
    """The name with one slip of the finger: a letter lost, doubled or changed places."""
    at = rng.randrange(1, len(name) - 1)
    slips = (
        name[:at] + name[at + 1 :],
        name[:at] + name[at] + name[at:],
        name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :],
    )
    return rng.choice([slip for slip in slips if slip != name])


def choose_names(words: Counter[str], rng: Random) -> dict[str, list[str]]:
    """Names that many carry, that hardly anybody carries, and common ones with a slip."""
    ranked = [word for word, _ in words.most_common() if len(word) >= LONG_ENOUGH]
    common = ranked[:NAMES]
    rare = [word for word in ranked[len(ranked) // 2 :] if words[word] <= 2]
    middle = ranked[: max(len(ranked) // 4, NAMES)]
    misspelt = [misspell(word, rng) for word in rng.sample(middle, min(NAMES, len(middle)))]
    return {
        "common": common,
        "rare": rng.sample(rare, min(NAMES * 2, len(rare))) or ranked[-NAMES:],
        "misspelt": misspelt,
    }


def main(accounts_file: str, target_file: str) -> None:
    django.setup()
    from balale.access.context import acting_as
    from balale.access.queries.accounts import get_sign_in_record, list_contexts
    from balale.latihan.services.passphrases import make_passphrase

    rng = Random(SEED)
    rows = json.loads(Path(accounts_file).read_text(encoding="utf-8"))
    wide = [row for row in rows if row["role"] in (REGENCY, KECAMATAN)]
    wanted = [(row["role"], row["username"]) for row in wide]
    with acting_as(_context_of(wide[0]["username"])):
        names, by_desa = _count_names()
    wanted += [(OPERATOR, name) for name in _list_operators()]
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for role, username in wanted:
        record = get_sign_in_record(username)
        assert record is not None
        user = record.user
        _ensure_passphrase(user, record.password)
        (user.context, *_rest) = list_contexts(user)
        own = sum((by_desa[kode] for kode in user.context.desa), Counter()) or names
        with acting_as(user.context):
            targets = choose_names(own, rng) | _list_rows(user, rng)
        found[role].append(
            {"username": username, "passphrase": make_passphrase(username), "targets": targets}
        )
    handle = os.open(target_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"accounts": found}, file, ensure_ascii=False)


def _context_of(username: str) -> Any:
    from balale.access.queries.accounts import get_sign_in_record, list_contexts

    record = get_sign_in_record(username)
    assert record is not None
    return list_contexts(record.user)[0]


def _list_operators() -> list[str]:
    from balale.latihan.services.seed import list_planned_accounts

    return [one.username for one in list_planned_accounts() if one.role == OPERATOR][:OPERATORS]


def _count_names() -> tuple[Counter[str], dict[str, Counter[str]]]:
    """How many ordinary persons carry each word of a name, in all and by desa."""
    from balale.registry.models import Orang

    every: Counter[str] = Counter()
    by_desa: dict[str, Counter[str]] = defaultdict(Counter)
    rows = Orang.objects.filter(tingkat="biasa").values_list("desa_id", "nama")
    for desa, nama in rows.iterator(chunk_size=10_000):
        words = nama.split()
        every.update(words)
        by_desa[desa].update(words)
    return every, by_desa


def _ensure_passphrase(user: Any, password: str) -> None:
    """Every operator can sign in, not only those of the demo's printed list."""
    from django.contrib.auth.hashers import make_password
    from django.db import connection

    from balale.latihan.services.passphrases import make_passphrase

    if password:
        return
    with connection.cursor() as cursor:
        hashed = make_password(make_passphrase(user.username))
        cursor.execute("select balale_latihan_password(%s, %s)", [user.id, hashed])


def _list_rows(user: Any, rng: Random) -> dict[str, list[str]]:
    """Some persons in sight with their NIK, and entries that wait to be mended."""
    from balale.access.vault import Vault
    from balale.registry.models import Orang
    from balale.registry.queries.usulan import find_returned

    rows = Orang.objects.visible_to(user).filter(tingkat="biasa", nik_indeks__isnull=False)
    start = rows.order_by("id").values_list("id", flat=True)
    ids = list(start[:5000])
    chosen = list(rows.filter(pk__in=rng.sample(ids, min(PERSONS, len(ids)))))
    vault = Vault()
    vault.fetch(row.subjek_id for row in chosen)
    nik = [vault.get(row, "nik") for row in chosen]
    # Once more sent, an entry keeps its status until the village head approves.
    returned = [usulan.ppks_id for usulan, _ in find_returned(user)]
    return {
        "orang": [str(row.pk) for row in chosen],
        "nik": nik,
        "last_six": [one[-6:] for one in nik],
        "returned": sorted(str(pk) for pk in returned),
        "desa": list(user.context.desa[:1]),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
