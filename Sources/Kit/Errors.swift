/// A text of `Texts/<language>.json` with what fills its placeholders.
package struct TextKey: Hashable, Sendable, ExpressibleByStringLiteral {
    package let key: String
    package let values: [String: String]

    package init(_ key: String, _ values: [String: String] = [:]) {
        self.key = key
        self.values = values
    }

    package init(stringLiteral key: String) { self.init(key) }
}

/// There is no such thing, or the person may not know of it: 404.
package struct NotFound: Error, Hashable { package init() {} }

/// The thing is there, but what was asked cannot be done to it: 409, or 403 where it is a matter of who asks.
package struct Refusal: Error, Hashable {
    package enum Cause: Sendable { case conflict, forbidden, tooMany }
    package let text: TextKey
    package let cause: Cause
    /// Seconds after which it is worth asking again.
    package let retryAfter: Int?

    package init(_ text: TextKey, cause: Cause = .conflict, retryAfter: Int? = nil) {
        self.text = text
        self.cause = cause
        self.retryAfter = retryAfter
    }
}

/// What was sent has mistakes: 422. The form comes back with what was typed and a text at each field.
package struct Invalid: Error, Hashable {
    package var fields: [String: TextKey]
    package init(_ fields: [String: TextKey]) { self.fields = fields }
}

/// An outside party does not answer: 503.
package struct Unavailable: Error, Hashable {
    package let party: String
    package init(_ party: String) { self.party = party }
}
