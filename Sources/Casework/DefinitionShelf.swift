import Content
import Crypto
package import Definitions
import Foundation
package import Kit
package import Store
import Synchronization
import Web

/// The definitions of all services: those of today, and older ones that cases still run by.
package final class DefinitionShelf: Sendable {
    package struct Current: Sendable {
        package let definition: Definition
        let source: String
    }

    private struct Key: Hashable {
        let service: String
        let version: String
    }

    package let current: [String: Current]
    private let older = Mutex<[Key: Definition]>([:])

    init(_ current: [Current]) {
        self.current = Dictionary(current.map { ($0.definition.service, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package func definition(of service: String) throws(NotFound) -> Definition {
        guard let definition = current[service]?.definition else { throw NotFound() }
        return definition
    }

    /// The definition of a draft or case, by the version it began with.
    package func definition(of service: String, version: String, in transaction: Transaction) throws -> Definition {
        if let definition = current[service]?.definition, definition.version == version { return definition }
        let key = Key(service: service, version: version)
        if let definition = older.withLock({ $0[key] }) { return definition }
        guard let source = try transaction.source(service: service, version: version),
            let read = DefinitionShelf.read(source, service: service, Inspection())
        else { throw NotFound() }
        older.withLock { $0[key] = read.definition }
        return read.definition
    }

    /// Reads the text of a file that was kept.
    static func read(_ source: String, service: String, _ inspection: Inspection) -> Current? {
        PackFolder.sheet(of: source, file: "services/\(service).yaml", inspection)
            .flatMap { read($0, source: source, service: service) }
    }

    /// Reads the file of one service; nil where it has no application.
    ///
    /// - Parameter source: the text that is kept for running cases.
    static func read(_ sheet: Sheet, source: String, service: String) -> Current? {
        guard let application = sheet.optionalSheet("application") else { return nil }
        let digest = Hexadecimal.text(SHA256.hash(data: Data(source.utf8)).prefix(8))
        let definition = Definitions.read(
            application, service: service, entity: sheet.text("entity"), name: sheet.bilingual("name"), version: digest)
        return Current(definition: definition, source: source)
    }
}
