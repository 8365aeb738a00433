"""What is read of reference data is remembered exactly as long as its stamp stands."""

import pytest

from balale.kit.remembered import remembered, remembering


class Shelf:
    """Counts how often it is read."""

    def __init__(self) -> None:
        self.reads = 0
        self.read = remembered(self._read)

    def _read(self, name: str) -> str:
        self.reads += 1
        return f"{name} {self.reads}"


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def test_reading_twice_under_one_stamp_then_one_read(shelf):
    with remembering("pagi"):
        assert shelf.read("agama") == shelf.read("agama") == "agama 1"
        assert shelf.read("pekerjaan") == "pekerjaan 2"


def test_reading_when_the_stamp_changed_then_read_anew(shelf):
    with remembering("pagi"):
        shelf.read("agama")
    with remembering("siang"):
        assert shelf.read("agama") == "agama 2"


def test_reading_without_a_stamp_then_nothing_is_remembered(shelf):
    assert (shelf.read("agama"), shelf.read("agama")) == ("agama 1", "agama 2")
    with remembering(None):
        assert shelf.read("agama") == "agama 3"


def test_reading_that_fails_then_asked_again(shelf):
    with remembering("pagi"):
        failing = remembered({}.__getitem__)
        for _ in range(2):
            with pytest.raises(KeyError):
                failing("agama")


def test_stamp_inside_another_then_the_outer_one_comes_back(shelf):
    with remembering("pagi"):
        shelf.read("agama")
        with remembering(None):
            shelf.read("agama")
        assert shelf.read("agama") == "agama 1"
