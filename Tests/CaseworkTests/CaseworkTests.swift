import Content
import Definitions
import Foundation
import Forms
import Kit
import Rules
import Support
import Testing

@testable import Casework
@testable import Web

@Suite("What may be done with a case") struct CaseTests {
    private let definition: Definition
    private let now = Date(timeIntervalSince1970: 1_795_248_000)

    init() throws { definition = try Sample.definition() }

    private func officer(_ person: String, of entity: String = "moi") -> Officer {
        Officer(person: person, entities: [entity])
    }

    private func entry(_ kind: CaseEntry.Kind, at step: String, by person: String) -> CaseEntry {
        CaseEntry(kind: kind, step: step, by: .officer, person: person, action: nil, words: nil, at: now)
    }

    @Test("an officer may do what the step offers, once, on the case as he saw it")
    func actions() throws {
        let file = Sample.file(at: "review", revision: 4)
        let action = try file.action("accept", reason: "", seen: 4, definition, by: officer("o"), history: [])
        #expect(action.to == "pay")
        for seen in [0, 3, 5] {
            #expect(throws: Refusal.self) {
                try file.action("accept", reason: "", seen: seen, definition, by: officer("o"), history: [])
            }
        }
        #expect(throws: Refusal.self) {
            try file.action("uphold", reason: "", seen: 4, definition, by: officer("o"), history: [])
        }
        #expect(throws: Invalid.self) {
            try file.action("refuse", reason: "", seen: 4, definition, by: officer("o"), history: [])
        }
        #expect(Sample.file(at: "pay").actions(definition, for: officer("o"), history: []).isEmpty)
        #expect(Sample.file(at: "yes", outcome: .accepted).actions(definition, for: officer("o"), history: []).isEmpty)
    }

    @Test("whoever decided may not decide on the appeal against it")
    func notBy() {
        let history = [entry(.decided, at: "review", by: "first"), entry(.noted, at: "review", by: "second")]
        let file = Sample.file(at: "second")
        #expect(file.actions(definition, for: officer("first"), history: history).isEmpty)
        #expect(file.actions(definition, for: officer("second"), history: history).map(\.id) == ["uphold"])
    }

    @Test("it can be taken back only where its step allows that")
    func withdrawn() {
        #expect(Sample.file(at: "review").canWithdraw(definition))
        #expect(!Sample.file(at: "pay").canWithdraw(definition))
        #expect(!Sample.file(at: "review", outcome: .withdrawn).canWithdraw(definition))
    }

    @Test("an appeal is open for its term, once")
    func appeals() {
        let file = Sample.file(at: "no", outcome: .refused, endedAt: now)
        let last = file.appealEnds(definition, Sample.calendar, history: [])
        #expect(last == Term(count: 30, unit: .days).end(from: now, Sample.calendar))
        #expect(file.appealEnds(definition, Sample.calendar, history: [entry(.appealed, at: "no", by: "p")]) == nil)
        #expect(
            Sample.file(at: "yes", outcome: .accepted, endedAt: now).appealEnds(
                definition, Sample.calendar, history: []) == nil)
        #expect(Sample.file(at: "no").appealEnds(definition, Sample.calendar, history: []) == nil)
    }
}
