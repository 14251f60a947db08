import Foundation

/// Reads `multipart/form-data` (RFC 7578) from memory, within the limits of a form.
extension Form {
    package init(multipart bytes: [UInt8], boundary: String) throws {
        guard (1...70).contains(boundary.utf8.count) else { throw MalformedForm.badParts }
        let delimiter = Array("--\(boundary)".utf8)
        var fields: [(name: String, value: String)] = []
        var files: [(name: String, file: SentFile)] = []
        guard bytes.starts(with: delimiter) else { throw MalformedForm.badParts }
        var position = delimiter.count
        let separator = Array("\r\n".utf8) + delimiter
        while true {
            if bytes[position...].starts(with: Array("--".utf8)) { break }
            guard bytes[position...].starts(with: Array("\r\n".utf8)) else { throw MalformedForm.badParts }
            position += 2
            guard let headerEnd = bytes.firstRange(of: Array("\r\n\r\n".utf8), from: position),
                let partEnd = bytes.firstRange(of: separator, from: headerEnd + 2)
            else { throw MalformedForm.badParts }
            guard fields.count + files.count < Form.mostFields else { throw MalformedForm.tooManyFields }
            let header = try Form.checked(bytes[position..<headerEnd])
            let content = bytes[min(headerEnd + 4, partEnd)..<partEnd]
            let part = try Disposition(header)
            if let fileName = part.fileName {
                // A browser sends an empty part for a file field that was left alone.
                if !(fileName.isEmpty && content.isEmpty) {
                    files.append((part.name, SentFile(name: fileName, bytes: Array(content))))
                }
            } else {
                fields.append((part.name, try Form.checked(content)))
            }
            position = partEnd + separator.count
        }
        self.init(fields: fields, files: files)
    }

    /// `Content-Disposition: form-data; name="…"; filename="…"`.
    private struct Disposition {
        let name: String
        let fileName: String?

        init(_ header: String) throws {
            let lines = header.split(separator: "\r\n").flatMap { $0.split(separator: "\n") }
            guard let line = lines.first(where: { $0.lowercased().hasPrefix("content-disposition:") }),
                let name = Disposition.value("name", in: line)
            else { throw MalformedForm.badParts }
            self.name = name
            fileName = Disposition.value("filename", in: line).map { path in
                // Some browsers send the whole path; only its end is a name.
                String(path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? "")
            }
        }

        private static func value(_ key: String, in line: Substring) -> String? {
            guard let start = line.range(of: "; \(key)=\"", options: .caseInsensitive)?.upperBound,
                let end = line[start...].firstIndex(of: "\"")
            else { return nil }
            return String(line[start..<end]).replacing("%22", with: "\"").replacing("%0D%0A", with: " ")
        }
    }
}

extension Array where Element == UInt8 {
    /// Where the bytes first stand at or after a position.
    fileprivate func firstRange(of needle: [UInt8], from start: Int) -> Int? {
        guard start >= 0, let first = needle.first, start + needle.count <= count else { return nil }
        return withUnsafeBufferPointer { bytes in
            var index = start
            while index <= bytes.count - needle.count {
                if bytes[index] == first, bytes[index..<index + needle.count].elementsEqual(needle) { return index }
                index += 1
            }
            return nil
        }
    }
}
