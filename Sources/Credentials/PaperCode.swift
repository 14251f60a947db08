package import Kit
package import struct Foundation.Date

/// What the code on a paper says of it, so that somebody without a network can compare it with what is
/// printed.
package struct PaperClaims: Hashable, Sendable {
    package var reference: Reference
    /// The kind of document in the portal's vocabulary, such as `exit-permit`; at most 40 bytes.
    var kind: String
    /// The number of the person or company it is about.
    var subject: String?
    /// The name as it is printed.
    package var name: String?
    var issued: Date
    /// The first moment at which it is no longer in force.
    var expires: Date?
    /// The values that matter most, most important first; those that find no room are left out.
    package var facts: [String]

    package init(
        reference: Reference, kind: String, subject: String? = nil, name: String? = nil, issued: Date,
        expires: Date? = nil, facts: [String] = []
    ) {
        self.reference = reference
        self.kind = kind
        self.subject = subject
        self.name = name
        self.issued = issued
        self.expires = expires
        self.facts = facts
    }
}

/// The code on a paper: an address that any telephone opens, and in it a signed statement that verifies
/// offline.
///
/// `HTTPS://HUKOOMI.GOV.QA/V/8K2M47QDXP/HK1…`: the claims are a CWT (RFC 8392) in a COSE_Sign1 with EdDSA
/// (RFC 9052, RFC 9053 section 2.2), written in base 32 (RFC 4648). Base 45 (RFC 9285), which others use, has
/// a space, `%` and `/` among its symbols, which an address cannot carry. Base 32 in capitals uses only
/// symbols of the QR code's alphanumeric mode, 5.5 bits each, so that the whole code is about a sixth smaller
/// than lower case base64url would be. Scheme and host are the same in capitals (RFC 3986 section 3), the
/// path `/V/…` is the portal's own and the same for both languages. The statement stands in the path and not
/// behind `#`, because the portal answers without JavaScript and has to see it.
package struct PaperCode: Sendable {
    /// Longer texts make a code that a worn telephone does not read from a worn paper (QR version 12 at level
    /// M).
    static let maximumLength = 400
    private static let prefix = "HK1"

    /// Everything before the reference: `HTTPS://HUKOOMI.GOV.QA/V/`.
    package let base: String

    /// From the portal's public address, `https://hukoomi.gov.qa`.
    package init(portal: String) { base = portal.uppercased() + (portal.hasSuffix("/") ? "V/" : "/V/") }

    /// Why no code was made: the kind or the address alone leave no room.
    struct TooLong: Error, Hashable, Sendable {}

    /// What a check of a code says; `altered` is the word for everything that carries our mark but does not
    /// verify.
    package enum Verdict: Hashable, Sendable {
        case valid(PaperClaims, key: String)
        case expired(PaperClaims, key: String)
        /// A key of ours signed it, but that key got into other hands: only the books of the state tell whether the
        /// state did, by the very same statement.
        case compromised(PaperClaims)
        case altered
        case notOurs
    }

    /// The text of the code, at most `maximumLength` letters. Facts that find no room are left out from the last one
    /// on, then the name is cut with an ellipsis; `TooLong` where even that does not help.
    package func encode(_ claims: PaperClaims, key: SigningKey) throws -> String {
        guard claims.kind.utf8.count <= 40, (claims.subject ?? "").utf8.count <= 40 else { throw TooLong() }
        var claims = claims
        while true {
            let body = claims.cwt.encoded
            if length(ofBody: body.count) <= PaperCode.maximumLength {
                let token = try PaperToken.signed(body, key: key)
                return base + claims.reference.symbols + "/" + PaperCode.prefix + Multibase.base32(token)
            }
            if claims.facts.popLast() != nil { continue }
            guard let name = claims.name, name.count > 2 else { throw TooLong() }
            claims.name = name.dropLast(name.hasSuffix("…") ? 2 : 1) + "…"
        }
    }

    /// The whole text of the code, as a reader without a network finds it; an address of another host is not
    /// ours, even where what it carries is.
    func verify(_ text: String, keys: KeyRing, at now: Date) -> Verdict {
        guard text.utf8.count <= 1024, text.utf8.starts(with: base.utf8) else { return .notOurs }
        let parts = text.dropFirst(base.count).split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return .notOurs }
        return verify(reference: String(parts[0]), statement: String(parts[1]), keys: keys, at: now)
    }

    /// The two parts of the path, as the portal receives them.
    package func verify(reference: String, statement: String, keys: KeyRing, at now: Date) -> Verdict {
        guard statement.utf8.count <= 1024, statement.utf8.starts(with: PaperCode.prefix.utf8) else {
            return .notOurs
        }
        guard let bytes = Multibase.bytes(base32: statement.dropFirst(PaperCode.prefix.count)) else {
            return .altered
        }
        guard let token = PaperToken(bytes), let claims = PaperClaims(token.body) else { return .altered }
        let key: VerificationKey
        do { key = try keys.key(id: token.keyID, signedAt: claims.issued) } catch {
            return error == .unknown ? .notOurs : .altered
        }
        guard key.accepts(signature: token.signature, of: token.signedBytes) else { return .altered }
        guard reference.utf8.elementsEqual(claims.reference.symbols.utf8) else { return .altered }
        guard key.status != .compromised else { return .compromised(claims) }
        if let expires = claims.expires, now >= expires { return .expired(claims, key: key.id) }
        return .valid(claims, key: key.id)
    }

    private func length(ofBody count: Int) -> Int {
        let token = PaperToken.overhead + count + (count > 255 ? 3 : count > 23 ? 2 : 1)
        return base.utf8.count + 10 + 1 + PaperCode.prefix.utf8.count + (token * 8 + 4) / 5
    }
}

extension PaperClaims {
    /// The claim of our own in a CWT; numbers below -65536 are for private use (RFC 8392 section 9.1).
    private static let ours = -65_537

    /// `sub` 2, `exp` 4, `iat` 6, `cti` 7 (RFC 8392 section 3.1); ours: kind 1, name 2, facts 3.
    var cwt: CBOR {
        var own: [CBOR.Pair] = [.init(.integer(1), .text(kind))]
        if let name { own.append(.init(.integer(2), .text(name))) }
        if !facts.isEmpty { own.append(.init(.integer(3), .array(facts.map { .text($0) }))) }
        var pairs: [CBOR.Pair] = [
            .init(.integer(6), .integer(Int(issued.timeIntervalSince1970))),
            .init(.integer(7), .bytes(Array(reference.symbols.utf8))),
            .init(.integer(PaperClaims.ours), .map(own)),
        ]
        if let subject { pairs.append(.init(.integer(2), .text(subject))) }
        if let expires { pairs.append(.init(.integer(4), .integer(Int(expires.timeIntervalSince1970)))) }
        return .map(pairs)
    }

    /// The year 9999; a greater number is no moment of ours and would not fit every calendar.
    private static let moments = 0...253_402_300_799

    /// Nil where something is missing, of another kind, or too much.
    init?(_ body: [UInt8]) {
        guard let cwt = CBOR(body), let own = cwt[PaperClaims.ours], let kind = own[1]?.text,
            let issued = cwt[6]?.integer, PaperClaims.moments.contains(issued), let symbols = cwt[7]?.bytes,
            let reference = Reference(String(decoding: symbols, as: UTF8.self))
        else { return nil }
        if let expires = cwt[4]?.integer, !PaperClaims.moments.contains(expires) { return nil }
        self.init(
            reference: reference, kind: kind, subject: cwt[2]?.text, name: own[2]?.text,
            issued: Date(timeIntervalSince1970: Double(issued)),
            expires: cwt[4]?.integer.map { Date(timeIntervalSince1970: Double($0)) },
            facts: own[3]?.elements?.compactMap(\.text) ?? [])
        guard self.cwt.encoded == body else { return nil }
    }
}

/// The signed envelope of a paper code: COSE_Sign1 (RFC 9052 section 4.2), EdDSA, the key's id in the
/// protected header.
struct PaperToken: Sendable {
    let keyID: String
    let body: [UInt8]
    let signature: [UInt8]
    private let header: [UInt8]

    /// Bytes around the body: tag, array, header, empty map, signature.
    static let overhead = 1 + 1 + 14 + 1 + 66

    static func signed(_ body: [UInt8], key: SigningKey) throws -> [UInt8] {
        let id = Multibase.bytes(hexadecimal: key.id) ?? []
        let header = CBOR.map([.init(.integer(1), .integer(-8)), .init(.integer(4), .bytes(id))]).encoded
        let signature = try key.signature(of: signedBytes(header: header, body: body))
        return CBOR.tagged(18, .array([.bytes(header), .map([]), .bytes(body), .bytes(signature)])).encoded
    }

    /// Nil unless it has exactly the shape that `signed` gives it.
    init?(_ encoded: [UInt8]) {
        guard case .tagged(18, .array(let parts))? = CBOR(encoded), parts.count == 4, parts[1] == .map([]),
            let header = parts[0].bytes, let body = parts[2].bytes, let signature = parts[3].bytes,
            let fields = CBOR(header), case .map(let pairs) = fields, pairs.count == 2,
            fields[1]?.integer == -8,
            let id = fields[4]?.bytes, signature.count == 64
        else { return nil }
        keyID = Hexadecimal.text(id)
        self.header = header
        self.body = body
        self.signature = signature
    }

    var signedBytes: [UInt8] { PaperToken.signedBytes(header: header, body: body) }

    /// `Sig_structure` (RFC 9052 section 4.4).
    private static func signedBytes(header: [UInt8], body: [UInt8]) -> [UInt8] {
        CBOR.array([.text("Signature1"), .bytes(header), .bytes([]), .bytes(body)]).encoded
    }
}
