/// The answer to a question, fetched when it is looked at. Questions that are asked before any answer is looked at travel
/// to a database on another machine together.
package final class Asked<Value> {
    private let fetch: () throws -> Void
    private var rows: [Value] = []
    private var fault: (any Error)?

    init(fetch: @escaping () throws -> Void) { self.fetch = fetch }

    /// Takes a row of the answer.
    func take(_ row: Row, _ make: (Row) throws -> Value) {
        guard fault == nil else { return }
        do { rows.append(try make(row)) } catch { fault = error }
    }

    /// Every row of the answer.
    package var all: [Value] {
        get throws {
            try fetch()
            if let fault { throw fault }
            return rows
        }
    }

    /// The first row of the answer, or nil.
    package var one: Value? { get throws { try all.first } }
}

extension Transaction {
    /// Asks for rows, each made into a value.
    package func ask<Value>(_ sql: SQL, _ make: @escaping (Row) throws -> Value) throws -> Asked<Value> {
        let asked = Asked<Value>(fetch: connection.fetch)
        try connection.ask(sql) { asked.take($0, make) }
        return asked
    }
}
