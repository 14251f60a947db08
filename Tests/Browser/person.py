"""Somebody at a telephone: a browser without JavaScript, 375 px wide, who reads pages and presses what is there."""

import itertools
import re
import time
from urllib.parse import quote, urlsplit

from instance import CONTENT

PEOPLE = (CONTENT / "people.yaml").read_text()
PASSWORD = re.search(r"^password: (.+)$", PEOPLE, re.M)[1].strip()


def known(part):
    """What a person of the demonstration knows of himself: QID, telephone, what he is here. A visitor has his address
    for both."""
    if re.search(r"^    passport:", part, re.M):
        address = re.search(r"^    email: (.+)$", part, re.M)[1]
        return {"qid": address, "phone": address, "role": "applicant"}
    found = {key: re.search(rf'^    {key}: "(.+)"$', part, re.M)[1] for key in ("qid", "phone")}
    works = re.search(r"^    (officer|roles):", part, re.M)
    return {**found, "role": {"officer": "officer", "roles": "keeper"}[works[1]] if works else "applicant"}


KNOWN = {
    part.split("\n", 1)[0]: known(part)
    for part in re.split(r"^  - id: ", PEOPLE.split("\npeople:\n")[1], flags=re.M)[1:]}

# What must never stand on a page: a text nobody wrote, a value nobody wrote out.
TRACES = re.compile(r"⟦|⟧|Optional\(|\bnull\b|\bnil\b|\bNaN\b|\bundefined\b|\{\w+\}")

# All that is asked of a page, in one question to the browser.
MET = """() => ({
  html: document.documentElement.outerHTML, title: document.title, text: document.body.innerText,
  lang: document.documentElement.lang, dir: document.documentElement.dir,
  headings: [...document.querySelectorAll("h1")].map(e => e.innerText),
  notice: document.querySelector("main .notice b")?.innerText ?? "",
  service: document.querySelector(".breadcrumbs a[href*='/services/']")?.getAttribute("href").split("/").pop() ?? "",
  wrong: document.querySelector(".error-summary") != null,
})"""


class Person:
    """One person in one browser, in one language. Every page that is met is looked at and kept in the gallery."""

    _addresses = itertools.count(1)

    def __init__(self, browser, instance, language, gallery, who=None):
        self.instance, self.language, self.gallery = instance, language, gallery
        self.who = {"id": who, **KNOWN[who]} if who else None
        self.role = "public"
        number = next(Person._addresses)
        self.context = browser.new_context(
            java_script_enabled=False, viewport={"width": 375, "height": 812}, locale=f"{language}-QA",
            timezone_id="Asia/Qatar", accept_downloads=True,
            # Each person sits somewhere else, so that limits for one address stay as they are.
            extra_http_headers={"X-Forwarded-For": f"10.20.{number // 250}.{number % 250 + 1}"})
        self.context.set_default_timeout(15_000)
        self.page = self.context.new_page()
        self._codes = set()

    def close(self):
        self.context.close()

    # Going about

    def open(self, path, status=200):
        """Types an address, without the language."""
        answer = self.page.goto(f"{self.instance.url}/{self.language}{path}")
        assert answer.status == status, f"{path}: {answer.status}\n{self.text()}"
        return self.arrive(status)

    def follow(self, selector, **filters):
        """Follows the one link that is meant; `has_text` and the like as playwright has them."""
        link = self.page.locator(selector, **filters).locator("visible=true").first
        with self.page.expect_navigation() as wait:
            link.click()
        return self.arrive(wait.value.status)

    def press(self, selector="main button.main", status=200, **filters):
        """Presses the button of a form, by default the one main button of the page."""
        button = self.page.locator(selector, **filters).locator("visible=true").first
        with self.page.expect_navigation() as wait:
            button.click()
        assert wait.value.status == status, f"{self.path}: {wait.value.status} instead of {status}\n{self.text()}"
        return self.arrive(status)

    def arrive(self, status=200):
        """What is true of every page, whatever it is."""
        met = self.page.evaluate(MET)
        here = f"{self.page.url} ({status})"
        assert met["title"].strip(), f"{here}: no title"
        assert met["lang"] == self.language, f"{here}: language {met['lang']}"
        assert met["dir"] == ("rtl" if self.language == "ar" else "ltr"), f"{here}: direction {met['dir']}"
        assert len(met["headings"]) == 1 and met["headings"][0].strip(), f"{here}: h1 {met['headings']}"
        found = TRACES.search(met["title"] + "\n" + met["text"])
        assert not found, f"{here}: «{found[0]}» stands on the page\n{met['text']}"
        self.gallery.keep(self, met, status)
        return self

    # Reading

    @property
    def path(self):
        """Where the person is, without the language."""
        return re.sub(r"^/(ar|en)(?=/|$)", "", urlsplit(self.page.url).path)

    def text(self):
        return self.page.locator("body").inner_text()

    def main(self):
        return self.page.locator("main").inner_text()

    def sees(self, *words):
        text = self.main()
        for word in words:
            assert word in text, f"«{word}» is not on {self.page.url}:\n{text}"
        return self

    def summary(self):
        """The rows of all summary lists: label to value."""
        rows = self.page.locator(".summary-list > div")
        return {
            row.locator("dt").inner_text().strip(): row.locator("dd").first.inner_text().strip() for row in rows.all()}

    # Signing in

    def sign_in(self):
        """Types QID and password, reads the code where the demonstration shows its messages, types it."""
        assert self.path == "/sign-in", self.page.url
        self.page.fill("#f-qid", self.who["qid"])
        self.page.fill("#f-password", PASSWORD)
        self.press()
        assert self.path == "/sign-in/code", f"{self.page.url}\n{self.text()}"
        self.page.fill("#f-code", self._code())
        self.press()
        self.role = self.who["role"]
        return self

    def _code(self):
        return self.code_for(self.who["phone"])

    def code_for(self, address):
        """The latest code that was sent to a telephone or an e-mail address, where the demonstration shows it."""
        telephone = self.context.new_page()
        try:
            for _ in range(100):
                telephone.goto(f"{self.instance.url}/{self.language}/demo/messages?to={quote(address)}")
                for text in telephone.locator(".summary-list dd").all_inner_texts():
                    code = re.search(r"(?<!\d)\d{6}(?!\d)", text)
                    if code and code.group() not in self._codes:
                        self._codes.add(code.group())
                        return code.group()
                time.sleep(0.1)
        finally:
            telephone.close()
        raise AssertionError(f"no code came for {address}\n{self.instance.log()}")

    def sign_out(self):
        self.open("/account")
        self.press("form[action$='/sign-out'] button")
        self.role = "public"

    # Forms

    def fill(self, **answers):
        """Answers questions of this page by their ids; a double underscore stands for a dot, `_` within an id for `-`
        where there is no such id as it is written."""
        for name, answer in answers.items():
            self._fill(self._field(name.replace("__", ".")), answer)
        return self

    def _field(self, name):
        for candidate in (name, "-".join(name.rsplit("_", 1)), name.replace("_", "-")):
            if self.page.locator(f"[name='{candidate}'], [name^='{candidate}-'], [id='f-{candidate}']").count():
                return candidate
        raise AssertionError(f"nothing asks for «{name}» at {self.page.url}:\n{self.main()}")

    def _fill(self, name, answer):
        named = self.page.locator(f"main [name='{name}']")
        if isinstance(answer, dict):
            for part, text in answer.items():
                self.page.fill(f"main [name='{name}-{part}']", str(text))
            return
        kind = named.first.get_attribute("type") or named.first.evaluate("e => e.tagName.toLowerCase()")
        if kind == "radio":
            if isinstance(answer, int):
                named.nth(answer).check()
            else:
                self.page.check(f"main [name='{name}'][value='{answer}']")
        elif kind == "checkbox":
            wanted = answer if isinstance(answer, (list, tuple)) else [answer]
            for box in named.all():
                box.set_checked(box.get_attribute("value") in wanted)
        elif kind == "select":
            if isinstance(answer, int):
                named.select_option(index=answer)
            else:
                named.select_option(answer)
        elif kind == "file":
            named.set_input_files([str(path) for path in (answer if isinstance(answer, list) else [answer])])
        else:
            named.fill(str(answer))

    def answer(self, **answers):
        """Fills this page in and goes on to the next."""
        return self.fill(**answers).press()

    def refused(self, **answers):
        """Fills this page in, and is told what to mend."""
        self.fill(**answers).press(status=422)
        assert self.page.locator(".error-summary a").count(), f"no summary of errors at {self.page.url}\n{self.main()}"
        for link in self.page.locator(".error-summary a").all():
            target = link.get_attribute("href")
            assert self.page.locator(f"[id='{target[1:]}']").count() == 1, f"{target} leads nowhere at {self.page.url}"
        return self

    def back(self):
        return self.follow(".back-link a")

    # Stations of a journey

    def find(self, words, service):
        """From the home page by search to the service."""
        self.open("")
        self.page.fill("#q", words)
        self.press(".search-box.large button")
        self.follow(f"main a[href='/{self.language}/services/{service}']")
        assert self.path == f"/services/{service}"
        return self

    def begin(self):
        """Presses «start» on the service's page, signs in where that is asked."""
        self.follow("a.start")
        assert self.path.endswith("/apply"), self.page.url
        if self.page.locator("a.start").count():
            self.follow("a.start")
            self.sign_in()
            assert self.path.endswith("/apply"), f"sign-in led to {self.page.url}"
        return self

    def leave_and_return(self):
        """Closes the tab in the middle, comes back by the account: the draft is there with all that was answered."""
        where = self.path
        self.page.close()
        self.page = self.context.new_page()
        self.open("/account")
        self.follow(f"main .card a[href='/{self.language}/cases']")
        draft = where.split("/")[2]
        self.follow(f"main a[href*='/drafts/{draft}/']")
        assert self.path == where, f"left at {where}, came back to {self.path}"
        return self

    def change(self, question_label):
        """On check-your-answers: presses «change» beside an answer."""
        row = self.page.locator(".summary-list > div", has=self.page.locator("dt", has_text=question_label)).first
        with self.page.expect_navigation():
            row.locator("a").first.click()
        return self.arrive()

    def send(self):
        """Sends the application; leaves the person at the case."""
        assert self.path.endswith("/check"), self.page.url
        self.press()
        assert self.path.startswith("/cases/"), self.page.url
        return self.path.split("/")[2]

    def pay(self, amount, card="4242 4242 4242 4242"):
        """From the case to the demonstration's bank and back."""
        self.follow("main a.button[href*='/payments/']")
        self.sees(amount)
        self.press("main form[action$='/attempt'] button.main")
        assert self.page.url.startswith(self.instance.bank), self.page.url
        assert amount in self.text(), self.text()
        self.page.fill("#f-number", card)
        self.page.fill("#f-expiry", "12/39")
        self.page.fill("#f-cvc", "123")
        with self.page.expect_navigation() as wait:
            self.page.click("button[value=pay]")
        assert self.page.url.startswith(self.instance.url), self.page.url
        return self.arrive(wait.value.status)

    def until(self, path, condition, seconds=15):
        """Opens a page again until something is so: what happens beside the requests takes a moment."""
        end = time.monotonic() + seconds
        while True:
            self.page.goto(f"{self.instance.url}/{self.language}{path}")
            if condition(self):
                return self.arrive()
            assert time.monotonic() < end, f"{path} did not become so:\n{self.main()}\n{self.instance.log()}"
            time.sleep(0.15)

    def take_document(self, reference):
        """From the case to its document, downloads both forms, then anybody verifies it. Returns its reference."""
        self.until(f"/cases/{reference}", lambda p: p.page.locator("main .card a[href*='/documents/']").count())
        self.follow("main .card a[href*='/documents/']")
        number = self.path.split("/")[2]
        paper = self._download("main a[href$='/pdf']")
        assert paper.startswith(b"%PDF-"), paper[:20]
        credential = self._download("main a[href$='/credential.json']")
        assert b"eddsa-jcs-2022" in credential, credential[:200]
        self.follow("main a[href*='/verify/']")
        assert self.page.locator(".verification.done").count() == 1, self.main()
        self._verify_as_anybody(number, credential)
        return number

    def _download(self, selector):
        address = self.page.locator(selector).first.get_attribute("href")
        answer = self.context.request.get(f"{self.instance.url}{address}")
        assert answer.status == 200, f"{address}: {answer.status}"
        return answer.body()

    def _verify_as_anybody(self, number, credential):
        stranger = Person(self.context.browser, self.instance, self.language, self.gallery)
        try:
            stranger.open("").follow(".header a[href$='/verify']")
            stranger.page.fill("#f-reference", number)
            stranger.press("form:not([enctype]) button.main")
            assert stranger.page.locator(".verification.done").count() == 1, stranger.main()
            file = self.instance.folder / f"{number}.json"
            file.write_bytes(credential)
            stranger.open("/verify").fill(file=file).press("form[enctype] button")
            assert stranger.page.locator(".verification.done").count() == 1, stranger.main()
        finally:
            stranger.close()

    # Officers

    def open_case(self, reference):
        """Finds a case in the queue and opens it."""
        if self.role == "public":
            self.open("/sign-in").sign_in()
        self.open("/queue")
        return self.follow(f"main a[href$='/queue/{reference}']")

    def decide(self, reference, action, reason=""):
        """Opens a case from the queue, picks an action, gives the reason, records the decision."""
        self.open_case(reference)
        self.fill(action=action, reason=reason).press("form[action$='/decision'] button")
        assert self.path == "/queue", f"{self.page.url}\n{self.main()}"
        return self
