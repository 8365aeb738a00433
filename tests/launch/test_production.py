"""Running for real: what the launcher refuses before it starts anything, and in which words."""

from types import SimpleNamespace

import pytest

from launch import production
from launch.cli import main
from launch.production import (
    LATIHAN_BIND,
    Deployment,
    check_bind,
    check_latihan_key,
    count,
    find_url_problem,
    list_gunicorn_arguments,
    open_deployment,
    read_env_file,
)
from launch.words import Exit, LaunchError

URL = "postgresql://balale_app:rahasia@127.0.0.1:5432/balale"


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """An environment that says nothing yet, and a Python that is in place."""
    for name in ("DATABASE_URL", "BALALE_OWNER_URL", "BALALE_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BALALE_DATA", str(tmp_path))
    monkeypatch.setattr(production, "is_current", lambda folder, name: True)
    return monkeypatch


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "belum diisi"),
        ("mysql://a@b/c", "bukan alamat"),
        ("postgresql://a@b:port/c", "bukan alamat"),
        ("postgresql://a@b/", "bukan alamat"),
        (URL, ""),
        ("postgresql://balale_app@/balale?host=/run/postgresql", ""),
    ],
)
def test_database_address_when_wrong_is_named(url, words):
    problem = find_url_problem("DATABASE_URL", url)
    assert words in problem
    assert bool(problem) == bool(words)


def test_environment_without_address_is_refused_as_configuration(bare):
    with pytest.raises(LaunchError, match="DATABASE_URL") as refused:
        open_deployment(None)
    assert refused.value.code == Exit.CONFIGURATION == 78


def test_environment_with_the_owners_address_is_refused(bare):
    bare.setenv("DATABASE_URL", URL)
    bare.setenv("BALALE_OWNER_URL", URL)
    with pytest.raises(LaunchError, match="hanya `prepare`"):
        open_deployment(None)


def test_environment_without_packages_names_the_step_before(bare):
    bare.setenv("DATABASE_URL", URL)
    bare.setattr(production, "is_current", lambda folder, name: False)
    with pytest.raises(LaunchError, match="bin/balale prepare"):
        open_deployment(None)


def test_owner_step_gets_its_own_address_and_no_keys(bare, tmp_path):
    given = {"BALALE_OWNER_URL": "o", "DATABASE_URL": "a", "BALALE_KEY_FILE": "k"}
    environment = open_deployment_environment(bare)
    owner = Deployment(tmp_path, environment, given, is_owner=True).get_environ()
    web = Deployment(tmp_path, environment, given).get_environ()
    assert (owner["DATABASE_URL"], "BALALE_KEY_FILE" in owner) == ("o", False)
    assert (web["DATABASE_URL"], web["BALALE_KEY_FILE"]) == ("a", "k")
    assert "BALALE_OWNER_URL" not in owner.keys() | web.keys()


def open_deployment_environment(bare):
    bare.setenv("DATABASE_URL", URL)
    return open_deployment(None).environment


def test_env_file_is_read_as_systemd_reads_it(tmp_path):
    file = tmp_path / "balale.env"
    file.write_text('# catatan\n\nA=1\nB="dua kata"\nC=x=y\n; lagi\n', encoding="utf-8")
    assert read_env_file(str(file)) == {"A": "1", "B": "dua kata", "C": "x=y"}


@pytest.mark.parametrize("text", ["export A=1", "a=1", "A"])
def test_env_file_with_another_line_is_refused_with_its_number(tmp_path, text):
    file = tmp_path / "balale.env"
    file.write_text(f"X=1\n{text}\n", encoding="utf-8")
    with pytest.raises(LaunchError, match="baris 2"):
        read_env_file(str(file))


def test_env_file_that_is_missing_is_refused(tmp_path):
    with pytest.raises(LaunchError, match="tidak terbaca"):
        read_env_file(str(tmp_path / "tidak.env"))


@pytest.mark.parametrize("bind", ["127.0.0.1:8000", "[::1]:8000", "unix:/run/balale/web.sock"])
def test_address_of_this_machine_is_taken(bind):
    assert check_bind(bind) == bind


@pytest.mark.parametrize("bind", ["0.0.0.0:8000", "[::]:80", ":8000", "contoh.id:80", "127.0.0.1"])
def test_address_that_others_reach_is_refused(bind):
    with pytest.raises(LaunchError, match="nginx"):
        check_bind(bind)


@pytest.mark.parametrize(("cores", "workers"), [(1, "2"), (2, "2"), (4, "4")])
def test_web_processes_are_one_a_core_and_at_least_two(cores, workers):
    arguments = list_gunicorn_arguments({}, cores)
    assert arguments[arguments.index("--workers") + 1] == workers
    assert arguments[arguments.index("--threads") + 1] == "3"


@pytest.mark.parametrize(("own", "found"), [({}, "2"), ({"MALLOC_ARENA_MAX": "8"}, "8")])
def test_web_processes_give_memory_back_unless_the_environment_says_otherwise(
    monkeypatch, tmp_path, own, found
):
    seen = {}
    monkeypatch.setattr("os.chdir", lambda _: None)
    monkeypatch.setattr("os.execve", lambda _program, _words, environ: seen.update(environ))
    given = {"DATABASE_URL": "postgresql://a:b@127.0.0.1/c", **own}
    environment = SimpleNamespace(python="python")
    Deployment(tmp_path, environment, given).become("-m", "gunicorn")
    assert seen["MALLOC_ARENA_MAX"] == found


@pytest.mark.parametrize("value", ["0", "banyak", "65", "-1"])
def test_number_of_processes_out_of_bounds_is_refused(value):
    with pytest.raises(LaunchError, match="BALALE_WORKERS"):
        count({"BALALE_WORKERS": value}, "BALALE_WORKERS", 2)


def test_serve_as_root_is_refused(bare, capsys):
    bare.setattr("os.geteuid", lambda: 0)
    assert main(["serve"]) == Exit.CONFIGURATION
    assert "root" in capsys.readouterr().out


def test_doctor_without_environment_says_so_and_fails(bare, capsys):
    assert main(["doctor"]) == Exit.FAILED
    assert "DATABASE_URL" in capsys.readouterr().out
    assert main(["doctor", "--json"]) == Exit.FAILED
    assert '"ok": false' in capsys.readouterr().out


def test_keys_are_never_written_over(bare, tmp_path, capsys):
    bare.setattr("launch.environment.is_current", lambda folder, name: True)
    (tmp_path / "kunci.json").write_text("{}")
    assert main(["keys", str(tmp_path / "kunci.json")]) == Exit.CONFIGURATION
    assert (tmp_path / "kunci.json").read_text() == "{}"


def test_training_beside_when_the_shared_key_is_missing_then_refused(tmp_path):
    for path in ("", str(tmp_path / "tidak-ada")):
        with pytest.raises(LaunchError, match="kunci bersama"):
            check_latihan_key({"BALALE_LATIHAN_KEY_FILE": path})


def test_training_beside_when_served_then_in_its_own_mode_and_port(bare):
    bare.setenv("DATABASE_URL", URL)
    deployment = open_deployment(None, is_latihan=True)
    assert deployment.get_environ()["BALALE_MODE"] == "latihan"
    assert open_deployment(None).get_environ()["BALALE_MODE"] == "production"
    assert "127.0.0.1:8001" in list_gunicorn_arguments({}, 2, LATIHAN_BIND)
