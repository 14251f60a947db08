import Foundation
import Kit
import Statistics

/// A month of a whole country: how many transactions of each service, and which invented person makes which. The same
/// for the same share, so that people and records can stand in the database before they are needed.
struct ReplayPlan: Sendable {
    /// What is done so often by people of one kind.
    struct Part: Sendable {
        let script: ReplayScript
        let count: Int
    }

    /// One application of one person; `turn` counts those by the same script, from 0.
    struct Errand: Sendable {
        let script: ReplayScript
        let turn: Int
    }

    /// Applications of one person: he signs in once for all of them.
    private static let errandsEach = 100

    let parts: [Part]

    /// - Parameters:
    ///   - published: what the month came to. Services of which no number is known share what is left evenly.
    ///   - share: 1 for the whole month.
    init(_ published: (total: Int, services: [String: Int]), share: Double) throws(ReplayFault) {
        let known = Set(ReplayScript.all.map(\.service))
        let unnamed = known.subtracting(published.services.keys).sorted()
        let left = published.total - published.services.values.reduce(0, +)
        var counts = published.services
        for (index, service) in unnamed.enumerated() {
            counts[service] = left * (index + 1) / unnamed.count - left * index / unnamed.count
        }
        for service in counts.keys.sorted() where !known.contains(service) {
            throw ReplayFault("the replay knows no way through «\(service)»")
        }
        parts = ReplayPlan.parts(counts.mapValues { Int((Double($0) * share).rounded()) })
    }

    private static func parts(_ counts: [String: Int]) -> [Part] {
        var parts: [Part] = []
        for (service, count) in counts.sorted(by: { $0.key < $1.key }) {
            let scripts = ReplayScript.all.filter { $0.service == service }
            for (index, script) in scripts.enumerated() {
                let (until, from) = (count * (index + 1) / scripts.count, count * index / scripts.count)
                parts.append(Part(script: script, count: until - from))
            }
        }
        return parts
    }

    /// How many of each service these people come to.
    func counts(of people: some Sequence<ReplayPerson>) -> [String: Int] {
        people.reduce(into: [:]) { counts, person in
            for part in parts where part.script.kind == person.kind {
                counts[part.script.service, default: 0] += count(part, of: person)
            }
        }
    }

    /// How many people of a kind it takes.
    func people(_ kind: ReplayPerson.Kind) -> Int {
        let count = parts.filter { $0.script.kind == kind }.reduce(0) { $0 + $1.count }
        return (count + ReplayPlan.errandsEach - 1) / ReplayPlan.errandsEach
    }

    /// How often somebody follows a script.
    func count(_ part: Part, of person: ReplayPerson) -> Int {
        let all = people(person.kind)
        return part.count * (person.number + 1) / all - part.count * person.number / all
    }

    /// What somebody does, in his order: one of each kind, then again.
    func errands(of person: ReplayPerson) -> [Errand] {
        let mine = parts.filter { $0.script.kind == person.kind }.map { ($0.script, count($0, of: person)) }
        let most = mine.map(\.1).max() ?? 0
        return (0..<most).flatMap { turn in
            mine.filter { turn < $0.1 }.map { Errand(script: $0.0, turn: turn) }
        }
    }

    /// Everybody, those of each kind mixed evenly.
    var everybody: [ReplayPerson] {
        let kinds = ReplayPerson.Kind.allCases.flatMap { kind in
            let all = people(kind)
            return (0..<all).map { (place: Double($0) / Double(all), person: ReplayPerson(kind: kind, number: $0)) }
        }
        return kinds.sorted { $0.place < $1.place }.map(\.person)
    }
}

/// One of the pieces, of about the same size, in which a month is played: one after the other on the same instance.
package struct ReplayPiece: Sendable {
    /// From 1.
    package let number: Int
    package let of: Int

    /// Reads `2/3`.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).compactMap { Int($0) }
        guard parts.count == 2, (1...1000).contains(parts[1]), (1...parts[1]).contains(parts[0]) else { return nil }
        (number, of) = (parts[0], parts[1])
    }

    /// Who has come when it begins, and when it ends.
    func bounds(_ count: Int) -> Range<Int> { count * (number - 1) / of..<count * number / of }
}

/// Why a replay cannot go on.
package struct ReplayFault: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
