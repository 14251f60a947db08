package import Foundation
package import Store

extension Transaction {
    /// The version of the content that is published on all nodes; nil before the first time.
    package func publishedContent() throws -> String? {
        try one("select version from publication") { try $0.text(0) }
    }

    /// From now on this version is published; every node is told when this is committed.
    package func publish(content version: String, at now: Date) throws {
        try run(
            """
            insert into publication (one, version, published_at) values (1, \(version), \(now))
            on conflict (one) do update set version = excluded.version, published_at = excluded.published_at
            """)
        try announce(.content)
    }
}
