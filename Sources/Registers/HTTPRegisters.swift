import Foundation
import Kit
package import Logging
package import Rules
package import Web

/// Registers that are kept elsewhere, asked over HTTP: `GET /registers/{id}/records?holder=…` answers
/// `{"register", "holder", "records": [{"id", "fields"}]}`; `PATCH /registers/{id}/records/{record}` writes fields and whose
/// it is, once for each `Idempotency-Key`. A field is a text, or one in both languages, by the kinds that the pack gives it.
package struct HTTPRegisters: RegisterProvider {
    private let base: String
    private let key: String
    private let wire: Wire
    private let patience: Duration
    private let log: Logger

    /// Nobody waits longer than that before his page.
    package static let patience = Duration.seconds(3)
    private static let mostRecords = 1000

    /// - Parameters:
    ///   - base: scheme and host, without a slash at the end.
    ///   - key: what the office knows the portal by.
    ///   - patience: after which it counts as not answering.
    package init(
        base: String, key: String, wire: Wire, patience: Duration = HTTPRegisters.patience, log: Logger
    ) {
        (self.base, self.key, self.wire, self.patience, self.log) = (base, key, wire, patience, log)
    }

    package func records(of register: Register, holder: String) async throws -> [Record] {
        let path = "/registers/\(register.id)/records?holder=\(PercentEncoding.encoded(holder))"
        let reply = try await ask("GET", path, of: register)
        guard reply.status == 200 else {
            throw reply.status >= 500 ? Unavailable("register") : refused("status-\(reply.status)", register)
        }
        let reading = StoredFields.Reading(kinds: register.fields, isStrict: true)
        guard let answer = try? JSONDecoder().decode(Holding.self, from: Data(reply.body), configuration: reading),
            answer.register == register.id, answer.holder == holder, answer.records.count <= HTTPRegisters.mostRecords
        else { throw refused("unreadable", register) }
        return answer.records.map {
            Record(register: register.id, id: $0.id, holder: holder, fields: $0.fields.entries)
        }
    }

    package func amend(
        _ id: String, of register: Register, with changes: Entries, to holder: String?, key: String
    ) async throws {
        let path = "/registers/\(register.id)/records/\(PercentEncoding.encoded(id))"
        let body = [UInt8](try JSONEncoder().encode(FieldChange(changes, holder: holder)))
        let reply = try await ask("PATCH", path, of: register, body: body, key: key)
        guard (200...204).contains(reply.status) else { throw refused("status-\(reply.status)", register) }
    }

    private func ask(
        _ method: String, _ path: String, of register: Register, body: [UInt8] = [], key: String? = nil
    ) async throws -> Wire.Reply {
        var headers = ["authorization": "Bearer \(self.key)", "accept": "application/json"]
        if !body.isEmpty { headers["content-type"] = "application/json" }
        if let key { headers["idempotency-key"] = key }
        let question = Wire.Question(method: method, address: base + path, headers: headers, body: body)
        let (wire, patience) = (wire, patience)
        do {
            return try await withThrowingTaskGroup(of: Wire.Reply.self) { group in
                group.addTask { try await wire.send(question) }
                // An answer that comes drop by drop is none either.
                group.addTask {
                    try await Task.sleep(for: patience)
                    throw Unavailable("register")
                }
                defer { group.cancelAll() }
                guard let reply = try await group.next() else { throw Unavailable("register") }
                return reply
            }
        } catch {
            log.warning("registers.silent", metadata: ["register": "\(register.id)", "error": "\(type(of: error))"])
            throw Unavailable("register")
        }
    }

    /// An answer that cannot be used; to the applicant it is the same as none.
    private func refused(_ what: String, _ register: Register) -> any Error {
        log.error("registers.answer", metadata: ["register": "\(register.id)", "what": "\(what)"])
        return UnusableAnswer()
    }
}

/// What a register holds for somebody, as it is answered.
struct Holding: DecodableWithConfiguration, Encodable {
    struct Line: DecodableWithConfiguration, Encodable {
        let id: String
        let fields: StoredFields

        private enum CodingKeys: String, CodingKey { case id, fields }

        init(id: String, fields: Entries) { (self.id, self.fields) = (id, StoredFields(fields)) }

        init(from decoder: any Decoder, configuration reading: StoredFields.Reading) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            id = try container.decode(String.self, forKey: .id)
            guard Record.isName(id) else {
                throw DecodingError.dataCorruptedError(forKey: .id, in: container, debugDescription: "no name")
            }
            fields = try container.decode(StoredFields.self, forKey: .fields, configuration: reading)
        }
    }

    let register: String
    let holder: String
    let records: [Line]

    private enum CodingKeys: String, CodingKey { case register, holder, records }

    init(register: String, holder: String, records: [Line]) {
        (self.register, self.holder, self.records) = (register, holder, records)
    }

    init(from decoder: any Decoder, configuration reading: StoredFields.Reading) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        register = try container.decode(String.self, forKey: .register)
        holder = try container.decode(String.self, forKey: .holder)
        records = try container.decode([Line].self, forKey: .records, configuration: reading)
    }
}

/// What a record is changed to.
struct FieldChange: DecodableWithConfiguration, Encodable {
    let fields: StoredFields
    /// Whose it is from now on; nil where it stays whose it is.
    let holder: String?

    private enum CodingKeys: String, CodingKey { case fields, holder }

    init(_ fields: Entries, holder: String?) { (self.fields, self.holder) = (StoredFields(fields), holder) }

    init(from decoder: any Decoder, configuration reading: StoredFields.Reading) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        fields = try container.decode(StoredFields.self, forKey: .fields, configuration: reading)
        holder = try container.decodeIfPresent(String.self, forKey: .holder)
    }
}
