package import Foundation
import Kit

/// One unit of work on the database: all of it happens, or nothing. Synchronous inside; nobody waits for an outside
/// party while it is open. Modules add their statements as extensions.
package final class Transaction {
    let connection: any Connection
    private let subscribers: Subscribers
    /// Whether work for the job runner was written.
    private(set) var hasQueuedJobs = false
    /// What this process is told after the commit, where no other could hear it.
    private(set) var announced: Set<Announcement> = []

    init(_ connection: any Connection, subscribers: Subscribers) {
        self.connection = connection
        self.subscribers = subscribers
    }

    /// Every row of the answer, made into a value.
    package func all<Value>(_ sql: SQL, _ make: (Row) throws -> Value) throws -> [Value] {
        var values: [Value] = []
        try connection.run(sql) { row in
            values.append(try make(row))
            return true
        }
        return values
    }

    /// The first row of the answer, or nil.
    package func one<Value>(_ sql: SQL, _ make: (Row) throws -> Value) throws -> Value? {
        var value: Value?
        try connection.run(sql) { row in
            value = try make(row)
            return false
        }
        return value
    }

    /// Carries the statement out.
    package func run(_ sql: SQL) throws { try connection.put(sql) }

    /// Carries the statement out and answers how many rows it changed.
    package func changed(by sql: SQL) throws -> Int { try connection.run(sql) }

    /// Tells the other modules: the event is written here and delivered to each that hears it, at least once, after
    /// the commit.
    package func publish<Subject: Event>(_ event: Subject, at now: Date) throws {
        let payload = String(decoding: try JSONEncoder().encode(event), as: UTF8.self)
        let id = Identifier.make(at: now)
        try run(
            "insert into event (id, name, payload, happened_at) values (\(id), \(Subject.name), \(payload), \(now))")
        for subscriber in subscribers.names(of: Subject.name) {
            try enqueue(kind: subscriber, payload: payload, due: now, now: now)
        }
    }

    /// Work for later, outside this transaction.
    package func enqueue<Work: Job>(_ work: Work, due: Date? = nil, at now: Date) throws {
        let payload = String(decoding: try JSONEncoder().encode(work), as: UTF8.self)
        try enqueue(kind: Work.kind, payload: payload, due: due ?? now, now: now)
    }

    /// Tells every node, this one too, once this is committed.
    package func announce(_ announcement: Announcement) throws {
        guard connection.dialect == .postgresql else {
            announced.insert(announcement)
            return
        }
        _ = try one("select pg_notify(\(announcement.rawValue), '')") { _ in true }
    }

    /// At the end of a `select`: rows that another node has taken are passed over.
    var skipsTaken: SQL { connection.dialect == .postgresql ? "for update skip locked" : "" }

    private func enqueue(kind: String, payload: String, due: Date, now: Date) throws {
        hasQueuedJobs = true
        try run(
            """
            insert into job (id, kind, payload, due_at, attempts, created_at)
            values (\(Identifier.make(at: now)), \(kind), \(payload), \(due), 0, \(now))
            """)
    }
}
