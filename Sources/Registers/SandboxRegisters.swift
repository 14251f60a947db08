import Foundation
package import Kit
import Rules
package import Web

/// An office of demonstrations and tests that keeps the pack's registers: a real party over HTTP, asked by `HTTPRegisters`.
/// It can be told to be slow, silent, broken, or to talk rubbish.
package actor SandboxRegisters {
    /// How it answers, set by `PUT /sandbox/weather` with the word.
    package enum Weather: String, CaseIterable, Sendable {
        case fine
        /// Answers after two seconds.
        case slow
        /// Never answers.
        case silent
        /// Answers 500.
        case broken
        /// 200 with something else in it.
        case rubbish
        /// The records of somebody else.
        case mistaken
    }

    /// What it has been told, kept over a restart.
    private struct Told: Codable {
        /// The day that the days of the pack's records are counted from.
        var since: String
        /// By idempotency key.
        var keys: [String: String] = [:]
        /// By register and record, the fields as JSON, in their order.
        var fields: [String: [String]] = [:]
        /// By register and record, whose it is now.
        var holders: [String: String] = [:]
    }

    private let registers: [String: Register]
    private let key: String
    private let file: String?
    private var told: Told
    private var weather = Weather.fine

    /// - Parameters:
    ///   - key: what whoever asks must know.
    ///   - file: where it keeps what it was told; nil for memory only.
    ///   - today: the day on which it is opened first; days of the pack's records are counted from it.
    package init(_ registers: [Register], key: String, file: String? = nil, today: Day) {
        self.registers = Dictionary(registers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        (self.key, self.file) = (key, file)
        let kept = file.flatMap { FileManager.default.contents(atPath: $0) }
        told = kept.flatMap { try? JSONDecoder().decode(Told.self, from: $0) } ?? Told(since: today.description)
    }

    package func set(_ weather: Weather) { self.weather = weather }

    /// How often it was told something.
    package var changes: Int { told.keys.count }

    /// Answers one request; names of headers in lower case.
    package func respond(
        method: String, path: String, query: String, headers: [String: String], body: [UInt8]
    ) async -> Answer {
        guard headers["authorization"] == "Bearer \(key)" else { return problem(401, "unknown asker") }
        let parts = path.split(separator: "/").map { $0.removingPercentEncoding ?? "" }
        if method == "PUT", parts == ["sandbox", "weather"] {
            guard let word = Weather(rawValue: String(decoding: body, as: UTF8.self)) else {
                return problem(422, Weather.allCases.map(\.rawValue).joined(separator: ", "))
            }
            weather = word
            return Answer(status: 204)
        }
        guard parts.count >= 3, parts[0] == "registers", let register = registers[parts[1]], parts[2] == "records"
        else {
            return problem(404, "no such register")
        }
        switch weather {
        case .fine: break
        case .slow: try? await Task.sleep(for: .seconds(2))
        case .silent: try? await Task.sleep(for: .seconds(3600))
        case .broken: return problem(500, "out of order")
        case .rubbish: return .text("<html>Under maintenance</html>", type: "application/json")
        case .mistaken: return answer(register, of: "person:somebody-else")
        }
        switch (method, parts.count) {
        case ("GET", 3): return answer(register, of: holder(query))
        case ("PATCH", 4): return amend(register, parts[3], body, headers["idempotency-key"] ?? "")
        default: return problem(404, "no such thing")
        }
    }

    private func holder(_ query: String) -> String {
        let pair = query.split(separator: "&").first { $0.hasPrefix("holder=") }
        return pair?.dropFirst("holder=".count).removingPercentEncoding ?? ""
    }

    private func answer(_ register: Register, of holder: String) -> Answer {
        let lines = register.records.filter { (told.holders["\(register.id)/\($0.id)"] ?? $0.holder) == holder }
            .map { Holding.Line(id: $0.id, fields: fields(of: $0, register)) }
        let holding = Holding(register: register.id, holder: holder, records: lines)
        return (try? .json(holding)) ?? problem(500, "out of order")
    }

    /// As the pack has it, with all that was told since.
    private func fields(of entry: Register.Entry, _ register: Register) -> Entries {
        let since = Day(iso: told.since) ?? Day(number: 0)
        var fields = entry.fields(today: since)
        for text in told.fields["\(register.id)/\(entry.id)"] ?? [] {
            guard let changes = try? Registers.changes(text, register) else { continue }
            for (key, value) in zip(changes.keys, changes.values) { fields[key] = value }
        }
        return fields
    }

    private func amend(_ register: Register, _ id: String, _ body: [UInt8], _ key: String) -> Answer {
        let record = "\(register.id)/\(id)"
        guard register.records.contains(where: { $0.id == id }) else { return problem(404, "no such record") }
        guard !key.isEmpty else { return problem(400, "no Idempotency-Key") }
        if let known = told.keys[key] { return known == record ? Answer(status: 204) : problem(409, "key was used") }
        let reading = StoredFields.Reading(kinds: register.fields, isStrict: true, isPartial: true)
        guard let change = try? JSONDecoder().decode(FieldChange.self, from: Data(body), configuration: reading) else {
            return problem(422, "fields cannot be read")
        }
        told.keys[key] = record
        told.fields[record, default: []].append(Registers.text(of: change.fields.entries))
        if let holder = change.holder { told.holders[record] = holder }
        if let file, let data = try? JSONEncoder().encode(told) {
            try? data.write(to: URL(filePath: file), options: .atomic)
        }
        return Answer(status: 204)
    }

    private func problem(_ status: Int, _ title: String) -> Answer {
        let body = ["status": "\(status)", "title": title]
        return (try? .json(body, status: status)) ?? Answer(status: status)
    }
}
