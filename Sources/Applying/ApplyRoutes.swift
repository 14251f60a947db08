import Casework
import Definitions
import Foundation
import Forms
import Kit
import Rules
import Store
import Web

/// Filling in an application: begin, answer page by page, check, send.
extension Applying {
    func showStart(_ context: Context) async throws -> Answer {
        let service = try context.parameter("service")
        let definition = try office.shelf.definition(of: service)
        let start = try await store.read { transaction in
            try StartView(definition, office, context, in: transaction)
        }
        return startPage(context, start)
    }

    func start(_ context: Context) async throws -> Answer {
        let office = office
        let definition = try office.shelf.definition(of: try context.parameter("service"))
        let visitor = definition.isOpenToAll ? context.visitor : try context.signedIn()
        let parties = visitor.map { office.parties(of: $0, definition) }
        // The page before has said so: whoever comes here all the same has no form of it.
        if parties?.isEmpty == true { throw Refusal("applying.refusal.not-for-you", cause: .forbidden) }
        let chosen = parties?.first { $0.holder == context.form["party"] }
        guard
            let holder = visitor == nil ? "anonymous" : (chosen ?? (parties?.count == 1 ? parties?.first : nil))?.holder
        else {
            let view = try await store.read { try StartView(definition, office, context, in: $0) }
            return startPage(context, view, wrong: context.t("applying.wrong.party"))
        }
        let now = context.now
        let draft = Draft(
            id: Identifier.make(at: now), owner: owner(context), service: definition.service,
            version: definition.version, holder: holder, caseID: nil, step: nil, answers: [:], createdAt: now,
            updatedAt: now)
        let form = try await store.write { try Applying.begin(draft, office, context, in: $0) }
        return context.redirect(to: form.next(after: nil))
    }

    /// Begins an application where the service is open to the applicant.
    static func begin(
        _ draft: Draft, _ office: Office, _ context: Context, for assistance: Assistance? = nil,
        in transaction: Transaction
    ) throws -> OpenForm {
        let form = try OpenForm(draft, office, context, for: assistance, in: transaction)
        if let shut = form.definition.opens.first(where: { !$0.that.value(in: form.setting.scope).holds }) {
            throw Refusal(TextKey("applying.refusal.pack", ["text": shut.otherwise[context.language]]))
        }
        try transaction.insert(draft)
        return form
    }

    func showPage(_ context: Context) async throws -> Answer {
        let form = try await open(context)
        guard let (page, questions) = try form.page(context) else { return context.redirect(to: form.next(after: nil)) }
        var typed = form.typed(questions)
        if context.query.has("anew") {
            for question in questions where question.kind.calendar != nil {
                typed[question.id]?.values["-anew"] = ["yes"]
            }
        }
        return try await show(context, form, page, typed)
    }

    /// What words find in a long register, for the page on which they are being typed. Nothing is kept.
    func showFound(_ context: Context) async throws -> Answer {
        let (name, words) = (context.query["question"], context.query["words"])
        guard !words.isEmpty, words.unicodeScalars.count <= 100 else { throw NotFound() }
        let form = try await open(context, looking: [name: .one(FormAnswer.searching + words)])
        guard let question = try form.page(context)?.1.first(where: { $0.id == name }),
            let kind = question.kind as? SearchKind
        else { throw NotFound() }
        return .page(kind.found(question, words: words, form.setting))
    }

    func answerPage(_ context: Context) async throws -> Answer {
        var form = try await open(context)
        guard let (page, questions) = try form.page(context) else { return context.redirect(to: form.next(after: nil)) }
        let chosen = form.chosenUnseen(questions, context.form)
        if !chosen.isEmpty { form = try await open(context, looking: chosen) }
        if context.form.has("add") || context.form.has("remove") {
            return try await changeRows(context, form, page, questions)
        }
        var submission = try await submission(context, form, page)
        if context.form.has("stay") { submission.wrong = [:] }
        guard submission.wrong.isEmpty else {
            return try await show(
                context, form.with(files: submission.files), page, submission.typed, submission.wrong)
        }
        try await save(submission.answers, to: page.questions.map(\.id), of: form, context)
        let kept = form.with(files: submission.files).with(answers: submission.answers)
        return context.redirect(to: kept.next(after: page))
    }

    func showCheck(_ context: Context) async throws -> Answer {
        let form = try await open(context)
        if let page = form.openPage { return context.redirect(to: form.path(page.id)) }
        // What a register has yet to say cannot be calculated with.
        let facts =
            form.awaitsRegister
            ? nil : try procedure.facts(form.definition, form.draft.answers, form.setting, .bank(form.paid))
        try await recordLook(form, context)
        return try checkPage(context, form, facts)
    }

    func sendDraft(_ context: Context) async throws -> Answer {
        let (visitor, id, now, procedure) = (
            try context.signedIn(), try context.parameter("draft"), context.now, procedure
        )
        let sender =
            visitor.isOfficer
            ? try await store.read { try $0.sender(ofDraft: id, visitor, at: now) } : Sender(visitor)
        try await refresh(draft: id, of: sender.visitor.person, now)
        do {
            let file = try await store.write { transaction in
                let sender = try transaction.sender(ofDraft: id, visitor, at: now)
                return try procedure.send(draft: id, by: sender, now: now, in: transaction)
            }
            let taken = sender.assistance.map { "/counter/\($0.reference.symbols)/receipt" }
            return context.redirect(to: taken ?? "/cases/\(file.reference.symbols)?sent")
        } catch let incomplete as Incomplete {
            return context.redirect(to: "/drafts/\(id)/pages/\(incomplete.page)")
        } catch is AwaitsRegister {
            try await store.write { transaction in
                let sender = try transaction.sender(ofDraft: id, visitor, at: now)
                try procedure.sendLater(draft: id, by: sender, now: now, in: transaction)
            }
            return context.redirect(to: "/drafts/\(id)/check")
        }
    }

    func removeDraft(_ context: Context) async throws -> Answer {
        let (visitor, id, now) = (try context.signedIn(), try context.parameter("draft"), context.now)
        try await store.write { transaction in
            guard let draft = try transaction.draft(id, ownedBy: ["person:\(visitor.person)"]), draft.caseID == nil
            else {
                throw NotFound()
            }
            let files = try transaction.removeAttachments(ofDraft: draft.id)
            if !files.isEmpty { try transaction.enqueue(RemoveFiles(files: files), at: now) }
            try transaction.remove(draft)
        }
        return context.redirect(to: "/cases")
    }

    /// A page with its questions. What an officer sees of somebody else is written down before he does.
    private func show(
        _ context: Context, _ form: OpenForm, _ page: FormPage, _ typed: [String: Typed], _ wrong: [String: Wrong] = [:]
    ) async throws -> Answer {
        try await recordLook(form, context)
        return questionPage(context, form, page, typed, wrong)
    }

    /// Keeps what was answered. An officer's right to do so is looked at again with it: he may have been stopped meanwhile.
    private func save(
        _ answers: Answers, to questions: [String], of form: OpenForm, _ context: Context
    ) async throws {
        let (draft, now, officer) = (form.draft, context.now, form.assisted == nil ? nil : context.visitor)
        try await store.write { transaction in
            if let officer { _ = try transaction.sender(ofDraft: draft.id, officer, at: now) }
            try transaction.save(answers, to: questions, of: draft, at: now)
        }
    }

    // MARK: The draft that a request is about

    /// Before signing in, a draft belongs to the browser.
    func owner(_ context: Context) -> String {
        context.visitor.map { "person:\($0.person)" } ?? "browser:\(context.site.seal.digest(context.browser))"
    }

    /// Opens a draft; one that this browser began before signing in is taken over by the person.
    ///
    /// - Parameter looking: words that are looked for, which nobody has sent yet.
    func open(_ context: Context, looking: Answers = [:]) async throws -> OpenForm {
        let (id, office) = (try context.parameter("draft"), office)
        let (mine, browser) = (owner(context), "browser:\(context.site.seal.digest(context.browser))")
        let read: @Sendable (Transaction) throws -> OpenForm = { transaction in
            if let draft = try transaction.draft(id, ownedBy: [mine, browser]) {
                return try OpenForm(draft, office, context, looking: looking, in: transaction)
            }
            return try Applying.assisted(id, context, office, looking: looking, transaction)
                ?? Applying.sent(id, context, office, transaction)
        }
        var form = try await store.read(read)
        if try await refresh(form, try? context.parameter("page"), context.now) { form = try await store.read(read) }
        guard let visitor = context.visitor, form.draft.owner != mine, form.assisted == nil else { return form }
        return try await adopt(form, by: visitor, context)
    }

    private func adopt(_ form: OpenForm, by visitor: Visitor, _ context: Context) async throws -> OpenForm {
        let office = office
        return try await store.write { transaction in
            let parties = office.parties(of: visitor, form.definition)
            let acting = parties.first { $0.holder == visitor.actingFor?.holder }
            guard let party = acting ?? parties.first else {
                throw Refusal("applying.refusal.not-for-you", cause: .forbidden)
            }
            try transaction.adopt(form.draft, by: "person:\(visitor.person)", holder: party.holder)
            var draft = form.draft
            draft.owner = "person:\(visitor.person)"
            draft.holder = party.holder
            return try OpenForm(draft, office, context, in: transaction)
        }
    }

    /// A draft that is not there: sent already, or never somebody's. A page of it from another tab leads to its case.
    private static func sent(_ id: String, _ context: Context, _ office: Office, _ transaction: Transaction) throws
        -> OpenForm
    {
        guard let visitor = context.visitor else { throw SignInNeeded() }
        guard let file = try transaction.findCase(fromDraft: id, heldBy: visitor.holders) else { throw NotFound() }
        throw Refusal(TextKey("applying.refusal.sent", ["reference": file.reference.description]))
    }

    // MARK: What was typed

    struct PageSubmission {
        var typed: [String: Typed]
        var wrong: [String: Wrong]
        var answers: Answers
        var files: [Attachment]
    }

    private func submission(_ context: Context, _ form: OpenForm, _ page: FormPage) async throws -> PageSubmission {
        let (files, wrongFiles) = try await keepFiles(context, form, page)
        let setting = form.with(files: files).setting
        let shown =
            context.form.has(Applying.shown)
            ? Set(context.form[Applying.shown].split(separator: " ").map(String.init)) : nil
        let checked = Submission(
            form.definition.pages, page: page, before: form.draft.answers, setting, shown: shown
        ) { question in
            guard question.kind.takesFiles else { return question.typed(context.form) }
            let kept = form.draft.answers[question.id]?.texts ?? []
            return Typed(["": Applying.usable(files, question, kept).map(\.id)])
        }
        return PageSubmission(
            typed: checked.typed, wrong: checked.wrong.merging(wrongFiles) { $1 }, answers: checked.answers,
            files: files)
    }

    /// The files that answer a question: those that were kept, and those that came since. What was sent with the case before
    /// and was taken out of the answer answers it no more.
    private static func usable(_ files: [Attachment], _ question: Question, _ kept: [String]) -> [Attachment] {
        files.filter { $0.question == question.id && (!$0.isSent || kept.contains($0.id)) }
    }

    /// Stores the files that came with a page. A file that cannot be taken says so at its question; the others stay.
    private func keepFiles(
        _ context: Context, _ form: OpenForm, _ page: FormPage
    ) async throws -> ([Attachment], [String: Wrong]) {
        var all = form.setting.attachments
        var wrong: [String: Wrong] = [:]
        for question in page.questions where question.kind.takesFiles {
            let most = (question.kind as? FileKind)?.most ?? 1
            for file in context.form.files(question.id) {
                // Nothing is stored that could not be an answer.
                guard Applying.usable(all, question, form.draft.answers[question.id]?.texts ?? []).count < most else {
                    wrong[question.id] = Wrong("forms.wrong.files", ["most": String(most)])
                    break
                }
                do {
                    let (attachment, digest) = try await files.store(file, question: question.id)
                    let (draft, now) = (form.draft.id, context.now)
                    try await store.write { try $0.insert(attachment, draft: draft, digest: digest, at: now) }
                    all.append(attachment)
                } catch let mistake as Wrong {
                    wrong[question.id] = mistake
                }
            }
        }
        return (all, wrong)
    }

    /// A button of a repeated group or of a kept file: the page comes back changed, with all that was typed.
    private func changeRows(
        _ context: Context, _ form: OpenForm, _ page: FormPage, _ questions: [Question]
    ) async throws -> Answer {
        let target = context.form["add"] + context.form["remove"]
        let name = target.split(separator: ".").first.map(String.init) ?? ""
        let rest = String(target.dropFirst(name.count + 1))
        var typed = Dictionary(uniqueKeysWithValues: questions.map { ($0.id, $0.typed(context.form)) })
        guard let question = questions.first(where: { $0.id == name }) else { throw NotFound() }
        if let group = question.kind as? GroupKind {
            let path = rest.split(separator: ".").map(String.init)
            typed[name] = group.changed(typed[name] ?? Typed(), at: path, adds: context.form.has("add"))
            return try await show(context, form, page, typed)
        }
        guard question.kind.takesFiles else { throw NotFound() }
        var answers = form.draft.answers
        let left = (answers[name]?.texts ?? []).filter { $0 != rest }
        answers[name] = left.isEmpty ? nil : .many(left)
        let (draft, now) = (form.draft, context.now)
        try await save(answers, to: [name], of: form, context)
        try await store.write { transaction in
            // What was sent stays with its case.
            let gone = try transaction.removeAttachment(rest, draft: draft.id)
            if !gone.isEmpty { try transaction.enqueue(RemoveFiles(files: gone), at: now) }
        }
        return context.redirect(to: form.path(page.id))
    }
}
