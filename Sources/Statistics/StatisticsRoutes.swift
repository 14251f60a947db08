import Foundation
import Kit
import Store
import Web

extension Statistics {
    /// Months that the page of all months goes back, the running one included.
    private static let shownMonths = 24

    func showMonths(_ context: Context) async throws -> Answer {
        let since = Month(of: context.today).minus(Statistics.shownMonths - 1)
        let counted = try await store.glance(age: .recent) { try $0.monthTotals(since: since) }
        let page = MonthsPage(counted: counted, published: history.months(before: Month(of: context.today)), context)
        let title = context.t("statistics.title")
        return context.page(
            title, trail: context.trail(title), description: context.t("statistics.lead"),
            isPublic: true, page.html(context.t))
    }

    func showMonth(_ context: Context) async throws -> Answer {
        let address = try context.parameter("month")
        guard let month = Month(address: address) else { throw NotFound() }
        if address != month.description { return context.redirect(to: "/statistics/\(month)") }
        let reports = try await figures(of: month, context).map { report($0, context) }
        let title = context.t("statistics.month.title", ["month": context.t.month(month.year, month.number)])
        let all = Link(context.t("statistics.title"), to: context.address("/statistics"))
        return context.page(
            title, trail: context.trail(title, through: [all]), isPublic: !reports.isEmpty,
            MonthPage(month: month, title: title, isRunning: month == Month(of: context.today), reports: reports)
                .html(context.t))
    }

    func sendTable(_ context: Context) async throws -> Answer {
        let month = try month(of: context)
        let table = MonthTable.text(try await figures(of: month, context), services: services, entities: entities)
        return .download(Array(table.utf8), type: MonthTable.type, name: "statistics-\(month).csv")
    }

    func sendJSON(_ context: Context) async throws -> Answer {
        let month = try month(of: context)
        let figures = try await figures(of: month, context)
        return try .json(MonthDocument(month, figures, services: services, entities: entities))
    }

    // MARK: Inside

    private func month(of context: Context) throws(NotFound) -> Month {
        guard let month = Month(address: try context.parameter("month")) else { throw NotFound() }
        return month
    }

    /// What each source says of the month: the published figures, then what was counted here.
    private func figures(of month: Month, _ context: Context) async throws -> [MonthFigures] {
        let running = Month(of: context.today)
        let isRunning = month == running
        let tallies = try await store.glance(age: .recent) { try $0.tallies(of: month) }
        let counted = MonthFigures(counted: tallies, in: month, isRunning: isRunning)
        return [month < running ? history.figures(of: month) : nil, counted].compactMap { $0 }
    }

    private func report(_ figures: MonthFigures, _ context: Context) -> MonthReport {
        let language = context.language
        let names = MonthReport.Names(
            services: services.mapValues { $0[language] }, entities: entities.mapValues { $0[language] })
        let until = context.t.moment(context.now, context.site.calendar)
        return MonthReport(figures, names, until: until, context.t)
    }

}
