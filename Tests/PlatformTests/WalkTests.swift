import Definitions
import Foundation
import Forms
import Identity
import Kit
import Web
import Platform
import Rules
import Support
import Testing

@testable import Casework

/// Every service that can be applied for here, from its page to a case.
@Suite("Every service", .serialized) struct WalkTests {
    private let today = Day(2026, 11, 22) ?? Day(number: 0)
    /// Who tries: together they hold records of every register.
    private static let people = [
        "hamad-al-marri", "maryam-al-sulaiti", "arjun-nair", "omar-abdelrahman", "joseph-khoury",
        "lina-santos",
    ]

    /// What the first example would type. Records, files and times are those that the person has before him.
    private func answers(_ definition: Definition) -> [String: [String]] {
        var answers: [String: [String]] = [:]
        for question in definition.pages.flatMap(\.questions) {
            guard question.kind.register == nil, question.kind.calendar == nil, !question.kind.takesFiles,
                let answer = definition.examples.first?.answers[question.id]
            else { continue }
            for (part, texts) in question.kind.typed(answer).values { answers[question.id + part] = texts }
        }
        return answers
    }

    /// For whom the first example is made.
    private func party(_ definition: Definition) -> String {
        let kind = definition.examples.first?.applicant.context?["kind"]?.string ?? "person"
        return kind == "organisation" ? "organisation:" : "person:"
    }

    @Test("each is filled in as its first example says, and sent, by somebody of the demonstration")
    func sent() async throws {
        let world = try await World([.limits: "false"])
        var browsers: [Browser] = []
        for person in WalkTests.people { browsers.append(try await world.browser(of: person)) }
        let definitions = world.platform.pack.services.shelf.current.values.map(\.definition)
        #expect(definitions.count >= 75)
        for definition in definitions.sorted(by: { $0.service < $1.service }) {
            var faults: [String] = []
            var isSent = false
            for browser in browsers where !isSent {
                do {
                    _ = try await browser.apply(
                        definition.service, answers(definition), for: party(definition), today: today)
                    isSent = true
                } catch {
                    faults.append("\(error)")
                }
            }
            #expect(isSent, "\(definition.service): \(faults.joined(separator: "\n"))")
        }
    }

    @Test("each step that an officer works at has one of the demonstration, and each service three examples")
    func officers() async throws {
        let world = try await World()
        var serving: [String: Int] = [:]
        for role in world.people.entries.flatMap(\.person.roles) {
            guard case .officer(let entity, let services) = role else { continue }
            for service in services { serving["\(entity)/\(service)", default: 0] += 1 }
        }
        for definition in world.platform.pack.services.shelf.current.values.map(\.definition) {
            func officers(of entity: String?) -> Int {
                serving["\(entity ?? definition.entity)/\(definition.service)"] ?? 0
            }
            for step in definition.steps {
                switch step.work {
                case .officer:
                    let needed = step.notBy == nil ? 1 : 2
                    #expect(officers(of: step.entity) >= needed, "\(definition.service): \(step.id)")
                case .opinions(let plans, _):
                    for plan in plans {
                        #expect(officers(of: plan.entity) >= plan.votes, "\(definition.service): \(plan.id)")
                    }
                case .rule, .draw, .consent, .applicant, .correction, .payment: break
                }
            }
            #expect(definition.examples.count >= 3, "\(definition.service)")
        }
    }
}
