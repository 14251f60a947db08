import GRDB
package import Kit
package import Foundation

/// One row of an answer, read by position. A cell of another kind than asked for is a defect and throws.
package struct Row {
    let row: GRDB.Row

    package func text(_ index: Int) throws -> String { try needed(optionalText(index), index) }
    package func integer(_ index: Int) throws -> Int { try needed(optionalInteger(index), index) }
    package func real(_ index: Int) throws -> Double { try needed(row[index] as Double?, index) }
    package func flag(_ index: Int) throws -> Bool { try integer(index) != 0 }
    package func blob(_ index: Int) throws -> [UInt8] { try needed(optionalBlob(index), index) }
    package func moment(_ index: Int) throws -> Date { try needed(optionalMoment(index), index) }
    package func day(_ index: Int) throws -> Day { try needed(optionalDay(index), index) }
    package func reference(_ index: Int) throws -> Reference { try needed(optionalReference(index), index) }

    package func optionalText(_ index: Int) -> String? { row[index] as String? }
    package func optionalInteger(_ index: Int) -> Int? { row[index] as Int? }
    package func optionalBlob(_ index: Int) -> [UInt8]? { (row[index] as Data?).map { [UInt8]($0) } }
    package func optionalDay(_ index: Int) -> Day? { optionalText(index).flatMap { Day(iso: $0) } }
    package func optionalReference(_ index: Int) -> Reference? { optionalText(index).flatMap { Reference($0) } }
    package func optionalMoment(_ index: Int) -> Date? {
        optionalInteger(index).map { Date(timeIntervalSince1970: Double($0) / 1000) }
    }

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
