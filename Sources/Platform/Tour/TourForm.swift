import Foundation
import Kit

/// A form of a page, with what stands in its fields.
package struct TourForm: Sendable {
    /// One control: a line to type in, a button to tick, a list.
    package struct Control: Sendable {
        package let name: String
        /// HTML's type of an input, or `textarea`, `select`.
        package let kind: String
        package var value: String
        /// For what is ticked or picked.
        package var isPicked = false
        package var isClosed = false
        package var isOptional = false
        /// What a list offers.
        package var options: [String] = []
        package var mode = ""

        var isTicked: Bool { kind == "radio" || kind == "checkbox" }
    }

    package struct Button: Sendable {
        package let name: String
        package let value: String
    }

    package var action: String
    package var isPosted: Bool
    package var isMultipart: Bool
    package var controls: [Control] = []
    package var buttons: [Button] = []
    package var files: [(name: String, file: String, bytes: [UInt8])] = []

    package init(action: String, isPosted: Bool, isMultipart: Bool) {
        self.action = action
        self.isPosted = isPosted
        self.isMultipart = isMultipart
    }

    package func has(_ name: String) -> Bool { controls.contains { $0.name == name } }

    package subscript(name: String) -> String? { controls.first { $0.name == name }?.value }

    /// Types a value, or picks the answer that has it. Several values of one name are ticked one after the other.
    package mutating func fill(_ name: String, _ value: String) throws(TourFault) {
        guard let index = controls.firstIndex(where: { $0.name == name }) else {
            let known = Set(controls.map(\.name)).sorted().joined(separator: ", ")
            throw TourFault(expected: "a field «\(name)» in the form \(action)", found: known)
        }
        guard controls[index].isTicked else { return controls[index].value = value }
        guard let picked = controls.firstIndex(where: { $0.name == name && $0.value == value && !$0.isClosed }) else {
            let offered = controls.filter { $0.name == name }.map(\.value).joined(separator: ", ")
            throw TourFault(expected: "the answer «\(value)» to «\(name)»", found: offered)
        }
        if controls[index].kind == "radio" {
            for other in controls.indices where controls[other].name == name { controls[other].isPicked = false }
        }
        controls[picked].isPicked = true
    }

    package mutating func attach(_ name: String, file: String, bytes: [UInt8]) {
        isMultipart = true
        files.append((name, file, bytes))
    }

    /// What a browser would send, in the order of the page.
    package func fields(pressing button: Button? = nil) -> [(name: String, value: String)] {
        var sent = controls.filter { control in
            !control.isClosed && control.kind != "file" && (!control.isTicked || control.isPicked)
        }.map { ($0.name, $0.value) }
        if let button, !button.name.isEmpty { sent.append((button.name, button.value)) }
        return sent
    }

    /// The body and its type.
    package func body(pressing button: Button? = nil) -> (bytes: [UInt8], type: String) {
        let sent = fields(pressing: button)
        guard isMultipart else {
            return (Array(TourForm.encoded(sent).utf8), "application/x-www-form-urlencoded")
        }
        let boundary = "tour-\(UUID().uuidString)"
        var bytes: [UInt8] = []
        for (name, value) in sent {
            let head = "--\(boundary)\r\ncontent-disposition: form-data; name=\"\(name)\"\r\n\r\n"
            bytes += Array("\(head)\(value)\r\n".utf8)
        }
        for (name, file, content) in files {
            let head = "--\(boundary)\r\ncontent-disposition: form-data; name=\"\(name)\"; filename=\"\(file)\"\r\n\r\n"
            bytes += Array(head.utf8) + content + Array("\r\n".utf8)
        }
        bytes += Array("--\(boundary)--\r\n".utf8)
        return (bytes, "multipart/form-data; boundary=\(boundary)")
    }

    package static func encoded(_ fields: [(name: String, value: String)]) -> String {
        fields.map { "\(encoded($0.name))=\(encoded($0.value))" }.joined(separator: "&")
    }

    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~".utf8)

    package static func encoded(_ text: String) -> String {
        if text.utf8.allSatisfy(plain.contains) { return text }
        return text.utf8.map { plain.contains($0) ? String(UnicodeScalar($0)) : String(format: "%%%02X", $0) }.joined()
    }
}
