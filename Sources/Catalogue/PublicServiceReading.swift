import Content
import Kit

extension PublicService {
    /// Words that stand in addresses where a service's id would: `/services/category/…`.
    private static let reserved: Set<String> = ["audience", "category"]

    /// Reads `services/<id>.yaml`. The section `application` is only noticed here.
    init?(_ file: String, _ folder: PackFolder, _ pack: Pack, entities: Set<String>, _ inspection: Inspection) {
        let id = String(file.dropFirst("services/".count).dropLast(".yaml".count))
        if !id.isKebabCase || PublicService.reserved.contains(id) {
            inspection.note(
                "the file's name is the service's id: small Latin letters, digits and hyphens, such as exit-permit.yaml",
                at: Place(file: file, line: 1))
        }
        guard let sheet = folder.sheet(file, inspection) else { return nil }
        self.id = id
        name = sheet.words("name")
        nameOrigin = sheet.choice("name_origin", default: .translated)
        entity = sheet.text("entity")
        sheet.known("entity", entity, in: entities, "entities.yaml")
        audiences = PublicService.audiences(sheet, pack)
        category = sheet.text("category")
        sheet.known("category", category, in: Set(pack.categories.map(\.id)), "pack.yaml under categories")
        level = sheet.choice("level", default: .information)
        physicalStep = sheet.optionalWords("physical_step")
        summary = sheet.words("summary")
        alsoCalled = sheet.phrases("also_called")
        requirements = sheet.wordsList("requirements")
        fees = PublicService.fees(sheet, currency: pack.currency)
        feePeriod = sheet.optionalWords("fee_period")
        time = sheet.optionalWords("time")
        steps = sheet.wordsList("steps")
        channels = sheet.sheets("channels").map(Channel.init)
        note = sheet.optionalWords("note")
        evidence = PublicService.evidence(sheet, pack)
        checked = sheet.day("checked")
        isStartable = sheet.optionalSheet("application") != nil
        sheet.finish()
        inspectLevel(sheet)
    }

    /// What a level promises must be so.
    private func inspectLevel(_ sheet: Sheet) {
        switch level {
        case .endToEnd:
            if !isStartable {
                sheet.note("end-to-end needs an «application»; without one the level is online", at: "level")
            }
            if physicalStep != nil {
                sheet.note("end-to-end has no physical_step; with one the level is online", at: "physical_step")
            }
        case .online: break
        case .procedural:
            if isStartable { sheet.note("with an «application» the level is online or end-to-end", at: "level") }
        case .information:
            if isStartable { sheet.note("information has nothing to apply for; the level is online", at: "level") }
            if physicalStep != nil {
                sheet.note("information has no physical_step; the level is procedural or online", at: "physical_step")
            }
        }
    }

    private static func audiences(_ sheet: Sheet, _ pack: Pack) -> [String] {
        let audiences = sheet.texts("audiences")
        if audiences.isEmpty {
            sheet.note("«audiences» is missing: write a list such as [citizen, resident]", at: "audiences")
        }
        for audience in audiences {
            sheet.known("audiences", audience, in: Set(pack.audiences.map(\.id)), "pack.yaml under audiences")
        }
        if Set(audiences).count < audiences.count {
            sheet.note("an audience stands twice; delete one", at: "audiences")
        }
        return audiences
    }

    private static func fees(_ sheet: Sheet, currency: String) -> [Fee]? {
        if sheet.plain("fees") == .text("unknown") { return nil }
        let fees = sheet.sheets("fees").compactMap { fee($0, currency: currency) }
        if fees.isEmpty { sheet.note("«fees» is missing: write a list of amounts, or unknown", at: "fees") }
        return fees
    }

    private static func fee(_ sheet: Sheet, currency: String) -> Fee? {
        defer { sheet.finish() }
        if sheet.has("terms") { return .terms(sheet.words("terms")) }
        let purpose = sheet.words("for")
        if !sheet.has("amount") { sheet.note("a fee has an «amount» (0 for free, or unknown) or «terms»") }
        if sheet.plain("amount") == .text("unknown") { return .unknown(for: purpose) }
        return sheet.optionalMinorUnits("amount").map { .amount(Money(minor: $0, currency: currency), for: purpose) }
    }

    private static func evidence(_ sheet: Sheet, _ pack: Pack) -> Evidence {
        guard let entry = sheet.optionalSheet("evidence") else {
            sheet.note("«evidence» is missing: write as_of (a year, or unknown) and sources")
            return Evidence(asOf: nil, sources: [])
        }
        let isUnknown = entry.plain("as_of") == .text("unknown")
        let year = isUnknown ? nil : entry.integer("as_of")
        if let year, !(1950...2100).contains(year) { entry.note("«as_of» must be a year or unknown", at: "as_of") }
        let sources = entry.texts("sources")
        if sources.isEmpty { entry.note("«sources» is missing: write where the facts come from", at: "sources") }
        for source in sources where pack.sources[source] == nil && !source.isWebAddress {
            entry.note("«\(source)» is neither a web address nor a key in pack.yaml under sources", at: "sources")
        }
        entry.finish()
        return Evidence(asOf: year, sources: sources)
    }
}

extension PublicService.Channel {
    init(_ sheet: Sheet) {
        kind = sheet.choice("kind", default: .counter)
        name = sheet.words("name")
        address = sheet.optionalAddress("url")
        sheet.finish()
    }
}

extension Sheet {
    /// Notes an id that stands nowhere.
    func known(_ key: String, _ id: String, in ids: Set<String>, _ where: String) {
        if !id.isEmpty, !ids.contains(id) { note("«\(id)» is not known; it must stand in \(`where`)", at: key) }
    }
}
