import CLibPQ
import GRDBSQLite
package import Kit
package import Foundation

/// One row of an answer, read by position while it is at hand. A cell that is empty or of another kind than asked for is
/// a defect and throws; the optional readings answer nil.
package struct Row {
    /// Where an engine holds the row: a stepped statement, or a result with the number of its row.
    enum Cells {
        case sqlite(OpaquePointer)
        case postgresql(OpaquePointer, Int32)
    }

    let cells: Cells

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
        optionalInteger(index).map { Date(milliseconds: $0) }
    }

    package func optionalText(_ index: Int) -> String? {
        switch cells {
        case .sqlite(let statement):
            guard sqlite3_column_type(statement, Int32(index)) == SQLITE_TEXT,
                let start = sqlite3_column_text(statement, Int32(index))
            else { return nil }
            let count = Int(sqlite3_column_bytes(statement, Int32(index)))
            return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
        case .postgresql(let result, let row):
            return PostgreSQLCell.text(result, row, index)
        }
    }

    package func optionalInteger(_ index: Int) -> Int? {
        switch cells {
        case .sqlite(let statement):
            guard sqlite3_column_type(statement, Int32(index)) == SQLITE_INTEGER else { return nil }
            return Int(sqlite3_column_int64(statement, Int32(index)))
        case .postgresql(let result, let row):
            return PostgreSQLCell.bytes(result, row, index).flatMap { PostgreSQLCell.integer($0) }
        }
    }

    package func optionalBlob(_ index: Int) -> [UInt8]? {
        switch cells {
        case .sqlite(let statement):
            guard sqlite3_column_type(statement, Int32(index)) == SQLITE_BLOB else { return nil }
            let count = Int(sqlite3_column_bytes(statement, Int32(index)))
            return [UInt8](UnsafeRawBufferPointer(start: sqlite3_column_blob(statement, Int32(index)), count: count))
        case .postgresql(let result, let row):
            return PostgreSQLCell.bytes(result, row, index).flatMap { PostgreSQLCell.blob($0) }
        }
    }

    private func optionalReal(_ index: Int) -> Double? {
        switch cells {
        case .sqlite(let statement):
            let kind = sqlite3_column_type(statement, Int32(index))
            guard kind == SQLITE_FLOAT || kind == SQLITE_INTEGER else { return nil }
            return sqlite3_column_double(statement, Int32(index))
        case .postgresql:
            return optionalText(index).flatMap { Double($0) }
        }
    }

    private func needed<Cell>(_ cell: Cell?, _ index: Int) throws -> Cell {
        guard let cell else { throw StoreDefect.emptyCell(index) }
        return cell
    }
}

/// Reads the text in which PostgreSQL sends a cell.
enum PostgreSQLCell {
    static func bytes(_ result: OpaquePointer, _ row: Int32, _ index: Int) -> UnsafeBufferPointer<UInt8>? {
        guard PQgetisnull(result, row, Int32(index)) == 0, let start = PQgetvalue(result, row, Int32(index)) else {
            return nil
        }
        let count = Int(PQgetlength(result, row, Int32(index)))
        return UnsafeBufferPointer(start: UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self), count: count)
    }

    static func text(_ result: OpaquePointer, _ row: Int32, _ index: Int) -> String? {
        bytes(result, row, index).map { String(decoding: $0, as: UTF8.self) }
    }

    /// A whole number; a truth value counts as 1 or 0, as it does in SQLite.
    static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        if bytes.count == 1 {
            if bytes[0] == UInt8(ascii: "t") { return 1 }
            if bytes[0] == UInt8(ascii: "f") { return 0 }
        }
        var digits = bytes[...]
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits = digits.dropFirst() }
        guard !digits.isEmpty, digits.count < 19 else { return nil }
        var number = 0
        for digit in digits {
            guard (48...57).contains(digit) else { return nil }
            number = number * 10 + Int(digit - 48)
        }
        return isNegative ? -number : number
    }

    /// `\x00ff`: two digits a byte.
    static func blob(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard bytes.count % 2 == 0, bytes.count >= 2, bytes[0] == UInt8(ascii: "\\"), bytes[1] == UInt8(ascii: "x")
        else { return nil }
        var blob: [UInt8] = []
        blob.reserveCapacity(bytes.count / 2 - 1)
        for index in stride(from: 2, to: bytes.count, by: 2) {
            guard let high = digit(bytes[index]), let low = digit(bytes[index + 1]) else { return nil }
            blob.append(high << 4 | low)
        }
        return blob
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 97...102: byte - 87
        default: nil
        }
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
