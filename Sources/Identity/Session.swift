package import Foundation
import Kit
import Store
package import Web

/// How long somebody stays signed in: without doing anything, and at most.
package struct SessionLifetime: Sendable, Hashable {
    package let idle: TimeInterval
    package let most: TimeInterval

    package init(idle: TimeInterval, most: TimeInterval) {
        self.idle = idle
        self.most = most
    }

    /// Two hours idle, twelve at most (OWASP ASVS 5.0 §7.3 asks that both are limited).
    package static let standard = SessionLifetime(idle: 7200, most: 43_200)
}

/// Finds who is signed in, for every request that carries a session's cookie.
///
/// A session keeps when and how its person proved who he is (`pwd+sms`, `pwd+mail`), as an OpenID provider on top of it will have
/// to say: `auth_time` and `amr` of OpenID Connect Core 1.0 §2.
package struct SessionKeeper: Sessions {
    /// Being seen is written down at most that often.
    private static let noted = 60.0
    let store: Store
    let lifetime: SessionLifetime

    package func visitor(token: String, at now: Date) async throws -> Visitor? {
        let digest = Secret.digest(token)
        let idle = lifetime.idle
        guard let found = try await store.glance({ try $0.visitor(of: digest, idle: idle, at: now) }) else {
            return nil
        }
        if now.timeIntervalSince(found.seenAt) > SessionKeeper.noted {
            // A page is not refused because this could not be written.
            _ = try? await store.write { try $0.see(digest, at: now) }
        }
        return found.visitor
    }
}

/// A session that is about to begin: its token goes to the browser, everything else to the database.
struct SessionStart: Sendable {
    let token: String
    let origin: Origin
    let browser: String
    let words: BrowserWords
    let now: Date
    let lifetime: SessionLifetime

    init(_ context: Context, _ lifetime: SessionLifetime) {
        token = Secret.token()
        origin = Origin(context)
        browser = context.browserDigest
        words = BrowserWords(agent: context.agent)
        now = context.now
        self.lifetime = lifetime
    }
}

/// One of the sessions that the person sees and may end.
struct SessionLine: Sendable {
    let digest: String
    let words: BrowserWords
    let startedAt: Date
    let seenAt: Date
}

/// A browser in words that its owner recognises; roughly, since browsers pretend to be one another.
struct BrowserWords: Sendable, Hashable {
    enum Program: String, Sendable, CaseIterable { case edge, opera, samsung, firefox, chrome, safari, other }
    enum Device: String, Sendable, CaseIterable { case android, iphone, ipad, windows, mac, linux, other }

    let program: Program
    let device: Device

    init(program: Program, device: Device) {
        self.program = program
        self.device = device
    }

    init(agent: String) {
        let programs: [(String, Program)] = [
            ("Edg", .edge), ("OPR/", .opera), ("SamsungBrowser", .samsung), ("Firefox", .firefox), ("FxiOS", .firefox),
            ("CriOS", .chrome), ("Chrom", .chrome), ("Safari", .safari),
        ]
        let devices: [(String, Device)] = [
            ("Android", .android), ("iPhone", .iphone), ("iPad", .ipad), ("Windows", .windows), ("Macintosh", .mac),
            ("Linux", .linux), ("X11", .linux),
        ]
        program = programs.first { agent.contains($0.0) }?.1 ?? .other
        device = devices.first { agent.contains($0.0) }?.1 ?? .other
    }
}
