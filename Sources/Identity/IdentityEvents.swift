import Store

/// Somebody has signed in.
package struct SignedIn: Event {
    package static let name = "identity.person.signed-in"
    package let person: String
    /// How he proved who he is: `pwd+sms`, `pwd+mail`.
    package let method: String
}
