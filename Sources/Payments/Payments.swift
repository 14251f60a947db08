package import Foundation
package import Kit
package import Logging
package import Store
package import Web

/// What the state is owed for a service, how it is paid at the bank, and the books that prove it.
///
/// Other modules ask for money with `Transaction.charge(_:at:)`, send the payer to `Charge.path`, and hear
/// `ChargePaid`, `ChargeFailed` and `ChargeRefunded`.
package struct Payments: Sendable {
    let store: Store
    let provider: any PaymentProvider
    let webhookSecret: String
    let clock: @Sendable () -> Date
    let log: Logger
    package let meter = PaymentsMeter()

    /// - Parameter webhookSecret: what the bank signs its notices with.
    package init(
        store: Store, provider: any PaymentProvider, webhookSecret: String, clock: @escaping @Sendable () -> Date,
        log: Logger
    ) {
        self.store = store
        self.provider = provider
        self.webhookSecret = webhookSecret
        self.clock = clock
        self.log = log
    }

    package var routes: [Route] {
        [
            .get("/payments", .signedIn, listCharges),
            .get("/payments/:charge", .signedIn, showCharge),
            .post("/payments/:charge/attempt", limit: Payments.asking, beginAttempt),
            .get("/payments/:charge/return", .signedIn, limit: Payments.asking, comeBack),
            .get("/payments/:charge/receipt", .signedIn, showReceipt),
            .bare(.post, "/hooks/payments", hearNotice),
        ]
    }

    /// Each of these asks the bank.
    private static let asking = RateLimit("payments", burst: 60, perMinute: 120)

    package static var texts: Bundle { .module }
}

/// What `/metrics` can tell of payments.
package struct PaymentsMeter: Sendable {
    package let begun = Counter()
    package let paid = Counter()
    package let failed = Counter()
    package let refunded = Counter()
    package let notices = Counter()
    /// Notices that were not signed by the bank.
    package let noticesRefused = Counter()
    package let discrepancies = Counter()
    package let bankFailures = Counter()
}
