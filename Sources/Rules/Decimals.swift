import Foundation

/// FEEL's numbers on Foundation's decimals: 38 digits, steps from 10^-45 to 10^40.
/// Foundation's operators trap when an exponent leaves its range; these answer "not a number" instead.
extension Decimal {
    private static let exponents = -45...40

    /// Far enough from the ends of the range for one operation with another such number.
    var isTame: Bool { !isNaN && (isZero || Decimal.exponents.contains(exponent)) }

    func plus(_ other: Decimal) -> Decimal { isTame && other.isTame ? (self + other).tamed : .nan }

    func times(_ other: Decimal) -> Decimal { isTame && other.isTame ? (self * other).tamed : .nan }

    func over(_ other: Decimal) -> Decimal {
        isTame && other.isTame && !other.isZero ? (self / other).shortened.tamed : .nan
    }

    /// With 34 digits, as FEEL has them: Foundation cuts what is longer off where it should round.
    private var shortened: Decimal {
        guard exponent < -30 else { return self }
        let digits = abs(significand)
        guard let extra = Decimal.powers.lastIndex(where: { digits >= $0 }) else { return self }
        var source = self
        var result = Decimal()
        NSDecimalRound(&result, &source, -exponent - extra - 1, .bankers)
        return result
    }

    /// 10^34 to 10^38, which a significand of more than 34 digits reaches.
    private static let powers = (34...37).map { Decimal(sign: .plus, exponent: $0, significand: 1) }

    /// What is too small loses its last digits, what is too large is no number.
    private var tamed: Decimal {
        guard !isNaN, !isTame else { return self }
        guard exponent < 0 else { return .nan }
        var source = self
        var result = Decimal()
        NSDecimalRound(&result, &source, -Decimal.exponents.lowerBound, .bankers)
        return result
    }

    /// The ways of rounding that FEEL has.
    enum Rounding { case halfEven, halfUp, halfDown, up, down, awayFromZero, towardZero }

    /// Reads `12`, `-0.5`, `1.5e3`; nil for anything else, and for what has more digits than fit.
    init?(feel text: String) {
        guard text.utf8.count <= 100, let value = Decimal(string: text, locale: nil), value.isTame else {
            return nil
        }
        let digits = text.utf8.prefix { $0 | 32 != UInt8(ascii: "e") }.drop {
            $0 == 48 || $0 == 45 || $0 == 46
        }
        guard digits.count(where: { (48...57).contains($0) }) <= 38 else { return nil }
        self = value
    }

    var isWhole: Bool { rounded(.towardZero, 0) == self }

    /// The number, where it is whole and below 2^53, so that no digit is lost.
    var integer: Int? {
        guard isWhole, abs(self) < 9_007_199_254_740_992 else { return nil }
        return Int(exactly: NSDecimalNumber(decimal: self).doubleValue)
    }

    /// Rounded to so many decimal places; negative ones are tens, hundreds.
    func rounded(_ rounding: Rounding, _ scale: Int) -> Decimal {
        guard isTame else { return .nan }
        guard scale <= 45 else { return self }
        guard scale >= -78 else { return 0 }
        var source = self
        var result = Decimal()
        let isNegative = self < 0
        switch rounding {
        case .halfEven: NSDecimalRound(&result, &source, scale, .bankers)
        case .halfUp: NSDecimalRound(&result, &source, scale, .plain)
        case .up: NSDecimalRound(&result, &source, scale, .up)
        case .down: NSDecimalRound(&result, &source, scale, .down)
        case .towardZero: NSDecimalRound(&result, &source, scale, isNegative ? .up : .down)
        case .awayFromZero: NSDecimalRound(&result, &source, scale, isNegative ? .down : .up)
        case .halfDown:
            let near = rounded(.towardZero, scale)
            let half = Decimal(sign: .plus, exponent: -scale - 1, significand: 5)
            return abs(plus(-near)) > half ? rounded(.awayFromZero, scale) : near
        }
        return result.tamed
    }

    /// Whole exponents exactly, as far as digits reach; others as a floating-point number has it.
    func raised(to power: Decimal) -> Decimal {
        guard let exponent = power.integer else {
            let result = Foundation.pow(
                NSDecimalNumber(decimal: self).doubleValue, NSDecimalNumber(decimal: power).doubleValue)
            return result.isFinite ? Decimal(feel: "\(result)") ?? .nan : .nan
        }
        guard abs(exponent) <= 10_000 else { return .nan }
        if exponent < 0, isZero { return .nan }
        var result: Decimal = 1
        var factor = self
        var rest = abs(exponent)
        while rest > 0, !result.isNaN {
            if rest & 1 == 1 { result = result.times(factor) }
            rest >>= 1
            if rest > 0 { factor = factor.times(factor) }
        }
        return exponent < 0 ? Decimal(1).over(result) : result
    }
}
