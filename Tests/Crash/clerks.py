"""People who apply one after the other, whatever happens, and remember every answer they got."""

import http.cookiejar
import json
import re
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

from person import KNOWN, PASSWORD

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082")
TROUBLE = (urllib.error.URLError, ConnectionError, TimeoutError, OSError, AttributeError)


class Clerk:
    """Somebody who is signed in, at any of the nodes."""

    who = ""

    def __init__(self, grid):
        self.grid, self.turn = grid, 0
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.answered, self.refusals = [], 0

    def address(self, path):
        if path.startswith("http"):
            return path
        self.turn += 1
        return self.grid.nodes[self.turn % len(self.grid.nodes)] + path

    def get(self, path):
        return self.read(self.opener.open(self.address(path), timeout=20))

    def send(self, path, files=None, **fields):
        if (token := re.search(r'name="csrf" value="([^"]+)"', self.page)) and not path.startswith("http"):
            fields["csrf"] = token.group(1)
        data, headers = urllib.parse.urlencode(fields).encode(), {}
        if files:
            boundary = uuid.uuid4().hex
            parts = [f'--{boundary}\r\ncontent-disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
                     for name, value in fields.items()]
            parts += [f'--{boundary}\r\ncontent-disposition: form-data; name="{name}"; filename="a.png"\r\n'
                      f'content-type: image/png\r\n\r\n'.encode() + content + b"\r\n" for name, content in files.items()]
            data = b"".join(parts) + f"--{boundary}--\r\n".encode()
            headers["content-type"] = f"multipart/form-data; boundary={boundary}"
        return self.read(self.opener.open(urllib.request.Request(self.address(path), data, headers), timeout=20))

    def read(self, answer):
        self.url = answer.url
        self.path = urllib.parse.urlsplit(answer.url).path
        self.page = answer.read().decode()
        return self.page

    def find(self, pattern):
        return re.search(pattern, self.page).group(1)

    def sign_in(self, used):
        self.get("/en/sign-in")
        self.send("/en/sign-in", qid=KNOWN[self.who]["qid"], password=PASSWORD)
        for _ in range(200):
            sent = json.load(urllib.request.urlopen(self.grid.post + "/sent.json"))
            codes = [found.group(1) for item in sent if (found := re.search(r"\b(\d{6})\b", item["text"]))]
            fresh = [code for code in codes if code not in used]
            if fresh:
                used.add(fresh[0])
                self.send("/en/sign-in/code", code=fresh[0])
                return
            time.sleep(0.05)
        raise AssertionError("no code came")

    def submit(self):
        """Sends what was checked, and answers the reference; nothing where a page has to be filled in again."""
        self.send(self.path.replace("/check", "/submission"))
        folder, last = self.path.rsplit("/", 1)
        if not folder.endswith("/cases"):
            return None
        self.answered.append(last)
        return last

    def work(self, until):
        while not until.is_set():
            try:
                self.apply()
            except TROUBLE:
                self.refusals += 1
                time.sleep(0.02)


class Representative(Clerk):
    """Releases an employee: decided at once, with a document."""

    who = "maryam-al-sulaiti"

    def apply(self):
        self.get("/en/services/exit-permit/apply")
        self.send("/en/services/exit-permit/apply", party="organisation:al-wadi-contracting")
        self.send(self.path, employee=self.find(r'name="employee" value="([^"]+)"'))
        self.send(self.path, trips="single")
        day = time.localtime(time.time() + 2 * 86_400)
        self.send(self.path, **{
            f"{name}-{part}": value for name in ("departure", "return_date")
            for part, value in (("day", day.tm_mday), ("month", day.tm_mon), ("year", day.tm_year))})
        self.submit()


class Resident(Clerk):
    """Books a medical check and pays for it at the bank. Remembers what was sent, and what the bank took."""

    who = "arjun-nair"

    def __init__(self, grid):
        super().__init__(grid)
        self.paid = []

    def apply(self):
        self.get("/en/services/medical-commission-registration/apply")
        self.send("/en/services/medical-commission-registration/apply")
        self.send(self.path, who="me")
        self.send(self.path, files={"blood_group": PNG})
        self.send(self.path, centre="abu-hamour")
        while "/pages/" in self.path:
            # First a day, then a time of it; somebody else may have taken it meanwhile.
            name = self.find(r'<input[^>]*type="radio"[^>]*name="([^"]+)"|$') or self.find(r'name="(appointment[^"]*)"')
            self.send(self.path, **{name: self.find(rf'name="{name}" value="([^"]+)"')})
        reference = self.submit()
        if reference is None:
            # Somebody else took the place meanwhile.
            return
        self.get(self.find(r'href="(/en/payments/[^"]+)"'))
        charge = self.path
        self.send(charge + "/attempt")
        action = urllib.parse.urljoin(self.url, self.find(r'<form[^>]*action="([^"]+)"'))
        self.send(action, number="4242 4242 4242 4242", expiry="12/39", cvc="123", action="pay")
        self.paid.append(reference)
