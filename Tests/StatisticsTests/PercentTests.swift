import Testing

@testable import Statistics

@Suite("Percentages")
struct PercentTests {
    @Test("the published month comes out as it was printed")
    func published() {
        #expect(Percent.change(from: 405_110, to: 375_580) == -73)
        #expect(Percent.share(89_410 + 74_550 + 60_570 + 43_370, of: 375_580) == 713)
        #expect(Percent.tenths("24.7") == 247)
        #expect(Percent.plain(-73) == "-7.3")
        #expect(Percent.plain(247) == "24.7")
        #expect(Percent.plain(713) == "71.3")
    }

    @Test("halves go away from zero, up and down alike")
    func halves() {
        #expect(Percent.change(from: 2000, to: 2001) == 1)
        #expect(Percent.change(from: 2000, to: 1999) == -1)
        #expect(Percent.change(from: 2001, to: 2002) == 0)
        #expect(Percent.share(1, of: 3) == 333)
        #expect(Percent.share(2, of: 3) == 667)
        #expect(Percent.share(1, of: 1) == 1000)
    }

    @Test("nothing is compared with nothing")
    func nothing() {
        #expect(Percent.change(from: 0, to: 5) == nil)
        #expect(Percent.share(0, of: 0) == nil)
        #expect(Percent.change(from: 5, to: 0) == -1000)
        #expect(Percent.plain(-3) == "-0.3")
    }

    @Test(
        "a percentage is read strictly",
        arguments: [
            ("+24.7", 247), ("-7.3", -73), ("−7.3", -73), ("8", 80), ("", nil), ("--7", nil), ("7.35", nil),
            ("7.", nil),
            (".7", nil), ("7%", nil), ("1e3", nil), ("99999999999999999999", nil),
        ] as [(String, Int?)])
    func reading(text: String, tenths: Int?) {
        #expect(Percent.tenths(text) == tenths)
    }
}

@Suite("Months")
struct MonthTests {
    @Test("a month is read in any digits, and nothing else is one")
    func reading() {
        #expect(Month("2015-09")?.description == "2015-09")
        #expect(Month("٢٠١٥-٠٩")?.description == "2015-09")
        #expect(Month(address: "%D9%A2%D9%A0%D9%A1%D9%A5-%D9%A0%D9%A9")?.description == "2015-09")
        for text in ["2015-13", "2015-00", "2015-9", "201509", "2015-09-01", "abcd-ef", "", "2015-09 ", "-015-09", "%"]
        {
            #expect(Month(text) == nil)
            #expect(Month(address: text) == nil)
        }
    }

    @Test("the month before January is December")
    func before() {
        #expect(Month("2016-01")?.before == Month("2015-12"))
        #expect(Month("2016-01")?.minus(23) == Month("2014-02"))
    }
}
