import CPangoCairo
import Kit

/// The colours of printed documents, from the portal's own.
struct PaperColour: Sendable, Hashable {
    let red: Double
    let green: Double
    let blue: Double

    init(_ rgb: UInt32) {
        red = Double(rgb >> 16 & 255) / 255
        green = Double(rgb >> 8 & 255) / 255
        blue = Double(rgb & 255) / 255
    }

    static let maroon = PaperColour(0x8A1538)
    static let ink = PaperColour(0x1C1A1B)
    static let muted = PaperColour(0x5E5557)
    static let sand = PaperColour(0xF6F1EA)
    static let line = PaperColour(0xD9CFC3)
    /// Maroon as a tenth of its strength, for what lies under the text.
    static let shade = PaperColour(0xF5E9ED)
}

/// A voice in which a document speaks: sizes in points for each script, weight and colour.
struct PaperType: Sendable {
    var arabic: Double
    var english: Double
    var isBold = false
    var isText = true
    var colour = PaperColour.ink

    func size(_ language: Language) -> Double { language == .arabic ? arabic : english }

    /// Amiri is the book hand for what is read; Noto Naskh is clearer where it is small, with the digits of
    /// Noto Sans.
    func families(_ language: Language) -> String {
        switch (language, isText) {
        case (.arabic, true): "Amiri,Noto Naskh Arabic,Noto Sans"
        case (.arabic, false): "Noto Sans,Noto Naskh Arabic,Amiri"
        case (.english, _): "Noto Sans,Noto Naskh Arabic,Amiri"
        }
    }

    static let government = PaperType(arabic: 13, english: 9.5, colour: .muted)
    static let entity = PaperType(arabic: 17, english: 12, isBold: true)
    static let title = PaperType(arabic: 28, english: 14, isBold: true, colour: .maroon)
    static let runningTitle = PaperType(arabic: 13, english: 9.5, isBold: true, colour: .maroon)
    static let statement = PaperType(arabic: 13.5, english: 9.5)
    static let heading = PaperType(arabic: 12.5, english: 9.5, isBold: true, colour: .maroon)
    static let label = PaperType(arabic: 10.5, english: 8.5, isText: false, colour: .muted)
    static let value = PaperType(arabic: 13, english: 10)
    static let code = PaperType(arabic: 13, english: 10.5, isBold: true)
    static let highlight = PaperType(arabic: 13.5, english: 9.5, isBold: true)
    static let second = PaperType(arabic: 11.5, english: 8.5, colour: .muted)
    static let reference = PaperType(arabic: 13, english: 13, isBold: true)
    static let small = PaperType(arabic: 10, english: 8, isText: false, colour: .muted)
    static let demo = PaperType(arabic: 14, english: 10, isBold: true, colour: .maroon)
    static let watermark = PaperType(arabic: 74, english: 60, isBold: true, colour: .shade)
    static let tiny = PaperType(arabic: 8.5, english: 7, isText: false, colour: .muted)
}

/// A set piece of text that knows its size, and can be drawn whole or line by line.
final class PaperBlock {
    enum Alignment { case start, center, end }

    /// Where one line lies in its block.
    struct Line {
        let top: Double
        let height: Double
        let x: Double
        let baseline: Double
        let line: UnsafeMutablePointer<PangoLayoutLine>
    }

    private let layout: OpaquePointer?
    private let colour: PaperColour
    let height: Double
    let width: Double
    private(set) var lines: [Line] = []

    init(layout: OpaquePointer?, colour: PaperColour) {
        self.layout = layout
        self.colour = colour
        var extents = PangoRectangle()
        pango_layout_get_extents(layout, nil, &extents)
        height = PaperBlock.points(extents.height)
        width = PaperBlock.points(extents.width)
        guard let iterator = pango_layout_get_iter(layout) else { return }
        defer { pango_layout_iter_free(iterator) }
        repeat {
            guard let line = pango_layout_iter_get_line_readonly(iterator) else { continue }
            pango_layout_iter_get_line_extents(iterator, nil, &extents)
            lines.append(
                Line(
                    top: PaperBlock.points(extents.y), height: PaperBlock.points(extents.height),
                    x: PaperBlock.points(extents.x),
                    baseline: PaperBlock.points(pango_layout_iter_get_baseline(iterator)),
                    line: line))
        } while pango_layout_iter_next_line(iterator) != 0
    }

    deinit { g_object_unref(layout.map { UnsafeMutableRawPointer($0) }) }

    func draw(on canvas: PaperCanvas, x: Double, y: Double) {
        canvas.fill(colour)
        cairo_move_to(canvas.context, x, y)
        pango_cairo_show_layout(canvas.context, layout)
    }

    /// Draws one line so that its top lies at `y`.
    func draw(_ line: Line, on canvas: PaperCanvas, x: Double, y: Double) {
        canvas.fill(colour)
        cairo_move_to(canvas.context, x + line.x, y + line.baseline - line.top)
        pango_cairo_show_layout_line(canvas.context, line.line)
    }

    /// Without what could turn the text around it: control characters, embeddings and overrides (U+202A to
    /// U+202E).
    static func printable(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A: scalars.append(scalar)
            case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: scalars.append(" ")
            case 0x202A...0x202E: continue
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }

    /// A number, date or reference, kept in its own order inside Arabic text: LRI … PDI (Unicode UAX #9,
    /// section 2.4).
    static func isolated(_ text: String) -> String { "\u{2066}\(text)\u{2069}" }

    private static func points(_ units: Int32) -> Double { Double(units) / Double(PANGO_SCALE) }
}
