import CPangoCairo
import CQREncode

/// The square code that a telephone's camera reads (ISO/IEC 18004), error correction level M.
package struct QRCode: Sendable, Hashable {
    /// Modules along one side, without the quiet zone.
    package let side: Int
    private let dark: [Bool]

    /// Modules of empty space around the code (ISO/IEC 18004 section 6.3.8).
    package static let quietZone = 4

    /// Nil where the text is empty or does not fit.
    package init?(_ text: String) {
        guard !text.isEmpty, !text.utf8.contains(0) else { return nil }
        guard let code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else { return nil }
        defer { QRcode_free(code) }
        side = Int(code.pointee.width)
        guard let data = code.pointee.data else { return nil }
        dark = (0..<side * side).map { data[$0] & 1 == 1 }
    }

    package subscript(row: Int, column: Int) -> Bool { dark[row * side + column] }

    /// 1 to 40; each adds four modules to a side.
    package var version: Int { (side - 17) / 4 }

    /// The dark modules of each row joined into runs.
    private var runs: [(row: Int, column: Int, length: Int)] {
        var runs: [(row: Int, column: Int, length: Int)] = []
        for row in 0..<side {
            var column = 0
            while column < side {
                let start = column
                while column < side, self[row, column] { column += 1 }
                if column > start { runs.append((row, start, column - start)) }
                column += 1
            }
        }
        return runs
    }

    /// Side of the SVG view box in modules, quiet zone included.
    package var viewBox: Int { side + 2 * QRCode.quietZone }

    /// The `d` of an SVG path in a view box of `viewBox` modules; it holds digits and the letters M, h, v, z
    /// only.
    package var svgPath: String {
        runs.map {
            "M\($0.column + QRCode.quietZone) \($0.row + QRCode.quietZone)h\($0.length)v1h-\($0.length)z"
        }.joined()
    }

    /// Draws it with its quiet zone into a square of `size` points, in the current colour.
    func draw(on context: OpaquePointer, x: Double, y: Double, size: Double) {
        let module = size / Double(viewBox)
        let edge = Double(QRCode.quietZone) * module
        for run in runs {
            cairo_rectangle(
                context, x + edge + Double(run.column) * module, y + edge + Double(run.row) * module,
                Double(run.length) * module, module)
        }
        cairo_fill(context)
    }
}
