import Casework
package import Content
package import Definitions
import Foundation
import Forms
package import Kit
import Platform
import Registers
package import Rules
package import Web

/// A small service with everything in it.
package enum SampleService {
    package static let calendar = WorkingCalendar(weekend: [.friday, .saturday], holidays: [], timeZone: .gmt)
    package static let sunday = Day(2026, 11, 22) ?? Day(number: 0)

    package static let process = """
          - step: check
            name: { ar: فحص, en: Check }
            by: rule
            branches:
              - { when: years > 3, to: no, reason: { ar: كثير, en: Too many } }
              - { to: review }
          - step: review
            name: { ar: نظر, en: Review }
            by: officer
            within: 3 working days
            withdraw: true
            actions:
              - { action: accept, name: { ar: قبول, en: Accept }, to: pay }
              - { action: ask, name: { ar: سؤال, en: Ask }, to: mend, reason: true }
              - { action: refuse, name: { ar: رفض, en: Refuse }, to: no, reason: true }
          - { step: mend, name: { ar: تصحيح, en: Mend }, by: correction, then: review, within: 5 days, late: gone }
          - { step: pay, name: { ar: دفع, en: Pay }, by: payment, then: yes, within: 1 hours, late: gone }
          - step: second
            name: { ar: تظلم, en: Appeal }
            by: officer
            not_by: review
            actions: [{ action: uphold, name: { ar: تأييد, en: Uphold }, to: no }]
          - { end: yes, name: { ar: تم, en: Done }, outcome: accepted, documents: [paper] }
          - { end: no, name: { ar: رُفض, en: Refused }, outcome: refused, appeal: { to: second, within: 30 days } }
          - { end: withdrawn, name: { ar: سُحب, en: Withdrawn }, outcome: withdrawn }
          - { end: gone, name: { ar: فات, en: Lapsed }, outcome: lapsed }
        """

    package static func source(
        process: String = process, examples: String = "[]", fee: String = "years * 100.25",
        claims: String = "{ label: { ar: السنوات, en: Years }, value: years }"
    ) -> String {
        """
        name: { ar: خدمة, en: Service }
        entity: moi
        application:
          applicants: [person]
          pages:
            - page: years
              title: { ar: السنوات, en: Years }
              questions:
                - { id: years, kind: number, label: { ar: كم سنة؟, en: How many years? }, most: 9 }
          fee:
            - { text: { ar: الرسم, en: Fee }, amount: \(fee), when: years > 1 }
          results:
            - { id: cost, label: { ar: الكلفة, en: Cost }, value: years * 1000.5, unit: money }
          process:
        \(indented(process))
          documents:
            paper:
              title: { ar: ورقة, en: Paper }
              valid_until: today + duration("P2Y")
              claims: [\(claims)]
          examples: \(examples)
        """
    }

    /// The lines of a process, as deep as its place in the file needs.
    private static func indented(_ process: String) -> String {
        let lines = process.split(separator: "\n")
        let depth = lines.first.map { $0.count - $0.drop { $0 == " " }.count } ?? 0
        return lines.map { "    " + $0.dropFirst(depth) }.joined(separator: "\n")
    }

    /// Reads it, with all that is wrong.
    @discardableResult
    package static func read(
        _ source: String, _ inspection: Inspection = Inspection()
    ) -> (definition: Definition?, mistakes: [String]) {
        let file = PackFolder.sheet(of: source, file: "services/sample.yaml", inspection)
        guard let file, let application = file.optionalSheet("application") else {
            return (nil, inspection.mistakes.map(\.text))
        }
        let definition = Definitions.read(
            application, service: "sample", entity: "moi", name: Bilingual(ar: "خدمة", en: "Service"), version: "v")
        if inspection.isClean {
            Definitions.check(
                definition, registers: Registers([]), calendars: [], calendar: calendar, currency: "QAR", texts: texts,
                inspection)
        }
        return (definition, inspection.mistakes.map(\.text))
    }

    package static func definition() throws -> Definition {
        let (definition, mistakes) = read(source())
        guard let definition, mistakes.isEmpty else {
            throw TourFault(expected: "a sound service", found: "\(mistakes)")
        }
        return definition
    }

    package static var texts: Texts { texts(.english) }

    package static func texts(_ language: Language) -> Texts {
        var library = TextLibrary()
        for bundle in [WebTexts.bundle, Forms.texts, Casework.texts] { library.add(bundle, module: "") }
        return library.texts(in: language)
    }

    package static func scope(_ years: Int) -> Scope { Scope(["years": Value(years), "today": Value(sunday)]) }
}
