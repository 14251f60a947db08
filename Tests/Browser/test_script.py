"""What the one script does: a long register is searched while the words are typed."""


def test_words_find_records_while_they_are_typed(stage):
    maryam = stage.signed_in("maryam-al-sulaiti")
    maryam.open("/services/recruitment-approval-amend").begin()
    if maryam.page.locator("main [name='party']").count():
        maryam.fill(party="organisation:al-wadi-contracting")
    maryam.press()
    for name, answer in (("approval", 0), ("change", "job")):
        maryam.answer(**{name: answer})
    address = maryam.page.url
    state = maryam.context.storage_state()
    with stage.browser.new_context(storage_state=state, locale=f"{stage.language}-QA") as context:
        page = context.new_page()
        faults = []
        page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(address)
        assert page.locator("[name='new_job']").count() == 0
        page.locator("[name='new_job-words']").press_sequentially(stage.says("سائق", "driver"))
        page.locator("[name='new_job'][value='bus-driver']").wait_for()
        assert page.locator("[role=status]").inner_text().strip()
        page.locator("[name='new_job-words']").fill("qwertzuiop")
        page.locator("[data-found] .notice").wait_for()
        page.locator("[name='new_job-words']").fill(stage.says("سائق", "driver"))
        page.locator("[name='new_job'][value='bus-driver']").check()
        with page.expect_navigation() as wait:
            page.locator("main button.main").click()
        assert wait.value.status == 200 and page.url != address, page.url
        assert not faults, faults
