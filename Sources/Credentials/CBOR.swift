/// The few kinds of CBOR that a signed code needs, in their one deterministic spelling (RFC 8949 section
/// 4.2.1).
enum CBOR: Hashable, Sendable {
    case integer(Int)
    case bytes([UInt8])
    case text(String)
    case array([CBOR])
    /// Pairs in any order; they are written sorted by the bytes of their keys.
    case map([Pair])
    indirect case tagged(UInt64, CBOR)

    /// A key and value of a map.
    struct Pair: Hashable, Sendable {
        let key: CBOR
        let value: CBOR

        init(_ key: CBOR, _ value: CBOR) {
            self.key = key
            self.value = value
        }
    }

    static let maximumDepth = 8
    static let maximumSize = 1024

    subscript(key: Int) -> CBOR? {
        guard case .map(let pairs) = self else { return nil }
        return pairs.first { $0.key == .integer(key) }?.value
    }

    var integer: Int? { if case .integer(let value) = self { value } else { nil } }
    var bytes: [UInt8]? { if case .bytes(let value) = self { value } else { nil } }
    var text: String? { if case .text(let value) = self { value } else { nil } }
    var elements: [CBOR]? { if case .array(let value) = self { value } else { nil } }

    var encoded: [UInt8] {
        switch self {
        case .integer(let value):
            value >= 0 ? CBOR.head(0, UInt64(value)) : CBOR.head(1, UInt64(-1 - value))
        case .bytes(let value): CBOR.head(2, UInt64(value.count)) + value
        case .text(let value): CBOR.head(3, UInt64(value.utf8.count)) + Array(value.utf8)
        case .array(let values): CBOR.head(4, UInt64(values.count)) + values.flatMap(\.encoded)
        case .map(let pairs):
            CBOR.head(5, UInt64(pairs.count))
                + pairs.map { ($0.key.encoded, $0.value.encoded) }
                .sorted { $0.0.lexicographicallyPrecedes($1.0) }
                .flatMap { $0.0 + $0.1 }
        case .tagged(let tag, let value): CBOR.head(6, tag) + value.encoded
        }
    }

    private static func head(_ major: UInt8, _ value: UInt64) -> [UInt8] {
        let high = major << 5
        switch value {
        case 0..<24: return [high | UInt8(value)]
        case 24...0xFF: return [high | 24, UInt8(value)]
        case 0x100...0xFFFF: return [high | 25] + bigEndian(value, 2)
        case 0x1_0000...0xFFFF_FFFF: return [high | 26] + bigEndian(value, 4)
        default: return [high | 27] + bigEndian(value, 8)
        }
    }

    private static func bigEndian(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> UInt64($0 * 8)) }
    }

    /// Reads one item and refuses every other spelling of it: longer heads, unsorted or double keys, open
    /// lengths, floats, bytes behind it. Nil for all that.
    init?(_ encoded: [UInt8]) {
        guard encoded.count <= CBOR.maximumSize else { return nil }
        var rest = encoded[...]
        guard let item = CBOR.item(&rest, depth: 0), rest.isEmpty, item.encoded == encoded else { return nil }
        self = item
    }

    private static func item(_ rest: inout ArraySlice<UInt8>, depth: Int) -> CBOR? {
        guard depth <= maximumDepth, let first = rest.popFirst(), let value = argument(first & 31, &rest)
        else {
            return nil
        }
        let count = Int(clamping: value)
        switch first >> 5 {
        case 0: return Int(exactly: value).map { .integer($0) }
        case 1: return Int(exactly: value).map { .integer(-1 - $0) }
        case 2: return take(count, &rest).map { .bytes(Array($0)) }
        case 3: return take(count, &rest).flatMap { String(validating: $0, as: UTF8.self) }.map { .text($0) }
        case 4: return items(count, &rest, depth: depth).map { .array($0) }
        case 5: return pairs(count, &rest, depth: depth).map { .map($0) }
        case 6: return item(&rest, depth: depth + 1).map { .tagged(value, $0) }
        default: return nil
        }
    }

    private static func argument(_ short: UInt8, _ rest: inout ArraySlice<UInt8>) -> UInt64? {
        guard short >= 24 else { return UInt64(short) }
        guard short <= 27, let bytes = take(1 << Int(short - 24), &rest) else { return nil }
        return bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func take(_ count: Int, _ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard count <= rest.count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    private static func items(_ count: Int, _ rest: inout ArraySlice<UInt8>, depth: Int) -> [CBOR]? {
        guard count <= rest.count else { return nil }
        var items: [CBOR] = []
        for _ in 0..<count {
            guard let item = item(&rest, depth: depth + 1) else { return nil }
            items.append(item)
        }
        return items
    }

    private static func pairs(_ count: Int, _ rest: inout ArraySlice<UInt8>, depth: Int) -> [Pair]? {
        guard count <= rest.count, let items = items(count * 2, &rest, depth: depth) else { return nil }
        let pairs = stride(from: 0, to: items.count, by: 2).map { Pair(items[$0], items[$0 + 1]) }
        return Set(pairs.map(\.key)).count == pairs.count ? pairs : nil
    }
}
