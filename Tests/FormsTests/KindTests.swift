import Content
import Foundation
import Kit
import Registers
import Rules
import Testing

@testable import Forms
@testable import Web

@Suite("Kinds of questions") struct KindTests {
    private func answer(_ question: Question, _ typed: Typed) -> (answer: FormAnswer?, wrong: Bool) {
        do { return (try question.answer(typed, Sample.setting()), false) } catch { return (nil, true) }
    }

    @Test(
        "what is typed becomes its plain form, or is refused",
        arguments: [
            ("text", "", "  سالم  ", "سالم"), ("text", "most: 3", "abcd", nil), ("text", "", "a\u{1B}b", nil),
            ("text", "", "a\u{202E}b", "a\u{202E}b"), ("long-text", "", "one\ntwo", "one\ntwo"),
            ("number", "", "١٢", "12"), ("number", "", "۱۲", "12"), ("number", "", "1,200", "1200"),
            ("number", "", "1.5", nil),
            ("number", "decimals: 1", "1.5", "1.5"), ("number", "", "-1", nil), ("number", "", "1e3", nil),
            ("number", "", "..", nil),
            ("number", "least: 3", "2", nil), ("number", "most: 3", "4", nil),
            ("number", "", String(repeating: "9", count: 19), nil),
            ("money", "", "1٬500٫50", "1500.5"), ("money", "", "0.001", nil), ("money", "", "QAR", nil),
            ("yes-no", "", "yes", "yes"), ("yes-no", "", "perhaps", nil),
            ("qid", "", "٢٨٤٣٥٦٠٠٢١٨", "28435600218"), ("qid", "", "12345678901", nil),
            ("phone", "", "+974 5550 1234", nil), ("email", "", "a@b.qa", "a@b.qa"), ("email", "", "a@b", nil),
            ("email", "", "a b@c.qa", nil),
            ("iban", "", "QA42 DEMO 0000 0000 0020 1050 0000 5", "QA42DEMO000000000020105000005"),
            ("iban", "", "QA43DEMO000000000020105000005", nil),
        ] as [(String, String, String, String?)])
    func plain(_ kind: String, _ more: String, _ typed: String, _ expected: String?) throws {
        let found = answer(try Sample.question(kind, more), Typed(typed))
        if kind == "phone" { return #expect(found.answer?.text.hasSuffix("55501234") ?? false) }
        #expect(found.answer?.text == expected && found.wrong == (expected == nil), "\(kind) «\(typed)»: \(found)")
    }

    @Test(
        "what was answered is typed again in a way that gives the same answer",
        arguments: [
            ("text", "", FormAnswer.one("س")), ("number", "", .one("12")), ("money", "", .one("12.5")),
            ("date", "", .one("2024-02-29")),
            ("address", "", .one("51/820/14")), ("yes-no", "", .one("no")), ("qid", "", .one("28435600218")),
            ("file", "", .many(["f1"])),
        ])
    func again(_ kind: String, _ more: String, _ given: FormAnswer) throws {
        let question = try Sample.question(kind, more)
        #expect(try question.answer(question.kind.typed(given), Sample.setting()) == given)
        #expect(!question.kind.words(given, Sample.setting(), Sample.texts).isEmpty)
        #expect(question.kind.value(given, Sample.setting()) != .null)
    }

    @Test(
        "dates are days of the calendar, in any digits",
        arguments: [
            ("30", "2", "2026", nil), ("29", "2", "2023", nil), ("29", "2", "2024", "2024-02-29"),
            ("٣١", "١٢", "٢٠٢٦", "2026-12-31"),
            ("1", "13", "2026", nil), ("0", "1", "2026", nil), ("1", "1", "26", nil), ("1", "", "2026", nil),
            ("x", "1", "2026", nil),
            ("1", "1", "99999", nil),
        ] as [(String, String, String, String?)])
    func dates(_ day: String, _ month: String, _ year: String, _ expected: String?) throws {
        let typed = Typed(["-day": [day], "-month": [month], "-year": [year]])
        #expect(answer(try Sample.question("date"), typed).answer?.text == expected)
    }

    @Test("an address is three numbers of a blue plate")
    func addresses() throws {
        let question = try Sample.question("address")
        func typed(_ zone: String, _ street: String, _ building: String) -> Typed {
            Typed(["-zone": [zone], "-street": [street], "-building": [building]])
        }
        #expect(answer(question, typed("٥١", "0820", "14")).answer == .one("51/820/14"))
        for wrong in [typed("99", "1", "1"), typed("0", "1", "1"), typed("51", "", "1"), typed("51", "a", "1")] {
            #expect(answer(question, wrong).wrong)
        }
    }

    private let options =
        "options: [{ value: a, label: { ar: ا, en: A } }, { value: b, label: { ar: ب, en: B }, when: today > date(\"2027-01-01\") }]"

    @Test("only what is offered, and offered now, can be picked")
    func choices() throws {
        let one = try Sample.question("choice", options)
        #expect(answer(one, Typed("a")).answer == .one("a"))
        #expect(answer(one, Typed("b")).wrong && answer(one, Typed("c")).wrong)
        let several = try Sample.question("choices", options)
        #expect(answer(several, Typed(["": ["a"]])).answer == .many(["a"]))
        #expect(answer(several, Typed(["": ["a", "x"]])).wrong)
        let slot = try Sample.question("slot", "calendar: visits\ncentre: centre")
        #expect(try slot.answer(Typed("north|2026-11-23T07:30"), Sample.setting(["centre": "north"])) != nil)
        #expect(throws: Wrong.self) {
            try slot.answer(Typed("north|2026-11-23T07:30"), Sample.setting(["centre": "south"]))
        }
    }

    private func slots(_ times: [String]) -> Setting {
        var setting = Sample.setting(["centre": "north"])
        setting.slots["visits"] = times.map { FreeTime(centre: "north", value: "north|\($0)", left: 2) }
        return setting
    }

    @Test("a slot is asked in two steps: the day is kept, then the times of that day are offered")
    func slotSteps() throws {
        let question = try Sample.question("slot", "calendar: visits\ncentre: centre")
        let setting = slots(["2026-11-23T07:30", "2026-11-23T08:00", "2026-11-24T07:30"])
        func html(_ typed: Typed) -> String {
            String(decoding: question.kind.html(question, typed, nil, setting, isHeading: true).bytes, as: UTF8.self)
        }
        let days = html(Typed())
        #expect(days.contains("value=\"2026-11-23\"") && days.contains("4 places left") && !days.contains("07:30"))
        let part = try #require(question.kind.part(Typed(["-day": ["2026-11-23"]]), setting))
        #expect(part == .one("north|2026-11-23"))
        #expect(question.kind.part(Typed(["-day": ["2026-11-25"]]), setting) == nil, "a day without free times")
        #expect(throws: Wrong.self) { try question.answer(question.kind.typed(part), setting) }
        let times = html(question.kind.typed(part))
        #expect(times.contains("value=\"north|2026-11-23T08:00\"") && !times.contains("2026-11-24"))
        let answer = try question.answer(Typed(["": ["north|2026-11-23T08:00"], "-shown": ["2026-11-23"]]), setting)
        #expect(answer == .one("north|2026-11-23T08:00"))
        #expect(
            html(question.kind.typed(try #require(answer))).contains("T08:00\" checked"), "what was chosen comes back")
        let anew = html(Typed(["": ["north|2026-11-23T08:00"], "-anew": ["yes"]]))
        #expect(anew.contains("value=\"2026-11-23\" checked"))
    }

    @Test(
        "a mistake about a slot stands where it can be mended",
        arguments: [
            (["-day": [""]], "-day"), (["-shown": ["2026-11-23"]], ""),
            (["": ["north|2026-11-23T09:00"], "-shown": ["2026-11-23"]], ""),
            (["": ["north|2026-11-26T09:00"], "-shown": ["2026-11-26"]], "-day"),
        ] as [([String: [String]], String)])
    func slotMistakes(_ typed: [String: [String]], _ part: String) throws {
        let question = try Sample.question("slot", "calendar: visits\ncentre: centre")
        do {
            _ = try question.answer(Typed(typed), slots(["2026-11-23T07:30"]))
            Issue.record("a slot that is not there was taken")
        } catch {
            #expect(Array(error.fields.keys) == [part])
        }
    }

    @Test("many days are not all on the page at once, and the one that was picked is never hidden")
    func manyDays() throws {
        let question = try Sample.question("slot", "calendar: visits\ncentre: centre")
        let setting = slots((1...28).map { "2027-02-\($0 < 10 ? "0" : "")\($0)T07:30" })
        func html(_ day: String) -> String {
            let typed = Typed(["-day": [day], "-anew": ["yes"]])
            return String(
                decoding: question.kind.html(question, typed, nil, setting, isHeading: true).bytes, as: UTF8.self)
        }
        #expect(html("").contains("<details") && !html("2027-02-03").contains(" open>"))
        #expect(html("2027-02-20").contains(" open>"))
    }

    @Test(
        "what was left empty is told by its kind, with the question",
        arguments: [
            ("text", "", "Enter your answer: Question"), ("date", "", "Enter the day, month and year: Question"),
            ("yes-no", "", "Choose your answer: Question"), ("file", "", "No file is attached yet: Question"),
            ("money", "", "Enter an amount, such as 1,500: Question"),
        ])
    func nothing(_ kind: String, _ more: String, _ words: String) throws {
        let question = try Sample.question(kind, more)
        do throws(Wrong) {
            _ = try question.answer(Typed(), Sample.setting())
            Issue.record("nothing was taken for an answer")
        } catch {
            #expect(error.text(at: "", Sample.texts) == words)
        }
    }

    @Test(
        "an amount that cannot be is told with an amount",
        arguments: [
            ("many", "Enter an amount in figures, such as 1,500 or 1,500.50."),
            ("1", "The least amount here is QAR 5."),
            ("20000", "The largest amount here is QAR 10,000."),
        ])
    func amounts(_ typed: String, _ words: String) throws {
        let question = try Sample.question("money", "least: 5\nmost: 10000")
        do throws(Wrong) {
            _ = try question.answer(Typed(typed), Sample.setting())
            Issue.record("«\(typed)» was taken")
        } catch {
            #expect(error.text(at: "", Sample.texts) == words)
        }
    }

    @Test("a telephone number that the state knows stands grouped in its field, and is taken back as it stands")
    func telephone() throws {
        let question = try Sample.question("phone")
        let typed = question.kind.typed(.one("+97455500101"))
        #expect(typed[""] == "+974 5550 0101")
        #expect(try question.answer(typed, Sample.setting()) == .one("+97455500101"))
    }

    @Test("a declaration is agreed to or the application cannot go on; what may be left out may be empty")
    func empty() throws {
        let sentence = "sentence: { ar: أقر, en: I declare }"
        #expect(answer(try Sample.question("declaration", sentence), Typed()).wrong)
        #expect(answer(try Sample.question("text"), Typed("   ")).wrong)
        let optional = answer(try Sample.question("text", "optional: true"), Typed("   "))
        #expect(optional.answer == nil && !optional.wrong)
    }

    @Test("a file counts only where it was sent to this form")
    func files() throws {
        let question = try Sample.question("file", "most: 2")
        #expect(answer(question, Typed(["": ["f1", "stolen"]])).answer == .many(["f1"]))
        #expect(answer(question, Typed(["": ["stolen"]])).wrong)
    }

    @Test("what may be sent is said before it is chosen, after the pack's own hint")
    func limits() throws {
        let question = try Sample.question("file", "most: 3\nhint: { ar: واضح, en: A clear photo. }")
        let html = question.kind.html(question, Typed(), nil, Sample.setting(), isHeading: false)
        #expect(html.description.contains("A clear photo. PDF, JPEG or PNG, up to 5 MB each. At most 3 files."))
    }

    @Test("what a file is, is told by its first bytes")
    func types() {
        #expect(FileType(content: Array("%PDF-1.7".utf8)) == .pdf && FileType(content: [0xFF, 0xD8, 0xFF, 0]) == .jpeg)
        #expect(FileType(content: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) == .png)
        for text in ["", "%PDF", "MZ", "<html>", "<svg", "PK\u{3}\u{4}", "GIF89a"] {
            #expect(FileType(content: Array(text.utf8)) == nil)
        }
    }

    private let rows = """
        item: { ar: بند, en: Item }
        add: { ar: أضف, en: Add }
        most: 3
        questions:
          - { id: name, kind: text, label: { ar: اسم, en: Name } }
          - { id: count, kind: number, label: { ar: عدد, en: Count }, optional: true }
        """

    @Test("a group is answered row by row, and a mistake is told at its row")
    func groups() throws {
        let question = try Sample.question("group", rows)
        let typed = Typed([".0.name": ["a"], ".0.count": ["٢"], ".1.name": ["b"]])
        #expect(
            answer(question, typed).answer == .rows([["name": .one("a"), "count": .one("2")], ["name": .one("b")]]))
        do {
            _ = try question.answer(Typed([".0.name": ["a"], ".1.name": [""], ".1.count": ["x"]]), Sample.setting())
            Issue.record("a row without a name was taken")
        } catch {
            #expect(Set(error.fields.keys) == [".1.name", ".1.count"])
        }
        #expect(
            answer(question, Typed([".999999999.name": ["a"], ".-5.name": ["b"]])).wrong, "rows that nobody was offered"
        )
    }

    @Test("rows are added up to the most, and taken away from between the others")
    func changed() throws {
        let question = try Sample.question("group", rows)
        let group = try #require(question.kind as? GroupKind)
        var typed = Typed([".0.name": ["a"]])
        for _ in 0..<5 { typed = group.changed(typed, at: [], adds: true) }
        #expect(group.count(typed) == 3)
        let three = Typed([".0.name": ["a"], ".1.name": ["b"], ".2.name": ["c"]])
        #expect(group.changed(three, at: ["1"], adds: false) == Typed([".0.name": ["a"], ".1.name": ["c"]]))
        #expect(group.changed(three, at: ["7"], adds: false) == three)
    }

    @Test("a number of a row that nobody was offered neither adds rows nor stops the program")
    func hugeRow() throws {
        let question = try Sample.question("group", rows)
        let typed = Typed([".0.name": ["a"], ".9223372036854775807.name": ["b"], ".-9223372036854775808.name": ["c"]])
        #expect(answer(question, typed).answer == .rows([["name": .one("a")]]))
        let group = try #require(question.kind as? GroupKind)
        for number in ["9223372036854775807", "-9223372036854775808", "", "x"] {
            #expect(group.changed(typed, at: [number], adds: false).values[".0.name"] == ["a"])
            _ = group.changed(typed, at: [number, "name"], adds: true)
        }
    }

    private let people = """
        item: { ar: شخص, en: Person }
        add: { ar: أضف, en: Add }
        most: 4
        questions:
          - { id: name, kind: text, label: { ar: اسم, en: Name } }
          - id: age
            kind: number
            label: { ar: العمر, en: Age }
            checks:
              - { that: age < 120, otherwise: { ar: لا, en: Too old } }
          - { id: guardian, kind: text, label: { ar: ولي الأمر, en: Guardian }, when: age < 18 }
          - id: visits
            kind: group
            label: { ar: زيارات, en: Visits }
            optional: true
            item: { ar: زيارة, en: Visit }
            add: { ar: أضف, en: Add }
            most: 2
            questions:
              - { id: place, kind: text, label: { ar: المكان, en: Place } }
        """

    @Test("each row has its own conditions and checks, and groups inside it")
    func nested() throws {
        let question = try Sample.question("group", people)
        let typed = Typed([
            ".0.name": ["a"], ".0.age": ["17"], ".0.guardian": ["g"], ".0.visits.0.place": ["x"],
            ".0.visits.1.place": ["y"], ".1.name": ["b"], ".1.age": ["18"], ".1.guardian": ["not asked"],
        ])
        let expected = FormAnswer.rows([
            [
                "name": .one("a"), "age": .one("17"), "guardian": .one("g"),
                "visits": .rows([["place": .one("x")], ["place": .one("y")]]),
            ], ["name": .one("b"), "age": .one("18")],
        ])
        #expect(answer(question, typed).answer == expected)
        #expect(answer(question, question.kind.typed(expected)).answer == expected)
        let words = question.kind.words(expected, Sample.setting(), Sample.setting().t)
        #expect(words.contains("x; y") && words.split(separator: "\n").count == 2)
        do {
            let wrong = Typed([
                ".0.name": ["a"], ".0.age": ["17"], ".1.name": ["b"], ".1.age": ["130"], ".1.visits.1.place": ["y"],
            ])
            _ = try question.answer(wrong, Sample.setting())
            Issue.record("a row with mistakes was taken")
        } catch {
            #expect(Set(error.fields.keys) == [".0.guardian", ".1.age", ".1.visits.0.place"])
        }
    }

    @Test("rows of a group inside a row are added and taken away there alone")
    func changedInside() throws {
        let group = try #require(Sample.question("group", people).kind as? GroupKind)
        let typed = Typed([".0.name": ["a"], ".1.name": ["b"], ".1.visits.0.place": ["x"], ".1.visits.1.place": ["y"]])
        let fewer = group.changed(typed, at: ["1", "visits", "0"], adds: false)
        #expect(fewer == Typed([".0.name": ["a"], ".1.name": ["b"], ".1.visits.0.place": ["y"]]))
        let more = group.changed(fewer, at: ["1", "visits"], adds: true)
        #expect(more.values[".1.visits.1.place"] == [""] && more.values[".1.visits.0.place"] == ["y"])
        #expect(group.changed(typed, at: ["1", "nothing", "0"], adds: false) == typed)
    }

    @Test(
        "what a group cannot hold is told",
        arguments: [
            ("{ id: a, kind: file, label: { ar: أ, en: A } }", "neither files"),
            ("{ id: a, kind: text, label: { ar: أ, en: A }, prefill: applicant.name }", "prefill"),
            ("{ id: name, kind: text, label: { ar: أ, en: A } }", "twice"),
        ])
    func refusedInside(_ line: String, _ told: String) throws {
        let mistakes = Sample.mistakes("group", rows + "\n  - " + line)
        #expect(mistakes.contains { $0.contains(told) }, "\(mistakes)")
    }

    @Test("what the browser sent for other questions is not taken for this one's")
    func names() throws {
        let form = Form(fields: [("q", "1"), ("q-day", "2"), ("q.0.name", "3"), ("quantity", "4"), ("p", "5")])
        #expect(Set(try Sample.question("text").typed(form).values.keys) == ["", "-day", ".0.name"])
    }

    @Test("a kind that nobody knows is told with those that are known")
    func unknown() {
        let inspection = Inspection()
        let text = "id: Bad Id\nkind: txet\nlabel: { ar: س, en: Q }"
        _ = PackFolder.sheet(of: text, file: "a.yaml", inspection).flatMap { Question($0) }
        #expect(
            inspection.mistakes.contains {
                $0.text.contains("«txet» is no kind") && $0.text.contains("long-text") && $0.place.line == 2
            })
        #expect(inspection.mistakes.contains { $0.text.contains("small Latin letters") && $0.place.line == 1 })
    }
}
