import Credentials
import Foundation
import Kit
import Web

extension Documents {
    func showVerifyForm(_ context: Context) async throws -> Answer {
        let title = context.t("documents.verify.title")
        return context.page(
            title, trail: context.trail(title), description: context.t("documents.verify.lead"), isPublic: true,
            VerifyPages.form(VerifyForm(), context))
    }

    /// A reference leads to its page; a file is answered at once, and kept nowhere.
    func verify(_ context: Context) async throws -> Answer {
        var form = VerifyForm(context.form)
        if let path = form.path(code) { return context.redirect(to: path) }
        if let credential = form.credential { return answer(try await check(credential: credential), context) }
        form.isWrong = true
        let title = context.t("documents.verify.title")
        return context.page(
            title, trail: context.trail(title), status: 422, errors: true, VerifyPages.form(form, context))
    }

    func verifyReference(_ context: Context) async throws -> Answer {
        guard let reference = Reference(try context.parameter("reference")) else { return answer(.notOurs, context) }
        return answer(try await check(reference: reference), context)
    }

    /// The statement is longer than what a part of an address may be elsewhere, so that it is read from the path.
    func verifyStatement(_ context: Context) async throws -> Answer {
        let parts = context.path.split(separator: "/")
        guard parts.count == 3 else { throw NotFound() }
        let finding = try await check(reference: String(parts[1]), statement: String(parts[2]), at: context.now)
        return answer(finding, context)
    }

    private func answer(_ finding: Finding, _ context: Context) -> Answer {
        let title = context.t("documents.verify.title")
        let trail = context.trail(
            context.t("documents.verify.result"), through: [Link(title, to: context.address("/verify"))])
        return context.page(title, trail: trail, VerifyPages.result(VerifyView(finding, by: self, context), context))
    }
}

/// What somebody laid before us to be checked.
struct VerifyForm: Sendable {
    var reference = ""
    var text = ""
    var file: [UInt8] = []
    var asksReference = true
    var isWrong = false

    init() {}

    init(_ form: Form) {
        reference = form["reference"]
        text = form["credential"]
        file = form.files("file").first { !$0.bytes.isEmpty }?.bytes ?? []
        asksReference = form.has("reference")
    }

    /// The page of a reference, or of the whole address that a code holds.
    func path(_ code: PaperCode) -> String? {
        guard asksReference else { return nil }
        if let reference = Reference(reference) { return "/verify/\(reference.symbols)" }
        let typed = reference.uppercased()
        guard typed.utf8.count <= 1024, typed.hasPrefix(code.base) else { return nil }
        return VerifyForm.path(typed.dropFirst(code.base.count).split(separator: "/"))
    }

    /// A reference and a statement in an address; nil where they hold what no code of ours holds.
    static func path(_ parts: [Substring]) -> String? {
        let isPlain = parts.allSatisfy { $0.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) } }
        guard parts.count == 2, isPlain else { return nil }
        return "/verify/\(parts[0])/\(parts[1])"
    }

    /// The file, or what was pasted; nil where both are empty.
    var credential: [UInt8]? {
        if !file.isEmpty { return file }
        return text.isEmpty ? nil : Array(text.utf8)
    }
}
