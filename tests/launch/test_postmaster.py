import os

import pytest

from launch import postmaster
from launch.postmaster import parse_pid_file, read_postmaster, remove_stale_pid

READY = "{pid}\n/data/pg15\n1700000000\n43109\n\n127.0.0.1\n  1 2\nready   \n"


@pytest.fixture
def cluster(tmp_path):
    folder = tmp_path / "a folder's pg15"
    folder.mkdir()
    return folder


def write_pid(cluster, pid):
    (cluster / "postmaster.pid").write_text(READY.format(pid=pid))


def test_parse_pid_file_when_ready_tells_pid_and_port():
    found = parse_pid_file(READY.format(pid=17))
    assert (found.pid, found.port, found.is_ready) == (17, 43109, True)


@pytest.mark.parametrize(
    "text", ["17\n", "17\n/data\n1700000000\n43109\n", "17\n/d\n1\n1\n\n\n\nstarting"]
)
def test_parse_pid_file_when_still_starting_is_not_ready(text):
    assert not parse_pid_file(text).is_ready


@pytest.mark.parametrize("text", ["", "\n", "words\n", "1\n/data\n1\nnot a port\n"])
def test_parse_pid_file_when_broken_gives_none(text):
    assert parse_pid_file(text) is None


def test_read_postmaster_without_file_gives_none(cluster):
    assert read_postmaster(cluster) is None


def test_remove_stale_pid_when_process_is_another_program_removes(cluster):
    write_pid(cluster, os.getpid())
    assert remove_stale_pid(cluster)
    assert read_postmaster(cluster) is None


def test_remove_stale_pid_when_file_is_broken_removes(cluster):
    (cluster / "postmaster.pid").write_text("")
    assert remove_stale_pid(cluster)


def test_remove_stale_pid_when_server_serves_this_folder_keeps(cluster, monkeypatch):
    write_pid(cluster, 17)
    monkeypatch.setattr(postmaster, "get_command", lambda pid: f"postgres -D {cluster} -p 1 ")
    assert not remove_stale_pid(cluster)
    assert read_postmaster(cluster).pid == 17


def test_remove_stale_pid_when_server_serves_another_folder_removes(cluster, monkeypatch):
    write_pid(cluster, 17)
    monkeypatch.setattr(postmaster, "get_command", lambda pid: f"postgres -D {cluster}2 -p 1 ")
    assert remove_stale_pid(cluster)


def test_get_command_of_a_living_process_names_it():
    assert "python" in postmaster.get_command(os.getpid())
