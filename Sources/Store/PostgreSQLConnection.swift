import CLibPQ
import Foundation

/// A connection to PostgreSQL through libpq. Blocking, and used by one thread at a time: the engine sees to both.
///
/// A transaction begins with its first statement, in the same message, so that beginning costs no journey of its own.
final class PostgreSQLConnection: Connection, @unchecked Sendable {
    /// What a transaction may do, and how strictly it is kept apart from others.
    enum Mode: Sendable {
        /// One statement, which is a transaction by itself.
        case glancing
        case reading
        /// - Parameter alone: no other transaction that decides is open on any node while this one is: for one that
        ///   collided again and again.
        case writing(alone: Bool)
        /// For taking jobs, where rows that others hold are skipped and nothing else is decided.
        case taking

        var mayWrite: Bool {
            switch self {
            case .glancing, .reading: false
            case .writing, .taking: true
            }
        }
    }

    /// A prepared statement with its values.
    struct Question {
        let name: String
        var values: [SQLValue] = []
        /// Takes the answer, where somebody wants it.
        var receive: ((OpaquePointer) -> Void)?
    }

    let handle: OpaquePointer
    private var prepared: [String: String] = [:]
    /// Whether all that transactions begin with is prepared.
    private var isReady = false
    /// Statements with lists differ by their length; a server keeps no end of them.
    private static let mostPrepared = 500
    /// Whether the end of a transaction was sent whose answer was not fetched yet.
    private var isEnding = false
    private let timeouts: Timeouts
    /// The run of the server that this connection is to: another after a crash or a promotion.
    private(set) var server = ""
    /// A transaction that was asked for and not sent yet.
    var opening: Mode?
    /// Statements that nobody waits for yet.
    var queue: [Question] = []
    /// Their answers must fit into what lies between the two, or both sides would wait for each other.
    private static let mostQueued = 32
    /// The number of the transaction on this server, by which it can be asked later whether it was committed.
    var number: String?

    let dialect = Dialect.postgresql

    /// - Parameters:
    ///   - address: a connection string or URI as libpq takes it (`postgres://user@host/name?sslmode=verify-full`).
    ///   - mayWriteOutside: whether what is done outside of transactions may change anything, as migrations do.
    init(address: String, timeouts: Timeouts, mayWriteOutside: Bool = false) throws {
        guard let handle = PQconnectdb(address) else { throw PostgreSQLFault.lost }
        guard PQstatus(handle) == CONNECTION_OK else {
            defer { PQfinish(handle) }
            let words = String(cString: PQerrorMessage(handle)).trimmingCharacters(in: .whitespacesAndNewlines)
            throw PostgreSQLFault.unreachable(words)
        }
        self.handle = handle
        self.timeouts = timeouts
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        try script(
            """
            set application_name = 'hukoomi'; set client_min_messages = warning; set bytea_output = hex;
            set timezone = 'UTC'; set statement_timeout = \(timeouts.statement); set lock_timeout = \(timeouts.lock);
            set idle_in_transaction_session_timeout = \(timeouts.statement * 2);
            set default_transaction_read_only = \(mayWriteOutside ? "off" : "on");
            """)
        try prepareBeginnings()
        try run("select pg_postmaster_start_time()::text || ' ' || coalesce(inet_server_port(), 0)::text") { row in
            server = try row.text(0)
            return true
        }
    }

    deinit { PQfinish(handle) }

    /// Milliseconds after which the server gives a statement up, or waiting for a lock.
    struct Timeouts: Sendable {
        var statement = 15_000
        var lock = 5_000
    }

    var isSound: Bool { PQstatus(handle) == CONNECTION_OK }

    /// Whether somebody else can have it: no transaction is open, or its end was sent.
    var isAtRest: Bool { isSound && isReady && (isEnding || PQtransactionStatus(handle) == PQTRANS_IDLE) }

    // MARK: Transactions

    func begin(_ mode: Mode) {
        if case .glancing = mode { opening = nil } else { opening = mode }
        number = nil
    }

    func commit() throws {
        if opening != nil {
            guard !queue.isEmpty else { return opening = nil }
            // The number of the transaction is known before its end is asked for.
            try fetch()
        }
        // The server undoes a transaction in which anything failed, and calls that a good answer too.
        let isWhole = PQtransactionStatus(handle) != PQTRANS_INERROR
        try run("commit") { _ in true }
        guard isWhole else { throw PostgreSQLFault.refused(state: "25P02", message: "a fault was passed over") }
    }

    /// Ends a transaction that only read: nobody waits for the answer, which is fetched before the next statement.
    func endReading() throws {
        // Somebody wrote after all: the server says that he may not.
        try fetch()
        guard opening == nil else { return opening = nil }
        guard PQtransactionStatus(handle) != PQTRANS_IDLE else { return }
        isEnding = PQsendQuery(handle, "commit") == 1
    }

    private func finishReading() {
        guard isEnding else { return }
        isEnding = false
        while let result = PQgetResult(handle) { PQclear(result) }
    }

    func rollBack() {
        queue.removeAll()
        guard opening == nil else { return opening = nil }
        guard isSound, PQtransactionStatus(handle) != PQTRANS_IDLE else { return }
        try? script("rollback")
    }

    // MARK: Statements

    @discardableResult
    func run(_ sql: SQL, _ row: (Row) throws -> Bool) throws -> Int {
        let question = try question(sql)
        let result = try opening == nil && queue.isEmpty ? send(question) : sendAll(and: question)
        defer { PQclear(result) }
        for index in 0..<PQntuples(result) {
            guard try row(Row(cells: .postgresql(result, index))) else { break }
        }
        return PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
    }

    /// Puts the statement in line: it goes out with the next one that is waited for.
    func put(_ sql: SQL) throws {
        queue.append(try question(sql))
        if queue.count >= PostgreSQLConnection.mostQueued { try fetch() }
    }

    /// Puts the question in line: it goes out with the next one whose answer is looked at.
    func ask(_ sql: SQL, _ row: @escaping (Row) -> Void) throws {
        var question = try question(sql)
        question.receive = { result in
            for index in 0..<PQntuples(result) { row(Row(cells: .postgresql(result, index))) }
        }
        queue.append(question)
        if queue.count >= PostgreSQLConnection.mostQueued { try fetch() }
    }

    func fetch() throws {
        guard let last = queue.popLast() else { return }
        let result = try sendAll(and: last)
        defer { PQclear(result) }
        last.receive?(result)
    }

    private func question(_ sql: SQL) throws -> Question {
        finishReading()
        // Where it would end the text early, it would be another text.
        guard !sql.values.contains(where: \.holdsNUL) else {
            throw PostgreSQLFault.refused(state: "22021", message: "NUL in a text")
        }
        return Question(name: try prepare(sql), values: sql.values)
    }

    func script(_ text: String) throws {
        finishReading()
        // What stands in line comes first.
        try fetch()
        PQclear(try checked(PQexec(handle, text)))
    }

    /// The name of the prepared statement, made at the first use of the text with values of these kinds.
    private func prepare(_ sql: SQL) throws -> String {
        let key = sql.text + sql.values.map(\.letter)
        if let name = prepared[key] { return name }
        if prepared.count >= PostgreSQLConnection.mostPrepared {
            try fetch()
            try script("deallocate all")
            prepared.removeAll()
            isReady = false
            try prepareBeginnings()
        }
        let name = "s\(prepared.count)"
        try prepare(PostgreSQLText.numbered(sql.text), as: name, sql.values.map(\.oid))
        prepared[key] = name
        return name
    }

    private func prepare(_ text: String, as name: String, _ kinds: [Oid] = []) throws {
        PQclear(try checked(PQprepare(handle, name, text, Int32(kinds.count), kinds)))
    }

    /// What transactions begin with, by the names under which the pipeline asks for it.
    private func prepareBeginnings() throws {
        for (name, text) in [
            ("reading", "begin isolation level repeatable read read only"),
            ("writing", "begin isolation level serializable read write"),
            ("taking", "begin isolation level read committed read write"),
            ("number", "select pg_current_xact_id()::text"),
            ("turn", "lock table turn in row share mode"),
            ("turn alone", "lock table turn in exclusive mode"),
            ("be brief", "set local lock_timeout = 500"),
            ("be patient", "set local lock_timeout = \(timeouts.lock)"),
        ] { try prepare(text, as: name) }
        isReady = true
    }

    private func send(_ question: Question) throws -> OpaquePointer {
        try withTexts(question.values) {
            try checked(PQexecPrepared(handle, question.name, Int32($0.count), $0, nil, nil, 0))
        }
    }

    func checked(_ result: OpaquePointer?) throws -> OpaquePointer {
        guard let result else { throw PostgreSQLFault.lost }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return result
        default:
            defer { PQclear(result) }
            throw PostgreSQLFault(result, isSound: isSound)
        }
    }

    /// The values as libpq takes them: texts that end with NUL, and nothing for null.
    func withTexts<Answer>(
        _ values: [SQLValue], _ body: ([UnsafePointer<CChar>?]) throws -> Answer
    ) rethrows -> Answer {
        let texts = values.map { value in value.wire.map { strdup($0) } ?? nil }
        defer { for text in texts { free(text) } }
        return try body(texts.map { UnsafePointer($0) })
    }
}
