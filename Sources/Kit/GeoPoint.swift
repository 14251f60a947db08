import Foundation

/// A place on the ground by its latitude and longitude in degrees (WGS 84).
package struct GeoPoint: Sendable, Hashable, CustomStringConvertible {
    package let latitude: Double
    package let longitude: Double

    /// Nil for what is no place on the earth.
    package init?(latitude: Double, longitude: Double) {
        guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
        (self.latitude, self.longitude) = (latitude, longitude)
    }

    /// `25.2854,51.531`, in any digits and with spaces; nil for what is no such pair.
    package init?(_ text: String) {
        let sides = Digits.folded(text).split(separator: ",", omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        guard sides.count == 2, let latitude = GeoPoint.degrees(sides[0]), let longitude = GeoPoint.degrees(sides[1])
        else { return nil }
        self.init(latitude: latitude, longitude: longitude)
    }

    /// Degrees as people copy them: `25.2854`, `25.2854°`; nil for what is no number.
    package static func degrees(_ text: String) -> Double? {
        let plain = Digits.folded(text).filter { $0 != "°" && !$0.isWhitespace }
        guard plain.utf8.count <= 20, plain.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 || $0 == 45 }) else {
            return nil
        }
        return Double(plain)
    }

    /// To five digits, which is about a metre.
    package var description: String { "\(GeoPoint.written(latitude)),\(GeoPoint.written(longitude))" }

    package static func written(_ degrees: Double) -> String { String(format: "%.5f", degrees) }

    /// In kilometres, on a sphere; good to half a percent.
    package func distance(to other: GeoPoint) -> Double {
        let radians = Double.pi / 180
        let (a, b) = (latitude * radians, other.latitude * radians)
        let (north, east) = (b - a, (other.longitude - longitude) * radians)
        let part = pow(sin(north / 2), 2) + cos(a) * cos(b) * pow(sin(east / 2), 2)
        return 2 * 6371 * asin(min(1, part.squareRoot()))
    }
}
