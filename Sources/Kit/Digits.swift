/// What people type where digits are meant: any of the three digit sets in use, with spaces, dashes and invisible marks.
package enum Digits {
    /// Arabic-Indic (U+0660…) and extended Arabic-Indic (U+06F0…) digits become Latin; all else stays.
    package static func folded(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 >= 0xD9 }) else { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0660...0x0669: scalars.append(Unicode.Scalar(UInt8(scalar.value - 0x0660 + 48)))
            case 0x06F0...0x06F9: scalars.append(Unicode.Scalar(UInt8(scalar.value - 0x06F0 + 48)))
            case 0x066B: scalars.append(".")
            case 0x066C: scalars.append(",")
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }

    /// Folded, and without spaces, dashes and the invisible direction marks that phones add when a number is copied.
    package static func compact(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                folded(text).unicodeScalars.filter { scalar in
                    !(scalar.properties.isWhitespace || isInvisible(scalar) || "-–‐‑".unicodeScalars.contains(scalar))
                }))
    }

    /// Formatting characters without a shape: direction marks, joiners, byte-order mark.
    package static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00AD, 0x061C, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: true
        default: false
        }
    }
}
