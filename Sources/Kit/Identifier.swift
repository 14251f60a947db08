package import Foundation

/// Makes the identifiers of rows: UUID version 7 (RFC 9562), text, ordered by the time they were made.
package enum Identifier {
    package static func make(at now: Date = Date()) -> String {
        var generator = SystemRandomNumberGenerator()
        let milliseconds = UInt64(max(0, now.timeIntervalSince1970 * 1000))
        let high = milliseconds << 16 | 0x7000 | generator.next() & 0x0FFF
        let low = generator.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (half, dashes) in [(high, [32, 16]), (low, [48])] {
            for shift in stride(from: 60, through: 0, by: -4) {
                text.append(hexadecimal[Int(half >> UInt64(shift) & 15)])
                if dashes.contains(shift) { text.append(45) }
            }
            if text.count < 36 { text.append(45) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// What the identifiers made at a millisecond begin with: of two of these the earlier is the lesser one.
    package static func beginning(at moment: Date) -> String { String(make(at: moment).prefix(13)) }

    private static let hexadecimal = Array("0123456789abcdef".utf8)
}
