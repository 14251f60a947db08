import Casework
import Definitions
import Foundation
import Kit
import Support
import Testing
import Web

@testable import Applying

@Suite("What an officer may do for somebody") struct AssistanceTests {
    private let now = Date(timeIntervalSince1970: 1_795_248_000)

    private func officer(_ person: String = "o", of entity: String = "moi", _ services: [String] = ["sample"])
        -> Visitor
    {
        Visitor(
            session: "", person: person, name: Bilingual(same: "O"),
            roles: [.officer(entity: entity, services: services)], actingFor: nil)
    }

    private func begun(_ channel: Case.Channel) -> Assistance {
        Assistance(by: officer(), of: "moi", for: "p", through: channel, at: now)
    }

    @Test("at the counter he may at once, for half an hour, until it is ended")
    func counter() {
        var assistance = begun(.counter)
        #expect(assistance.isOpen(at: now) && !assistance.awaitsCode(at: now))
        #expect(assistance.isOpen(at: now + 1799) && !assistance.isOpen(at: now + 1800))
        #expect(!assistance.canPrint(at: now))
        assistance.endedAt = now + 60
        #expect(!assistance.isOpen(at: now + 60))
        #expect(assistance.canPrint(at: now + 1859) && !assistance.canPrint(at: now + 1860))
    }

    @Test("on the telephone he waits ten minutes for the code, and has half an hour from then on")
    func phone() {
        let assistance = begun(.phone)
        #expect(!assistance.isOpen(at: now) && assistance.awaitsCode(at: now + 599))
        #expect(!assistance.awaitsCode(at: now + 600))
        let proven = assistance.proven(at: now + 300)
        #expect(!proven.awaitsCode(at: now + 300))
        #expect(proven.isOpen(at: now + 2099) && !proven.isOpen(at: now + 2100))
    }

    @Test("only for a service that is his, of the entity for which he sits")
    func services() throws {
        let definition = try SampleService.definition()
        let assistance = begun(.counter)
        #expect(assistance.allows(definition, by: officer()))
        #expect(!assistance.allows(definition, by: officer("another")))
        #expect(!assistance.allows(definition, by: officer("o", of: "moi", ["exit-permit"])), "he lost it meanwhile")
        // Who is heard about a service of another entity does not take applications for it.
        #expect(!assistance.allows(definition, by: officer("o", of: "kahramaa")))
        let elsewhere = Assistance(by: officer(), of: "kahramaa", for: "p", through: .counter, at: now)
        #expect(!elsewhere.allows(definition, by: officer("o", of: "kahramaa")))
    }

    @Test("his duties say where he serves people; who has none serves nobody")
    func duties() {
        #expect(Case.Channel.served(by: []) == [])
        #expect(Case.Channel.served(by: ["review", "appeal", "portal"]) == [])
        #expect(Case.Channel.served(by: ["phone", "review", "counter"]) == [.counter, .phone])
    }

    @Test("at the counter the card must have been seen; on the telephone there is none")
    func card() throws {
        let both: [Case.Channel] = [.counter, .phone]
        var form = CounterForm(channel: "counter", qid: "28463400117")
        #expect(throws: Invalid(["card": "applying.wrong.card"])) { try form.checked(both) }
        form.hasSeenCard = true
        #expect(try form.checked(both).channel == .counter)
        form = CounterForm(channel: "phone", qid: "٢٨٤٦٣٤٠٠١١٧")
        #expect(try form.checked(both).qid == QID("28463400117"))
        #expect(throws: Invalid(["channel": "applying.wrong.channel"])) {
            try CounterForm(channel: "portal", qid: "28463400117").checked(both)
        }
        // Who serves at one place only is not asked, and cannot pretend to serve at the other.
        #expect(throws: Invalid(["card": "applying.wrong.card"])) {
            try CounterForm(channel: "phone", qid: "28463400117").checked([.counter])
        }
        #expect(throws: Invalid(["channel": "applying.wrong.channel", "qid": "applying.wrong.qid"])) {
            try CounterForm(qid: "1").checked(both)
        }
    }
}
