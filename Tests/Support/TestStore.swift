import Foundation
package import Store

/// A fresh database, as the product opens it: SQLite in a file of its own, or, where `HUKOOMI_TEST_POSTGRES` names a
/// server, a schema of its own on PostgreSQL.
package enum TestStore {
    private static let address = ProcessInfo.processInfo.environment["HUKOOMI_TEST_POSTGRES"]
    private static let server = Result { try address.map { try Store($0) } }

    package static var isRemote: Bool { address != nil }

    package static func make(_ migrations: [Migration] = []) throws -> Store {
        let store = try Store(location())
        try store.migrate(migrations)
        return store
    }

    /// Where a fresh, empty database is.
    package static func location() throws -> String {
        guard let address, let server = try server.get() else {
            return try TestFolder.file()
        }
        let name = "t_" + UUID().uuidString.lowercased().replacing("-", with: "")
        try server.migrate([Migration("2000-01-01-\(name)", sqlite: "", postgresql: "create schema \(name)")])
        return "\(address)?options=-csearch_path%3D\(name)"
    }
}
