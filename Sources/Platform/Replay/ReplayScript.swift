import Kit

/// The way of one application through the questions of a service: what somebody answers on which page.
struct ReplayScript: Sendable {
    /// What a page is answered with.
    enum Answers: Sendable {
        case fields([(String, String)])
        /// Pictures, one at each question.
        case files([String])
        /// One of the days that the page offers, and on the page after it one of its times.
        case time(String)
    }

    let service: String
    let kind: ReplayPerson.Kind
    var isPaid = false
    /// What the officer decides, where one does.
    var decision: String?
    let answers: @Sendable (_ page: String, ReplayPerson, _ turn: Int, _ today: Day) -> Answers?

    /// The first answer of a page that was forgotten here makes the replay stop and name the page.
    static let all: [ReplayScript] = [
        ReplayScript(service: "exit-permit", kind: .representative) { page, person, turn, today in
            switch page {
            case "employee": .fields([("employee", person.employee(turn))])
            case "trips": .fields([("trips", turn % 2 == 0 ? "single" : "multiple")])
            case "dates": .fields(date("departure", today + 3) + date("return_date", today + 30))
            default: nil
            }
        },
        renewal(.representative),
        renewal(.resident),
        ReplayScript(service: "customs-income-calculation", kind: .representative) { page, _, turn, _ in
            switch page {
            case "goods": .fields([("tariff", turn % 2 == 0 ? "090121" : "851713")])
            case "price": .fields([("goods_value", String(1000 + turn * 37)), ("freight", "150"), ("insurance", "")])
            default: nil
            }
        },
        ReplayScript(service: "medical-commission-registration", kind: .resident, isPaid: true) { page, _, turn, _ in
            switch page {
            case "who": .fields([("who", "me")])
            case "blood_group": .files(["blood_group"])
            case "centre": .fields([("centre", turn % 6 == 5 ? "private-hospital" : "abu-hamour")])
            case "appointment": .time("appointment")
            default: nil
            }
        },
        ReplayScript(service: "police-clearance", kind: .resident, isPaid: true, decision: "issue") { page, _, _, _ in
            switch page {
            case "purpose": .fields([("purpose", "work")])
            case "addressee": .fields([("addressee", "سفارة للتجربة")])
            case "papers": .files(["passport", "letter", "photos"])
            default: nil
            }
        },
        ReplayScript(service: "traffic-violation-objection", kind: .resident, decision: "accept") {
            page, person, turn, _ in
            switch page {
            case "violation": .fields([("violation", person.violation(turn))])
            case "ground": .fields([("ground", "not-there")])
            case "account": .fields([("account", "كانت المركبة في ورشة التصليح طوال ذلك اليوم.")])
            case "evidence": .fields([])
            case "declaration": .fields([("declaration", "yes")])
            default: nil
            }
        },
    ]

    private static func renewal(_ kind: ReplayPerson.Kind) -> ReplayScript {
        ReplayScript(service: "residence-permit-renewal", kind: kind, isPaid: true) { page, person, turn, _ in
            switch page {
            case "permits": .fields([("permits", person.permit(turn))])
            case "years": .fields([("years", "1")])
            case "delivery":
                .fields([("delivery-zone", "25"), ("delivery-street", "343"), ("delivery-building", "27")])
            default: nil
            }
        }
    }

    private static func date(_ name: String, _ day: Day) -> [(String, String)] {
        [("\(name)-day", String(day.day)), ("\(name)-month", String(day.month)), ("\(name)-year", String(day.year))]
    }
}
