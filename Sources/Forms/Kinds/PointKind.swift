package import Content
import Foundation
import Kit
package import Rules
package import Web

/// A place on the map of the country, pressed there or written as coordinates: where the litter lies, where the camp is to
/// stand. A press shows the place from nearer; no script is needed for it.
package struct PointKind: QuestionKind {
    package static let name = "point"
    /// Begins an answer that is looked at once more before it counts: `~25.28540,51.53100;1`, with the zoom.
    private static let looking = "~"

    package init(_ sheet: Sheet) {}

    package func blank(_ t: Texts, currency: String) -> Field.Input { .point(latitude: "", longitude: "", map: .empty) }

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input {
        .point(latitude: typed["-latitude"], longitude: typed["-longitude"], map: .empty)
    }

    package func nothing(_ typed: Typed) -> (part: String, key: String) { ("", "forms.wrong.empty.point") }

    /// What was typed as coordinates; nil where nothing was.
    private func point(_ typed: Typed) throws(Wrong) -> GeoPoint? {
        let (latitude, longitude) = (typed["-latitude"], typed["-longitude"])
        if latitude.isEmpty, longitude.isEmpty { return nil }
        // Copied from another map, both stand in one field.
        if longitude.isEmpty, let point = GeoPoint(latitude) { return point }
        guard let north = GeoPoint.degrees(latitude), let east = GeoPoint.degrees(longitude),
            let point = GeoPoint(latitude: north, longitude: east)
        else { throw Wrong("forms.wrong.point") }
        return point
    }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        guard let point = try point(typed) else { return nil }
        if typed.values["-looking"] != nil { throw Wrong("forms.wrong.empty.point") }
        if let map = setting.map, !map.covers(point) { throw Wrong("forms.wrong.point-away") }
        return .one(point.description)
    }

    package func part(_ typed: Typed, _ setting: Setting) -> Answer? {
        guard let map = setting.map else { return nil }
        let known = (try? point(typed)) ?? nil
        let view = view(typed, known)
        if typed.values["-farther"] != nil {
            return looked(at: known, CountryMap.View(centre: known, zoom: max(0, view.zoom - 1)))
        }
        // The corner is where the keyboard presses a picture: nobody has chosen it.
        guard let x = Int(typed["-map.x"]), let y = Int(typed["-map.y"]), x > 0 || y > 0,
            (0...Int(CountryMap.size.width)).contains(x), (0...Int(CountryMap.size.height)).contains(y),
            let pressed = map.point(x: x, y: y, view), map.covers(pressed)
        else { return typed.values["-map.x"] == nil ? nil : looked(at: known, view) }
        return looked(
            at: pressed, CountryMap.View(centre: pressed, zoom: min(CountryMap.deepest, view.zoom + 1)))
    }

    private func looked(at point: GeoPoint?, _ view: CountryMap.View) -> Answer {
        .one("\(PointKind.looking)\(point?.description ?? "");\(view.zoom)")
    }

    /// The part of the map that was before the person.
    private func view(_ typed: Typed, _ point: GeoPoint?) -> CountryMap.View {
        let sides = typed["-view"].split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        let zoom = sides.count == 2 ? Int(sides[1]) ?? 0 : 0
        let centre = sides.first.flatMap { GeoPoint($0) } ?? point
        return CountryMap.View(centre: centre, zoom: centre == nil ? 0 : min(CountryMap.deepest, max(0, zoom)))
    }

    package func typed(_ answer: Answer) -> Typed {
        let isLooking = answer.text.hasPrefix(PointKind.looking)
        let sides = answer.text.drop { String($0) == PointKind.looking }.split(
            separator: ";", omittingEmptySubsequences: false)
        let zoom = sides.count == 2 ? String(sides[1]) : "1"
        var values: [String: [String]] = isLooking ? ["-looking": ["yes"]] : [:]
        if let point = sides.first.flatMap({ GeoPoint(String($0)) }) {
            values["-latitude"] = [GeoPoint.written(point.latitude)]
            values["-longitude"] = [GeoPoint.written(point.longitude)]
            values["-view"] = ["\(point);\(zoom)"]
        }
        return Typed(values)
    }

    package func kind(_ record: (_ register: String) -> Kind) -> Kind {
        .context(["latitude": .number, "longitude": .number])
    }

    package func value(_ answer: Answer, _ setting: Setting) -> Value {
        guard let point = GeoPoint(answer.text) else { return .null }
        return [
            "latitude": Decimal(string: GeoPoint.written(point.latitude)).map { Value($0) } ?? .null,
            "longitude": Decimal(string: GeoPoint.written(point.longitude)).map { Value($0) } ?? .null,
        ]
    }

    package func words(_ answer: Answer, _ setting: Setting, _ t: Texts) -> String {
        guard let point = GeoPoint(answer.text) else { return "" }
        let degrees = t.language.isolated(
            "\(GeoPoint.written(point.latitude)), \(GeoPoint.written(point.longitude))")
        guard let place = setting.map?.nearest(to: point) else { return degrees }
        return t("forms.point.near", ["place": place[t.language], "degrees": degrees])
    }

    package func html(
        _ question: Question, _ typed: Typed, _ wrong: Wrong?, _ setting: Setting, isHeading: Bool
    ) -> HTML {
        let t = setting.t
        let hints = [question.hint?[t.language], t("forms.point.hint")].compactMap { $0 }
        return Part.field(
            t,
            Field(
                question.id, question.label[t.language],
                .point(
                    latitude: typed["-latitude"], longitude: typed["-longitude"],
                    map: setting.map.map { map(question, $0, typed, t) } ?? .empty), hint: hints.joined(separator: " "),
                error: wrong?.text(at: "", t), isOptional: question.isOptional, isHeading: isHeading))
    }

    private func map(_ question: Question, _ map: CountryMap, _ typed: Typed, _ t: Texts) -> HTML {
        let point = (try? self.point(typed)) ?? nil
        let view = view(typed, point)
        return Part.pressedMap(
            t, name: question.id, picture: map.picture(view, mark: point, t),
            size: (Int(CountryMap.size.width), Int(CountryMap.size.height)),
            view: "\(view.centre?.description ?? "");\(view.zoom)", canGoBack: view.zoom > 0)
    }
}
