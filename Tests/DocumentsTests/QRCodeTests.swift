import Testing

@testable import Documents

@Suite struct QRCodeTests {
    @Test func theCodeOfAPaperIsCoarseEnoughForAWornTelephone() throws {
        #expect(try #require(QRCode(Samples.paperCode())).version <= 12)
    }

    @Test func thePathOfAPageCoversExactlyTheDarkModules() throws {
        let code = try #require(QRCode("HTTPS://HUKOOMI.GOV.QA/V/8K2M47QDXZ"))
        #expect(code.side == code.version * 4 + 17)
        var dark = 0
        for row in 0..<code.side { for column in 0..<code.side where code[row, column] { dark += 1 } }
        let runs = code.svgPath.split(separator: "h").dropFirst().filter { !$0.hasPrefix("-") }
        #expect(runs.compactMap { Int($0.prefix { $0 != "v" }) }.reduce(0, +) == dark)
        #expect(code.svgPath.allSatisfy { "Mhvz- 0123456789".contains($0) })
    }

    @Test func textsThatFitNoCodeGiveNone() {
        #expect(QRCode("") == nil)
        #expect(QRCode("a\u{0}b") == nil)
        #expect(QRCode(String(repeating: "ü", count: 5000)) == nil)
    }
}
