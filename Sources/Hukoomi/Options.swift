import ArgumentParser
import Foundation
import Logging
import Platform

/// The settings that most commands share. Each can be given in the environment too: `--bank-url` is `HUKOOMI_BANK_URL`.
struct Options: ParsableArguments {
    @Option(help: "Address to listen on.") var host: String?
    @Option(help: "Port to listen on.") var port: String?
    @Option(help: "The SQLite file.") var data: String?
    @Option(help: "Folder of the files that people send.") var files: String?
    @Option(help: "Folder of the content pack.") var content: String?
    @Option(name: .customLong("public"), help: "Folder of style sheets and icons.") var assets: String?
    @Option(name: .customLong("base-url"), help: "Scheme and host by which people reach the portal.") var base: String?
    @Flag(help: "Use demonstration people, messages and secrets.") var demo = false
    @Option(parsing: .unconditionalSingleValue, help: "Any other setting, as name=value; see docs/configuration.md.")
    var set: [String] = []

    func configuration() throws -> Configuration {
        var options: [Setting: String] = [:]
        let given: [(Setting, String?)] = [
            (.host, host), (.port, port), (.data, data), (.files, files), (.content, content), (.assets, assets),
            (.base, base),
            (.demo, demo ? "true" : nil),
        ]
        for (setting, value) in given { if let value { options[setting] = value } }
        for pair in set {
            let sides = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard sides.count == 2, let setting = Setting.allCases.first(where: { $0.option == sides[0] }) else {
                throw ValidationError("no setting «\(pair)»; see docs/configuration.md")
            }
            options[setting] = sides[1]
        }
        return Configuration(options: options)
    }

    func log(_ configuration: Configuration) -> Logger {
        let level = Logger.Level(rawValue: configuration[.logLevel]) ?? .info
        return Logger(label: "hukoomi") { _ in LogLines(level: level) }
    }
}
