import Crypto
import Definitions
import Foundation
import Kit
import Rules
import Store

/// The order in which lots are drawn: random, and the same whenever it is worked out again from the same references, so that
/// an auditor can.
enum Lots {
    /// By the SHA-256 of all references in their order, and then of each. References are random, and nobody chooses his.
    static func drawn(_ references: [Reference]) -> [Reference] {
        let all = references.map(\.symbols).sorted()
        let seed = Hexadecimal.text(SHA256.hash(data: Data(all.joined(separator: " ").utf8)))
        func lot(_ reference: Reference) -> String {
            Hexadecimal.text(SHA256.hash(data: Data("\(seed) \(reference.symbols)".utf8)))
        }
        return references.map { (lot($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
}

/// Several want the same, and it is drawn by lot.
extension Procedure {
    /// Lets a case wait for the day of the draw; it is drawn by day, and not at midnight.
    func queue(
        _ file: inout Case, for plan: DrawPlan, at step: Step, _ facts: Facts, _ now: Date, _ transaction: Transaction
    ) throws {
        guard let day = facts.course.drawn(plan, in: facts.scope) else { return }
        file.dueAt = office.calendar.start(of: day + 1)
        try transaction.enqueue(
            DrawTimer(case: file.id, step: step.id, since: now.milliseconds),
            due: office.calendar.start(of: day) + 9 * 3600, at: now)
    }

    /// Draws for all who wait for the same record; the timers of the others find their cases further on.
    func draw(_ timer: DrawTimer, now: Date, in transaction: Transaction) throws {
        guard let first = try transaction.findCase(id: timer.case), first.isOpen, first.step == timer.step,
            first.stepSince.milliseconds == timer.since, let due = first.dueAt
        else { return }
        let definition = try office.shelf.definition(of: first.service, version: first.version, in: transaction)
        guard case .draw(let plan)? = definition.step(first.step)?.work else { return }
        let wanted = first.answers[plan.question]
        let files = try transaction.openCases(of: first.service, at: first.step, until: due).filter {
            $0.answers[plan.question] == wanted
        }
        // A case whose rules fail does not hold up the others; its own timer says so.
        let ready = try files.compactMap { file -> (file: Case, facts: Facts)? in
            if file.id == first.id { return (file, try facts(of: file, now: now, in: transaction)) }
            return (try? facts(of: file, now: now, in: transaction)).map { (file, $0) }
        }
        for (place, reference) in Lots.drawn(ready.map(\.file.reference)).enumerated() {
            guard let (waiting, facts) = ready.first(where: { $0.file.reference == reference }),
                case .draw(let plan)? = facts.definition.step(waiting.step)?.work
            else { continue }
            var file = waiting
            let places = plan.places.flatMap { $0.value(in: facts.scope).integer } ?? 1
            let words = office.text(
                "casework.drawn",
                ["place": Bilingual(same: String(place + 1)), "count": Bilingual(same: String(ready.count))])
            try advance(
                &file, to: place < places ? plan.won : plan.lost,
                after: Act(kind: .drawn, by: .time, words: words), facts, now: now, in: transaction)
        }
    }
}
