import Foundation
import Kit
import Testing

@testable import Documents

/// Runs a tool of poppler or zbar on a file and gives what it prints.
func output(of tool: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/\(tool)")
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
}

@Suite struct PaperTests {
    private func printed(_ sheet: Sheet, _ name: String) throws -> String {
        let directory =
            ProcessInfo.processInfo.environment["PAPER_TESTS"].map { URL(fileURLWithPath: $0) }
            ?? FileManager.default.temporaryDirectory
        let file = directory.appendingPathComponent("hukoomi-\(name).pdf")
        try Data(Paper.pdf(sheet)).write(to: file)
        return file.path
    }

    private func text(of file: String) throws -> String {
        try output(of: "pdftotext", [file, "-"]).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private func pages(of file: String) throws -> Int {
        let line = try output(of: "pdfinfo", [file]).split(separator: "\n").first { $0.hasPrefix("Pages:") }
        return try #require(line.flatMap { Int($0.dropFirst(6).trimmingCharacters(in: .whitespaces)) })
    }

    private func codes(of file: String, page: Int) throws -> [String] {
        let picture = file + "-\(page)"
        let range = ["-f", "\(page)", "-l", "\(page)"]
        _ = try output(of: "pdftoppm", ["-r", "150", "-png", "-singlefile"] + range + [file, picture])
        defer { try? FileManager.default.removeItem(atPath: picture + ".png") }
        return try output(of: "zbarimg", ["-q", "--raw", picture + ".png"]).split(separator: "\n").map(
            String.init)
    }

    @Test func aPaperCarriesItsTextsFontsAndAReadableCode() throws {
        let code = try Samples.paperCode()
        let file = try printed(Samples.sheet(code: code), "permit")
        let text = try text(of: file)
        #expect(text.contains(try Samples.reference().description))
        #expect(text.contains("Mohammed Abdulla Ahmed"))
        #expect(text.contains("DEMO"))
        #expect(try pages(of: file) == 1)
        let fonts = try output(of: "pdffonts", [file]).split(separator: "\n").dropFirst(2)
        for family in ["Amiri", "NotoSans", "NotoNaskhArabic"] {
            #expect(fonts.contains { $0.replacing("-", with: "").contains("+" + family) }, "no \(family)")
        }
        for font in fonts {
            #expect(font.split(separator: " ").dropLast(2).suffix(3).first == "yes", "\(font)")
        }
        #expect(try codes(of: file, page: 1) == [code])
        let information = try output(of: "pdfinfo", [file])
        #expect(information.contains("إذن خروج – Exit Permit"))
        #expect(information.contains("Tagged:          yes"))
    }

    @Test func longValuesFlowToFurtherPages() throws {
        let code = try Samples.paperCode()
        let many = (1...6).flatMap { _ in [Samples.longRow] }
        let file = try printed(Samples.sheet(code: code, rows: many, demo: false), "long")
        let count = try pages(of: file)
        #expect(count >= 3)
        #expect(try codes(of: file, page: count) == [code])
        let text = try text(of: file)
        #expect(text.components(separatedBy: "journey.").count - 1 == 72)
        #expect(text.contains("Page 1 of \(count)"))
        #expect(!text.contains("DEMO"))
    }

    @Test func hostileTextStaysInItsPlace() throws {
        let nasty = "A\u{202E}evil\u{0}\u{7}\n" + String(repeating: "ن", count: 3000) + "\u{2066}\u{2066}"
        var sheet = try Samples.sheet(code: "HTTPS://X/V/1' \\ uri='http://evil")
        sheet.title = Bilingual(ar: nasty, en: "")
        sheet.sections.append(.init(rows: [.init(Bilingual(same: ""), Bilingual(ar: nasty, en: "x"))]))
        let file = try printed(sheet, "hostile")
        #expect(try pages(of: file) >= 1)
    }

    @Test func aPaperWithoutItsCodeIsNotPrinted() throws {
        let sheet = try Samples.sheet(code: "")
        #expect(throws: Paper.Failure.codeTooLong) { try Paper.pdf(sheet) }
    }

    @Test func paperIsPrintedOnManyThreadsAtOnce() async throws {
        let code = try Samples.paperCode()
        let sheet = try Samples.sheet(code: code)
        let sizes = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<40 { group.addTask { try Paper.pdf(sheet).count } }
            return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect(sizes.allSatisfy { $0 > 10_000 })
        #expect(sizes.count == 1)
    }

    @Test func theSamePaperMakesTheSameFile() throws {
        let sheet = try Samples.sheet(code: "HTTPS://HUKOOMI.GOV.QA/V/X")
        #expect(try Paper.pdf(sheet) == Paper.pdf(sheet))
    }
}
