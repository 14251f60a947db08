import Content
import Foundation
import Forms
import Kit
import Rules
import Support
import Testing
import Web

@testable import Definitions

@Suite("Decision tables of a service") struct RuleTableTests {
    private static let table = """
        - id: standing
          label: { ar: الأهلية, en: Eligibility }
          shown: false
          table:
            hit: first
            facts:
              - { label: { ar: السنوات, en: Years }, value: years }
              - { label: { ar: كثير؟, en: Many? }, value: years > 5 }
            rows:
              - { if: ["< 2", "-"], then: '"young"', because: { ar: أقل من سنتين, en: Less than two years } }
              - { if: ["-", "true"], then: '"old"', because: { ar: أكثر من خمس, en: More than five } }
              - { if: ["[2..5]", "-"], then: '"fine"' }
        """

    private static let process = """
          - step: check
            name: { ar: فحص, en: Check }
            by: rule
            branches:
              - { when: standing = "fine", to: yes }
              - { to: no }
          - { end: yes, name: { ar: تم, en: Done }, outcome: accepted, documents: [paper] }
          - { end: no, name: { ar: رُفض, en: Refused }, outcome: refused }
        """

    private func read(_ table: String = table) -> (definition: Definition?, mistakes: [String]) {
        let lines = table.split(separator: "\n", omittingEmptySubsequences: false)
        let indented = lines.map { "    " + $0 }.joined(separator: "\n")
        let source = SampleService.source(process: RuleTableTests.process)
            .replacing("  results:\n", with: "  results:\n\(indented)\n")
        return SampleService.read(source)
    }

    @Test("a table decides which way a rule goes", arguments: [(1, "no"), (3, "yes"), (7, "no")])
    func decides(_ years: Int, _ end: String) throws {
        let (definition, mistakes) = read()
        let course = Course(definition: try #require(definition, "\(mistakes)"))
        let scope = course.results(in: SampleService.scope(years)).scope
        let movement = try course.start(in: scope, fee: 0)
        #expect(movement.position.id == end && movement.passed[0].asked == ["standing"])
    }

    @Test("why it decided so is told in words: what was known, and what the rows that matched say")
    func why() throws {
        let course = Course(definition: try #require(read().definition))
        let result = try #require(course.results(in: SampleService.scope(7)).lines.first)
        guard case .table(let table) = result.line.source else {
            Issue.record("no table")
            return
        }
        let why = table.explanation(result.line.label, try #require(result.decided)) { SampleService.texts($0) }
        #expect(why.title.en == "Eligibility" && why.because.map(\.en) == ["More than five"])
        #expect(why.facts.map(\.label.en) == ["Years", "Many?"] && why.facts.map(\.value.en) == ["7", "Yes"])
        #expect(why.facts[1].value.ar == "نعم")
        let again = try JSONDecoder().decode(Explanation.self, from: JSONEncoder().encode(why))
        #expect(again == why)
        #expect(why.html(SampleService.texts(.english)).description.contains("More than five"))
    }

    @Test(
        "what is wrong with a table is told",
        arguments: [
            ("[\"< 2\", \"-\"]", "[\"< 2\"]", "«if» has 1 cells, and «facts» has 2"),
            ("\"< 2\"", "\"< \"", "is no test of a cell"), ("\"< 2\"", "'\"a\"'", "expected a test of number"),
            ("\"< 2\"", "\"< yeers\"", "nothing is called «yeers» here"),
            ("hit: first", "hit: best", "«best» is not known here"),
            ("value: years > 5", "value: years > today", "expected two values of one type"),
        ])
    func wrong(_ text: String, _ other: String, _ words: String) {
        let mistakes = read(RuleTableTests.table.replacing(text, with: other)).mistakes
        #expect(mistakes.contains { $0.contains(words) }, "\(mistakes)")
    }
}

@Suite("Rules that cannot be right") struct RuleTypeTests {
    private func mistakes(_ rule: String, applicants: String = "person") -> [String] {
        let process = RuleTypeTests.process.replacing("RULE", with: rule)
        let source = SampleService.source(process: process)
            .replacing("applicants: [person]", with: "applicants: [\(applicants)]")
        return SampleService.read(source).mistakes
    }

    private static let process = """
          - step: check
            name: { ar: فحص, en: Check }
            by: rule
            branches:
              - { when: 'RULE', to: yes }
              - { to: yes }
          - { end: yes, name: { ar: تم, en: Done }, outcome: accepted, documents: [paper] }
        """

    @Test(
        "a rule that compares what cannot be compared, or names what is not there, is told with its column",
        arguments: [
            ("years > today", "column 7: expected two values of one type, found number and date"),
            ("yeers > 3", "column 1: nothing is called «yeers» here"),
            ("applicant.agee > 3", "column 1: «applicant» has no «agee»"),
            ("applicant.born + 3 > today", "column 16: expected values for which there is \"+\""),
            ("cost = \"many\"", "column 6: expected two values of one type, found number and string"),
            ("fee in [\"a\"]", "column 5: expected values of number"),
        ])
    func told(_ rule: String, _ words: String) {
        let found = mistakes(rule)
        #expect(found.contains { $0.contains(words) }, "\(found)")
    }

    @Test(
        "a rule that is right is silent",
        arguments: ["years > 3 and today > applicant.born", "fee > cost", "years = null"])
    func silent(_ rule: String) { #expect(mistakes(rule).isEmpty, "\(mistakes(rule))") }

    @Test(
        "rules can say of an applicant what one of his kind has, and where there are several, what any of them has",
        arguments: [
            ("visitor", "applicant.passport = \"P1\" and applicant.nationality != \"PHL\"", nil),
            ("visitor", "applicant.address = null", "«applicant» has no «address»"),
            ("visitor", "applicant.registration = \"1\"", "«applicant» has no «registration»"),
            ("person", "applicant.qatari and applicant.nationality = \"QAT\"", nil),
            ("organisation", "applicant.passport = null", "«applicant» has no «passport»"),
            ("person, visitor", "applicant.qatari = false or applicant.passport != null", nil),
            ("person, organisation", "applicant.registration = applicant.qid", nil),
            ("person, organisation", "applicant.regstration = null", "«applicant» has no «regstration»"),
        ] as [(String, String, String?)])
    func kinds(_ applicants: String, _ rule: String, _ words: String?) {
        let found = mistakes(rule, applicants: applicants)
        if let words {
            #expect(found.contains { $0.contains(words) }, "\(found)")
        } else {
            #expect(found.isEmpty, "\(found)")
        }
    }
}
