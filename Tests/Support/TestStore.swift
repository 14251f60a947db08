import Foundation
package import Store

/// A fresh database in a file of its own, as the product opens it.
package enum TestStore {
    package static func make(_ migrations: [Migration] = []) throws -> Store {
        let folder = try TestFolder.make()
        let store = try Store(path: folder.appending(path: "test.sqlite").path)
        try store.migrate(migrations)
        return store
    }
}
