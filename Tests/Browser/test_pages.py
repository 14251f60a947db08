"""Every kind of page that the journeys met, looked at again: axe, narrow screens, weight."""

from pathlib import Path

import axe_playwright_python
import pytest

AXE_SCRIPT = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()
GRAVE = ("serious", "critical")
# A page with its style weighs at most this much before it is compressed.
HEAVIEST = 40 * 1024
# Targets that are too small are not asked about by default.
AXE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# Colours are the same in both languages, and looking at them takes half the time.
NO_COLOURS = {**AXE, "rules": {**AXE["rules"], "color-contrast": {"enabled": False}}}
CONTRAST = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
RUN = "async options => (await axe.run(document, options)).violations"
# The widest thing that sticks out of the page, and by how much.
OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return null;
  const out = e => Math.max(e.getBoundingClientRect().right - width, -e.getBoundingClientRect().left);
  const widest = [...document.body.querySelectorAll("*")].sort((a, b) => out(b) - out(a))[0];
  return `${document.documentElement.scrollWidth} of ${width}: ${widest.outerHTML.slice(0, 160)}`;
}"""


@pytest.fixture(scope="session")
def findings(browser, gallery):
    """Loads each snapshot once and asks all questions; what was found, by question."""
    if not gallery.snapshots:
        pytest.skip("no page was met: run the whole folder")
    found = {"axe": [], "minor": [], "dark": [], "narrow": [], "weight": []}
    # Scripts are on for axe only; the snapshots have none, and no policy that would forbid it.
    context = browser.new_context(viewport={"width": 375, "height": 812}, bypass_csp=True)
    context.add_init_script(AXE_SCRIPT)
    page = context.new_page()
    for snapshot in gallery.of():
        where = f"{snapshot.language} {snapshot.name} ({snapshot.url})"
        gallery.show(page, snapshot)
        for violation in page.evaluate(RUN, AXE if snapshot.language == "ar" else NO_COLOURS):
            kind = "axe" if violation["impact"] in GRAVE else "minor"
            found[kind].append(f"{where}: {words(violation)}")
        if snapshot.language == "ar":
            page.emulate_media(color_scheme="dark")
            for violation in page.evaluate(RUN, CONTRAST):
                found["dark"].append(f"{where}: {words(violation)}")
            page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 320, "height": 640})
        if stray := page.evaluate(OVERFLOW):
            found["narrow"].append(f"{where}: {stray}")
        page.set_viewport_size({"width": 375, "height": 812})
        weight = len(snapshot.html.encode()) + sum(
            len(body) for kind, body in snapshot.sheets.values() if kind.startswith("text/css"))
        if weight > HEAVIEST:
            found["weight"].append(f"{where}: {weight} bytes")
    context.close()
    return found


def words(violation):
    places = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
    return f"{violation['impact']} {violation['id']}, {violation['help']} ({len(violation['nodes'])}): {places}"


def check(lines):
    assert not lines, f"{len(lines)} of them:\n" + "\n".join(lines)


def test_axe_finds_nothing_serious(findings):
    if findings["minor"]:
        print("\nNot serious, but said:\n" + "\n".join(findings["minor"]))
    check(findings["axe"])


def test_dark_colours_have_contrast(findings):
    check(findings["dark"])


def test_no_page_scrolls_sideways_at_320(findings):
    check(findings["narrow"])


def test_no_page_is_heavy(findings):
    check(findings["weight"])
