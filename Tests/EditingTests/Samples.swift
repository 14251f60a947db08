import Foundation
import Kit
import Web

@testable import Editing

enum Sample {
    static let service = EditedService(
        id: "exit-permit", name: Bilingual(ar: "تصريح سفر", en: "Exit permit"), entity: "moi", text: "fee: 10\n")
    static let services = EditedServices([service], folder: "folder")
    static let now = Date(timeIntervalSince1970: 1_795_327_200)
    static let file = CurrentText(edition: nil, text: service.file)

    static func officer(_ id: String, of entity: String = "moi", _ duties: Duty...) -> Visitor {
        Visitor(
            session: "", person: id, name: Bilingual(same: id),
            roles: [.officer(entity: entity, services: ["exit-permit"])], duties: duties.map(\.rawValue),
            actingFor: nil)
    }

    static let writer = officer("writer", .edit)
    static let colleague = officer("colleague", .edit, .publish)

    static func draft(_ text: String, over base: EditionText = service.file, by visitor: Visitor = writer) throws
        -> EditionDraft
    {
        EditionDraft(
            service: service.id, person: visitor.person, text: try EditionText(text), base: base.digest, savedAt: now)
    }

    static func proposal(_ text: String = "fee: 20\n", as number: Int = 1, by visitor: Visitor = writer) throws
        -> Edition
    {
        try draft(text, by: visitor).proposed(as: number, by: visitor, for: service, "why", over: file, at: now)
    }
}
