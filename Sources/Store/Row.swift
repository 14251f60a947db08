import GRDBSQLite
package import Kit
package import Foundation

/// One row of an answer, read by position while it is at hand. A cell that is empty or of another kind than asked for is
/// a defect and throws; the optional readings answer nil.
package struct Row {
    let cells: OpaquePointer

    package func text(_ index: Int) throws -> String { try needed(optionalText(index), index) }
    package func integer(_ index: Int) throws -> Int { try needed(optionalInteger(index), index) }
    package func real(_ index: Int) throws -> Double { try needed(optionalReal(index), index) }
    package func flag(_ index: Int) throws -> Bool { try integer(index) != 0 }
    package func blob(_ index: Int) throws -> [UInt8] { try needed(optionalBlob(index), index) }
    package func moment(_ index: Int) throws -> Date { try needed(optionalMoment(index), index) }
    package func day(_ index: Int) throws -> Day { try needed(optionalDay(index), index) }
    package func reference(_ index: Int) throws -> Reference { try needed(optionalReference(index), index) }

    package func optionalDay(_ index: Int) -> Day? { optionalText(index).flatMap { Day(iso: $0) } }
    package func optionalReference(_ index: Int) -> Reference? { optionalText(index).flatMap { Reference($0) } }
    package func optionalMoment(_ index: Int) -> Date? {
        optionalInteger(index).map { Date(timeIntervalSince1970: Double($0) / 1000) }
    }

    package func optionalText(_ index: Int) -> String? {
        guard kind(index) == SQLITE_TEXT, let start = sqlite3_column_text(cells, Int32(index)) else { return nil }
        let count = Int(sqlite3_column_bytes(cells, Int32(index)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    package func optionalInteger(_ index: Int) -> Int? {
        kind(index) == SQLITE_INTEGER ? Int(sqlite3_column_int64(cells, Int32(index))) : nil
    }

    private func optionalReal(_ index: Int) -> Double? {
        let kind = kind(index)
        return kind == SQLITE_FLOAT || kind == SQLITE_INTEGER ? sqlite3_column_double(cells, Int32(index)) : nil
    }

    package func optionalBlob(_ index: Int) -> [UInt8]? {
        guard kind(index) == SQLITE_BLOB else { return nil }
        let count = Int(sqlite3_column_bytes(cells, Int32(index)))
        return [UInt8](UnsafeRawBufferPointer(start: sqlite3_column_blob(cells, Int32(index)), count: count))
    }

    private func kind(_ index: Int) -> Int32 { sqlite3_column_type(cells, Int32(index)) }

    private func needed<Cell>(_ cell: Cell?, _ index: Int) throws -> Cell {
        guard let cell else { throw StoreDefect.emptyCell(index) }
        return cell
    }
}

/// A mistake of the program, never of the person: it becomes a 500 with a reference number.
package enum StoreDefect: Error {
    case emptyCell(Int)
    case unknownJob(String)
    case closed
    /// The migrations of this database are not those of this program.
    case pendingMigrations([String])
}
