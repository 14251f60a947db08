import Definitions
import Kit
import Store

extension Transaction {
    /// The open case of a service that is about one of the records.
    func openCase(of service: String, about records: [String]) throws -> Case? {
        let id = try one("select case_id from case_record where service = \(service) and record in \(list: records)") {
            try $0.text(0)
        }
        return try id.flatMap { try findCase(id: $0) }
    }

    /// Keeps records to a case until it ends. The key of the table holds even where nobody looked before.
    func keep(_ records: [String], of service: String, for id: String) throws {
        for record in records {
            try run("insert into case_record (service, record, case_id) values (\(service), \(record), \(id))")
        }
    }

    func release(recordsOf id: String) throws { try run("delete from case_record where case_id = \(id)") }
}
