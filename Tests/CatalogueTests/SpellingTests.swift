import Testing

@testable import Catalogue

@Suite("Mistyped words") struct SpellingTests {
    @Test("a changed, missing, added or exchanged letter is one mistake")
    func distance() {
        func between(_ a: String, _ b: String) -> Int {
            Spelling.distance(Array(a.unicodeScalars), Array(b.unicodeScalars), limit: 2)
        }
        #expect(between("renewl", "renewal") == 1)
        #expect(between("passprot", "passport") == 1)
        #expect(between("fine", "fines") == 1)
        #expect(between("visa", "vase") == 2)
        #expect(between("visa", "passport") == 3)
        #expect(between("", "visa") == 4)
    }
}
