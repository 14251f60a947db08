import Identity
import Kit
import Registers
import Rules

/// Somebody invented for a replay, with his company where he acts for one, and the records about both.
struct ReplayPerson: Sendable, Hashable {
    enum Kind: String, Sendable, CaseIterable {
        /// Acts for a company.
        case representative
        /// Acts for himself and his family.
        case resident
    }

    let kind: Kind
    let number: Int

    /// Employees of a company.
    static let employees = 10

    private var code: String { String(100_000 + number).dropFirst().description }
    private var letter: String { kind == .representative ? "c" : "r" }

    var id: String { "replay-\(letter)-\(code)" }
    var organisation: String { "replay-company-\(code)" }
    var qid: String { "2\(kind == .representative ? "85634" : "88356")\(code)" }
    var phone: String { "+974\(kind == .representative ? "33" : "66")\(code)0" }
    /// For whom he applies.
    var holder: String { kind == .representative ? "organisation:\(organisation)" : "person:\(id)" }
    var language: Language { number % 3 == 2 ? .english : .arabic }

    func employee(_ turn: Int) -> String { "EM-\(letter)\(code)-\(turn % ReplayPerson.employees)" }
    func permit(_ turn: Int) -> String { "RP-\(letter)\(code)-\(turn)" }
    func violation(_ turn: Int) -> String { "TV-\(letter)\(code)-\(turn)" }

    var person: Person? {
        guard let qid = QID(qid), let phone = Phone(phone), let born = Day(qid.yearOfBirth, 1, 1) else { return nil }
        let name = Bilingual(ar: "شخص للتجربة \(code)", en: "Invented Person \(code)")
        return Person(
            id: id, name: name, qid: qid, phone: phone, email: nil,
            born: born, sex: number % 2 == 0 ? .female : .male,
            address: NationalAddress(zone: 25, street: 343, building: 1 + number % 90, municipality: .doha), iban: nil,
            language: language, roles: [], duties: [])
    }

    var company: Organisation? {
        guard kind == .representative else { return nil }
        return Organisation(
            id: organisation, name: Bilingual(ar: "شركة للتجربة \(code)", en: "Invented Company \(code)"),
            registration: "9\(code)", phone: nil, email: nil, iban: nil)
    }

    /// What the registers hold about him and his company, by register.
    func records(_ plan: ReplayPlan, today: Day) -> [Record] {
        plan.parts.filter { $0.script.kind == kind }.flatMap { part -> [Record] in
            let count = plan.count(part, of: self)
            return switch part.script.service {
            case "exit-permit": (0..<ReplayPerson.employees).map { employee($0, today) }
            case "residence-permit-renewal": (0..<count).map { permit($0, today) }
            case "traffic-violation-objection": (0..<count).map { violation($0, today) }
            default: []
            }
        }
    }

    private func name(_ turn: Int) -> Value {
        ["ar": Value("اسم للتجربة \(code)-\(turn)"), "en": Value("Invented Name \(code)-\(turn)")]
    }

    private func employee(_ turn: Int, _ today: Day) -> Record {
        var fields = Entries()
        fields["name"] = name(turn)
        fields["qid"] = Value("2905\(code)\(10 + turn)")
        fields["passport"] = Value("RX\(code)\(turn)")
        fields["job"] = ["ar": Value("بنّاء"), "en": Value("Mason")]
        fields["permit_expires"] = Value(today + 400)
        fields["travel_ban"] = Value(false)
        fields["status"] = Value("active")
        return Record(register: "employees", id: employee(turn), holder: holder, fields: fields)
    }

    private func permit(_ turn: Int, _ today: Day) -> Record {
        var fields = Entries()
        fields["name"] = name(turn)
        fields["qid"] = Value("2913\(code)\(10 + turn % 90)")
        fields["sponsorship"] = Value(kind == .representative ? "company" : "family")
        fields["relation"] =
            kind == .representative
            ? ["ar": Value("بنّاء"), "en": Value("Mason")] : ["ar": Value("ابن"), "en": Value("Son")]
        fields["expires"] = Value(today + 30)
        fields["medical_valid"] = Value(true)
        fields["blocked"] = Value(false)
        fields["cancelled"] = Value(false)
        return Record(register: "residence-permits", id: permit(turn), holder: holder, fields: fields)
    }

    private func violation(_ turn: Int, _ today: Day) -> Record {
        var fields = Entries()
        fields["number"] = Value("15-\(code)\(turn)")
        fields["kind"] = ["ar": Value("عدم ربط حزام الأمان"), "en": Value("Not wearing a seat belt")]
        fields["place"] = ["ar": Value("طريق الشمال"), "en": Value("Al Shamal Road")]
        fields["at"] = Value(today + -1)
        fields["amount"] = Value(500)
        fields["paid"] = Value(false)
        fields["objected"] = Value(false)
        fields["status"] = Value("open")
        return Record(register: "violations", id: violation(turn), holder: holder, fields: fields)
    }
}
