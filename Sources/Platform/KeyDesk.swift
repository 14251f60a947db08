import Catalogue
import Content
import Credentials
import Documents
package import Foundation
import Kit
package import Store
import Web

/// What an operator does with the keys that sign documents, answered in lines for the terminal.
package struct KeyDesk: Sendable {
    /// Why something was not done.
    package struct Fault: Error, CustomStringConvertible {
        package let description: String
    }

    private let keys: Keys
    private let calendar: WorkingCalendar
    private let words = Platform.texts()

    /// On a database that is up to date; days are those of the content pack's country. Fails with a `BrokenPack` where
    /// the pack cannot be read, or a `Fault`.
    package init(_ configuration: Configuration, store: Store) async throws {
        guard try await store.pending(Platform.migrations).isEmpty else {
            throw Fault(description: "the database is not up to date; run hukoomi migrate first")
        }
        let inspection = Inspection()
        guard let content = Catalogue.read(PackFolder(path: configuration[.content]), inspection) else {
            throw BrokenPack(mistakes: inspection.mistakes)
        }
        keys = Keys(store: store)
        calendar = content.pack.calendar
    }

    /// A line for each key: id, status, first and last day of its term, documents that it signed.
    package func list() async throws -> [String] {
        try await keys.all().map { kept in
            let term = "\(day(kept.key.notBefore)) to \(day(kept.key.notAfter))"
            let since =
                kept.compromisedSince.map { "  compromised since \(day($0))" } ?? "  \(kept.key.status.rawValue)"
            return "\(kept.key.id)  \(term)  \(kept.documents) documents\(since)"
        }
    }

    package func rotate(at now: Date) async throws -> [String] {
        let key = try await keys.rotate(at: now)
        return ["\(key.id) signs from now on, until \(day(key.notAfter)) at most."]
    }

    /// - Parameters:
    ///   - id: 16 hexadecimal digits, also in groups, as papers show it.
    ///   - since: the first day on which somebody else may have had the key: `2026-11-20`.
    package func compromise(_ id: String, since: String, at now: Date) async throws -> [String] {
        guard let day = Day(iso: since) else {
            throw Fault(description: "«\(since)» is no day; write it as \(calendar.day(of: now))")
        }
        let id = id.filter { !$0.isWhitespace }.lowercased()
        do {
            let revoked = try await keys.compromise(id, since: day, calendar: calendar, words: words, at: now)
            return ["\(id) is compromised since \(day): \(revoked) documents revoked."] + (try await list())
        } catch is NotFound {
            throw Fault(description: "there is no key «\(id)»; hukoomi keys lists them")
        } catch let refusal as Refusal {
            throw Fault(description: words.texts(in: .english)(refusal.text))
        }
    }

    private func day(_ moment: Date) -> Day { calendar.day(of: moment) }
}
