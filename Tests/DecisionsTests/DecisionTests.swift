import Decisions
import Foundation
import Rules
import Support
import Testing

@Suite("Decision tables") struct DecisionTableTests {
    private func table(_ policy: DecisionTable.HitPolicy, _ rules: [(String, String)], otherwise: String? = nil) throws
        -> DecisionTable
    {
        DecisionTable(
            policy, inputs: [.init(try Expression("age"))],
            outputs: [
                .init(nil, allowed: ["high", "low"], otherwise: try otherwise.map { try Expression($0) })
            ],
            rules: try rules.map { DecisionTable.Rule([try UnaryTests($0)], [try Expression($1)]) })
    }

    private func decide(_ table: DecisionTable, _ age: Value) -> Value {
        var steps = Steps.all
        return table.decide(in: Scope(["age": age]), &steps).value
    }

    private let two = [("< 20", "\"low\""), ("> 10", "\"high\""), ("> 90", "\"low\"")]

    @Test("each hit policy decides among the rules that match as it should")
    func policies() throws {
        let found: [(DecisionTable.HitPolicy, [Value])] = [
            (.unique, ["low", nil, "high", nil]), (.any, ["low", nil, "high", nil]),
            (.first, ["low", "low", "high", "high"]), (.priority, ["low", "high", "high", "high"]),
            (.ruleOrder, [["low"], ["low", "high"], ["high"], ["high", "low"]]),
            (.outputOrder, [["low"], ["high", "low"], ["high"], ["high", "low"]]),
            (.collect(nil), [["low"], ["low", "high"], ["high"], ["high", "low"]]),
            (.collect(.count), [1, 2, 1, 2]),
        ]
        for (policy, expected) in found {
            let table = try table(policy, two)
            #expect([5, 15, 50, 95].map { decide(table, $0) } == expected, "\(policy)")
        }
    }

    @Test("numbers that are collected are added up, or the least or the greatest of them counts")
    func aggregations() throws {
        let rules = [("> 0", "10"), ("> 10", "20"), ("> 20", "5")]
        let found = try [DecisionTable.Aggregation.sum, .least, .most, .count].map { aggregation in
            decide(try table(.collect(aggregation), rules), 30)
        }
        #expect(found == [35, 5, 20, 3])
    }

    @Test("where no rule matches, what is said for that comes out, or null")
    func otherwise() throws {
        #expect(decide(try table(.unique, [("< 5", "1")]), 9).isNull)
        #expect(decide(try table(.unique, [("< 5", "1")], otherwise: "\"none\""), 9) == "none")
    }

    @Test("a table says which rules matched and what it was asked")
    func why() throws {
        var steps = Steps.all
        let decided = try table(.ruleOrder, two).decide(in: Scope(["age": 15]), &steps)
        #expect(decided.matched == [0, 1] && decided.inputs == [15])
    }
}

@Suite("Decision models") struct DecisionModelTests {
    private func model(_ body: String, imports: [DecisionModel] = [], namespace: String = "urn:test") throws
        -> DecisionModel
    {
        let text = """
            <?xml version="1.0"?>
            <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="\(namespace)">\(body)\
            </definitions>
            """
        return try DecisionModel(Data(text.utf8), importing: imports)
    }

    private let fee = """
        <inputData id="i" name="years"><variable name="years" typeRef="number"/></inputData>
        <businessKnowledgeModel id="b" name="rate"><variable name="rate"/><encapsulatedLogic>
          <formalParameter name="n" typeRef="number"/><literalExpression><text>n * 100</text></literalExpression>
        </encapsulatedLogic></businessKnowledgeModel>
        <decision id="d" name="fee due"><variable name="fee due" typeRef="number"/>
          <informationRequirement><requiredInput href="#i"/></informationRequirement>
          <knowledgeRequirement><requiredKnowledge href="#b"/></knowledgeRequirement>
          <literalExpression><text>rate(years) + 5</text></literalExpression></decision>
        <decision id="e" name="words"><variable name="words"/>
          <informationRequirement><requiredDecision href="#d"/></informationRequirement>
          <literalExpression><text>"QAR " + string(fee due)</text></literalExpression></decision>
        <decisionService id="s" name="ask"><variable name="ask"/><outputDecision href="#e"/><inputDecision href="#d"/>
        </decisionService>
        """

    @Test("a decision asks those that it requires, and functions of the model")
    func requires() throws {
        let model = try model(fee)
        #expect(model.mistakes.isEmpty)
        #expect(model.decide("words", ["years": 3]) == "QAR 305")
        #expect(model.decide("fee due", ["years": "three"]).isNull)
        #expect(model.decide("nothing of the kind", [:]).isNull)
    }

    @Test("a service is given decisions, and does not make them")
    func service() throws {
        let model = try model(fee)
        #expect(model.serve("ask", ["fee due": 7]) == "QAR 7")
        #expect(model.serve("ask", ["years": 7]).isNull)
    }

    @Test("what another model decides is asked by the name of its import")
    func imported() throws {
        let other = try model(fee, namespace: "urn:other")
        let model = try model(
            """
            <import name="fees" namespace="urn:other" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
            <decision id="x" name="twice"><variable name="twice"/>
              <informationRequirement><requiredDecision href="urn:other#d"/></informationRequirement>
              <literalExpression><text>2 * fees.fee due</text></literalExpression></decision>
            """, imports: [other])
        #expect(model.decide("twice", ["years": 1]) == 210)
    }

    @Test("decisions that need each other, and functions that call themselves for ever, are null")
    func endless() throws {
        let model = try model(
            """
            <decision id="a" name="a"><variable name="a"/><informationRequirement><requiredDecision href="#c"/>
              </informationRequirement><literalExpression><text>c</text></literalExpression></decision>
            <decision id="c" name="c"><variable name="c"/><informationRequirement><requiredDecision href="#a"/>
              </informationRequirement><literalExpression><text>a</text></literalExpression></decision>
            <businessKnowledgeModel id="f" name="f"><variable name="f"/>
              <encapsulatedLogic><formalParameter name="n"/><literalExpression><text>f(n + 1)</text></literalExpression>
              </encapsulatedLogic><knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>
            </businessKnowledgeModel>
            <decision id="g" name="g"><variable name="g"/><knowledgeRequirement><requiredKnowledge href="#f"/>
              </knowledgeRequirement><literalExpression><text>f(1)</text></literalExpression></decision>
            """)
        #expect(model.decide("a", [:]).isNull && model.decide("g", [:]).isNull)
    }

    @Test("a function that calls itself and comes to an end is carried out")
    func recursion() throws {
        let model = try model(
            """
            <businessKnowledgeModel id="f" name="factorial"><variable name="factorial"/>
              <encapsulatedLogic><formalParameter name="n"/><literalExpression>
              <text>if n &lt;= 1 then 1 else n * factorial(n - 1)</text></literalExpression></encapsulatedLogic>
              <knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement></businessKnowledgeModel>
            <decision id="g" name="g"><variable name="g"/><knowledgeRequirement><requiredKnowledge href="#f"/>
              </knowledgeRequirement><literalExpression><text>factorial(10)</text></literalExpression></decision>
            """)
        #expect(model.decide("g", [:]) == 3_628_800)
    }

    @Test("a mistake in an expression is told with the element that it stands in, and is null")
    func mistake() throws {
        let model = try model(
            """
            <decision id="a" name="broken"><variable name="broken"/><literalExpression><text>1 +</text>
            </literalExpression></decision>
            """)
        #expect(model.mistakes.count == 1 && model.mistakes[0].hasPrefix("broken: column 4"))
        #expect(model.decide("broken", [:]).isNull)
    }

    @Test("nothing is read from elsewhere")
    func entities() throws {
        let file = try TestFolder.file()
        try Data("secret".utf8).write(to: URL(fileURLWithPath: file))
        let text = """
            <!DOCTYPE d [<!ENTITY x SYSTEM "file://\(file)">]><definitions name="m" namespace="n"><decision id="a" name="a">\
            <variable name="a"/><literalExpression><text>"&x;"</text></literalExpression></decision></definitions>
            """
        guard let model = try? DecisionModel(Data(text.utf8)) else { return }
        #expect(!model.decide("a", [:]).written.contains("secret"))
    }

    @Test(
        "what is no model is refused",
        arguments: [
            "", "<", "<definitions", "<other/>", "{}",
            "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;\">]><d>&c;</d>",
        ])
    func refused(_ text: String) { #expect(throws: ModelFault.self) { try DecisionModel(Data(text.utf8)) } }

    @Test("elements one inside the other beyond all measure are refused")
    func deep() {
        let text = "<definitions>" + String(repeating: "<a>", count: 5000)
        #expect(throws: ModelFault.self) { try DecisionModel(Data(text.utf8)) }
    }
}
