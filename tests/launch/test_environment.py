import sys

import pytest

from launch import environment
from launch.environment import compute_stamp, get_venv_path, is_current, read_stamps, write_stamp


@pytest.fixture
def venv(tmp_path, monkeypatch):
    """An environment that looks alive, beside a lock file of our own."""
    lock = tmp_path / "base.txt"
    lock.write_text("django==5.2\n")
    monkeypatch.setattr(environment, "get_lock_file", lambda name: lock)
    folder = tmp_path / "venv"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").symlink_to(sys.executable)
    return folder


def test_is_current_after_stamp_holds_until_lock_file_changes(venv):
    assert not is_current(venv, "base")
    write_stamp(venv, "base")
    assert is_current(venv, "base")
    assert not is_current(venv, "dev")
    (venv.parent / "base.txt").write_text("django==5.3\n")
    assert not is_current(venv, "base")


def test_is_current_when_its_python_is_gone_fails(venv):
    write_stamp(venv, "base")
    (venv / "bin" / "python").unlink()
    assert not is_current(venv, "base")


@pytest.mark.parametrize("text", ["", "{", "[]", '"base"'])
def test_read_stamps_when_broken_gives_none(venv, text):
    (venv / environment.STAMP).write_text(text)
    assert read_stamps(venv) == {}


def test_compute_stamp_differs_by_place(tmp_path):
    assert compute_stamp(b"x", tmp_path / "a") != compute_stamp(b"x", tmp_path / "b")


def test_get_venv_path_follows_the_variable(tmp_path):
    chosen = get_venv_path({"BALALE_VENV": str(tmp_path / "v")}, tmp_path, tmp_path / "data")
    assert chosen == tmp_path / "v"


def test_get_venv_path_in_a_writable_checkout_is_inside_it(tmp_path):
    assert get_venv_path({}, tmp_path, tmp_path / "data") == tmp_path / ".venv"


def test_get_venv_path_in_a_closed_checkout_is_in_the_data_folder(tmp_path, monkeypatch):
    monkeypatch.setattr("launch.environment.os.access", lambda path, mode: False)
    assert get_venv_path({}, tmp_path, tmp_path / "data") == tmp_path / "data" / "venv"
