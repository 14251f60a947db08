import Credentials
import Foundation
import Kit
import Store
import Web

/// What machines read, and the short addresses that stand on papers.
extension Documents {
    /// The keys of the government (did:web method specification).
    func showIdentity(_ context: Context) async throws -> Answer {
        let keys = try await store.read { try $0.keyRing() }.all
        return try published(identity.document(keys: keys), type: "application/did+json")
    }

    func showStatusList(_ context: Context) async throws -> Answer {
        guard let number = Int(try context.parameter("list")), let list = try await statusList(number, at: context.now)
        else { throw NotFound() }
        return try published(list, type: "application/vc+json")
    }

    func showContext(_ context: Context) async throws -> Answer {
        try published(Credential.contextDocument(host: host), type: "application/ld+json")
    }

    // MARK: Addresses without a language

    func leadToForm(_ context: Context) async throws -> Answer { lead(context, to: "/verify") }

    /// The name of a credential is also an address; it leads to the public check.
    func leadToDocument(_ context: Context) async throws -> Answer {
        lead(context, to: "/verify/\(try context.reference("reference").symbols)")
    }

    /// From the code on a paper. What it carries is personal: it goes into no log and into no other answer.
    func leadToStatement(_ context: Context) async throws -> Answer {
        guard let path = VerifyForm.path(Array(context.path.split(separator: "/").dropFirst())) else {
            throw NotFound()
        }
        return lead(context, to: path)
    }

    private func lead(_ context: Context, to path: String) -> Answer {
        let languages = (context.header("accept-language") ?? "").prefix(200).lowercased().split(separator: ",")
        let known = languages.compactMap { range in
            Language(rawValue: String(range.drop { $0 == " " }.prefix { $0.isLetter }))
        }
        let language = known.first ?? .arabic
        return .redirect(to: "/\(language.rawValue)\(path)").with("vary", "accept-language")
    }

    /// Anybody's program may read it, in a browser too.
    private func published(_ json: JSONValue, type: String) throws -> Answer {
        Answer(type: type, body: try json.canonicalBytes())
            .with("access-control-allow-origin", "*").with("cache-control", "public, max-age=300")
    }
}
