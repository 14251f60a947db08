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
        let waiting = try all(
            """
            select record, fields from amendment
            where register = \(register.id) and record in \(list: records.map(\.id)) order by id
            """
        ) { try ($0.text(0), $0.text(1)) }
        try run(
            """
            delete from record where holder = \(holder) and register = \(register.id)
                and id not in \(list: records.map(\.id))
            """)
        for record in records {
            var fields = record.fields
            for (id, text) in waiting where id == record.id {
                let changes = try Registers.changes(text, register)
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
    func planTelling(_ id: String, of register: Register, _ changes: Entries, at now: Date) throws {
        let amendment = Identifier.make(at: now)
        try run(
            """
            insert into amendment (id, register, record, fields)
            values (\(amendment), \(register.id), \(id), \(Registers.text(of: changes)))
            """)
        try enqueue(TellRegister(amendment: amendment), due: now, at: now)
    }

    /// What a register is still to be told, and about which record.
    func amendment(_ id: String) throws -> (register: String, record: String, fields: String)? {
        try one("select register, record, fields from amendment where id = \(id)") {
            try ($0.text(0), $0.text(1), $0.text(2))
        }
    }

    func told(_ amendment: String) throws { try run("delete from amendment where id = \(amendment)") }
}
