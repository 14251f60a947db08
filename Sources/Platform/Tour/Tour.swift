import Catalogue
import Content
package import Foundation
import Identity
import Kit

/// Plays the main job against a running demonstration: as citizen, as officer, and as anybody who checks a document.
package struct Tour {
    let portal: String
    let post: String
    let wire: TourWire
    let today: Day
    let password: String
    let people: [Person]
    let log: TourLog

    /// - Parameters:
    ///   - portal: where the portal is; `post` where the demonstration's post office is.
    ///   - content: the folder of the pack, for its invented people.
    ///   - wire: the way to both.
    ///   - report: takes each line as it is ready.
    package init(
        portal: String, post: String, content: String, wire: TourWire, now: Date, report: @escaping (String) -> Void
    ) throws {
        let inspection = Inspection()
        let folder = PackFolder(path: content)
        let pack = Catalogue.read(folder, inspection)?.pack
        guard let people = People.read(folder, inspection), let pack else {
            if inspection.isClean { throw TourFault(expected: "people.yaml in \(content)", found: "none") }
            throw BrokenPack(mistakes: inspection.mistakes)
        }
        self.portal = portal
        self.post = post
        self.wire = wire
        today = pack.calendar.day(of: now)
        password = people.password
        self.people = people.entries.map(\.person)
        log = TourLog(report)
    }

    /// Plays everything; stops at the first thing that is wrong, and answers whether there was none.
    package func run() async -> Bool {
        let start = ContinuousClock.now
        do {
            let before = try await count("count what was completed before")
            try await findService()
            try await exitPermit()
            try await renewal()
            try await objection()
            let more = try await otherKinds()
            try await counted(3 + more, more: before)
        } catch {
            if !(error is TourLog.Stopped) { log.report("        wrong  \(error)") }
            return false
        }
        log.report("\(log.steps) steps in \(TourLog.milliseconds(since: start)) ms: all is well")
        return true
    }

    func person(_ id: String) throws(TourFault) -> Person {
        guard let person = people.first(where: { $0.id == id }) else {
            throw TourFault(expected: "the invented person «\(id)» in the pack", found: "none")
        }
        return person
    }

    /// A browser without any cookie.
    func browser() -> TourBrowser { TourBrowser(portal: portal, wire: wire) }

    /// Tries again until it holds or time is up: what jobs do needs a moment.
    func eventually<Value>(_ seconds: Int = 15, _ body: () async throws -> Value) async throws -> Value {
        let end = ContinuousClock.now + .seconds(seconds)
        while true {
            do {
                return try await body()
            } catch  where ContinuousClock.now < end {
                try await Task.sleep(for: .milliseconds(100))
            }
        }
    }

    func expect(_ holds: Bool, _ expected: String, _ page: TourPage) throws(TourFault) {
        if !holds { throw TourFault(expected: expected, found: page.summary) }
    }
}

/// Writes one line a step: how long it took, and `ok` or what was wrong.
package final class TourLog {
    /// A step went wrong; its line is written.
    struct Stopped: Error {}

    let report: (String) -> Void
    private(set) var steps = 0

    init(_ report: @escaping (String) -> Void) { self.report = report }

    func step<Value>(_ name: String, _ body: () async throws -> Value) async throws -> Value {
        let start = ContinuousClock.now
        steps += 1
        do {
            let value = try await body()
            line(start, "ok   ", name)
            return value
        } catch {
            line(start, "WRONG", name)
            report("           \(error)")
            throw Stopped()
        }
    }

    private func line(_ start: ContinuousClock.Instant, _ result: String, _ name: String) {
        let time = String(TourLog.milliseconds(since: start))
        report("\(String(repeating: " ", count: max(0, 6 - time.count)))\(time) ms  \(result)  \(name)")
    }

    static func milliseconds(since start: ContinuousClock.Instant) -> Int {
        let time = (ContinuousClock.now - start).components
        return Int(time.seconds) * 1000 + Int(time.attoseconds / 1_000_000_000_000_000)
    }
}
