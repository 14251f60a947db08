package import Foundation

/// One setting: its option on the command line, its name in the environment, what it is without either.
package struct Setting: Sendable, Hashable, CaseIterable {
    package let option: String
    package let standard: String
    package let help: String

    /// `bank-url` is `HUKOOMI_BANK_URL` in the environment.
    package var variable: String { "HUKOOMI_" + option.uppercased().replacing("-", with: "_") }

    package static let host = Setting("host", "127.0.0.1", "address to listen on")
    package static let port = Setting("port", "8080", "port to listen on")
    package static let data = Setting(
        "data", "var/hukoomi.sqlite", "the SQLite file, made where there is none; or postgres://user@host/name")
    package static let files = Setting("files", "var/files", "folder of the files that people send")
    package static let content = Setting("content", "Content/qatar", "folder of the content pack")
    package static let assets = Setting("public", "Public", "folder of style sheets and icons")
    package static let base = Setting(
        "base-url", "", "scheme and host by which people reach the portal; https turns on secure cookies and HSTS")
    package static let demo = Setting("demo", "false", "whether demonstration people, messages and secrets are used")
    package static let proxy = Setting(
        "trust-proxy", "false", "whether the last address of X-Forwarded-For is the visitor's: only behind a proxy")
    package static let replica = Setting(
        "replica", "", "a PostgreSQL server that follows the first, for what may be some seconds old")
    package static let readers = Setting("readers", "6", "SQLite's connections for reading, at least 4")
    package static let connections = Setting(
        "connections", "4", "connections to PostgreSQL: about twice the processors of its machine")
    package static let bankURL = Setting("bank-url", "http://127.0.0.1:8091", "the payment provider's API and pages")
    package static let bankKey = Setting("bank-key", "", "what the payment provider knows the portal by")
    package static let bankSecret = Setting("bank-secret", "", "what the payment provider signs its notices with")
    package static let registersURL = Setting(
        "registers-url", "", "the office that keeps the registers that are not public; empty where they are kept here")
    package static let registersKey = Setting("registers-key", "", "what that office knows the portal by")
    package static let smsURL = Setting("sms-url", "http://127.0.0.1:8092", "the SMS gateway (Kannel's sendsms)")
    package static let smsUser = Setting("sms-user", "", "name at the SMS gateway")
    package static let smsPassword = Setting("sms-password", "", "password at the SMS gateway")
    package static let smsSender = Setting("sms-sender", "Hukoomi", "sender that people see on an SMS")
    package static let smtpHost = Setting("smtp-host", "127.0.0.1", "the mail server")
    package static let smtpPort = Setting("smtp-port", "8025", "port of the mail server")
    package static let mailFrom = Setting("mail-from", "no-reply@hukoomi.example", "address that e-mail comes from")
    package static let clock = Setting(
        "clock", "", "moment at which the clock of a demonstration starts, such as 2015-09-01T08:00:00+03:00")
    package static let crowd = Setting(
        "crowd", "1000", "requests that may wait before those who only read are asked to come back")
    package static let limits = Setting(
        "rate-limits", "true", "whether one address may ask only so often; false for measuring only")
    package static let logLevel = Setting("log-level", "info", "trace, debug, info, notice, warning, error or critical")

    package static let allCases: [Setting] = [
        host, port, data, files, content, assets, base, demo, proxy, replica, readers, connections, bankURL, bankKey,
        bankSecret, registersURL, registersKey,
        smsURL, smsUser, smsPassword, smsSender, smtpHost, smtpPort, mailFrom, clock, crowd, limits,
        logLevel,
    ]

    private init(_ option: String, _ standard: String, _ help: String) {
        self.option = option
        self.standard = standard
        self.help = help
    }
}

/// The settings of one instance: the command line first, then the environment, then what is standard.
package struct Configuration: Sendable {
    package struct Fault: Error, CustomStringConvertible {
        package let description: String
    }

    private let values: [Setting: String]
    private let readAt = Date()

    package init(options: [Setting: String] = [:], environment: [String: String] = ProcessInfo.processInfo.environment)
    {
        var values: [Setting: String] = [:]
        for setting in Setting.allCases {
            values[setting] = options[setting] ?? environment[setting.variable] ?? setting.standard
        }
        self.values = values
    }

    package subscript(setting: Setting) -> String { values[setting] ?? setting.standard }

    package func number(_ setting: Setting) throws -> Int {
        guard let number = Int(self[setting]), number >= 0 else {
            throw Fault(description: "\(setting.option) must be a number, not «\(self[setting])»")
        }
        return number
    }

    package func flag(_ setting: Setting) throws -> Bool {
        switch self[setting].lowercased() {
        case "true", "yes", "1": return true
        case "false", "no", "0", "": return false
        default: throw Fault(description: "\(setting.option) must be true or false, not «\(self[setting])»")
        }
    }

    /// A secret. In a demonstration a known one will do; anywhere else it must be given.
    package func secret(_ setting: Setting) throws -> String {
        if !self[setting].isEmpty { return self[setting] }
        if try flag(.demo) { return "demo-\(setting.option)" }
        throw Fault(description: "\(setting.option) is missing: set \(setting.variable)")
    }

    /// The clock of the instance: that of the machine, or in a demonstration one that starts at another moment now.
    package func clock() throws -> @Sendable () -> Date {
        if self[.clock].isEmpty { return { Date() } }
        guard try flag(.demo) else { throw Fault(description: "clock is for demonstrations only") }
        guard let start = try? Date(self[.clock], strategy: .iso8601) else {
            throw Fault(description: "clock must be a moment such as 2015-09-01T08:00:00+03:00, not «\(self[.clock])»")
        }
        let ahead = start.timeIntervalSince(readAt)
        return { Date() + ahead }
    }

    /// Where people reach the portal.
    package var base: String {
        let given = self[.base]
        if given.isEmpty { return "http://\(self[.host]):\(self[.port])" }
        return given.hasSuffix("/") ? String(given.dropLast()) : given
    }
}
