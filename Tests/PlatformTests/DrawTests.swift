import Foundation
import Kit
import Platform
import Support
import Testing

/// Several people want the same place, and lots are drawn.
@Suite("A draw by lot", .serialized) struct DrawTests {
    private let today = Day(2026, 11, 22) ?? Day(number: 0)
    private let camp: [String: [String]] = [
        "camp": ["family"], "area": ["north"], "setup_on-day": ["20"], "setup_on-month": ["12"],
        "setup_on-year": ["2026"],
    ]

    @Test("of two who want the same site one wins it, on the day and not before, and the other is told")
    func drawn() async throws {
        let world = try await World()
        let (hamad, mona) = (
            try await world.browser(of: "hamad-al-marri"), try await world.browser(of: "mona-al-khater")
        )
        let site = camp.merging(["site": ["cs-n-01"]]) { $1 }
        let cases = [
            ("hamad-al-marri", try await hamad.apply("winter-camping", site, today: today)),
            ("mona-al-khater", try await mona.apply("winter-camping", site, today: today)),
        ]
        world.clock.move(hours: 6 * 24)
        try await world.settle()
        for (name, reference) in cases {
            let person = try await world.signIn(name).value
            try await person.visit("/en/cases/\(reference)")
            #expect(person.page.words.contains("On Sunday morning lots are drawn"), "\(person.page.words)")
        }
        world.clock.move(hours: 34)
        try await world.settle()
        var won = 0
        for (name, reference) in cases {
            let person = try await world.signIn(name).value
            try await person.visit("/en/cases/\(reference)")
            let words = person.page.words
            #expect(words.contains("Drawn by lot"))
            if words.contains("The site is yours") {
                won += 1
                #expect(words.contains("Place 1 of 2 in the draw."), "\(words)")
            } else {
                #expect(words.contains("Somebody else won the site") && words.contains("Place 2 of 2 in the draw."))
            }
        }
        #expect(won == 1)
    }

    @Test("whoever is alone, or wants another site, wins; whoever took his application back is in no draw")
    func alone() async throws {
        let world = try await World()
        let (hamad, mona) = (
            try await world.browser(of: "hamad-al-marri"), try await world.browser(of: "mona-al-khater")
        )
        let first = try await hamad.apply("winter-camping", camp.merging(["site": ["cs-n-01"]]) { $1 }, today: today)
        try await hamad.submit(hamad.page, to: "/withdrawal")
        let second = try await hamad.apply("winter-camping", camp.merging(["site": ["cs-n-02"]]) { $1 }, today: today)
        let other = try await mona.apply("winter-camping", camp.merging(["site": ["cs-n-01"]]) { $1 }, today: today)
        world.clock.move(hours: 7 * 24 + 10)
        try await world.settle()
        for (name, reference) in [("hamad-al-marri", second), ("mona-al-khater", other)] {
            let person = try await world.signIn(name).value
            try await person.visit("/en/cases/\(reference)")
            #expect(person.page.words.contains("Place 1 of 1 in the draw."), "\(person.page.words)")
        }
        let again = try await world.signIn("hamad-al-marri").value
        try await again.visit("/en/cases/\(first)")
        #expect(!again.page.words.contains("Drawn by lot"))
    }

    @Test("whoever asks for a site in the night before a draw finds it taken in the next, and takes it from nobody")
    func night() async throws {
        let world = try await World()
        let site = camp.merging(["site": ["cs-n-01"]]) { $1 }
        let hamad = try await world.browser(of: "hamad-al-marri")
        let first = try await hamad.apply("winter-camping", site, today: today)
        world.clock.move(hours: 6 * 24 + 16)
        try await world.settle()
        let mona = try await world.signIn("mona-al-khater").value
        let second = try await mona.apply("winter-camping", site, today: today)
        world.clock.move(hours: 10)
        try await world.settle()
        let winner = try await world.signIn("hamad-al-marri").value
        try await winner.payCharge(onCase: first)
        try await world.settle()
        world.clock.move(hours: 7 * 24)
        try await world.settle()
        let later = try await world.signIn("mona-al-khater").value
        try await later.visit("/en/cases/\(second)")
        #expect(later.page.words.contains("The site went to somebody in an earlier draw."), "\(later.page.words)")
    }
}
