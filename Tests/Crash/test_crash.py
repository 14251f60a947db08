"""A short form of `make crash`."""

import pytest

from crash import ENGINES, crash


@pytest.mark.parametrize("engine", ENGINES)
def test_what_was_answered_survives_kills(engine):
    report = crash(engine, kills=6)
    assert report["answered"] >= 5 and report["paid"] >= 2
