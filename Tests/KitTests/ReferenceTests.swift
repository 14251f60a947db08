import Foundation
import Kit
import Testing

@Suite("References and identifiers")
struct ReferenceTests {
    static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    @Test("every reference that is given out can be read again, printed or plain")
    func readsItself() {
        for _ in 0..<500 {
            let reference = Reference.random()
            #expect(Reference(reference.symbols) == reference)
            #expect(Reference(reference.description) == reference)
            #expect(Reference(reference.description.lowercased()) == reference)
        }
    }

    @Test("a reference is found in a sentence, and nothing else with dashes is")
    func findsItselfInText() {
        let text = "الطلب 8K2M-47QD-XP: no-fee, 2026-11-22, a-8K2M-47QD-XP."
        let found = Reference.first(in: text[...])
        #expect(found.map { text[$0] } == "8K2M-47QD-XP")
        #expect(Reference.first(in: text[text.firstIndex(of: ":")!...]).map { text[$0] } == "8K2M-47QD-XP")
        for other in ["", "-", "2026-11-22", "8K2M-47QD-X", "8k2m-47qd-xp", "8K2M-47QD/XP", "7 é-47QD-XP"] {
            #expect(Reference.first(in: other[...]) == nil)
        }
    }

    @Test("every single wrong symbol is found")
    func findsWrongSymbol() {
        for _ in 0..<20 {
            let right = Array(Reference.random().symbols)
            for position in right.indices {
                for symbol in Self.alphabet where symbol != right[position] {
                    var wrong = right
                    wrong[position] = symbol
                    #expect(Reference(String(wrong)) == nil)
                }
            }
        }
    }

    @Test("nearly every swap of two neighbours is found")
    func findsSwaps() {
        var swaps = 0
        var missed = 0
        for _ in 0..<2000 {
            let right = Array(Reference.random().symbols)
            for position in 0..<9 where right[position] != right[position + 1] {
                var wrong = right
                wrong.swapAt(position, position + 1)
                swaps += 1
                if Reference(String(wrong)) != nil { missed += 1 }
            }
        }
        #expect(missed * 100 < swaps)
    }

    @Test("letters that look like digits are read as digits")
    func readsLookalikes() throws {
        let reference = try #require(Self.alphabet.lazy.compactMap { Reference("100000000\($0)") }.first)
        let check = try #require(reference.symbols.last)
        #expect(Reference("IOOOOOOOO\(check)") == reference)
        #expect(Reference("looo-oooo-o\(check)") == reference)
        #expect(Reference("١٠٠٠٠٠٠٠٠\(check)") == reference)
    }

    @Test(
        "what cannot be a reference is refused",
        arguments: ["", "8K2M", "8K2M47QDXPP", "8K2M-47QD-X!", "UUUUUUUUUU", "８Ｋ２Ｍ４７ＱＤＸＰ", "../../etc/", "\u{0}\u{0}"])
    func refuses(typed: String) {
        #expect(Reference(typed) == nil)
    }

    @Test("a reference travels through JSON")
    func encodes() throws {
        let reference = Reference.random()
        #expect(try JSONDecoder().decode(Reference.self, from: JSONEncoder().encode(reference)) == reference)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Reference.self, from: Data("\"8K2M\"".utf8)) }
    }

    @Test("an identifier is a UUID of version 7, and later ones sort after earlier ones")
    func makesIdentifiers() throws {
        var last = ""
        for second in 0..<200 {
            let identifier = Identifier.make(at: Date(timeIntervalSince1970: 1_795_000_000 + Double(second)))
            let parts = identifier.split(separator: "-")
            #expect(parts.map(\.count) == [8, 4, 4, 4, 12])
            #expect(parts[2].first == "7")
            #expect("89ab".contains(parts[3].prefix(1)))
            #expect(UUID(uuidString: identifier) != nil)
            #expect(identifier > last)
            last = identifier
        }
    }

    @Test("two identifiers of one moment differ")
    func makesEachOnce() {
        let now = Date(timeIntervalSince1970: 1_795_000_000)
        #expect(Set((0..<1000).map { _ in Identifier.make(at: now) }).count == 1000)
    }
}
