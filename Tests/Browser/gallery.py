"""Every kind of page that was met, as it was sent: for axe, for narrow screens, for pictures."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit


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
    css: dict


class Gallery:
    """Snapshots by kind of page: the same page with another reference or another draft is the same kind."""

    def __init__(self):
        self.snapshots = {}
        self._sheets = {}

    def keep(self, person, html, heading, status):
        path = re.sub(r"^/(ar|en)(?=/|$)", "", urlsplit(person.page.url).path) or "/home"
        kind = path if person.page.url.startswith(person.instance.url) else "/bank"
        kind = re.sub(r"/[0-9a-f]{8}-[0-9a-f-]{27}", "/-", kind)
        kind = re.sub(r"^(/cases|/queue|/documents|/verify|/payments|/messages)/[^/]+", r"\1/-", kind)
        kind = kind.replace("/drafts/-/pages", f"/apply/{heading_of_form(person)}").replace("/drafts/-", f"/apply/{heading_of_form(person)}")
        notice = person.page.locator("main .notice b").first
        standing = notice.inner_text() if notice.count() else ""
        tail = [] if kind.startswith("/apply") else [heading if kind.startswith(("/cases", "/queue", "/documents", "/verify", "/payments", "/messages")) else "", standing]
        name = "-".join(part for part in [person.role, kind.strip("/"), *tail] if part)
        if status != 200 or person.page.locator(".error-summary").count():
            name += f"-{status}"
        name = re.sub(r"[^\w]+", "-", name).strip("-")[:150]
        key = (person.language, name)
        if key not in self.snapshots:
            self.snapshots[key] = Snapshot(
                name, person.page.url, html, person.language, person.role, status, self._styles(person, html))

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
            kept = snapshot.css.get(address) or snapshot.css.get(origin + urlsplit(address).path)
            if kept:
                return route.fulfill(status=200, content_type=kept[0], body=kept[1])
            return route.abort()

        origin = "{0.scheme}://{0.netloc}".format(urlsplit(snapshot.url))
        html = snapshot.html
        page.unroute_all()
        page.route("**/*", answer)
        page.goto("http://snapshot.test/")


def heading_of_form(person):
    """The service of a draft, by the link to it above the page."""
    link = person.page.locator(".breadcrumbs a[href*='/services/']").first
    return link.get_attribute("href").rsplit("/", 1)[1] if link.count() else "draft"
