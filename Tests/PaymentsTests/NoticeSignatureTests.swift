import Foundation
import Testing

@testable import Payments

private let code = "c2428ed9f0de6f1e636d4a43e8ba9d2306763e61a8a1af794cec933db47c86a7"

@Suite("The signature of a notice")
struct NoticeSignatureTests {
    private static let now = Date(timeIntervalSince1970: 1_795_300_000)
    private static let body = Array(#"{"a":1}"#.utf8)

    private func proves(_ header: String, body: [UInt8] = body, secret: String = "whsec-demo", at now: Date = now)
        -> Bool
    {
        NoticeSignature(header: header)?.proves(body, secret: secret, at: now) ?? false
    }

    @Test("it is HMAC-SHA256 over seconds, full stop and body")
    func vector() {
        let header = "t=1795300000,v1=\(code)"
        #expect(NoticeSignature.header(for: Self.body, secret: "whsec-demo", at: Self.now) == header)
        #expect(proves(header))
    }

    @Test("another body, secret or moment is not proven")
    func others() {
        let header = "t=1795300000,v1=\(code)"
        #expect(!proves(header, body: Array(#"{"a":2}"#.utf8)))
        #expect(!proves(header, secret: "whsec-other"))
        #expect(!proves("t=1795300001,v1=\(code)"))
    }

    @Test("it holds for five minutes on either side")
    func tolerance() {
        let header = "t=1795300000,v1=\(code)"
        #expect(proves(header, at: Self.now.addingTimeInterval(300)))
        #expect(proves(header, at: Self.now.addingTimeInterval(-300)))
        #expect(!proves(header, at: Self.now.addingTimeInterval(301)))
        #expect(!proves(header, at: Self.now.addingTimeInterval(-301)))
    }

    @Test("while the secret changes, one right code of several is enough")
    func rotation() {
        #expect(proves("t=1795300000, v1=\(String(repeating: "0", count: 64)), v1=\(code)"))
    }

    @Test(
        "what is not a signature proves nothing",
        arguments: [
            "", "t=", "v1=\(code)", "t=1795300000", "t=1795300000,v1=", "t=1795300000,v1=zz", "t=-1,v1=\(code)",
            "t=99999999999999999999,v1=\(code)", "t=1795300000,t=1795300000,v1=\(code)", "t=1795300000,v1=\(code)00",
            "t=1795300000,v0=\(code)", ",,,", "t=١٧٩٥٣٠٠٠٠٠,v1=\(code)", String(repeating: "v1=0,", count: 5000),
        ])
    func nonsense(_ header: String) {
        #expect(!proves(header))
    }
}
