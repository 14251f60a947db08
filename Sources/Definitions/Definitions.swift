package import Content
package import Forms
package import Kit
package import Registers
import Rules
package import Web

/// What a service is, as data: what is asked, what it costs, the way of a case, what comes out. Pure: read from the
/// `application` part of one YAML file, checked, and played through its own examples; no database and no pages.
package enum Definitions {
    /// Reads the `application` part of a service's file; what is wrong is noted in its inspection.
    ///
    /// - Parameter version: of the text it was read from.
    package static func read(
        _ application: Sheet, service: String, entity: String, name: Bilingual, version: String
    ) -> Definition {
        DefinitionReading(sheet: application, service: service, entity: entity, name: name, version: version)
            .definition()
    }

    /// Notes what would fail only when somebody uses it: names that nobody answers, ways that lead nowhere, and examples
    /// that lead elsewhere than they say.
    ///
    /// - Parameters:
    ///   - calendars: the ids of the calendars of appointments.
    ///   - currency: of all amounts, by ISO 4217.
    /// - Returns: what became of each example.
    @discardableResult
    package static func check(
        _ definition: Definition, registers: Registers, calendars: Set<String>, calendar: WorkingCalendar,
        currency: String, texts: Texts, _ inspection: Inspection
    ) -> [ExampleResult] {
        DefinitionCheck(
            definition: definition, registers: registers, calendars: calendars, inspection: inspection
        ).run()
        // What cannot be read as it is meant is not played either.
        let file = definition.examples.first?.place.file
        guard !inspection.mistakes.contains(where: { $0.place.file == file }) else { return [] }
        let run = ExampleRun(definition: definition, calendar: calendar, currency: currency, t: texts)
        let results = definition.examples.map(run.result)
        for result in results {
            guard let fault = result.fault else { continue }
            inspection.note("example «\(result.name)»: \(fault)", at: result.place)
        }
        return results
    }

    /// The world of the first example, for whoever wants to see the questions before anybody is asked.
    package static func sampleSetting(
        _ definition: Definition, calendar: WorkingCalendar, currency: String, texts: Texts, today: Day
    ) -> Setting {
        guard let example = definition.examples.first else {
            let scope = Scope(["today": Value(today), "applicant": .null])
            return Setting(t: texts, calendar: calendar, today: today, currency: currency, scope: scope)
        }
        return ExampleRun(definition: definition, calendar: calendar, currency: currency, t: texts).setting(example)
    }
}

/// What became of an example when it was played.
package struct ExampleResult: Sendable, Hashable {
    package let name: String
    package let place: Place
    /// Where it led elsewhere than it says; nil where it holds.
    package let fault: String?
}
