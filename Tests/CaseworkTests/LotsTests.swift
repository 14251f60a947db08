import Kit
import Testing

@testable import Casework

@Suite("Lots") struct LotsTests {
    private let references = (0..<50).map { _ in Reference.random() }

    @Test("the same references are drawn in the same order, however they come, and each once")
    func same() {
        let order = Lots.drawn(references)
        #expect(order == Lots.drawn(references.reversed()) && order == Lots.drawn(references.shuffled()))
        #expect(Set(order) == Set(references) && order.count == references.count)
    }

    @Test("nobody wins because of his number: over many draws each place falls to each about as often")
    func fair() {
        var wins = [0, 0, 0]
        for _ in 0..<3000 {
            let three = [Reference.random(), Reference.random(), Reference.random()].sorted { $0.symbols < $1.symbols }
            if let winner = Lots.drawn(three).first, let place = three.firstIndex(of: winner) { wins[place] += 1 }
        }
        // Ten standard deviations: a fair draw does not come to this in the age of the world.
        #expect(wins.allSatisfy { abs($0 - 1000) < 260 }, "\(wins)")
    }
}
