package import Content
import Foundation
import Kit
import Web

/// The country on a small map: its outline and some places by which people find their way. Read from `map.yaml`.
package struct CountryMap: Sendable {
    struct Place: Sendable {
        let name: Bilingual
        let point: GeoPoint
        /// Shown from this zoom on: 1 always, 2 when one is nearer.
        let rank: Int
    }

    let outline: [GeoPoint]
    let places: [Place]
    private let (south, north, west, east): (Double, Double, Double, Double)

    /// The picture in pixels of CSS; it fits the smallest telephone.
    static let size = (width: 280.0, height: 420.0)
    /// How often one can look nearer, and how much nearer each time.
    static let deepest = 1
    private static let factor = 4.0
    /// Around the outline, and how far off it a place may still lie, in degrees.
    private static let margin = 0.08

    /// Nil, with a note, where there is no outline.
    package init?(_ sheet: Sheet) {
        outline = sheet.text("outline").split(separator: " ").compactMap { GeoPoint(String($0)) }
        places = sheet.sheets("places").compactMap { place in
            let (name, at, rank) = (place.bilingual("name"), place.text("at"), place.optionalInteger("rank") ?? 1)
            place.finish()
            guard let point = GeoPoint(at) else {
                place.note("«at» is a latitude and a longitude, such as 25.285,51.531", at: "at")
                return nil
            }
            return Place(name: name, point: point, rank: rank)
        }
        sheet.finish()
        let (latitudes, longitudes) = (outline.map(\.latitude), outline.map(\.longitude))
        guard outline.count > 2, let south = latitudes.min(), let north = latitudes.max(), let west = longitudes.min(),
            let east = longitudes.max()
        else {
            sheet.note("«outline» is a list of three points or more, such as 25.285,51.531", at: "outline")
            return nil
        }
        (self.south, self.north, self.west, self.east) = (south, north, west, east)
    }

    /// Reads `map.yaml` of a pack; nil where it has none.
    package static func read(_ folder: PackFolder, _ inspection: Inspection) -> CountryMap? {
        guard folder.text(of: "map.yaml", Inspection()) != nil else { return nil }
        return folder.sheet("map.yaml", inspection).flatMap { CountryMap($0) }
    }

    /// Whether a point is in the country or just off its coast.
    func covers(_ point: GeoPoint) -> Bool {
        (south - CountryMap.margin...north + CountryMap.margin).contains(point.latitude)
            && (west - CountryMap.margin...east + CountryMap.margin).contains(point.longitude)
    }

    /// The place that people would name to say where a point is.
    func nearest(to point: GeoPoint) -> Bilingual? {
        places.min { $0.point.distance(to: point) < $1.point.distance(to: point) }?.name
    }

    // MARK: What is seen

    /// A part of the map: around a point, so near.
    struct View: Sendable, Hashable {
        let centre: GeoPoint?
        let zoom: Int
    }

    /// Pixels for a degree of latitude.
    private func scale(_ view: View) -> Double {
        let high = north - south + 2 * CountryMap.margin
        let wide = (east - west + 2 * CountryMap.margin) * shrink
        let whole = min(CountryMap.size.height / high, CountryMap.size.width / wide)
        return whole * pow(CountryMap.factor, Double(view.zoom))
    }

    /// How much shorter a degree of longitude is than one of latitude here.
    private var shrink: Double { cos((south + north) / 2 * .pi / 180) }

    private func centre(_ view: View) -> (latitude: Double, longitude: Double) {
        guard view.zoom > 0, let centre = view.centre else { return ((south + north) / 2, (west + east) / 2) }
        return (centre.latitude, centre.longitude)
    }

    /// The point of a pixel, counted from the left and the top.
    func point(x: Int, y: Int, _ view: View) -> GeoPoint? {
        let (scale, centre) = (scale(view), centre(view))
        return GeoPoint(
            latitude: centre.latitude - (Double(y) - CountryMap.size.height / 2) / scale,
            longitude: centre.longitude + (Double(x) - CountryMap.size.width / 2) / scale / shrink)
    }

    private func pixel(_ point: GeoPoint, _ view: View) -> (x: Double, y: Double) {
        let (scale, centre) = (scale(view), centre(view))
        return (
            CountryMap.size.width / 2 + (point.longitude - centre.longitude) * scale * shrink,
            CountryMap.size.height / 2 - (point.latitude - centre.latitude) * scale
        )
    }

    /// The picture (SVG 1.1), with a mark at the point that was chosen.
    func picture(_ view: View, mark: GeoPoint?, _ t: Texts) -> String {
        func rounded(_ number: Double) -> String { String(format: "%.1f", min(9999, max(-9999, number))) }
        let (width, height) = (Int(CountryMap.size.width), Int(CountryMap.size.height))
        let land = outline.map { point in
            let place = pixel(point, view)
            return "\(rounded(place.x)) \(rounded(place.y))"
        }
        let names = places.filter { $0.rank <= view.zoom + 1 }.compactMap { place -> String? in
            let at = pixel(place.point, view)
            guard (0...CountryMap.size.width).contains(at.x), (0...CountryMap.size.height).contains(at.y) else {
                return nil
            }
            // Names stand on the side that has room.
            let isLeft = at.x > CountryMap.size.width / 2
            let name = HTML(text: place.name[t.language]).description
            return """
                <circle cx="\(rounded(at.x))" cy="\(rounded(at.y))" r="2.5"/>\
                <text x="\(rounded(at.x + (isLeft ? -6 : 6)))" y="\(rounded(at.y + 4))" \
                text-anchor="\(isLeft ? "end" : "start")">\(name)</text>
                """
        }
        let cross = mark.map { mark -> String in
            let at = pixel(mark, view)
            return """
                <path class="m" d="M\(rounded(at.x)) \(rounded(at.y))m-11 0h22m-11-11v22"/>\
                <circle class="m" cx="\(rounded(at.x))" cy="\(rounded(at.y))" r="7"/>
                """
        }
        // A length of 1, 2 or 5 times ten kilometres that is some 60 pixels long.
        let kilometre = scale(view) / 111.2
        let length = [0.5, 1, 2, 5, 10, 20, 50].first { $0 * kilometre >= 40 } ?? 100
        let words = t("forms.point.length", ["km": String(format: "%g", length)])
        // A picture knows nothing of the direction of the page around it.
        let label = t.language == .arabic ? "\u{2067}\(words)\u{2069}" : words
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
            viewBox="0 0 \(width) \(height)"><style>\
            .s{fill:#dbe9ec}.l{fill:#f6f1ea;stroke:#7d7068}text,.b{font:12px sans-serif;fill:#1c1a1b}\
            circle{fill:#554c4e}.m{fill:none;stroke:#98201a;stroke-width:2.5}\
            @media(prefers-color-scheme:dark){.s{fill:#12262a}.l{fill:#2c2526;stroke:#9a8d89}\
            text,.b{fill:#f2eeec}circle{fill:#c9c0bd}.m{fill:none;stroke:#ff9c94}}</style>\
            <rect class="s" width="100%" height="100%"/><path class="l" d="M\(land.joined(separator: "L"))Z"/>\
            \(names.joined())\(cross ?? "")\
            <path class="l" d="M10 \(height - 10)h\(rounded(length * kilometre))"/>\
            <text class="b" x="10" y="\(height - 16)">\(label)</text></svg>
            """
    }
}
