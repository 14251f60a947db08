"""A portal, a browser and a gallery for the whole run."""

import os

import pytest
from playwright.sync_api import sync_playwright

from gallery import Gallery
from instance import Instance
from journeys import Stage

CHROMIUM = os.environ.get("HUKOOMI_CHROMIUM", "/usr/bin/chromium")


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def gallery():
    return Gallery()


@pytest.fixture(scope="session", params=["ar", "en"])
def stage(request, browser, gallery):
    """A portal with an empty database for each language: a violation can be contested once."""
    instance = Instance()
    stage = Stage(instance, browser, request.param, gallery)
    yield stage
    stage.close()
    instance.stop()
