import Foundation
import Testing

@testable import Credentials

@Suite struct CanonicalJSONTests {
    private func canonical(_ text: String) throws -> String {
        String(decoding: try JSONValue.parse(text).canonicalBytes(), as: UTF8.self)
    }

    /// RFC 8785 appendix B: the bits of a number and how it is written.
    static let numbers: [(UInt64, String)] = [
        (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"), (0x0000_0000_0000_0001, "5e-324"),
        (0x8000_0000_0000_0001, "-5e-324"), (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
        (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"), (0x4340_0000_0000_0000, "9007199254740992"),
        (0xc340_0000_0000_0000, "-9007199254740992"), (0x4430_0000_0000_0000, "295147905179352830000"),
        (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"), (0x44b5_2d02_c7e1_4af6, "1e+23"),
        (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"), (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
        (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"), (0x444b_1ae4_d6e2_ef50, "1e+21"),
        (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"), (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
        (0x41b3_de43_5555_5553, "333333333.3333332"), (0x41b3_de43_5555_5554, "333333333.33333325"),
        (0x41b3_de43_5555_5555, "333333333.3333333"), (0x41b3_de43_5555_5556, "333333333.3333334"),
        (0x41b3_de43_5555_5557, "333333333.33333343"), (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
        (0x4314_3ff3_c1cb_0959, "1424953923781206.2"), (0x4340_0000_0000_0001, "9007199254740994"),
    ]

    @Test(arguments: numbers) func numbersAreWrittenAsECMAScriptWritesThem(bits: UInt64, text: String) throws {
        let value = JSONValue.number(Double(bitPattern: bits))
        #expect(String(decoding: try value.canonicalBytes(), as: UTF8.self) == text)
        if bits != 0x8000_0000_0000_0000 { #expect(Double(text)?.bitPattern == bits) }
    }

    @Test func numbersThatAreNoneAreRefused() {
        for value in [Double.nan, .infinity, -.infinity] {
            #expect(throws: JSONProblem.numberOutOfRange) { try JSONValue.number(value).canonicalBytes() }
        }
        #expect(throws: JSONProblem.numberOutOfRange) {
            try JSONValue.integer(9_007_199_254_740_993).canonicalBytes()
        }
        #expect(throws: JSONProblem.numberOutOfRange) { try JSONValue.parse("1e999") }
    }

    @Test func theSampleOfTheStandardIsWrittenAsPublished() throws {
        let text = #"""
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """#
        let expected =
            #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#
            + #""string":"€$\u000f\nA'B\"\\\\\"/"}"#
        #expect(try canonical(text) == expected)
    }

    @Test func namesAreSortedByTheirUTF16CodeUnits() throws {
        let text = #"""
            {"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
             "1": "One",
             "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control",
             "\u00f6": "Latin Small Letter O With Diaeresis"}
            """#
        let expected =
            #"{"\r":"Carriage Return","1":"One",""# + "\u{80}"
            + #"":"Control","ö":"Latin Small Letter O With "#
            + #"Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face",""# + "\u{fb33}"
            + #"":"Hebrew Letter Dalet With Dagesh"}"#
        #expect(Array(try canonical(text).utf8) == Array(expected.utf8))
    }

    @Test func composedAndDecomposedLettersStayTwoTexts() throws {
        let text = "{\"\u{e9}\":1,\"e\u{301}\":2}"
        #expect(Array(try canonical(text).utf8) == Array("{\"e\u{301}\":2,\"\u{e9}\":1}".utf8))
        #expect(JSONValue.string("\u{e9}") != JSONValue.string("e\u{301}"))
        #expect(try JSONValue.parse(text)["\u{e9}"] == .integer(1))
    }

    @Test(arguments: [
        "", " ", "{", "[1,]", "{\"a\":1,}", "{a:1}", "01", "1.", ".5", "+1", "1e", "-", "nul", "\"\n\"",
        "\"\\x\"",
        "\"\\u12\"", "[1] 2", "'a'", "\u{FEFF}1", "NaN", "/**/1", "\"abc", "[1 2]", "{\"a\" 1}",
    ]) func textsThatAreNotJSONAreRefused(text: String) {
        #expect(throws: JSONProblem.self) { try JSONValue.parse(text) }
    }

    @Test func duplicateNamesAreRefusedHoweverTheyAreSpelt() {
        #expect(throws: JSONProblem.duplicateName("a")) { try JSONValue.parse(#"{"a":1,"\u0061":2}"#) }
        #expect(throws: JSONProblem.duplicateName("a")) {
            try JSONValue.object([JSONMember("a", 1), JSONMember("a", 2)]).canonicalBytes()
        }
    }

    @Test(arguments: [#""\ud800""#, #""\udc00""#, #""\ud800\u0041""#, #""\ud83d\ud83d""#, #""\ud83dx""#])
    func loneSurrogatesAreRefused(text: String) {
        #expect(throws: JSONProblem.self) { try JSONValue.parse(text) }
    }

    @Test func bytesThatAreNoUTF8AreRefused() {
        for bytes: [UInt8] in [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
        ] {
            #expect(throws: JSONProblem.self) { try JSONValue.parse(bytes) }
        }
    }

    @Test func depthAndSizeAreBounded() throws {
        let deep = String(repeating: "[", count: 33) + String(repeating: "]", count: 33)
        _ = try JSONValue.parse(deep)
        #expect(throws: JSONProblem.tooDeep) { try JSONValue.parse("[" + deep + "]") }
        #expect(throws: JSONProblem.tooLarge) {
            try JSONValue.parse("\"" + String(repeating: "a", count: 262_144) + "\"")
        }
    }
}

extension JSONValue: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) { self = .integer(value) }
}
