package import Foundation
package import Kit
import Web

/// One look of an official at somebody's data.
///
/// `seq` counts from 0 without gaps and `entry` depends on nothing but the look itself: the two are what a
/// transparency log (C2SP tlog-tiles) takes as the index and the bytes of a leaf, should the looks be put into one.
package struct Look: Sendable, Hashable {
    package let seq: Int
    package let at: Date
    /// The official's identifier as a person.
    package let official: String
    /// As the official was called then.
    package let officialName: Bilingual
    /// The entity for which the official looked.
    package let entity: String?
    /// The holder of the data: `person:<id>` or `organisation:<id>`.
    package let subject: String
    /// What was looked at: `case`.
    package let kind: String
    package let reference: String
    /// What it was called then, such as the name of the service.
    package let about: Bilingual?
    /// Why: a text key.
    package let purpose: String

    /// The look as bytes, one way only: its fields in order, each with its length before it (D. J. Bernstein's
    /// netstrings), `~` for what is absent.
    var entry: String {
        let fields: [String?] = [
            "hukoomi-look-1", String(seq), String(at.milliseconds), official, officialName.ar, officialName.en, entity,
            subject, kind, reference, about?.ar, about?.en, purpose,
        ]
        return fields.map { field in field.map { "\($0.utf8.count):\($0)," } ?? "~" }.joined()
    }

    /// What the chain says of a look that follows another: SHA-256, in hexadecimal, over the hash before it and itself.
    func hash(after previous: String) -> String { Secret.digest("\(previous)\n\(entry)") }

    /// The hash before the first look.
    static let origin = String(repeating: "0", count: 64)
}

/// Whether the record of looks is as it was written.
package enum ChainState: Sendable, Hashable {
    /// Nothing was changed or removed, but for the first ones, which are in an archive. Whoever keeps the number of all and
    /// the hash elsewhere can prove later that nothing was rewritten.
    case whole(looks: Int, archived: Int, hash: String)
    /// The first place at which the record is not what was written.
    case broken(at: Int)
}

/// A page of looks, newest first.
struct LookPage: Sendable {
    static let size = 25

    let looks: [Look]
    /// Whether older ones are in an archive.
    let hasArchive: Bool
    /// Counts from 1.
    let page: Int
    let pages: Int
}
