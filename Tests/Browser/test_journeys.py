"""Each service to its end, in both languages, on a telephone, without JavaScript."""

import pytest

import journeys


@pytest.mark.parametrize("journey", journeys.ALL, ids=lambda journey: journey.__name__)
def test_journey(stage, journey):
    journey(stage)
