"""Every kind of page that was met, as it was sent: for axe, for narrow screens, for pictures."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit


@dataclass
class Snapshot:
    """One page as the browser had it."""

    name: str
    url: str
    html: str
    language: str
    role: str
    status: int
    # Styles of a page are where the page was; they are kept because instances stop.
    sheets: dict


class Gallery:
    """Snapshots by kind of page: the same page with another reference or another draft is the same kind."""

    def __init__(self):
        self.snapshots = {}
        self._sheets = {}

    def keep(self, person, met, status):
        name = Gallery.name(person, met, status)
        if (person.language, name) not in self.snapshots:
            html = "<!doctype html>" + met["html"]
            self.snapshots[person.language, name] = Snapshot(
                name, person.page.url, html, person.language, person.role, status, self._styles(person, html))

    @staticmethod
    def name(person, met, status):
        """The kind of a page: its address without what differs from case to case, and what stands there."""
        if not person.page.url.startswith(person.instance.url):
            kind = "/bank"
        else:
            kind = person.path or "/home"
            if kind == "/search":
                kind += "/" + unquote(urlsplit(person.page.url).query)
        kind = re.sub(r"/[0-9a-f]{8}-[0-9a-f-]{27}", "/-", kind)
        kind = re.sub(r"^/drafts/-", f"/apply/{met['service']}", kind)
        kind, cases = re.subn(r"^/(cases|queue|documents|verify|payments|messages)/[^/]+", r"/\1/-", kind)
        tail = [met["headings"][0], met["notice"]] if cases else ["" if kind.startswith("/apply") else met["notice"]]
        if status != 200 or met["wrong"]:
            tail.append(str(status))
        name = "-".join([person.role, kind.strip("/"), *tail])
        return re.sub(r"[^\w]+", "-", name).strip("-")[:120]

    def _styles(self, person, html):
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(person.page.url))
        found = {}
        for address in set(re.findall(r'(?:href|src)="(/[^"#]+\.(?:css|svg))', html)):
            if (origin, address) not in self._sheets:
                answer = person.context.request.get(origin + address)
                self._sheets[origin, address] = (answer.headers["content-type"], answer.body())
            found[origin + address] = self._sheets[origin, address]
        return found

    def of(self, language=None):
        return [one for one in self.snapshots.values() if language in (None, one.language)]

    def show(self, page, snapshot):
        """Shows a snapshot in a page of another browser context, with nothing but what was kept."""
        def answer(route):
            address = route.request.url.split("#")[0]
            if address == "http://snapshot.test/":
                return route.fulfill(status=200, content_type="text/html; charset=utf-8", body=html)
            kept = snapshot.sheets.get(address) or snapshot.sheets.get(origin + urlsplit(address).path)
            if kept:
                return route.fulfill(status=200, content_type=kept[0], body=kept[1])
            return route.abort()

        origin = "{0.scheme}://{0.netloc}".format(urlsplit(snapshot.url))
        html = snapshot.html
        page.unroute_all()
        page.route("**/*", answer)
        page.goto("http://snapshot.test/")

