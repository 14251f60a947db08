package import Foundation
import Kit
package import Store
package import Web

/// What the state writes to a person: a mailbox on the portal that keeps everything, with SMS and e-mail beside it.
///
/// Other modules write with `transaction.send(_:to:at:)`; the message is kept in their transaction, and what leaves the
/// house (SMS, e-mail) goes by jobs that are tried again until it is accepted.
package struct Messaging: Sendable {
    let store: Store
    let site: Site
    let sms: any SMSProvider
    let mail: any MailProvider
    let sandbox: SandboxWindow?

    /// - Parameter sandbox: where the demonstration's post office shows what was sent; used only where `site.demo`.
    package init(
        store: Store, site: Site, sms: any SMSProvider, mail: any MailProvider, sandbox: SandboxWindow? = nil
    ) {
        self.store = store
        self.site = site
        self.sms = sms
        self.mail = mail
        self.sandbox = sandbox
    }

    package var routes: [Route] {
        var routes: [Route] = [
            .get("/messages", .signedIn, listMessages),
            .get("/messages/:message", .signedIn, showMessage),
        ]
        if site.demo { routes.append(.get("/demo/messages", .anyone, showSent)) }
        return routes
    }

    package static let migrations: [Migration] = [MessagingMigrations.first]

    package static var texts: Bundle { .module }

    /// Has the jobs done that hand messages to the telephone company and the mail server.
    package func listen(on store: Store) {
        store.performOutside(SMSJob.self) { [sms] job in
            guard let phone = Phone(job.phone) else { return }
            try await sms.send(SMSText(job.text), to: phone)
        }
        store.performOutside(MailJob.self) { [mail, site] job in
            guard let letter = job.mail(from: site) else { return }
            try await mail.send(letter)
        }
    }
}
