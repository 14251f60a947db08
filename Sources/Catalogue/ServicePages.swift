import Foundation
import Kit
import Web

/// All about one service: whether it is mine, what it costs, how long it takes, what I need, and where I begin.
enum ServicePages {
    private static let mostNeedsAtAGlance = 4

    static func service(_ t: Texts, _ service: PublicService, _ content: CatalogueContent) -> HTML {
        let main: HTML = """
            \(glance(t, service, content))\(note(t, service))\(physicalStep(t, service))\(fees(t, service))\(requirements(t, service))\
            \(steps(t, service))\(channels(t, service))
            """
        return """
            \(Part.headline(service.name[t.language], lead: service.summary[t.language]))\
            <div><p class="tags">\(ServiceCards.tags(t, service))</p></div>\
            \(Part.columns(main, aside: "\(provider(t, service, content))\(evidence(t, service, content))"))\
            \(ListPages.levels(t))
            """
    }

    private static func glance(_ t: Texts, _ service: PublicService, _ content: CatalogueContent) -> HTML {
        let needs = service.requirements.map { $0[t.language] }
        let audiences = service.audiences.compactMap { content.pack.audience($0)?.name[t.language] }
        return Part.glance(
            t, cost: cost(t, service), time: service.time?[t.language] ?? t("catalogue.service.time-unknown"),
            needs: needs.count <= mostNeedsAtAGlance ? needs : [t("catalogue.service.needs", count: needs.count)],
            who: audiences.joined(separator: t("catalogue.list.separator")), action: action(t, service))
    }

    /// The start button where the service runs here; else the place where it is had.
    private static func action(_ t: Texts, _ service: PublicService) -> HTML {
        if service.isStartable {
            let address = t.address("/services/\(service.id)/apply")
            // Who is abroad comes to no counter.
            let comes = service.audiences.contains { $0 != "visitor" }
            let form = t.address("/services/\(service.id)/form")
            let paper: HTML = "<p><a href=\"\(form)\">\(t("catalogue.service.paper"))</a></p>"
            return "<p>\(Part.startButton(t, t("catalogue.service.start"), to: address))</p>\(when: comes, paper)"
        }
        let named = service.channels.first { $0.address != nil } ?? service.channels.first
        guard service.level != .information, let channel = named else { return .empty }
        let name = channel.name[t.language]
        return """
            <p>\(t("catalogue.service.elsewhere"))<br>\
            \(channel.address.map { ExternalLink.html(t, name, to: $0) } ?? "<b>\(name)</b>")</p>
            """
    }

    private static func note(_ t: Texts, _ service: PublicService) -> HTML? {
        service.note.map { Part.notice(t, .info, t("catalogue.service.note"), "<p>\($0[t.language])</p>") }
    }

    private static func physicalStep(_ t: Texts, _ service: PublicService) -> HTML? {
        service.physicalStep.map { Part.notice(t, .info, t("catalogue.service.physical"), "<p>\($0[t.language])</p>") }
    }

    private static func requirements(_ t: Texts, _ service: PublicService) -> HTML {
        guard service.requirements.count > mostNeedsAtAGlance else { return .empty }
        return """
            <h2>\(t("catalogue.service.requirements"))</h2>\
            <ul>\(each: service.requirements, { "<li>\($0[t.language])</li>" })</ul>
            """
    }

    private static func steps(_ t: Texts, _ service: PublicService) -> HTML {
        guard !service.steps.isEmpty else { return .empty }
        return """
            <h2>\(t("catalogue.service.steps"))</h2>\
            \(Part.numberedSteps(service.steps.map { NumberedStep($0[t.language]) }))
            """
    }

    private static func channels(_ t: Texts, _ service: PublicService) -> HTML {
        guard !service.channels.isEmpty else { return .empty }
        let rows = service.channels.map { channel in
            let name = channel.name[t.language]
            let value = channel.address.map { ExternalLink.html(t, name, to: $0) } ?? "\(name)"
            return SummaryRow(t("catalogue.channel.\(channel.kind.rawValue)"), value)
        }
        return "<h2>\(t("catalogue.service.where"))</h2>\(Part.summaryList(t, rows))"
    }

    private static func provider(_ t: Texts, _ service: PublicService, _ content: CatalogueContent) -> HTML {
        guard let entity = content.entity(service.entity) else { return .empty }
        return """
            <h2>\(t("catalogue.service.provider"))</h2>\
            <p><a href="\(t.address("/entities/\(entity.id)"))">\(entity.name[t.language])</a></p>
            """
    }

    private static func evidence(_ t: Texts, _ service: PublicService, _ content: CatalogueContent) -> HTML {
        let year = service.evidence.asOf.map { t("catalogue.service.as-of", ["year": String($0)]) }
        let isTranslated = service.nameOrigin == .translated
        return """
            <h2>\(t("catalogue.service.evidence"))</h2>\
            <p>\(year ?? t("catalogue.service.as-of-unknown"))</p>\
            <p>\(t("catalogue.service.checked", ["day": t.day(service.checked)]))</p>\
            \(when: isTranslated, "<p>\(t("catalogue.service.translated"))</p>")\
            \(Part.disclosure(t("catalogue.service.sources"), sources(t, service, content)))
            """
    }

    private static func sources(_ t: Texts, _ service: PublicService, _ content: CatalogueContent) -> HTML {
        "<ul>\(each: service.evidence.sources, { "<li>\(source(t, $0, content))</li>" })</ul>"
    }

    private static func source(_ t: Texts, _ key: String, _ content: CatalogueContent) -> HTML {
        if let named = content.pack.sources[key] {
            return "\(named.name[t.language])\(named.note.map { "<br><small>\($0[t.language])</small>" } as HTML?)"
        }
        let host = URLComponents(string: key)?.host ?? key
        return ExternalLink.html(t, host, to: key)
    }
}
