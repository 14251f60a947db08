import Foundation
package import Logging

/// Writes one line an event to standard error: time, level, event, and its details as `key=value` (logfmt). What is
/// logged never names a person; addresses and references of people stay out.
package struct LogLines: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var logLevel: Logger.Level = .info

    package init(level: Logger.Level = .info) { logLevel = level }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let details = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        let fields = details.map { " \($0.key)=\(LogLines.quoted("\($0.value)"))" }.joined()
        let time = Date().formatted(.iso8601.time(includingFractionalSeconds: true))
        let line = "time=\(time) level=\(event.level) event=\(LogLines.quoted("\(event.message)"))\(fields)\n"
        FileHandle.standardError.write(Data(line.utf8))
    }

    private static func quoted(_ text: String) -> String {
        let isPlain = !text.isEmpty && text.unicodeScalars.allSatisfy { $0.value > 32 && $0 != "\"" && $0 != "=" }
        if isPlain { return text }
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        return "\"\(escaped)\""
    }
}
