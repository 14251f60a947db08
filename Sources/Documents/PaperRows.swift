import CPangoCairo
import Kit

/// The table of claims and what closes the document.
extension PaperLayout {
    private static let labelWidth = 96.0
    private static let gap = 10.0
    private static let valueWidth = inner - 2 * (labelWidth + gap)
    private static let halfValue = (valueWidth - gap) / 2
    private var padding: Double { isTight ? 0.5 : 2.5 }

    mutating func rows(_ section: Sheet.Section) {
        if let heading = section.heading { self.heading(heading) }
        for row in section.rows { self.row(row) }
        y += isTight ? 2 : 8
    }

    private mutating func heading(_ heading: Bilingual) {
        let half = PaperLayout.inner / 2 - 12
        let blocks = Language.allCases.map { canvas.block(heading[$0], .heading, in: $0, width: half) }
        let height = blocks.map(\.height).max() ?? 0
        need(height + 50)
        for (block, x) in zip(blocks, [PaperLayout.right - half, PaperLayout.margin]) {
            draw(block, x: x, y: y + height - block.height)
        }
        y += height + 1
        rule(.maroon)
    }

    private mutating func rule(_ colour: PaperColour) {
        let top = y
        draw { $0.rectangle(x: PaperLayout.margin, y: top, width: PaperLayout.inner, height: 0.6, colour) }
    }

    /// Label, value, value, label in one line; values that would be long columns go under their labels, full
    /// width.
    private mutating func row(_ row: Sheet.Row) {
        let labels = Language.allCases.map {
            canvas.block(row.label[$0], .label, in: $0, width: PaperLayout.labelWidth)
        }
        let values = valueBlocks(row)
        let tallest = values.map(\.lines.count).max() ?? 0
        guard tallest <= 3 else { return stacked(row) }
        let height = (labels + values).map(\.height).max() ?? 0
        need(height + 2 * padding)
        let middle = y + padding + height / 2
        let left = PaperLayout.margin + PaperLayout.labelWidth + PaperLayout.gap
        let far = left + PaperLayout.halfValue + PaperLayout.gap
        draw(labels[0], x: PaperLayout.right - PaperLayout.labelWidth, y: middle - labels[0].height / 2)
        for (value, x) in zip(values, values.count == 1 ? [left] : [far, left]) {
            draw(value, x: x, y: middle - value.height / 2)
        }
        draw(labels[1], x: PaperLayout.margin, y: middle - labels[1].height / 2)
        y += height + 2 * padding
        rule(.line)
    }

    private func valueBlocks(_ row: Sheet.Row) -> [PaperBlock] {
        guard row.value.ar != row.value.en else {
            return [canvas.block(row.value.en, .code, in: .english, width: PaperLayout.valueWidth, .center)]
        }
        return Language.allCases.map {
            canvas.block(row.value[$0], .value, in: $0, width: PaperLayout.halfValue)
        }
    }

    /// Flows over as many pages as it needs, line by line.
    private mutating func stacked(_ row: Sheet.Row) {
        let isOne = row.value.ar == row.value.en
        need(70)
        y += padding
        let half = PaperLayout.inner / 2
        let labels = Language.allCases.map { canvas.block(row.label[$0], .label, in: $0, width: half) }
        draw(labels[0], x: PaperLayout.right - half, y: y)
        draw(labels[1], x: PaperLayout.margin, y: y + 2)
        y += (labels.map(\.height).max() ?? 0) + 2
        for language in isOne ? [Language.english] : Language.allCases {
            let block = canvas.block(
                row.value[language], .value, in: language, width: PaperLayout.inner, isOne ? .center : .start)
            flow(block)
            y += 3
        }
        y += padding - 3
        rule(.line)
    }

    mutating func flow(_ block: PaperBlock, tag: String = "P") {
        for line in block.lines {
            need(line.height)
            let top = y
            draw { canvas in
                canvas.tagged(tag) { block.draw(line, on: canvas, x: PaperLayout.margin, y: top) }
            }
            y += line.height
        }
    }

    // MARK: The code

    /// The code in the middle of the foot of the last page, what to do with it on both sides.
    mutating func seal() {
        let size = 124.0
        let side = (PaperLayout.inner - size) / 2 - 14
        let columns = Language.allCases.map { sealColumn($0, width: side) }
        let needed = max(size, columns.map { $0.reduce(0) { $0 + $1.height + 4 } }.max() ?? 0) + 14
        need(needed)
        let top = PaperLayout.bottom - needed
        // On a full page the last row's own line is close enough.
        if top - y > 16 {
            draw { $0.rectangle(x: PaperLayout.margin, y: top, width: PaperLayout.inner, height: 0.6, .line) }
        }
        let address = sheet.verify.code.utf8.filter { (33...126).contains($0) && $0 != 39 && $0 != 92 }
        let link = "uri='\(String(decoding: address, as: UTF8.self))'"
        draw { [code] canvas in
            canvas.tagged("Link", attributes: link) {
                canvas.fill(.ink)
                code.draw(on: canvas.context, x: (PaperCanvas.width - size) / 2, y: top + 6, size: size)
            }
        }
        for (blocks, x) in zip(columns, [PaperLayout.right - side, PaperLayout.margin]) {
            var line = top + 12
            for block in blocks {
                draw(block, x: x, y: line)
                line += block.height + 4
            }
        }
    }

    private func sealColumn(_ language: Language, width: Double) -> [PaperBlock] {
        let verify = sheet.verify
        return [
            canvas.block(verify.heading[language], .heading, in: language, width: width),
            canvas.block(verify.instructions[language], .small, in: language, width: width),
            canvas.block(
                verify.address, .code, in: .english, width: width, language == .arabic ? .end : .start),
            canvas.block(
                "\(verify.keyLabel[language]) \(PaperBlock.isolated(verify.keyID))", .tiny, in: language,
                width: width),
        ]
    }

    // MARK: Every page

    func foot(page: Int, of pages: Int) {
        canvas.rectangle(
            x: PaperLayout.margin, y: PaperLayout.bottom + 8, width: PaperLayout.inner, height: 0.6, .maroon)
        let side = PaperLayout.inner * 0.43
        let top = PaperLayout.bottom + 13
        for language in Language.allCases {
            let x = language == .arabic ? PaperLayout.right - side : PaperLayout.margin
            let block = canvas.block(sheet.note?[language] ?? "", .tiny, in: language, width: side)
            canvas.tagged("P") { block.draw(on: canvas, x: x, y: top) }
        }
        var line = top
        let lines = Language.allCases.map { pages > 1 ? (pageLine($0, page, pages), $0) : ("", $0) }
        for (text, language) in [(PaperBlock.isolated(sheet.verify.reference), .english)] + lines
        where !text.isEmpty {
            let block = canvas.block(text, .tiny, in: language, width: PaperLayout.inner * 0.14, .center)
            canvas.tagged("P") { block.draw(on: canvas, x: PaperLayout.margin + side, y: line) }
            line += block.height - 1
        }
    }

    private func pageLine(_ language: Language, _ page: Int, _ pages: Int) -> String {
        var text = ""
        var rest = Substring(sheet.pageLine[language])
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = rest[rest.index(after: open)..<close]
            text += rest[..<open] + PaperBlock.isolated(String(name == "page" ? page : pages))
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }

    /// Across the page of a demonstration, so that nobody takes it for a document of the state.
    func watermark() {
        guard let demo = sheet.demo else { return }
        let blocks = Language.allCases.map { canvas.block(demo[$0], .watermark, in: $0, width: 900, .center) }
        cairo_save(canvas.context)
        cairo_translate(canvas.context, PaperCanvas.width / 2, PaperCanvas.height * 0.6)
        cairo_rotate(canvas.context, -.pi / 5)
        var top = -blocks.reduce(0) { $0 + $1.height } / 2
        for block in blocks {
            block.draw(on: canvas, x: -450, y: top)
            top += block.height
        }
        cairo_restore(canvas.context)
    }
}
