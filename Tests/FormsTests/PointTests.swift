import Content
import Foundation
import Kit
import Rules
import Testing

@testable import Forms
@testable import Web

@Suite("A place on the map") struct PointTests {
    /// A square country of two degrees.
    private func setting() throws -> Setting {
        let text = """
            outline: "24,50 24,52 26,52 26,50"
            places:
              - { name: { ar: مدينة, en: Town }, at: "25.5,51.5" }
              - { name: { ar: قرية, en: Village }, at: "24.2,50.2", rank: 2 }
            """
        let inspection = Inspection()
        var setting = Sample.setting()
        setting.map = PackFolder.sheet(of: text, file: "map.yaml", inspection).flatMap { CountryMap($0) }
        #expect(inspection.isClean && setting.map != nil, "\(inspection.mistakes)")
        return setting
    }

    private func answer(_ typed: [String: [String]]) throws -> Result<FormAnswer?, Wrong> {
        let (question, setting) = (try Sample.question("point"), try setting())
        do { return .success(try question.answer(Typed(typed), setting)) } catch { return .failure(error) }
    }

    @Test("coordinates are taken in any digits, with degrees, and both from one field")
    func written() throws {
        for typed in [
            ["-latitude": ["25.5"], "-longitude": ["51.25"]], ["-latitude": ["٢٥٫٥"], "-longitude": ["٥١٫٢٥°"]],
            ["-latitude": ["25.5, 51.25"], "-longitude": [""]],
        ] {
            #expect(try answer(typed) == .success(.one("25.50000,51.25000")))
        }
    }

    @Test(
        "what is no place of the country is refused",
        arguments: [
            ("north", "51"), ("25", ""), ("91", "51"), ("25", "181"), ("nan", "51"), ("1e1", "51"), ("51", "25"),
        ])
    func refused(_ latitude: String, _ longitude: String) throws {
        guard case .failure = try answer(["-latitude": [latitude], "-longitude": [longitude]]) else {
            Issue.record("taken: \(latitude), \(longitude)")
            return
        }
    }

    @Test("a press shows the place from nearer, and counts when it is sent on")
    func pressed() throws {
        let (question, setting) = (try Sample.question("point"), try setting())
        let (width, height) = CountryMap.size
        let middle = ["-map.x": ["\(Int(width / 2))"], "-map.y": ["\(Int(height / 2))"], "-view": [";0"]]
        let first = try #require(question.kind.part(Typed(middle), setting))
        #expect(first == .one("~25.00000,51.00000;1"))
        // It is not an answer before the page has come back with it.
        #expect(throws: Wrong.self) { try question.answer(question.kind.typed(first), setting) }
        var next = question.kind.typed(first)
        next.values["-looking"] = nil
        #expect(try question.answer(next, setting) == .one("25.00000,51.00000"))
        // From nearer the same pixels are a quarter as far.
        next.values.merge(["-map.x": ["\(Int(width / 2))"], "-map.y": ["0"]]) { $1 }
        let second = try #require(question.kind.part(next, setting))
        let whole = try #require(setting.map?.point(x: Int(width / 2), y: 0, CountryMap.View(centre: nil, zoom: 0)))
        let nearer = try #require(GeoPoint(String(second.text.dropFirst().prefix { $0 != ";" })))
        #expect(abs((whole.latitude - 25) / (nearer.latitude - 25) - 4) < 0.001)
        next.values["-farther"] = ["yes"]
        #expect(question.kind.part(next, setting) == .one("~25.00000,51.00000;0"))
    }

    @Test("a press outside the picture, or with the keyboard, chooses nothing")
    func nowhere() throws {
        let (question, setting) = (try Sample.question("point"), try setting())
        for (x, y) in [
            ("0", "0"), ("-1", "5"), ("99999999999999999999", "1"), ("9223372036854775807", "3"), ("a", "b"),
        ] {
            let typed = Typed(["-map.x": [x], "-map.y": [y], "-view": ["25,51;9223372036854775807"]])
            #expect(question.kind.part(typed, setting) == .one("~;1"))
        }
        #expect(question.kind.part(Typed(["-latitude": ["25"]]), setting) == nil)
    }

    @Test("rules see numbers, people the nearest place, and the picture its mark")
    func seen() throws {
        let (question, setting) = (try Sample.question("point"), try setting())
        let answer = FormAnswer.one("25.40000,51.40000")
        #expect(question.kind.value(answer, setting).context?["latitude"]?.number == 25.4)
        #expect(question.kind.words(answer, setting, setting.t) == "Near Town (25.40000, 51.40000)")
        let map = try #require(setting.map)
        let all = map.picture(CountryMap.View(centre: nil, zoom: 0), mark: nil, setting.t)
        #expect(all.contains("Town") && !all.contains("Village") && !all.contains("class=\"m\""))
        let centre = try #require(GeoPoint("24.2,50.2"))
        let near = map.picture(CountryMap.View(centre: centre, zoom: 1), mark: centre, setting.t)
        #expect(near.contains("Village") && !near.contains("Town") && near.contains("class=\"m\""))
    }
}
