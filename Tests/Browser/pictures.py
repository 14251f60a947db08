"""Plays the journeys and saves a picture of every kind of page: `python Tests/Browser/pictures.py FOLDER [ar|en …]`."""

import sys
import traceback
from pathlib import Path

from playwright.sync_api import sync_playwright

import journeys
from conftest import CHROMIUM
from gallery import Gallery
from instance import Instance

WIDTHS = (375, 1280)


def main(folder, languages):
    folder.mkdir(parents=True, exist_ok=True)
    gallery = Gallery()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for language in languages:
            instance = Instance()
            stage = journeys.Stage(instance, browser, language, gallery)
            for journey in journeys.ALL:
                try:
                    journey(stage)
                except Exception:  # The pictures up to there are of use.
                    print(f"{journey.__name__} in {language} did not come to its end:")
                    traceback.print_exc()
            stage.close()
            instance.stop()
        for width in WIDTHS:
            context = browser.new_context(viewport={"width": width, "height": 800})
            page = context.new_page()
            for snapshot in gallery.of():
                gallery.show(page, snapshot)
                page.screenshot(path=folder / f"{snapshot.language}-{width}-{snapshot.name}.png", full_page=True)
            context.close()
        browser.close()
    print(f"{len(gallery.snapshots)} kinds of pages, {len(gallery.snapshots) * len(WIDTHS)} pictures in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] or ["ar", "en"])
