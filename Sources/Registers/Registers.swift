package import Foundation
package import Kit
package import Store

/// What the state already knows: its registers, by name. Whoever asks names the holder whose records he may see.
package struct Registers: Sendable {
    package let all: [String: Register]

    package init(_ registers: [Register]) {
        all = Dictionary(registers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package subscript(id: String) -> Register? { all[id] }

    /// Puts the pack's demonstration records into the database.
    package func load(into store: Store, today: Day, at now: Date) async throws {
        let registers = all.values.sorted { $0.id < $1.id }
        try await store.write { transaction in
            for register in registers { try transaction.load(register, today: today, at: now) }
        }
    }
}
