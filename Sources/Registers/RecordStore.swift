package import Foundation
package import Kit
import Rules
package import Store

extension Transaction {
    /// What a register holds for somebody, in the order of its numbers.
    package func records(of register: Register, holder: String) throws -> Asked<Record> {
        try ask(
            "select id, holder, fields from record where holder = \(holder) and register = \(register.id) order by id"
        ) { try register.record($0) }
    }

    /// Those of the records that somebody holds, in the order of their numbers.
    ///
    /// - Parameter reference: of a case; what it gave to somebody else is still read by it.
    package func records(_ ids: [String], of register: Register, holder: String, changedBy reference: String? = nil)
        throws -> Asked<Record>
    {
        try ask(
            """
            select id, holder, fields from record
            where register = \(register.id) and id in \(list: ids)
                and (holder = \(holder) or changed_by = \(reference)) order by id
            """
        ) { try register.record($0) }
    }

    /// One record, where it is held by that holder.
    package func record(_ id: String, of register: Register, holder: String) throws -> Record? {
        try one(
            """
            select id, holder, fields from record
            where register = \(register.id) and id = \(id) and holder = \(holder)
            """
        ) { try register.record($0) }
    }

    /// Writes new values into a record that is kept here, or into our copy of it; `reference` says by which case. Answers
    /// whether there is such a record.
    func amend(
        _ id: String, of register: Register, with changes: Entries, from owner: String, to holder: String?,
        by reference: String, at now: Date
    ) throws -> Bool {
        guard let record = try record(id, of: register, holder: owner) else { return false }
        var fields = record.fields
        for (key, value) in zip(changes.keys, changes.values) { fields[key] = value }
        let count = try changed(
            by:
                """
                update record set fields = \(Registers.text(of: fields)), changed_at = \(now), changed_by = \(reference),
                    holder = \(holder ?? record.holder)
                where register = \(register.id) and id = \(id) and holder = \(owner)
                """)
        if count == 1 {
            try index(Record(register: register.id, id: id, holder: holder ?? owner, fields: fields), of: register)
        }
        return count == 1
    }

    /// Puts the records of a pack into the database, where they are not there yet.
    package func load(_ register: Register, today: Day, at now: Date) throws {
        let isNew = try lacksWords(register)
        for entry in register.records {
            let record = Record(
                register: register.id, id: entry.id, holder: entry.holder, fields: entry.fields(today: today))
            let isInserted = try insert(record, into: register, at: now)
            if isNew, !isInserted { try index(record, of: register) }
        }
    }

    /// Puts a record into its register, where it is not there yet; answers whether it was not.
    @discardableResult
    package func insert(_ record: Record, into register: Register, at now: Date) throws -> Bool {
        let count = try changed(
            by:
                """
                insert into record (register, id, holder, fields, changed_at) values (\(register.id), \(record.id),
                    \(record.holder), \(Registers.text(of: record.fields)), \(now))
                on conflict do nothing
                """)
        if count == 1 { try index(record, of: register) }
        return count == 1
    }
}

extension Register {
    /// A row of `id, holder, fields`.
    func record(_ row: Row) throws -> Record {
        let text = try row.text(2)
        let fields = try memory.fields(text) { try Registers.fields(text, self) }
        return try Record(register: id, id: row.text(0), holder: row.text(1), fields: fields)
    }
}
