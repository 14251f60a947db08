import Foundation

/// What the spellings of a word have in common, so that أحمد finds احمد, المخالفات finds مخالفة and Licences licence.
///
/// Compatibility decomposition (Unicode UAX #15, NFKD) parts hamza and madda from their seats and accents from their
/// letters; the marks are dropped with the short vowels and the tatweel. What is left is stemmed lightly: the article
/// with the particles before it, and the endings of number, gender and possession, with a guard on what remains.
package enum MatchKey {
    /// The keys of all words of a text, in their order. A single letter is not a word.
    package static func keys(of text: String) -> [String] { parts(of: text).map(\.key) }

    /// The words of a text, as they are written, and their keys.
    package static func parts(of text: String) -> [(word: String, key: String)] {
        var parts: [(String, String)] = []
        for run in runs(of: text) where run.isWord {
            let pieces = pieces(of: run.text)
            for piece in pieces { parts.append((pieces.count == 1 ? visible(run.text) : piece, stem(piece))) }
        }
        return parts
    }

    /// A text cut into words and what stands between them, nothing lost.
    package static func runs(of text: String) -> [(text: String, isWord: Bool)] {
        var runs: [(String.UnicodeScalarView, Bool)] = []
        for scalar in text.unicodeScalars {
            let isWord = belongsToWord(scalar)
            if runs.last?.1 != isWord { runs.append((String.UnicodeScalarView(), isWord)) }
            runs[runs.count - 1].0.append(scalar)
        }
        return runs.map { (String($0.0), $0.1) }
    }

    /// A text without what cannot be seen: direction marks, joiners, control characters.
    package static func visible(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter { scalar in
                    !Digits.isInvisible(scalar) && scalar.properties.generalCategory != .control
                }))
    }

    private static func belongsToWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .modifierLetter, .decimalNumber,
            .nonspacingMark, .spacingMark:
            true
        default: Digits.isInvisible(scalar)
        }
    }

    /// Folded pieces of one word, parted where letters meet digits: مطراش2 is مطراش and 2.
    private static func pieces(of word: String) -> [String] {
        if let plain = plain(word) { return [plain] }
        var pieces: [(String.UnicodeScalarView, Bool)] = []
        for scalar in Digits.folded(word).decomposedStringWithCompatibilityMapping.unicodeScalars {
            guard let folded = folded(scalar) else { continue }
            let isDigit = folded.first?.properties.generalCategory == .decimalNumber
            if pieces.last?.1 != isDigit { pieces.append((String.UnicodeScalarView(), isDigit)) }
            pieces[pieces.count - 1].0.append(contentsOf: folded)
        }
        return pieces.filter { $0.1 || $0.0.count > 1 }.map { String($0.0) }
    }

    /// The quick way for most words, which are all of plain letters of one script: no table of Unicode is asked.
    private static func plain(_ word: String) -> String? {
        var letters = String.UnicodeScalarView()
        for scalar in word.unicodeScalars {
            switch scalar.value {
            case 0x61...0x7A: letters.append(scalar)
            case 0x41...0x5A: letters.append(Unicode.Scalar(UInt8(scalar.value + 32)))
            case 0x0621, 0x0640, 0x064B...0x0652: continue
            case 0x0622, 0x0623, 0x0625: letters.append("ا")
            case 0x0624: letters.append("و")
            case 0x0626, 0x0649: letters.append("ي")
            case 0x0629: letters.append("ه")
            case 0x0627...0x064A: letters.append(scalar)
            default: return nil
            }
        }
        return letters.count > 1 ? String(letters) : nil
    }

    private static func folded(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView? {
        switch scalar.value {
        case 0x0621, 0x0640: return nil
        case 0x0671: return "ا".unicodeScalars
        case 0x0629, 0x06C1: return "ه".unicodeScalars
        case 0x0649, 0x06CC: return "ي".unicodeScalars
        case 0x06A9, 0x06AF: return "ك".unicodeScalars
        case 0x0686: return "ج".unicodeScalars
        case 0x067E: return "ب".unicodeScalars
        case 0x06A4: return "ف".unicodeScalars
        default: break
        }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: return nil
        default: break
        }
        return Digits.isInvisible(scalar) ? nil : scalar.properties.lowercaseMapping.unicodeScalars
    }

    private static func stem(_ word: String) -> String {
        guard let first = word.unicodeScalars.first else { return word }
        if (0x0600...0x06FF).contains(first.value) { return arabic(Array(word.unicodeScalars)) }
        return first.isASCII && first.properties.isAlphabetic ? latin(word) : word
    }

    private static let prefixes: [(letters: [Unicode.Scalar], rest: Int)] =
        ["وبال", "وكال", "فبال", "ولل", "فلل", "وال", "فال", "بال", "كال", "لل"].map { (Array($0.unicodeScalars), 3) }
        + [(Array("ال".unicodeScalars), 2)]

    private static let suffixes: [[Unicode.Scalar]] =
        ["اتي", "تها", "تنا", "تهم", "تي", "تك", "ته", "ها", "نا", "ات", "ان", "ون", "ين", "يه", "ه", "ي"]
        .map { Array($0.unicodeScalars) }

    private static func arabic(_ letters: [Unicode.Scalar]) -> String {
        var letters = letters[...]
        for prefix in prefixes where letters.starts(with: prefix.letters) {
            guard letters.count - prefix.letters.count >= prefix.rest else { continue }
            letters = letters.dropFirst(prefix.letters.count)
            break
        }
        for suffix in suffixes where letters.suffix(suffix.count).elementsEqual(suffix) {
            guard letters.count - suffix.count >= 3 else { continue }
            letters = letters.dropLast(suffix.count)
            break
        }
        return String(String.UnicodeScalarView(letters))
    }

    /// English plurals only: fines, licences, companies, taxes.
    private static func latin(_ word: String) -> String {
        let count = word.utf8.count
        guard count > 3, word.hasSuffix("s") else { return word }
        if word.hasSuffix("ss") || word.hasSuffix("us") || word.hasSuffix("is") { return word }
        if count > 4, word.hasSuffix("ies") { return word.dropLast(3) + "y" }
        if ["sses", "xes", "ches", "shes"].contains(where: word.hasSuffix) { return String(word.dropLast(2)) }
        return String(word.dropLast())
    }
}
