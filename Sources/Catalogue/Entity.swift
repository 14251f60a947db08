import Content
package import Kit

/// A public body that provides services: a ministry, an authority, a council.
package struct Entity: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case ministry
        case authority
        case publicBody = "public-body"
        case council = "council-or-court"
    }

    /// Whether a public source names it, or it is only generally known.
    package enum Evidence: String, Sendable, CaseIterable { case seen, known }

    package let id: String
    package let name: Bilingual
    package let kind: Kind
    package let website: String?
    package let summary: Bilingual
    package let note: Bilingual?
    package let evidence: Evidence
}

extension Entity {
    private init(_ sheet: Sheet) {
        id = sheet.identifier("id")
        name = sheet.words("name")
        kind = sheet.choice("kind", default: .publicBody)
        website = sheet.optionalAddress("website")
        summary = sheet.words("summary")
        note = sheet.optionalWords("note")
        evidence = sheet.choice("evidence", default: .known)
        sheet.finish()
    }

    /// Reads `entities.yaml`.
    static func all(_ folder: PackFolder, _ inspection: Inspection) -> [Entity] {
        var seen: Set<String> = []
        return folder.sheets("entities.yaml", inspection).compactMap { sheet in
            let entity = Entity(sheet)
            if seen.insert(entity.id).inserted { return entity }
            sheet.note("the entity «\(entity.id)» stands twice; rename or delete one", at: "id")
            return nil
        }
    }
}
