package import Content
package import Definitions
package import Web

/// What is said of a text before anybody else sees it.
package struct Proof: Sendable {
    package let mistakes: [Mistake]
    package let examples: [ExampleResult]

    package init(mistakes: [Mistake], examples: [ExampleResult]) {
        (self.mistakes, self.examples) = (mistakes, examples)
    }

    var isSound: Bool { mistakes.isEmpty }
}

/// A page of a service as people would see it.
package struct Preview: Sendable {
    /// The page of the catalogue has an empty id.
    package let pages: [(id: String, title: String)]
    package let main: HTML

    package init(pages: [(id: String, title: String)], main: HTML) {
        (self.pages, self.main) = (pages, main)
    }
}

/// Who reads a text as the portal would read it; the whole program fills this in.
package struct Proofs: Sendable {
    package typealias Check = @Sendable (_ service: EditedService, _ text: String) -> Proof
    package typealias CheckPack = @Sendable (_ overlay: [String: String]) throws -> Void
    package typealias Show = @Sendable (_ service: EditedService, _ text: String, _ page: String, Texts) -> Preview?

    /// The mistakes of one text, and what became of its examples.
    let check: Check
    /// Throws `BrokenPack` where the pack with these texts over it cannot be served.
    let checkPack: CheckPack
    /// Nil where the text has no such page, or cannot be read.
    let show: Show

    package init(check: @escaping Check, checkPack: @escaping CheckPack, show: @escaping Show) {
        (self.check, self.checkPack, self.show) = (check, checkPack, show)
    }
}
