import Content
import Foundation
import Kit

/// The whole file of a service, as an editor typed it: of a size that can be read, with nothing in it that hides what it
/// says.
struct EditionText: Sendable, Hashable {
    static let most = 256 * 1024

    let text: String
    /// By this it is told from all other texts.
    let digest: String

    init(_ typed: String) throws(Invalid) {
        guard typed.utf8.count <= EditionText.most else {
            throw Invalid(["text": TextKey("editing.wrong.long", ["most": String(EditionText.most / 1024)])])
        }
        guard !typed.allSatisfy(\.isWhitespace) else { throw Invalid(["text": "editing.wrong.empty"]) }
        if let (line, code) = EditionText.hidden(in: typed) {
            throw Invalid([
                "text": TextKey("editing.wrong.hidden", ["line": String(line), "character": "U+\(code)"])
            ])
        }
        self.init(sound: typed.hasSuffix("\n") ? typed : typed + "\n")
    }

    /// A text that was checked before.
    init(sound text: String) {
        self.text = text
        digest = PackFolder.digest(text)
    }

    /// The first character that turns what stands around it, or that nobody sees: a rule could say something else than what
    /// is read («Trojan Source», CVE-2021-42574). Marks of direction (U+200E, U+200F) move nothing and may stand.
    private static func hidden(in text: String) -> (line: Int, code: String)? {
        var line = 1
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A: line += 1
            case 0x09: continue
            case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x061C, 0x180E, 0x200B...0x200D, 0x2028...0x202E, 0x2060...0x206F,
                0xFEFF,
                0xFFF9...0xFFFB, 0xE0000...0xE007F:
                return (line, String(format: "%04X", scalar.value))
            default: continue
            }
        }
        return nil
    }
}
