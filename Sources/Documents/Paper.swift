import Kit

/// Prints an issued document as an A4 PDF: Arabic at the right hand, English at the left, on the same page.
///
/// It takes milliseconds and belongs on the bounded thread pool; it may run on several threads at once.
package enum Paper {
    /// Why there is no file: the code does not fit, or cairo could not write (its status).
    package enum Failure: Error, Hashable, Sendable {
        case codeTooLong
        case drawing(status: UInt32)
    }

    package static func pdf(_ sheet: Sheet) throws(Failure) -> [UInt8] {
        guard let code = QRCode(sheet.verify.code) else { throw .codeTooLong }
        do {
            let canvas = try PaperCanvas()
            canvas.describe(
                title: "\(sheet.title.ar) – \(sheet.title.en)",
                author: "\(sheet.entity.ar) – \(sheet.entity.en)",
                subject: sheet.verify.reference, created: sheet.created)
            PaperLayout.composed(sheet, code: code, on: canvas).print()
            return try canvas.finish()
        } catch {
            throw .drawing(status: error.status)
        }
    }
}

/// Puts the parts of a document on pages: first it decides what goes where, then, knowing how many pages
/// there are, it draws them.
struct PaperLayout {
    typealias Drawing = (PaperCanvas) -> Void

    static let margin = 48.0
    static let inner = PaperCanvas.width - 2 * margin
    static let right = PaperCanvas.width - margin
    private static let demoWidth = 96.0
    /// Nothing but the foot lies below this line.
    static let bottom = PaperCanvas.height - 52

    let sheet: Sheet
    let code: QRCode
    let canvas: PaperCanvas
    /// With less air between the lines, where that saves a page.
    let isTight: Bool
    var pages: [[Drawing]] = [[]]
    var y = 0.0

    private init(_ sheet: Sheet, code: QRCode, on canvas: PaperCanvas, isTight: Bool) {
        self.sheet = sheet
        self.code = code
        self.canvas = canvas
        self.isTight = isTight
    }

    /// On one page where it can be, rather than with the code alone on a second.
    static func composed(_ sheet: Sheet, code: QRCode, on canvas: PaperCanvas) -> PaperLayout {
        var layout = PaperLayout(sheet, code: code, on: canvas, isTight: false)
        layout.compose()
        guard layout.pages.count == 2 else { return layout }
        var tight = PaperLayout(sheet, code: code, on: canvas, isTight: true)
        tight.compose()
        return tight.pages.count == 1 ? tight : layout
    }

    mutating func compose() {
        letterhead()
        title()
        highlights()
        for section in sheet.sections { rows(section) }
        seal()
    }

    func print() {
        canvas.tagged("Document") {
            for (index, page) in pages.enumerated() {
                watermark()
                for drawing in page { drawing(canvas) }
                foot(page: index + 1, of: pages.count)
                canvas.endPage()
            }
        }
    }

    mutating func draw(_ drawing: @escaping Drawing) { pages[pages.count - 1].append(drawing) }

    mutating func draw(_ block: PaperBlock, x: Double, y: Double, tag: String = "P") {
        draw { canvas in canvas.tagged(tag) { block.draw(on: canvas, x: x, y: y) } }
    }

    /// Goes on to a new page unless so much room is left on this one.
    mutating func need(_ height: Double) {
        guard y + height > PaperLayout.bottom else { return }
        pages.append([])
        runningHead()
    }

    // MARK: Head

    /// The two names of who speaks, each on its own side, over the serrated edge.
    private mutating func letterhead() {
        let middle = sheet.demo == nil ? 0 : PaperLayout.demoWidth
        let half = (PaperLayout.inner - middle) / 2 - 12
        var lowest = 0.0
        for language in Language.allCases {
            let x = language == .arabic ? PaperLayout.right - half : PaperLayout.margin
            let government = canvas.block(sheet.government[language], .government, in: language, width: half)
            let entity = canvas.block(sheet.entity[language], .entity, in: language, width: half)
            let top = language == .arabic ? 28.0 : 33.0
            draw(government, x: x, y: top)
            draw(entity, x: x, y: top + government.height)
            lowest = max(lowest, top + government.height + entity.height)
        }
        demoMark()
        y = lowest + 8
        edge(thickness: 6, depth: 13)
    }

    /// On papers of a demonstration, between the two names.
    private mutating func demoMark() {
        guard let demo = sheet.demo else { return }
        let width = PaperLayout.demoWidth
        let x = (PaperCanvas.width - width) / 2
        let blocks = Language.allCases.map { canvas.block(demo[$0], .demo, in: $0, width: width, .center) }
        let height = blocks.reduce(8) { $0 + $1.height }
        draw { $0.frame(x: x, y: 30, width: width, height: height, .maroon) }
        var line = 34.0
        for block in blocks {
            draw(block, x: x, y: line)
            line += block.height
        }
    }

    /// The nine points of the flag, the one ornament, across the whole page.
    private mutating func edge(thickness: Double, depth: Double) {
        let top = y
        draw { canvas in
            let step = PaperCanvas.width / 9
            var points = [
                (x: 0.0, y: top), (x: PaperCanvas.width, y: top), (x: PaperCanvas.width, y: top + thickness),
            ]
            for tooth in (0..<9).reversed() {
                points.append((x: (Double(tooth) + 0.5) * step, y: top + thickness + depth))
                points.append((x: Double(tooth) * step, y: top + thickness))
            }
            canvas.polygon(points, .maroon)
        }
        y += thickness + depth
    }

    private mutating func title() {
        y += 8
        for language in Language.allCases {
            flow(
                canvas.block(sheet.title[language], .title, in: language, width: PaperLayout.inner, .center),
                tag: "H1")
        }
        y += 8
        guard let statement = sheet.statement else { return }
        for language in Language.allCases {
            flow(
                canvas.block(statement[language], .statement, in: language, width: PaperLayout.inner, .center)
            )
        }
        y += isTight ? 4 : 12
    }

    /// What the following pages carry at their head.
    private mutating func runningHead() {
        let half = PaperLayout.inner / 2 - 12
        var height = 0.0
        for language in Language.allCases {
            let block = canvas.line(sheet.title[language], .runningTitle, in: language, width: half)
            let x = language == .arabic ? PaperLayout.right - half : PaperLayout.margin
            draw(block, x: x, y: language == .arabic ? 26 : 30)
            height = max(height, block.height)
        }
        y = 26 + height + 8
        edge(thickness: 3, depth: 7)
        y += 16
    }

    // MARK: Highlights

    /// A band of up to four cells, the first at the right, as Arabic reads.
    private mutating func highlights() {
        let cells = sheet.highlights.prefix(4)
        guard !cells.isEmpty else { return }
        let width = PaperLayout.inner / Double(cells.count)
        let set = cells.map { cell($0, width: width - 16) }
        let height = (set.map { $0.reduce(0) { $0 + $1.height } }.max() ?? 0) + 16
        need(height)
        let top = y
        draw { $0.rectangle(x: PaperLayout.margin, y: top, width: PaperLayout.inner, height: height, .sand) }
        for (index, blocks) in set.enumerated() {
            let x = PaperLayout.right - Double(index + 1) * width
            if index > 0 {
                draw { $0.rectangle(x: x + width, y: top + 10, width: 0.6, height: height - 20, .line) }
            }
            var line = top + (height - blocks.reduce(0) { $0 + $1.height }) / 2
            for block in blocks {
                draw(block, x: x + 8, y: line)
                line += block.height
            }
        }
        y += height + (isTight ? 4 : 12)
    }

    private func cell(_ highlight: Sheet.Highlight, width: Double) -> [PaperBlock] {
        func block(_ text: String, _ type: PaperType, _ language: Language) -> PaperBlock {
            canvas.block(text, type, in: language, width: width, .center)
        }
        let labels = Language.allCases.map { block(highlight.label[$0], .label, $0) }
        guard highlight.value.ar != highlight.value.en else {
            return labels + [block(PaperBlock.isolated(highlight.value.en), .reference, .english)]
        }
        return labels
            + Language.allCases.flatMap { language in
                [block(highlight.value[language], .highlight, language)]
                    + (highlight.second.map { [block($0[language], .second, language)] } ?? [])
            }
    }
}
