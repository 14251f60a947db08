import Kit
import Store
import Web

/// A service in the list of those that somebody may edit.
struct ServiceLine: Sendable {
    let id: String
    let name: Bilingual
    let waits: Bool
    let hasDraft: Bool

    init(_ service: EditedService, proposals: Set<String>, drafts: Set<String>) {
        (id, name) = (service.id, service.name)
        waits = proposals.contains(service.id)
        hasDraft = drafts.contains(service.id)
    }
}

/// A service with its history.
struct ServiceView: Sendable {
    let service: EditedService
    let current: CurrentText
    let lines: [EditionLine]
    let draft: EditionDraft?
    let mayEdit: Bool

    init(_ service: EditedService, _ visitor: Visitor, in transaction: Transaction) throws {
        let (current, lines) = (try transaction.current(service), try transaction.editions(of: service))
        let draft = try transaction.draft(of: service, by: visitor.person)
        self.service = service
        self.current = try current.one ?? CurrentText(edition: nil, text: service.file)
        self.lines = try lines.all
        mayEdit = visitor.may(.edit, for: service.entity)
        self.draft = mayEdit ? try draft.one : nil
    }
}

/// The text that somebody is working on, beside the one that is published.
struct DraftView: Sendable {
    let service: EditedService
    let current: CurrentText
    let draft: EditionDraft?
    /// What stands in the box.
    let text: String
    let base: String
    /// The edition whose text it is, where another than the published one was asked for.
    let origin: Int?

    /// - Parameter origin: the number of the edition to begin from, 0 for the folder's file; nil for the draft, or where
    ///   there is none, for what is published.
    init(_ service: EditedService, _ visitor: Visitor, from origin: Int?, in transaction: Transaction) throws {
        let (current, draft) = (
            try transaction.current(service), try transaction.draft(of: service, by: visitor.person)
        )
        let begun = try origin.map { try transaction.edition($0, of: service) }
        self.service = service
        self.current = try current.one ?? CurrentText(edition: nil, text: service.file)
        self.draft = try draft.one
        self.origin = origin
        if let begun {
            guard let text = origin == 0 ? service.file : try begun.one?.text else { throw NotFound() }
            self.text = text.text
            base = self.current.text.digest
        } else {
            text = self.draft?.text.text ?? self.current.text.text
            base = self.draft?.base ?? self.current.text.digest
        }
    }

    /// With what was just typed.
    init(_ service: EditedService, _ visitor: Visitor, _ typed: TypedDraft, in transaction: Transaction) throws {
        self.service = service
        current = try transaction.currentText(service)
        draft = try transaction.draft(of: service, by: visitor.person).one
        text = typed.text
        base = typed.takenIn == current.text.digest ? current.text.digest : typed.base
        origin = nil
    }

    /// Whether something was published since the text was begun.
    var isStale: Bool { base != current.text.digest }
    var isChanged: Bool { text != current.text.text }
    /// Whether what stands in the box is what was kept last.
    var isSaved: Bool { draft?.text.text == text }
}

/// One edition beside the text that it is to replace, or replaced.
struct EditionView: Sendable {
    let service: EditedService
    let edition: Edition
    let current: CurrentText
    /// What it is compared with; nil where the folder's file was another then.
    let before: EditionText?

    init(_ number: Int, of service: EditedService, in transaction: Transaction) throws {
        let (asked, current) = (try transaction.edition(number, of: service), try transaction.current(service))
        guard let edition = try asked.one else { throw NotFound() }
        self.service = service
        self.edition = edition
        self.current = try current.one ?? CurrentText(edition: nil, text: service.file)
        if edition.status == .proposed {
            before = self.current.text
        } else if edition.base == service.file.digest {
            before = service.file
        } else {
            before = try transaction.edition(withText: edition.base, of: service).one?.text
        }
    }

    var isStale: Bool { edition.isStale(over: current, file: service.file.digest) }
}

/// Two texts of a service; number 0 is the folder's file.
struct ComparisonView: Sendable {
    let service: EditedService
    let lines: [EditionLine]
    let from: Int
    let to: Int
    let old: EditionText
    let new: EditionText

    /// Where nothing is chosen, the folder's file and the published text.
    init(_ service: EditedService, _ from: Int?, _ to: Int?, in transaction: Transaction) throws {
        let (lines, current) = (try transaction.editions(of: service), try transaction.current(service))
        let old = try transaction.edition(from ?? 0, of: service)
        let new = try to.map { try transaction.edition($0, of: service) }
        let published = try current.one ?? CurrentText(edition: nil, text: service.file)
        guard let oldText = from ?? 0 == 0 ? service.file : try old.one?.text,
            let newText = to == nil ? published.text : to == 0 ? service.file : try new?.one?.text
        else { throw NotFound() }
        self.service = service
        self.lines = try lines.all
        (self.from, self.to, self.old, self.new) = (from ?? 0, to ?? published.edition ?? 0, oldText, newText)
    }
}
