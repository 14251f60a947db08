import Casework
import Definitions
import Foundation
import Forms
import Kit
import Registers
import Rules
import Store
import Web

/// A draft with everything around it: its definition, the world, the pages that are asked.
struct OpenForm: Sendable {
    var draft: Draft
    let definition: Definition
    private(set) var setting: Setting
    /// The reference of the case that waits for these pages.
    let waiting: Reference?
    /// What was paid for that case so far, in minor units, where it matters.
    let paid: Int
    /// What the officer wrote who sent the case back.
    let demand: Bilingual?
    /// The officer's part, where he fills it in for somebody, and for whom.
    let assisted: (assistance: Assistance, name: Bilingual)?
    private let asked: [String]

    /// - Parameter looking: words that are looked for, which nobody has sent yet.
    init(
        _ draft: Draft, _ office: Office, _ context: Context, for assistance: Assistance? = nil,
        looking: Answers = [:], in transaction: Transaction
    ) throws {
        var draft = draft
        draft.answers.merge(looking) { $1 }
        self.draft = draft
        assisted = try assistance.map { ($0, try office.name(of: "person:\($0.person)", in: transaction)) }
        definition = try office.shelf.definition(of: draft.service, version: draft.version, in: transaction)
        let file = try draft.caseID.flatMap { try transaction.findCase(id: $0) }
        waiting = file?.reference
        let service = definition
        paid = try file.map { try transaction.paid(for: $0, service) } ?? 0
        demand = try file.flatMap { try transaction.history(of: $0.id).all.demand(service) }
        setting = try office.setting(
            definition, draft.answers, asking: try? context.parameter("page"), holder: draft.holder,
            person: draft.person, files: (draft.id, draft.caseID),
            t: context.t, now: context.now, subject: waiting, checksTimes: true, in: transaction)
        asked = draft.pages(definition).map(\.id)
        self.draft.answers = reading.settled(draft.answers)
    }

    /// Whether it cannot be sent before a register answers.
    var awaitsRegister: Bool { !definition.registers(in: draft.answers).isDisjoint(with: setting.away) }

    /// The answers seen through the conditions of the form.
    var reading: Reading { Reading(definition.pages, draft.answers, setting) }

    /// The pages that are to be filled in now.
    var pages: [(page: FormPage, questions: [Question])] { reading.pages.filter { asked.contains($0.page.id) } }

    /// The first page that is not complete.
    var openPage: FormPage? { reading.firstOpenPage(draft.answers, of: asked) }

    /// The page that the address names; nil where the answers no longer lead to it.
    func page(_ context: Context) throws -> (FormPage, [Question])? {
        let name = try context.parameter("page")
        guard definition.pages.contains(where: { $0.id == name && asked.contains(name) }) else { throw NotFound() }
        return pages.first { $0.page.id == name }.map { ($0.page, $0.questions) }
    }

    /// What stands in the fields: what was answered, or what the state already knows.
    func typed(_ questions: [Question]) -> [String: Typed] {
        let scope = reading.setting.scope
        var typed: [String: Typed] = [:]
        for question in questions {
            if let answer = draft.answers[question.id] {
                typed[question.id] = question.kind.typed(answer)
            } else if let known = question.prefill?.value(in: scope), let answer = Prefill.answer(known) {
                typed[question.id] = question.kind.typed(answer)
            }
        }
        return typed
    }

    /// Records that were chosen among what was found while the words were typed: nobody has asked for them before.
    func chosenUnseen(_ questions: [Question], _ form: Form) -> Answers {
        questions.filter(\.kind.searches).reduce(into: [:]) { chosen, question in
            let (id, known) = (form[question.id], setting.records[question.kind.register ?? ""] ?? [])
            if !id.isEmpty, !known.contains(where: { $0.id == id }) { chosen[question.id] = .one(id) }
        }
    }

    func path(_ page: String) -> String { "/drafts/\(draft.id)/pages/\(page)" }

    /// The next page, or the one where the answers are checked.
    func next(after page: FormPage?) -> String {
        // What was asked in two steps, and is half answered, comes back.
        if let page, reading.firstOpenPage(draft.answers, of: [page.id]) != nil { return path(page.id) }
        let pages = pages.map(\.page.id)
        if let page, let index = pages.firstIndex(of: page.id), index + 1 < pages.count, openPage != nil {
            return path(pages[index + 1])
        }
        return openPage.map { path($0.id) } ?? "/drafts/\(draft.id)/check"
    }

    func with(answers: Answers) -> OpenForm {
        var form = self
        form.draft.answers = answers
        return form
    }

    func with(files: [Attachment]) -> OpenForm {
        var form = self
        form.setting.attachments = files
        return form
    }
}

/// What the state knows, as an answer.
enum Prefill {
    static func answer(_ value: Value) -> FormAnswer? {
        switch value {
        case .string(let text): text.isEmpty ? nil : .one(text)
        case .number(let number): .one("\(number)")
        case .date(let day): .one(day.description)
        case .boolean(let flag): .one(flag ? "yes" : "no")
        case .context(let entries):
            if let zone = entries["zone"]?.integer, let street = entries["street"]?.integer,
                let building = entries["building"]?.integer
            {
                .one("\(zone)/\(street)/\(building)")
            } else {
                nil
            }
        default: nil
        }
    }
}
