package import Content
package import Definitions
package import Web

/// What is said of a text before anybody else sees it.
package struct Proof: Sendable {
    package let mistakes: [Mistake]
    package let examples: [ExampleResult]
    /// Small slips in its rules that none of its examples would notice.
    fileprivate(set) var gaps: [Probe.Gap] = []

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
    package typealias FindGaps = @Sendable (_ service: EditedService, _ text: String) -> [Probe.Gap]
    package typealias CheckPack = @Sendable (_ overlay: [String: String]) throws -> Void
    package typealias Show = @Sendable (_ service: EditedService, _ text: String, _ page: String, Texts) -> Preview?

    /// The mistakes of one text, and what became of its examples.
    let check: Check
    /// What the examples of a text without mistakes do not test.
    private let findGaps: FindGaps
    /// Throws `BrokenPack` where the pack with these texts over it cannot be served.
    let checkPack: CheckPack
    /// Nil where the text has no such page, or cannot be read.
    let show: Show

    package init(
        check: @escaping Check, findGaps: @escaping FindGaps, checkPack: @escaping CheckPack, show: @escaping Show
    ) {
        (self.check, self.findGaps, self.checkPack, self.show) = (check, findGaps, checkPack, show)
    }

    /// All that is said of a text, for the page on which it is read.
    func whole(_ service: EditedService, _ text: String) -> Proof {
        var proof = check(service, text)
        if proof.isSound { proof.gaps = findGaps(service, text) }
        return proof
    }
}
