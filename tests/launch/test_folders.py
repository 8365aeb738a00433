import stat
from pathlib import Path

import pytest

from launch.cluster import choose_port, find_free_port
from launch.folders import get_checkout_key, get_data_path, write_private
from launch.locks import open_lock, share, try_alone

ROOT = Path("/srv/balale")
KEY = get_checkout_key(ROOT)


@pytest.mark.parametrize(
    ("environ", "is_root", "expected"),
    [
        ({"HOME": "/home/budi"}, False, f"/home/budi/.local/share/balale/{KEY}"),
        ({"HOME": "/h", "XDG_DATA_HOME": "/x y"}, False, f"/x y/balale/{KEY}"),
        ({"HOME": "/h", "XDG_DATA_HOME": "relative"}, False, f"/h/.local/share/balale/{KEY}"),
        ({"HOME": "/root"}, True, f"/var/lib/balale/{KEY}"),
        ({"HOME": "/h", "BALALE_DATA": "/d's"}, True, "/d's"),
    ],
)
def test_get_data_path_follows_the_rule(environ, is_root, expected):
    assert get_data_path(environ, ROOT, is_root=is_root) == Path(expected)


def test_get_data_path_with_empty_home_is_still_absolute():
    assert get_data_path({"HOME": ""}, ROOT, is_root=False).is_absolute()


def test_get_checkout_key_tells_checkouts_apart():
    assert len(KEY) == 12
    assert get_checkout_key(Path("/srv/lain")) != KEY


def test_write_private_lets_only_us_read(tmp_path):
    path = tmp_path / "secret"
    write_private(path, "one")
    write_private(path, "two")
    assert path.read_text() == "two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_try_alone_while_another_shares_is_refused(tmp_path):
    first, second = open_lock(tmp_path / "use.lock"), open_lock(tmp_path / "use.lock")
    share(first)
    share(second)
    assert not try_alone(second)


@pytest.mark.parametrize("text", ["", "words", "-1", "99999999"])
def test_choose_port_with_a_broken_memory_takes_a_free_one(tmp_path, text):
    memory = tmp_path / "pg.port"
    memory.write_text(text)
    port = choose_port(memory)
    assert 0 < port < 65536
    assert memory.read_text() == str(port)


def test_choose_port_when_last_one_is_free_keeps_it(tmp_path):
    memory = tmp_path / "pg.port"
    port = find_free_port(0)
    memory.write_text(str(port))
    assert choose_port(memory) == port
