/// The values that an expression may name: facts of a case, in layers, the innermost first.
package struct Scope: Sendable {
    private var layers: [[String: Value]]
    /// What `now()` and `today()` answer; the machine's clock where nothing is said.
    package var now: Moment?

    package init(_ values: [String: Value] = [:]) { layers = [values] }

    /// A scope inside another: its values hide those of the same name outside.
    package init(_ values: [String: Value], within outer: Scope) {
        layers = outer.layers + [values]
        now = outer.now
    }

    /// Nil where nothing has the name; setting changes the innermost layer only.
    package subscript(name: String) -> Value? {
        get {
            for layer in layers.reversed() {
                if let value = layer[name] { return value }
            }
            return nil
        }
        set { layers[layers.count - 1][name] = newValue }
    }

    /// All names that are seen from here, to read expressions with.
    package var names: Set<String> { layers.reduce(into: []) { $0.formUnion($1.keys) } }
}
