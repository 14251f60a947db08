"""The journeys: each service of the first landing, from the home page by search to the verified document.

A journey is a function of a stage; `test_journeys.py` plays all of them in Arabic and in English, `pictures.py` plays
them for their pictures."""

import re
from datetime import date, timedelta

from person import Person

# The smallest files that are what they say they are.
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082")


class Stage:
    """One portal in one language, and the people on it. Who has signed in stays signed in."""

    def __init__(self, instance, browser, language, gallery):
        self.instance, self.browser, self.language, self.gallery = instance, browser, language, gallery
        self._people = {}

    def person(self, who=None):
        """The person with a browser; without a name, somebody unknown in a new browser."""
        if who is None:
            return Person(self.browser, self.instance, self.language, self.gallery)
        if who not in self._people:
            self._people[who] = Person(self.browser, self.instance, self.language, self.gallery, who)
        return self._people[who]

    def signed_in(self, who):
        person = self.person(who)
        if person.role == "public":
            person.open("/sign-in").sign_in()
        return person

    def file(self, name, content):
        path = self.instance.folder / name
        path.write_bytes(content)
        return path

    def says(self, arabic, english):
        return arabic if self.language == "ar" else english

    def close(self):
        for person in self._people.values():
            person.close()


def day(after):
    """The three parts of a day so many days from now."""
    then = date.today() + timedelta(days=after)
    return {"day": then.day, "month": then.month, "year": then.year}


def exit_permit(stage):
    """A company's representative releases an employee; the rule decides at once."""
    maryam = stage.person("maryam-al-sulaiti")
    maryam.find(stage.says("خروجية", "exit pass"), "exit-permit").begin()
    maryam.refused()
    maryam.answer(party="organisation:al-wadi-contracting")
    maryam.refused().answer(employee="EM-02")
    maryam.answer(trips="multiple")
    maryam.back()
    assert maryam.page.is_checked("[name=trips][value=multiple]"), "what was picked is gone after going back"
    maryam.answer(trips="single")
    maryam.refused(departure={"day": 30, "month": 2, "year": 2027}, return_date=day(20))
    assert maryam.page.input_value("[name=departure-month]") == "2", "what was typed wrongly is gone"
    maryam.refused(departure=day(20), return_date=day(10))
    maryam.leave_and_return()
    maryam.answer(departure=day(10), return_date=day(20))
    maryam.sees(stage.says("محمود إبراهيم سالم", "Mahmoud Ibrahim Salem"), stage.says("سفرة واحدة", "One trip"))
    maryam.change(stage.says("كم مرة", "How many trips")).answer(trips="multiple")
    maryam.sees(stage.says("أكثر من سفرة", "Several trips"))
    reference = maryam.send()
    maryam.until(f"/cases/{reference}", lambda p: p.page.locator(".notice.done").count())
    maryam.sees(stage.says("صدر التصريح", "Permit issued"))
    maryam.take_document(reference)

    # And one that the rule refuses, with its reason.
    maryam.open("/services/exit-permit").begin().answer(party="organisation:al-wadi-contracting")
    maryam.answer(employee="EM-07").answer(trips="single").answer(departure=day(3), return_date=day(9))
    maryam.send()
    maryam.sees(stage.says("منع سفر", "travel ban"))


def residence_by_rule(stage):
    """A resident renews the permits of his family: paid, and renewed by the rule."""
    arjun = stage.person("arjun-nair")
    arjun.find(stage.says("تجديد الإقامة", "renew residence permit"), "residence-permit-renewal").begin().press()
    arjun.answer(permits=["RP-104", "RP-105"])
    arjun.answer(years="1")
    arjun.back()
    arjun.answer(years="3")
    arjun.refused(delivery={"zone": "", "street": "343", "building": "27"})
    arjun.leave_and_return()
    arjun.answer(delivery={"zone": "25", "street": "343", "building": "27"})
    arjun.sees("2,400")
    arjun.change(stage.says("إقامة من", "Whose permits")).answer(permits=["RP-104"])
    arjun.sees("1,200")
    reference = arjun.send()
    arjun.pay("1,200")
    arjun.take_document(reference)
    arjun.open(f"/cases/{reference}").follow("main a[href$='/receipt']")
    arjun.sees("1,200")


def residence_by_officer(stage):
    """A company's renewal that the register's check does not pass: the officer asks, is answered, and decides."""
    maryam, nasser = stage.signed_in("maryam-al-sulaiti"), stage.person("nasser-al-kaabi")
    reference = _company_renewal(stage, maryam, "al-wadi-contracting", "RP-204")
    nasser.open_case(reference)
    nasser.press("form[action$='/decision'] button", status=422)
    nasser.decide(reference, "correct", stage.says("أرسل شهادة الفحص الطبي", "Please send the medical certificate"))
    maryam.open("/cases").follow(f"main a[href$='/cases/{reference}']")
    maryam.sees(stage.says("أرسل شهادة الفحص الطبي", "Please send the medical certificate"))
    maryam.follow("main .notice a.button")
    maryam.refused(papers=stage.file("letter.pdf", b"this is not a PDF"))
    maryam.answer(reply=stage.says("هذه الشهادة", "Here it is"), papers=stage.file("medical.pdf", PDF))
    maryam.send()
    nasser.decide(reference, "approve")
    maryam.take_document(reference)

    # And one that is refused: the money goes back, and the refusal can be appealed.
    reference = _company_renewal(stage, maryam, "al-wadi-maintenance", "RP-210")
    nasser.open_case(reference)
    nasser.page.locator("details").last.locator("summary").click()
    nasser.fill(note=stage.says("اتصلت بالشركة", "Called the company")).press("form[action$='/notes'] button")
    nasser.decide(reference, "refuse", stage.says("القيد قائم", "The block stands"))
    maryam.until(f"/cases/{reference}", lambda p: p.page.locator(".notice.error").count())
    maryam.sees(stage.says("القيد قائم", "The block stands"))
    maryam.follow("main a[href*='/payments/']")
    maryam.open(f"/cases/{reference}")
    maryam.page.locator("details").last.locator("summary").click()
    maryam.fill(reason=stage.says("رُفع القيد", "It was lifted")).press("form[action$='/appeal'] button")
    assert maryam.page.locator(".notice.info").count(), maryam.main()


def _company_renewal(stage, maryam, company, permit):
    maryam.open("/services/residence-permit-renewal").begin().answer(party=f"organisation:{company}")
    maryam.answer(permits=[permit]).answer(years="1")
    maryam.answer(delivery={"zone": 66, "street": 850, "building": 12})
    reference = maryam.send()
    maryam.pay("1,000")
    return maryam.until(
        f"/cases/{reference}", lambda p: not p.page.locator("main a.button[href*='/payments/']").count()) and reference


def customs(stage):
    """A calculation for everybody; who signs in keeps his answers and gets a signed statement."""
    joseph = stage.person("joseph-khoury")
    joseph.find(stage.says("رسوم جمركية", "customs duty"), "customs-income-calculation").begin()
    joseph.press()
    joseph.refused().answer(tariff="870323")
    joseph.refused(goods_value=stage.says("أربعون ألفا", "forty thousand"))
    joseph.answer(goods_value=stage.says("٤٠٬٠٠٠", "40,000"), freight="2500.50")
    joseph.sees("42,500.50", "2,125.03")
    joseph.change(stage.says("التأمين", "Insurance")).answer(insurance="500")
    joseph.sees("43,000.50", "2,150.03")
    joseph.press("main a.button.main")
    joseph.sign_in()
    assert joseph.path.endswith("/check"), f"after sign-in: {joseph.page.url}"
    joseph.sees("43,000.50", "2,150.03")
    reference = joseph.send()
    joseph.take_document(reference)


def medical(stage):
    """A place at a centre is taken, the fee is paid, the slip is there."""
    arjun = stage.signed_in("arjun-nair")
    arjun.find(stage.says("فحص طبي للإقامة", "residence medical"), "medical-commission-registration").begin().press()
    arjun.answer(who="other").answer(person_name=stage.says("لاكشمي ناير", "Lakshmi Nair"))
    arjun.back()
    arjun.back()
    arjun.answer(who="me")
    arjun.refused(blood_group=stage.file("notes.png", b"text that says it is a picture"))
    arjun.answer(blood_group=stage.file("blood.png", PNG))
    arjun.leave_and_return()
    arjun.answer(centre="private-hospital")
    arjun.refused().answer(appointment_day=1)
    arjun.refused().answer(appointment=3)
    arjun.change(stage.says("أين تريد", "Where do you want")).answer(centre="abu-hamour")
    if "/pages/" in arjun.path:
        arjun.follow("main a[href$='?anew']")
        arjun.answer(appointment_day=2).answer(appointment=5)
        arjun.change(stage.says("اختر الموعد", "Choose a time"))
        assert arjun.page.locator("[name=appointment]").nth(5).is_checked(), "the time that was chosen is gone"
        arjun.answer()
    reference = arjun.send()
    arjun.pay("100")
    arjun.until(f"/cases/{reference}", lambda p: p.page.locator("main .card a[href*='/documents/']").count())
    arjun.sees(stage.says("القومسيون الطبي", "Medical Commission"))
    calendar = arjun._download("main a[href$='/calendar.ics']")
    assert calendar.startswith(b"BEGIN:VCALENDAR"), calendar[:80]
    arjun.take_document(reference)


def objection(stage):
    """A violation is contested; the officer accepts, and it is cancelled."""
    omar, aisha = stage.person("omar-abdelrahman"), stage.person("aisha-al-mohannadi")
    omar.find(stage.says("مخالفة غلط", "wrong fine"), "traffic-violation-objection").begin().press()
    omar.answer(violation="tv-260101").answer(ground="emergency")
    omar.answer(account=stage.says("اتصلت بالإسعاف.\nكان معي مريض.", "I called an ambulance.\nSomebody was ill."))
    omar.back()
    omar.back()
    assert omar.page.is_checked("[name=ground][value=emergency]")
    omar.answer(ground="not-driving")
    omar.answer()
    omar.answer(evidence=[stage.file("photo.png", PNG), stage.file("report.pdf", PDF)])
    omar.leave_and_return()
    omar.refused()
    omar.answer(declaration=["yes"])
    omar.sees(stage.says("لم أكن أنا السائق", "I was not driving"), "photo.png")
    reference = omar.send()
    aisha.open_case(reference)
    aisha.sees("photo.png", stage.says("كان معي مريض", "Somebody was ill"))
    aisha.decide(reference, "ask", stage.says("من كان يقود؟", "Who was driving?"))
    omar.open(f"/cases/{reference}").follow("main .notice a.button")
    omar.sees(stage.says("من كان يقود؟", "Who was driving?"))
    omar.refused().answer(explanation=stage.says("أخي", "My brother")).send()
    aisha.decide(reference, "accept")
    omar.take_document(reference)
    omar.open("/account/looks").sees(stage.says("وزارة الداخلية", "Ministry of Interior"))
    # It cannot be contested twice.
    omar.open("/services/traffic-violation-objection").begin().press()
    assert omar.page.locator("[name=violation][value=tv-260101]").count() == 0, omar.main()


def izba(stage):
    """Weeks in a minute: review, correction, visit with an appointment, offer, payment, connection."""
    hamad = stage.person("hamad-al-marri")
    noora, bilal = stage.person("noora-al-hajri"), stage.person("bilal-qureshi")
    hamad.find(stage.says("كهرباء العزبة", "izba electricity"), "kahramaa-izba-connection").begin()
    hamad.answer(party="person:hamad-al-marri")
    hamad.answer(complex="al-khor").answer(plot="1204-B")
    hamad.answer(title_paper=stage.file("title.pdf", PDF))
    hamad.back().back().back()
    hamad.answer(complex="al-sheehaniya").answer().answer()
    hamad.leave_and_return()
    hamad.answer(site_plan=[stage.file("plan-1.png", PNG), stage.file("plan-2.png", PNG)])
    hamad.answer(location=stage.says("البوابة الشمالية، قرب المسجد", "North gate, by the mosque"))
    assert "5550" in hamad.page.input_value("#f-contact_phone"), "what the state knows is not filled in"
    hamad.answer().answer(declaration=["yes"])
    hamad.sees("4,410", stage.says("الشيحانية", "Al Sheehaniya"))
    reference = hamad.send()

    noora.decide(reference, "correct", stage.says("المخطط غير واضح", "The plan cannot be read"))
    hamad.open(f"/cases/{reference}").follow("main .notice a.button")
    while not hamad.path.endswith("/check"):
        hamad.answer()
    hamad.send()
    noora.decide(reference, "approve")
    hamad.open(f"/cases/{reference}").follow("main .notice a.button")
    hamad.refused().answer(visit_time_day=1).answer(visit_time=1).send()
    bilal.decide(reference, "suitable")
    hamad.open(f"/cases/{reference}").pay("4,410")
    hamad.until(f"/cases/{reference}", lambda p: not p.page.locator("main a.button[href*='/payments/']").count())
    bilal.decide(reference, "connected")
    hamad.take_document(reference)


def account(stage):
    """The pages around a case: what the person has, what was told, who looked; and what somebody new sees."""
    nobody = stage.signed_in("layla-haddad")
    for path in ("/account", "/cases", "/messages", "/documents", "/payments", "/account/looks", "/account/acting",
                 "/account/sessions", "/queue"):
        nobody.open(path)
    nobody.sign_out()
    nobody.open("/cases", status=200)
    assert nobody.path == "/sign-in", nobody.page.url

    maryam = stage.signed_in("maryam-al-sulaiti")
    for path in ("/account", "/account/sessions", "/account/looks", "/payments", "/documents", "/cases"):
        maryam.open(path)
    maryam.open("/messages").follow("main .card a")
    maryam.open("/account/acting").answer(organisation="al-wadi-contracting")
    maryam.open("/account")
    assert maryam.page.locator(".band", has_text=stage.says("الوادي للمقاولات", "Al Wadi Contracting")).count()
    maryam.open("/account/acting").answer(organisation="")

    # A draft that is not wanted any more.
    maryam.open("/services/exit-permit").begin().answer(party="organisation:al-wadi-contracting")
    maryam.open("/services/exit-permit/apply")
    maryam.open("/cases")

    salem = stage.signed_in("salem-al-yafei")
    salem.open("/account").open("/audit").open("/audit/chain")
    stage.signed_in("dana-al-jaber").open("/account")
    arjun = stage.signed_in("arjun-nair")
    arjun.open("/services/exit-permit/apply")
    arjun.open("/queue", status=arjun.page.request.get(f"{stage.instance.url}/{stage.language}/queue").status)


def public(stage):
    """Everything that needs no signing in, with its mistakes and its empty answers."""
    visitor = stage.person()
    for path in ("", "/services", "/services/audience/resident", "/services/category/health", "/services/category/transport",
                 "/entities", "/entities/moi", "/entities/kahramaa", "/search", "/statistics", "/statistics/2015-09",
                 "/statistics/2015-08", "/verify", "/demo/messages", "/sign-in", "/demo/messages?to=%2B97455509999"):
        visitor.open(path)
    for service in ("exit-permit", "residence-permit-renewal", "customs-income-calculation", "medical-commission-registration",
                    "traffic-violation-objection", "kahramaa-izba-connection", "passport-renew", "contact-109",
                    "hayya-card-2022", "health-card-new", "building-permit"):
        visitor.open(f"/services/{service}")
    for words in ("اقامه", "residense permit", "qwertzuiop"):
        visitor.open(f"/search?q={words}")
    visitor.open("/no-such-page", status=404)
    visitor.open("/verify/ABCD-EFGH-2345", status=visitor.page.request.get(
        f"{stage.instance.url}/{stage.language}/verify/ABCD-EFGH-2345").status)
    visitor.open("/verify").fill(reference="!!").press("form:not([enctype]) button.main", status=422)
    visitor.open("/sign-in").refused()
    visitor.refused(qid="123", password="x")
    visitor.refused(qid="27963400117", password="wrong")
    visitor.close()


def counter(stage):
    """An officer takes an application for somebody who stands before him, and prints the receipt."""
    officer = stage.signed_in("yousef-al-emadi")
    officer.open("/counter").refused(qid="123", channel="counter")
    officer.answer(channel="counter", qid=stage.person("omar-abdelrahman").who["qid"], card="yes")
    officer.answer(service="traffic-violation-objection")
    paper = stage.file("proof.pdf", PDF)
    for _ in range(8):
        if officer.path.endswith("/check"):
            break
        for name, answer in (("violation", 0), ("account", stage.says("لم أكن هناك.", "I was not there.")),
                             ("ground", 0), ("evidence", paper), ("declaration", "yes")):
            if officer.page.locator(f"main [name='{name}']").count():
                officer.fill(**{name: answer})
        officer.press()
    officer.press()
    assert officer.path.endswith("/receipt"), officer.page.url
    stage.person().open("/services/building-permit/form").close()


def transfer(stage):
    """A car is sold: the buyer reads what he is asked, and agrees."""
    seller, buyer = stage.signed_in("omar-abdelrahman"), stage.signed_in("arjun-nair")
    seller.open("/services/vehicle-transfer").begin()
    for _ in range(8):
        if seller.path.endswith("/check"):
            break
        if seller.path.endswith("/apply"):
            seller.press()
            continue
        for name, answer in (("vehicle", 0), ("buyer_qid", buyer.who["qid"]), ("price", "65000"), ("declaration", "yes")):
            if seller.page.locator(f"main [name='{name}']").count():
                seller.fill(**{name: answer})
        seller.press()
    reference = seller.send()
    buyer.until("/cases", lambda p: p.page.locator(f"main a[href$='/requests/{reference}']").count())
    buyer.follow(f"main a[href$='/requests/{reference}']").refused()
    buyer.answer(action="agree")
    seller.open(f"/cases/{reference}")


def search(stage):
    """An occupation is found by a word of it among many."""
    maryam = stage.signed_in("maryam-al-sulaiti")
    maryam.open("/services/recruitment-approval-amend").begin()
    if maryam.page.locator("main [name='party']").count():
        maryam.fill(party="organisation:al-wadi-contracting")
    maryam.press()
    for name, answer in (("approval", 0), ("change", "job")):
        maryam.answer(**{name: answer})
    assert maryam.path.endswith("/pages/job"), maryam.page.url
    maryam.refused(new_job_words="")
    maryam.page.fill("[name='new_job-words']", stage.says("سائق", "driver"))
    maryam.press().sees(stage.says("سائق حافلة", "Bus driver"))
    maryam.page.fill("[name='new_job-words']", "qwertzuiop")
    maryam.press()
    maryam.page.fill("[name='new_job-words']", stage.says("سائق", "driver"))
    maryam.press().answer(new_job="bus-driver")


def editing(stage):
    """Somebody writes a service, somebody else publishes it."""
    writer = stage.signed_in("noora-al-hajri")
    writer.open("/editor").open("/editor/services/kahramaa-outage").open("/editor/services/kahramaa-outage/draft")
    text = writer.page.input_value("[name='text']")
    writer.page.fill("[name='text']", text.replace("kind: choice", "kind: chance", 1))
    writer.press("main button[value='check']").sees("chance")
    untested = 'checks: [{ that: today > date("2020-01-01"), otherwise: { ar: قديم, en: Old } }]'
    writer.page.fill("[name='text']", re.sub(r"( +)kind: choice", rf"\g<0>\n\1{untested}", text, count=1))
    writer.press("main button[value='check']").sees(stage.says("قواعد لا يختبرها أي مثال", "Rules that no example tests"))
    checked = stage.says("تُحرَّر من البوابة", "edited on the portal")
    writer.page.fill("[name='text']", text.replace("summary:", f"# {checked}\nsummary:", 1))
    writer.press("main button[value='check']")
    writer.open("/editor/services/kahramaa-outage/draft/preview").open("/editor/services/kahramaa-outage/draft")
    writer.page.fill("[name='words']", stage.says("توضيح", "Clearer"))
    writer.press("main button[value='propose']")
    colleague = stage.signed_in("bilal-qureshi")
    colleague.open("/editor/services/kahramaa-outage/editions/1")
    colleague.page.check("[name='verdict'][value='publish']")
    colleague.press()
    colleague.open("/editor/services/kahramaa-outage/comparison")


def abroad(stage):
    """A visitor without a QID: how an account is opened, and an application from abroad."""
    stranger = stage.person()
    stranger.open("/account/new").refused(email="nobody")
    stranger.answer(email=f"somebody-{stage.language}@example.com")
    stranger.refused(code="000000")
    stranger.page.fill("#f-code", stranger.code_for(f"somebody-{stage.language}@example.com"))
    stranger.press()
    stranger.refused()
    stranger.close()
    lina = stage.signed_in("lina-santos")
    lina.open("/account").open("/services/exit-permit/apply").open("/services/hayya-tourist-visa").begin()


ALL = [
    public, exit_permit, residence_by_rule, residence_by_officer, customs, medical, objection, izba, account, counter,
    transfer, search, editing, abroad]
