package import Foundation
import Kit
import Rules
package import Store

extension Transaction {
    /// When registers that are kept elsewhere last answered for somebody, by their ids.
    package func answeredAt(_ registers: [Register], for holder: String) throws -> Asked<(register: String, at: Date)> {
        try ask(
            """
            select register, answered_at from register_answer
            where holder = \(holder) and register in \(list: registers.map(\.id))
            """
        ) { try ($0.text(0), $0.moment(1)) }
    }

    /// Puts what a register answered for somebody in the place of our copy. What it has not been told yet is written over
    /// its answer, so that nobody sees a record as it was before he changed it.
    func copy(_ records: [Record], of register: Register, holder: String, at now: Date) throws {
        let told = now - Registers.freshness
        let waiting = try all(
            """
            select record, fields, holder from amendment
            where register = \(register.id) and (record in \(list: records.map(\.id)) or holder = \(holder))
                and (told_at is null or told_at > \(told)) order by id
            """
        ) { try (record: $0.text(0), fields: $0.text(1), holder: $0.optionalText(2)) }
        // What went to somebody else is his, and what came to this one is here, though the register does not say so yet.
        var heirs: [String: String] = [:]
        for amendment in waiting { heirs[amendment.record] = amendment.holder ?? heirs[amendment.record] }
        let records = records.filter { heirs[$0.id] == nil || heirs[$0.id] == holder }
        let kept = records.map(\.id) + heirs.filter { $0.value == holder }.keys
        let others: SQL = kept.isEmpty ? "" : "and id not in \(list: kept)"
        try run("delete from record where holder = \(holder) and register = \(register.id) \(others)")
        for record in records {
            var fields = record.fields
            for amendment in waiting where amendment.record == record.id {
                let changes = try Registers.changes(amendment.fields, register)
                for (key, value) in zip(changes.keys, changes.values) { fields[key] = value }
            }
            try run(
                """
                insert into record (register, id, holder, fields, changed_at)
                values (\(register.id), \(record.id), \(holder), \(Registers.text(of: fields)), \(now))
                on conflict (register, id) do update
                    set holder = excluded.holder, fields = excluded.fields, changed_at = excluded.changed_at
                """)
        }
        try run(
            """
            insert into register_answer (holder, register, answered_at) values (\(holder), \(register.id), \(now))
            on conflict (holder, register) do update set answered_at = excluded.answered_at
            """)
    }
}

/// A register kept elsewhere is told what a case changed.
struct TellRegister: Job {
    static let kind = "registers.tell"
    let amendment: String
}

extension Transaction {
    func planTelling(
        _ id: String, of register: Register, _ changes: Entries, to holder: String?, at now: Date
    ) throws {
        let amendment = Identifier.make(at: now)
        try run(
            """
            insert into amendment (id, register, record, fields, holder)
            values (\(amendment), \(register.id), \(id), \(Registers.text(of: changes)), \(holder))
            """)
        try enqueue(TellRegister(amendment: amendment), due: now, at: now)
    }

    /// What a register is still to be told, and about which record.
    func amendment(_ id: String) throws -> (register: String, record: String, fields: String, holder: String?)? {
        try one("select register, record, fields, holder from amendment where id = \(id)") {
            try ($0.text(0), $0.text(1), $0.text(2), $0.optionalText(3))
        }
    }

    /// Whether a record has a change that is older and has not been told: they are told in their order.
    func hasOlder(_ amendment: String, _ register: String, _ record: String) throws -> Bool {
        try one(
            """
            select 1 from amendment where register = \(register) and record = \(record) and told_at is null
                and id < \(amendment) limit 1
            """
        ) { _ in true } ?? false
    }

    /// What was told stays for as long as an answer that was asked for before may come.
    func told(_ amendment: String, at now: Date) throws {
        try run("update amendment set told_at = \(now) where id = \(amendment)")
        try run("delete from amendment where told_at < \(now - 2 * Registers.freshness)")
    }
}
