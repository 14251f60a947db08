import struct Foundation.Date

/// Why no key stands behind a signature.
enum KeyRefusal: Error, Hashable, Sendable {
    /// No key of ours has that id.
    case unknown
    /// The key is ours, but it did not sign at that moment.
    case outsideTerm
}

/// The keys of the government that verify what it signed: the one that signs now, and all that did before.
package struct KeyRing: Sendable {
    private let keys: [String: VerificationKey]

    package init(_ keys: [VerificationKey]) { self.keys = Dictionary(keys.map { ($0.id, $0) }) { _, later in later } }

    /// The key that may have signed at that moment; retired keys keep what they signed while they were active.
    ///
    /// A compromised key is found too. Whoever holds it can write any moment under his signature, so that a check by it
    /// never ends with a plain yes: see `DataIntegrity.Verdict.compromised` and `PaperCode.Verdict.compromised`.
    func key(id: String, signedAt moment: Date) throws(KeyRefusal) -> VerificationKey {
        guard let key = keys[id] else { throw .unknown }
        guard key.covers(moment) else { throw .outsideTerm }
        return key
    }

    /// All keys, oldest term first.
    package var all: [VerificationKey] { keys.values.sorted { ($0.notBefore, $0.id) < ($1.notBefore, $1.id) } }
}
