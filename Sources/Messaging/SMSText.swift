/// An SMS as the network counts it: 160 characters of the GSM alphabet or 70 of any other, fewer in each part of a
/// longer one (3GPP TS 23.038, TS 23.040).
package struct SMSText: Sendable, Hashable {
    /// How the characters travel.
    package enum Encoding: String, Sendable, Hashable, Codable {
        /// Seven bits a character, the alphabet of Western phones.
        case gsm = "GSM-7"
        /// Sixteen bits a character, which Arabic needs.
        case ucs2 = "UCS-2"

        var single: Int { self == .gsm ? 160 : 70 }
        var part: Int { self == .gsm ? 153 : 67 }
    }

    package let text: String
    package let encoding: Encoding
    /// Septets or 16-bit units.
    package let units: Int
    /// How many SMS are charged.
    package let parts: Int

    package init(_ text: String) {
        self.text = text
        let septets = text.unicodeScalars.map(SMSText.septets)
        encoding = septets.contains(nil) ? .ucs2 : .gsm
        let widths = encoding == .gsm ? septets.compactMap { $0 } : text.unicodeScalars.map { UTF16.width($0) }
        units = widths.reduce(0, +)
        parts = units <= encoding.single ? 1 : SMSText.parts(of: widths, size: encoding.part)
    }

    /// An escaped character or a surrogate pair is never torn apart between two parts.
    private static func parts(of widths: [Int], size: Int) -> Int {
        var parts = 1
        var filled = 0
        for width in widths {
            if filled + width > size {
                parts += 1
                filled = 0
            }
            filled += width
        }
        return parts
    }

    /// One for the basic table, two for its extension (with the escape before it), nil for all else.
    private static func septets(_ scalar: Unicode.Scalar) -> Int? {
        if basic.contains(scalar) { return 1 }
        return extended.contains(scalar) ? 2 : nil
    }

    private static let basic = Set(
        """
        @£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ\
        ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà
        """.unicodeScalars)
    private static let extended = Set("\u{0C}^{}\\[~]|€".unicodeScalars)
}
