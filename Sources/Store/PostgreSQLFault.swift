import CLibPQ

/// What PostgreSQL refused.
enum PostgreSQLFault: Error, CustomStringConvertible {
    /// The connection is gone, or the server is going.
    case lost
    /// There is no connection to be had; the words are libpq's, which name the host and the user.
    case unreachable(String)
    /// Two transactions got into each other's way; the same again will do (SQLSTATE 40001, 40P01).
    case collision
    /// A statement or a lock took too long (57014, 55P03).
    case tooSlow
    case refused(state: String, message: String)

    init(_ result: OpaquePointer, isSound: Bool) {
        let state = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) } ?? ""
        switch state {
        case "40001", "40P01": self = .collision
        case "57014", "55P03": self = .tooSlow
        case "57P01", "57P02", "57P03", "53300": self = .lost
        case _ where !isSound || state.hasPrefix("08"): self = .lost
        default:
            let message = PQresultErrorField(result, Int32(UInt8(ascii: "M"))).map { String(cString: $0) } ?? ""
            self = .refused(state: state, message: message)
        }
    }

    var description: String {
        switch self {
        case .lost: "the connection to the database is gone"
        case .unreachable(let words): "the database cannot be reached: \(words)"
        case .collision: "two transactions got into each other's way"
        case .tooSlow: "the database took too long"
        case .refused(let state, let message): "the database refused: \(state) \(message)"
        }
    }

    /// How many times a transaction that met this is done again at once.
    var repetitions: Int {
        switch self {
        case .collision: 12
        // Of two that write the same key at the same time, one may learn of it as a second row (unique_violation) though
        // it had looked before: done again, it finds the first.
        case .refused(state: "23505", _): 2
        case .lost, .unreachable, .tooSlow, .refused: 0
        }
    }

    /// Whether the server is away, or is a replica that is about to take over (read_only_sql_transaction).
    func isAway(for mode: PostgreSQLConnection.Mode) -> Bool {
        switch self {
        case .lost, .unreachable: true
        case .refused(state: "25006", _): mode.mayWrite
        case .collision, .tooSlow, .refused: false
        }
    }
}
