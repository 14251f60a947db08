package import Content
package import Kit
package import Registers
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
    package static func check(
        _ definition: Definition, registers: Registers, calendars: Set<String>, calendar: WorkingCalendar,
        currency: String, texts: Texts, _ inspection: Inspection
    ) {
        DefinitionCheck(
            definition: definition, registers: registers, calendars: calendars, inspection: inspection
        ).run()
        let run = ExampleRun(
            definition: definition, registers: registers, calendar: calendar, currency: currency, t: texts)
        for example in definition.examples { run.check(example, inspection) }
    }
}
