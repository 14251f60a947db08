import Content
import Foundation
import Kit
import Messaging
import Store
import Support
import Testing

@testable import Identity
@testable import Web

@Suite("The register of people")
struct PeopleTests {
    @Test("the pack's people are without a mistake, and all services of the demonstration have their officers")
    func readsPack() async throws {
        let inspection = Inspection()
        let people = try #require(People.read(FrontDesk.pack, inspection))
        #expect(inspection.mistakes.isEmpty)
        #expect(people.entries.count == 37 && people.organisations.count == 4)
        let desk = try await FrontDesk()
        try await desk.store.read { transaction throws in
            for service in [
                "residence-permit-renewal", "exit-permit", "police-clearance", "traffic-violation-objection",
                "kahramaa-izba-connection", "medical-commission-registration", "customs-income-calculation",
            ] {
                #expect(try !transaction.officers(of: service).isEmpty, "\(service)")
            }
            #expect(try transaction.officers(of: "traffic-violation-objection", duty: "appeal") == ["yousef-al-emadi"])
            #expect(try transaction.officers(of: "exit-permit", duty: "review") == ["nasser-al-kaabi"])
            #expect(try transaction.officers(of: "no-such-service").isEmpty)
        }
    }

    @Test("a person is found by identifier and by QID, whole")
    func finds() async throws {
        let desk = try await FrontDesk()
        let hamad = try desk.person("hamad-al-marri")
        let qid = try #require(hamad.qid)
        try await desk.store.read { transaction throws in
            #expect(try transaction.person("hamad-al-marri").one == hamad)
            #expect(try transaction.person(qid: qid) == hamad)
            #expect(try transaction.person("nobody").one == nil)
            #expect(try transaction.recipient(for: "hamad-al-marri")?.language == .arabic)
            let companies = try transaction.organisations(representedBy: "maryam-al-sulaiti")
            #expect(companies.map(\.id) == ["al-wadi-maintenance", "al-wadi-contracting"])
            #expect(try transaction.represents("maryam-al-sulaiti", "al-wadi-contracting"))
            #expect(try !transaction.represents("hamad-al-marri", "al-wadi-contracting"))
            #expect(try transaction.representatives(of: "gulf-lantern-trading") == ["joseph-khoury"])
        }
    }

    @Test("a visitor from abroad has a passport instead of a QID, and comes back whole")
    func visitor() async throws {
        let desk = try await FrontDesk()
        let lina = try desk.person("lina-santos")
        #expect(lina.qid == nil && lina.phone == nil && lina.isFromAbroad && lina.account == "lina.santos@example.com")
        #expect(lina.passport?.number == "P7702641B" && lina.nationality?.code == "PHL")
        #expect(try desk.person("hamad-al-marri").nationality?.code == "QAT")
        try await desk.store.read { transaction throws in
            #expect(try transaction.person("lina-santos").one == lina)
            let recipient = try #require(try transaction.recipient(for: "lina-santos"))
            #expect(recipient.phone == nil && recipient.email == lina.email && recipient.language == .english)
        }
    }

    @Test("what is wrong with a visitor is found, with its line")
    func findsMistakesOfVisitors() throws {
        let text = """
            demo: true
            password: x
            people:
              - id: one
                name: { ar: زائر, en: Visitor }
                about: { ar: زائر, en: Visitor }
                passport: { number: "12", nationality: PHL }
                phone: "5550 0101"
                born: 1990-02-11
                language: en
              - id: two
                name: { ar: زائر, en: Visitor }
                about: { ar: زائر, en: Visitor }
                passport: { number: P1234567, nationality: XYZ }
                email: two@example.com
                born: 1990-02-11
                language: en
            """
        let inspection = Inspection()
        _ = People.read(
            PackFolder(path: try folder(["people.yaml": text, "entities.yaml": "- id: moi\n"])), inspection)
        let lines = inspection.mistakes.filter { $0.place.file == "people.yaml" }.map(\.place.line)
        #expect(Set(lines).isSuperset(of: [7, 8, 14]))
        let all = inspection.mistakes.map(\.text).joined(separator: "\n")
        for word in ["«12»", "«5550 0101»", "«XYZ»", "write «email»"] { #expect(all.contains(word), "\(word)") }
    }

    @Test("loading again adds nothing, and brings back no power that was withdrawn")
    func loadsOnce() async throws {
        let desk = try await FrontDesk()
        try await desk.store.write { transaction in
            try transaction.withdraw("joseph-khoury", from: "gulf-lantern-trading", at: FrontDesk.opening)
        }
        let clock = ContinuousClock()
        var quickest = Duration.seconds(9)
        for _ in 0..<5 {
            let time = try await clock.measure { try await desk.identity.load(desk.people, at: FrontDesk.opening) }
            quickest = min(quickest, time)
        }
        #expect(quickest < .milliseconds(50))
        #expect(try await desk.store.read { try !$0.represents("joseph-khoury", "gulf-lantern-trading") })
    }

    @Test("an officer who is given another service in the pack has it after the next start")
    func followsThePack() async throws {
        let desk = try await FrontDesk()
        var aisha = try desk.person("aisha-al-mohannadi")
        aisha.roles = [.officer(entity: "moi", services: ["exit-permit"])]
        let entry = People.Entry(person: aisha, about: Bilingual(same: ""), represents: [])
        let people = People(password: "x", entries: [entry], organisations: [])
        try await desk.identity.load(people, at: FrontDesk.opening)
        try await desk.store.read { transaction throws in
            #expect(try transaction.officers(of: "exit-permit").contains("aisha-al-mohannadi"))
            #expect(try transaction.officers(of: "traffic-violation-objection") == ["yousef-al-emadi"])
        }
    }

    @Test("a pack without people has none, and that is no mistake")
    func allowsNone() throws {
        let inspection = Inspection()
        #expect(People.read(PackFolder(path: try folder([:])), inspection) == nil)
        #expect(inspection.isClean)
    }

    @Test("every mistake is found, with its line")
    func findsMistakes() throws {
        let text = """
            demo: false
            password: x
            people:
              - id: Hamad
                name: { ar: حمد, en: Hamad }
                about: { ar: مواطن, en: Citizen }
                qid: "1234"
                phone: "+974 4450 0101"
                email: nowhere
                born: 1979-02-30
                sex: m
                language: fr
                iban: QA00DEMO000000000010101000001
                roles: [king]
                represents: [nobody]
                officer: { entity: nowhere, services: [nothing], powers: all }
              - id: omar
                name: { ar: عمر, en: Omar }
                about: { ar: مقيم, en: Resident }
                qid: "29081800326"
                phone: "+974 6650 0103"
                born: 1991-02-11
                sex: male
                language: ar
              - id: omar
                name: { ar: عمر, en: Omar }
                about: { ar: مقيم, en: Resident }
                qid: "29081800326"
                phone: "+974 6650 0103"
                born: 1990-02-11
                sex: male
                language: ar
            """
        let inspection = Inspection()
        let files = ["people.yaml": text, "entities.yaml": "- id: moi\n"]
        _ = People.read(PackFolder(path: try folder(files)), inspection)
        let lines = inspection.mistakes.filter { $0.place.file == "people.yaml" }.map(\.place.line)
        #expect(Set(lines).isSuperset(of: [1, 4, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 22]))
        let all = inspection.mistakes.map(\.text).joined(separator: "\n")
        for word in ["«id: omar» stands twice", "«qid: 29081800326» stands twice", "«powers»", "«king»", "nothing"] {
            #expect(all.contains(word), "\(word)")
        }
    }

    private func folder(_ files: [String: String]) throws -> String {
        let folder = try TestFolder.make()
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
        return folder.path
    }
}
