import Kit
package import Content
package import Rules
package import Web

/// A document that is sent along: PDF, JPEG or PNG, told by its content and not by its name.
package struct FileKind: QuestionKind {
    package static let name = "file"
    package static let largest = 5_000_000
    /// How many may be sent.
    package let most: Int

    package init(_ sheet: Sheet) {
        most = sheet.optionalInteger("most") ?? 1
        if !(1...10).contains(most) { sheet.note("«most» is the number of files, from 1 to 10", at: "most") }
    }

    package var takesFiles: Bool { true }

    package func blank(_ t: Texts, currency: String) -> Field.Input {
        .declaration(t("forms.file.paper"), ticked: false)
    }

    package func input(_ typed: Typed, _ setting: Setting) -> Field.Input {
        let kept = setting.attachments.filter { typed.several.contains($0.id) }
        return .file(
            accept: ".pdf,.jpg,.jpeg,.png", several: most > 1,
            kept: kept.map { KeptFile(id: $0.id, name: $0.name, size: setting.t.size($0.size)) })
    }

    package func limits(_ t: Texts) -> String? {
        let size = t.number(Self.largest / 1_000_000)
        return t(most == 1 ? "forms.file.one" : "forms.file.several", ["size": size, "most": t.number(most)])
    }

    package func nothing(_ typed: Typed) -> (part: String, key: String) { ("", "forms.wrong.empty.file") }

    package func answer(_ typed: Typed, _ setting: Setting) throws(Wrong) -> Answer? {
        let kept = typed.several.filter { id in setting.attachments.contains { $0.id == id } }
        if kept.isEmpty { return nil }
        if kept.count > most { throw Wrong("forms.wrong.files", ["most": String(most)]) }
        return .many(kept)
    }

    package func kind(_ record: (_ register: String) -> Kind) -> Kind { .number }

    package func value(_ answer: Answer, _ setting: Setting) -> Value { Value(answer.texts.count) }

    package func words(_ answer: Answer, _ setting: Setting, _ t: Texts) -> String {
        answer.texts.compactMap { id in setting.attachments.first { $0.id == id }?.name }.joined(separator: "\n")
    }
}

/// What a file is, by its first bytes.
package enum FileType: String, Sendable {
    case pdf = "application/pdf"
    case jpeg = "image/jpeg"
    case png = "image/png"

    package init?(content bytes: [UInt8]) {
        if bytes.starts(with: Array("%PDF-1.".utf8)) || bytes.starts(with: Array("%PDF-2.".utf8)) {
            self = .pdf
        } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else {
            return nil
        }
    }
}
