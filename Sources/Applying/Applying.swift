package import Casework
package import Foundation
import Kit
import Store
package import Web

/// Applying for a service: what is filled in page by page, sent, and becomes a case; on the portal, at a counter, on the
/// telephone, on paper.
package struct Applying: Sendable {
    let casework: Casework
    let store: Store
    let office: Office
    let procedure: Procedure
    let files: FileShelf

    /// - Parameter casework: where what is sent becomes a case.
    package init(_ casework: Casework) {
        self.casework = casework
        store = casework.store
        office = casework.office
        procedure = casework.procedure
        files = casework.files
    }

    package var routes: [Route] {
        [
            .get("/services/:service/apply", .anyone, showStart),
            .post("/services/:service/apply", .anyone, start),
            .get("/services/:service/form", .anyone, kept: true, showBlankForm),
            .get("/drafts/:draft/pages/:page", .anyone, showPage),
            .post("/drafts/:draft/pages/:page", .anyone, bodyLimit: 12 << 20, answerPage),
            .get("/drafts/:draft/pages/:page/found", .anyone, limit: Applying.searchLimit, showFound),
            .get("/drafts/:draft/check", .anyone, showCheck),
            .post("/drafts/:draft/submission", .signedIn, sendDraft),
            .post("/drafts/:draft/removal", .signedIn, removeDraft),
            .get("/counter", .officer, showCounter),
            .post("/counter", .officer, limit: Applying.counterLimit, beginAssistance),
            .get("/counter/:case", .officer, showAssistance),
            .post("/counter/:case/code", .officer, enterCallerCode),
            .post("/counter/:case/code/another", .officer, resendCallerCode),
            .post("/counter/:case/draft", .officer, beginAssisted),
            .post("/counter/:case/end", .officer, endAssistance),
            .get("/counter/:case/receipt", .officer, showReceipt),
        ]
    }

    /// Numbers of people are not tried out; several officers may share an address.
    private static let counterLimit = RateLimit("counter", burst: 30, perMinute: 20)

    /// A word a letter at a time, and some patience.
    private static let searchLimit = RateLimit("found", burst: 60, perMinute: 120)

    package static var texts: Bundle { .module }

    /// Sends what waited for a register, and removes files of applications that were thrown away.
    package func listen(clock: @escaping @Sendable () -> Date) {
        store.performOutside(SendWhenAnswered.self) { job in try await send(job, now: clock()) }
        store.performOutside(RemoveFiles.self) { [files] job in for file in job.files { try await files.remove(file) } }
    }
}

/// Files that nobody needs any more: the person threw away what he wrote.
struct RemoveFiles: Job {
    static let kind = "applying.remove-files"
    let files: [String]
}

/// What a handler gives back; an answer to a question is `FormAnswer`.
typealias Answer = Web.Answer
