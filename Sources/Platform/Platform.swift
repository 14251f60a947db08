import Appointments
import Applying
package import AsyncHTTPClient
import Audit
import Casework
import Catalogue
import Content
import Documents
import Editing
package import Foundation
import Forms
import Identity
import Kit
package import Logging
import Messaging
import NIOPosix
import Payments
import Registers
import Statistics
package import Store
package import Web

/// The whole program, put together by hand, in order.
package struct Platform: Sendable {
    package let store: Store
    package let front: Front
    let crowd: Crowd
    package let jobs: JobRunner
    package let pack: ContentPack
    /// The URL tables of all modules, one after the other.
    package let routes: [Route]

    package static let migrations: [Migration] =
        WebTexts.migrations + Audit.migrations + Messaging.migrations + Identity.migrations + Registers.migrations
        + Catalogue.migrations
        + Payments.migrations + Documents.migrations + Appointments.migrations + Casework.migrations
        + Statistics.migrations + Editing.migrations

    /// Tables that lie in partitions where the engine has them; a year of these is made at each start.
    package static let partitionings = Audit.partitionings + Casework.partitionings
    /// What may leave the database for an archive when it is old.
    package static let oldRows = Audit.oldRows + Casework.oldRows

    /// The words of every module.
    package static func texts() -> TextLibrary {
        var library = TextLibrary()
        library.add(WebTexts.bundle, module: "Web")
        library.add(Audit.texts, module: "Audit")
        library.add(Messaging.texts, module: "Messaging")
        library.add(Identity.texts, module: "Identity")
        library.add(Forms.texts, module: "Forms")
        library.add(Catalogue.texts, module: "Catalogue")
        library.add(Payments.texts, module: "Payments")
        library.add(Documents.texts, module: "Documents")
        library.add(Appointments.texts, module: "Appointments")
        library.add(Casework.texts, module: "Casework")
        library.add(Applying.texts, module: "Applying")
        library.add(Statistics.texts, module: "Statistics")
        library.add(Editing.texts, module: "Editing")
        return library
    }

    /// Reads the content pack and builds every module on an open database.
    ///
    /// - Parameter crowd: of the platform whose place this one takes, where it serves the same connections.
    package init(
        _ configuration: Configuration, store: Store, client: HTTPClient, clock: (@Sendable () -> Date)? = nil,
        crowd: Crowd? = nil, log: Logger
    ) async throws {
        let clock = try clock ?? configuration.clock()
        let crowd = try crowd ?? Crowd(most: configuration.number(.crowd))
        var texts = Platform.texts()
        let pack = try await Platform.pack(configuration[.content], store, texts, log)
        texts.arabicDigits = pack.catalogue.pack.usesArabicDigits
        let isDemo = try configuration.flag(.demo)
        let pages = configuration[.bankURL]
        let site = Site(
            name: pack.catalogue.pack.name, tagline: pack.catalogue.pack.tagline,
            phone: pack.catalogue.pack.contact.phone,
            base: configuration.base, demo: isDemo, calendar: pack.catalogue.pack.calendar,
            seal: Seal(key: try await store.secret("seal")), assets: try Assets(folder: configuration[.assets]),
            formTargets: [pages], texts: texts)

        let entities = Dictionary(uniqueKeysWithValues: pack.catalogue.entities.map { ($0.id, $0.name) })
        let services = Dictionary(uniqueKeysWithValues: pack.catalogue.services.map { ($0.id, $0.name) })
        let drawing = BoundedPool(
            name: "papers", threads: 2, waiting: 64,
            full: Refusal("web.refusal.too-many", cause: .tooMany, retryAfter: 5))

        let audit = Audit(store: store, entityName: { entities[$0] })
        let messaging = try Platform.messaging(configuration, store, site, client)
        let identity = Identity(store: store, links: Platform.links)
        let registers = Registers(
            pack.registers, provider: try Platform.registers(configuration, client, log))
        let catalogue = Catalogue(content: pack.catalogue)
        let payments = Payments(
            store: store,
            provider: BankProvider(
                base: configuration[.bankURL], pages: pages, key: try configuration.secret(.bankKey), client: client,
                log: log),
            webhookSecret: try configuration.secret(.bankSecret), clock: clock, log: log)
        let documents = Documents(
            store: store, site: site, government: pack.catalogue.pack.government, entities: entities, pool: drawing)
        let appointments = Appointments(store: store, calendars: pack.calendars, working: site.calendar)
        let casework = Casework(
            store: store, site: site, services: pack.services, registers: registers, appointments: appointments,
            documents: documents, entities: entities, currency: pack.catalogue.pack.currency,
            filesFolder: configuration[.files])
        let applying = Applying(casework)
        let statistics = Statistics(store: store, history: pack.history, services: services, entities: entities)
        let editing = Editing(
            store: store, services: pack.editedServices(in: PackFolder(path: configuration[.content])),
            proofs: Proofreading(pack: pack, path: configuration[.content], texts: texts).proofs)

        messaging.listen(on: store)
        payments.listen(on: store)
        registers.listen(on: store, clock: clock)
        casework.listen(clock: clock)
        applying.listen(clock: clock)
        statistics.listen(on: store)

        let now = clock()
        if isDemo, let people = pack.people {
            try await identity.load(people, at: now)
            try await registers.load(into: store, today: site.calendar.day(of: now), at: now)
        }
        try await documents.prepare(at: now)
        try await casework.prepare()

        self.store = store
        self.crowd = crowd
        self.pack = pack
        jobs = JobRunner(store: store, clock: clock, log: log)
        routes =
            catalogue.routes + identity.routes + audit.routes + messaging.routes + payments.routes
            + documents.routes + appointments.routes + casework.routes + applying.routes + statistics.routes
            + editing.routes
        front = Front(
            site: site, routes: routes,
            sessions: identity.sessions, clock: clock, trustsProxy: try configuration.flag(.proxy),
            limits: try configuration.flag(.limits) ? store.isEmbedded ? .here : .shared(store) : .off,
            crowd: crowd, metrics: Platform.metrics(store, payments),
            ready: {
                guard try await store.pending(Platform.migrations).isEmpty else {
                    throw StoreDefect.pendingMigrations([])
                }
            }, log: log)
    }

    /// Opens the database of a configuration and brings its schema up to date; `steps` are told of those taken.
    package static func open(
        _ configuration: Configuration, steps: ([String]) -> Void = { _ in }
    ) throws -> Store {
        let location = configuration[.data]
        if !Store.isRemote(location) {
            let folder = URL(fileURLWithPath: location).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
        let store = try Store(
            location, replica: configuration[.replica].isEmpty ? nil : configuration[.replica],
            readers: try configuration.number(.readers),
            connections: try configuration.number(.connections))
        steps(try store.migrate(migrations))
        return store
    }

    /// The content pack with what was published from the portal over it. An edition that no longer goes with the rest of the
    /// pack is left out, and the log says why: better the file under it than no portal.
    private static func pack(
        _ path: String, _ store: Store, _ texts: TextLibrary, _ log: Logger
    ) async throws -> ContentPack {
        let overlay = Editing.overlay(
            try await store.read { try $0.publishedEditions() }, over: PackFolder(path: path))
        do {
            return try ContentPack.read(path, overlay: overlay, texts: texts)
        } catch {
            let broken = Set(error.mistakes.map(\.place.file))
            let sound = overlay.filter { !broken.contains($0.key) }
            guard sound.count < overlay.count else { throw error }
            for mistake in error.mistakes { log.error("content.left-out", metadata: ["mistake": "\(mistake)"]) }
            return try ContentPack.read(path, overlay: sound, texts: texts)
        }
    }

    /// The office that keeps registers elsewhere; nil where they are kept here.
    private static func registers(
        _ configuration: Configuration, _ client: HTTPClient, _ log: Logger
    ) throws -> HTTPRegisters? {
        guard !configuration[.registersURL].isEmpty else { return nil }
        return HTTPRegisters(
            base: configuration[.registersURL], key: try configuration.secret(.registersKey),
            wire: .http(client, seconds: 10, most: 4 << 20), log: log)
    }

    private static func messaging(
        _ configuration: Configuration, _ store: Store, _ site: Site, _ client: HTTPClient
    ) throws -> Messaging {
        let isDemo = try configuration.flag(.demo)
        let account =
            isDemo && configuration[.smsUser].isEmpty
            ? .sandbox
            : SMSAccount(
                username: configuration[.smsUser], password: configuration[.smsPassword],
                sender: configuration[.smsSender])
        guard let sender = MailAddress(configuration[.mailFrom]) else {
            throw Configuration.Fault(description: "mail-from is no e-mail address: «\(configuration[.mailFrom])»")
        }
        return Messaging(
            store: store, site: site,
            sms: SMSGateway(address: configuration[.smsURL], account: account, client: client),
            mail: SMTPServer(
                host: configuration[.smtpHost], port: try configuration.number(.smtpPort), sender: sender,
                name: site.name,
                group: MultiThreadedEventLoopGroup.singleton),
            sandbox: isDemo ? SandboxWindow(address: configuration[.smsURL], client: client) : nil)
    }

    private static let links = [
        AccountLink(title: "casework.cases.title", text: "casework.account.cases", path: "/cases"),
        AccountLink(title: "messaging.list.title", text: "casework.account.messages", path: "/messages"),
        AccountLink(title: "documents.list.title", text: "casework.account.documents", path: "/documents"),
        AccountLink(title: "payments.list.title", text: "casework.account.payments", path: "/payments"),
        AccountLink(title: "audit.own.title", text: "casework.account.looks", path: "/account/looks"),
        AccountLink(title: "casework.queue.title", text: "casework.account.queue", path: "/queue", who: .officer),
        AccountLink(title: "editing.list.title", text: "editing.account", path: "/editor", who: .editor),
        AccountLink(
            title: "applying.counter.title", text: "casework.account.counter", path: "/counter",
            who: .duties(["counter", "phone"])),
        AccountLink(title: "audit.list.title", text: "casework.account.audit", path: "/audit", who: .auditor),
    ]

    private static func metrics(_ store: Store, _ payments: Payments) -> [Metric] {
        [
            Metric("store_reads", "Reading transactions.", .counter(store.meter.reads)),
            Metric("store_queue", "Writes that wait for the writer.", .gauge(store.meter.queue)),
            Metric("store_group_size", "Writes that shared a commit.", .histogram(store.meter.groups)),
            Metric(
                "store_collisions", "Transactions that got into another's way and were done again.",
                .counter(store.meter.collisions)),
            Metric("jobs_done", "Jobs done.", .counter(store.meter.jobsDone)),
            Metric("jobs_failed", "Attempts at jobs that failed.", .counter(store.meter.jobsFailed)),
            Metric(
                "jobs_dead", "Jobs given up, waiting for an operator.",
                .number { (try? await store.deadJobs().count) ?? -1 }),
            Metric("payments_begun", "Attempts at payments that were begun.", .counter(payments.meter.begun)),
            Metric("payments_paid", "Charges that were paid.", .counter(payments.meter.paid)),
            Metric("payments_failed", "Attempts at payments that ended without one.", .counter(payments.meter.failed)),
            Metric("payments_refunded", "Charges that were paid back.", .counter(payments.meter.refunded)),
            Metric("payments_notices", "Notices that the bank sent.", .counter(payments.meter.notices)),
            Metric(
                "payments_notices_refused", "Notices that the bank did not sign.",
                .counter(payments.meter.noticesRefused)),
            Metric(
                "payments_discrepancies", "Times that the bank's books and ours were not the same.",
                .counter(payments.meter.discrepancies)),
            Metric(
                "payments_bank_failures", "Questions that the bank did not answer.",
                .counter(payments.meter.bankFailures)),
        ]
    }
}
