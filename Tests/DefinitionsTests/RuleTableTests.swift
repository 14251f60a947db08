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

    fileprivate static let process = """
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
        let why = try #require(result.finding).explanation(result.line.label) { SampleService.texts($0) }
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

@Suite("Decisions of a model") struct RuleModelTests {
    private static let model = """
        - id: standing
          label: { ar: الأهلية, en: Eligibility }
          model:
            decision: Standing
            facts:
              - { input: Years, label: { ar: السنوات, en: Years }, value: years }
            dmn: |
              <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="n">
                <inputData id="years" name="Years"><variable name="Years" typeRef="number"/></inputData>
                <decision id="months" name="Months">
                  <variable name="Months" typeRef="number"/>
                  <informationRequirement id="r1"><requiredInput href="#years"/></informationRequirement>
                  <literalExpression><text>Years * 12</text></literalExpression>
                </decision>
                <decision id="standing" name="Standing">
                  <variable name="Standing" typeRef="string"/>
                  <informationRequirement id="r2"><requiredDecision href="#months"/></informationRequirement>
                  <decisionTable hitPolicy="UNIQUE">
                    <input id="i"><inputExpression><text>Months</text></inputExpression></input>
                    <output id="o"/><annotation name="ar"/><annotation name="en"/>
                    <rule id="a"><inputEntry><text>&lt;= 60</text></inputEntry>
                      <outputEntry><text>"fine"</text></outputEntry></rule>
                    <rule id="b"><inputEntry><text>&gt; 60</text></inputEntry>
                      <outputEntry><text>"old"</text></outputEntry>
                      <annotationEntry><text>أكثر من خمس</text></annotationEntry>
                      <annotationEntry><text>More than five</text></annotationEntry></rule>
                  </decisionTable>
                </decision>
              </definitions>
        """

    private func read(_ model: String = model) -> (definition: Definition?, mistakes: [String]) {
        let indented = model.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
        return SampleService.read(
            SampleService.source(process: RuleTableTests.process)
                .replacing("  results:\n", with: "  results:\n\(indented)\n"))
    }

    @Test(
        "a decision of a model leads the way, through the decisions that it requires",
        arguments: [(5, "yes"), (6, "no")])
    func decides(_ years: Int, _ end: String) throws {
        let (definition, mistakes) = read()
        let course = Course(definition: try #require(definition, "\(mistakes)"))
        let scope = course.results(in: SampleService.scope(years)).scope
        #expect(try course.start(in: scope, fee: 0).position.id == end)
    }

    @Test("its annotations say why, where they are in both languages")
    func why() throws {
        let course = Course(definition: try #require(read().definition))
        func because(_ years: Int) throws -> [String] {
            let line = try #require(course.results(in: SampleService.scope(years)).lines.first)
            return try #require(line.finding).explanation(line.line.label) { SampleService.texts($0) }.because.map(\.en)
        }
        #expect(try because(6) == ["More than five"])
        #expect(try because(5).isEmpty)
    }

    @Test(
        "what is wrong with a model, or with what it is given, is told",
        arguments: [
            ("decision: Standing", "decision: Standings", "no decision «Standings»; there are: Months, Standing"),
            ("input: Years", "input: Year", "the decision needs «Years»"),
            ("input: Years", "input: Year", "the decision has no input «Year»"),
            ("value: years }", "value: '\"five\"' }", "«Years» is a number, and not a string"),
            ("value: years }", "value: yeers }", "nothing is called «yeers» here"),
            ("Years * 12", "Years * ", "the model:"), ("</definitions>", "", "the model cannot be read"),
        ])
    func wrong(_ text: String, _ other: String, _ words: String) {
        let mistakes = read(RuleModelTests.model.replacing(text, with: other)).mistakes
        #expect(mistakes.contains { $0.contains(words) }, "\(mistakes)")
    }
}
