/// A function as a value (DMN 1.5, 10.3.2.13): one of FEEL's own, one that an expression defines, or one that somebody else
/// carries out. Two are the same only where they are the same one.
package final class Lambda: Sendable, Hashable, CustomStringConvertible {
    package struct Parameter: Sendable, Hashable {
        package let name: String
        package let kind: Kind

        package init(_ name: String, _ kind: Kind = .any) { (self.name, self.kind) = (name, kind) }
    }

    /// Carries the function out with its arguments in order; what it needs of the steps that are left it takes.
    package typealias Code = @Sendable ([Value], inout Steps) -> Value

    enum Body: Sendable {
        case own(Function)
        /// An expression, with what was bound where it is written.
        case node(Node, Scope, [Evaluation.Binding])
        case code(Code)
    }

    package let parameters: [Parameter]
    let result: Kind
    let body: Body

    init(_ parameters: [Parameter], result: Kind = .any, _ body: Body) {
        (self.parameters, self.result, self.body) = (parameters, result, body)
    }

    convenience init(_ function: Function) {
        self.init((function.forms.first ?? []).map { Parameter($0.name) }, .own(function))
    }

    package convenience init(_ parameters: [Parameter], result: Kind = .any, code: @escaping Code) {
        self.init(parameters, result: result, .code(code))
    }

    package var description: String {
        "function(\(parameters.map(\.name).joined(separator: ", ")))"
    }

    func conforms(to kinds: [Kind], _ result: Kind) -> Bool {
        guard parameters.count == kinds.count, self.result == .any || self.result.conforms(to: result) else {
            return false
        }
        return zip(kinds, parameters).allSatisfy { $1.kind == .any || $0.conforms(to: $1.kind) }
    }

    /// A function of FEEL's own; nil where none has the name.
    package static func named(_ name: String) -> Lambda? { Functions.table[name].map { Lambda($0) } }

    /// What it comes to with its arguments in order; null where one is not of the type that it asks for.
    package func value(of arguments: [Value], in scope: Scope, _ steps: inout Steps) -> Value {
        var evaluation = Evaluation(scope, steps: steps)
        defer { steps.left = evaluation.steps.left }
        return evaluation.carryOut(self, arguments)
    }

    package static func == (a: Lambda, b: Lambda) -> Bool { a === b }
    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// How much of an evaluation is left.
package struct Steps: Sendable {
    package internal(set) var left: Int
    /// How many parts are being worked out, one inside the other.
    var depth: Int

    /// What a whole evaluation may take.
    package static let all = Steps(left: Evaluation.mostSteps, depth: 0)

    /// Takes one; false once they are used up, and then everything is null.
    package mutating func spend() -> Bool {
        left -= 1
        return left > 0
    }
}
