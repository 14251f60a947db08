import CPangoCairo
import Kit

/// The surface of a PDF in memory and the two text contexts, Arabic and English, that set type on it.
///
/// Nothing is shared between two canvases: pango's default font map belongs to the thread (PangoCairo
/// reference, `pango_cairo_font_map_get_default`, since 1.32.6), and cairo and fontconfig lock their own
/// caches. A canvas stays on the thread that made it.
final class PaperCanvas {
    /// A4 in points.
    static let width = 595.28
    static let height = 841.89

    let context: OpaquePointer
    private let surface: OpaquePointer
    private let sink: Unmanaged<Sink>
    private let arabic: OpaquePointer
    private let english: OpaquePointer

    /// The bytes that cairo writes.
    private final class Sink { var bytes: [UInt8] = [] }

    /// Cairo could not make or finish the file; the number is its status.
    struct Failure: Error, Hashable { let status: UInt32 }

    init() throws(Failure) {
        let sink = Unmanaged.passRetained(Sink())
        let surface = cairo_pdf_surface_create_for_stream(
            { target, data, count in
                guard let target, let data else { return CAIRO_STATUS_WRITE_ERROR }
                let sink = Unmanaged<Sink>.fromOpaque(target).takeUnretainedValue()
                sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
                return CAIRO_STATUS_SUCCESS
            }, sink.toOpaque(), PaperCanvas.width, PaperCanvas.height)
        guard let surface, let context = cairo_create(surface), cairo_status(context) == CAIRO_STATUS_SUCCESS,
            let arabic = PaperCanvas.textContext(context, .arabic),
            let english = PaperCanvas.textContext(context, .english)
        else {
            sink.release()
            throw Failure(status: CAIRO_STATUS_NO_MEMORY.rawValue)
        }
        (self.sink, self.surface, self.context) = (sink, surface, context)
        (self.arabic, self.english) = (arabic, english)
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(arabic))
        g_object_unref(UnsafeMutableRawPointer(english))
        cairo_destroy(context)
        cairo_surface_finish(surface)
        cairo_surface_destroy(surface)
        sink.release()
    }

    func describe(title: String, author: String, subject: String, created: String) {
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, author)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, subject)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Hukoomi")
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, created)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, created)
    }

    func endPage() { cairo_show_page(context) }

    /// The whole file; nothing can be drawn after it.
    func finish() throws(Failure) -> [UInt8] {
        cairo_surface_finish(surface)
        let status = cairo_surface_status(surface)
        guard status == CAIRO_STATUS_SUCCESS else { throw Failure(status: status.rawValue) }
        return sink.takeUnretainedValue().bytes
    }

    private static func textContext(_ cairo: OpaquePointer, _ language: Language) -> OpaquePointer? {
        guard let context = pango_cairo_create_context(cairo) else { return nil }
        pango_context_set_base_dir(context, language == .arabic ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR)
        pango_context_set_language(context, pango_language_from_string(language.rawValue))
        pango_context_set_round_glyph_positions(context, 0)
        return context
    }

    // MARK: Text

    /// One line, cut with an ellipsis where it would be longer.
    func line(_ text: String, _ type: PaperType, in language: Language, width: Double) -> PaperBlock {
        let one = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return block(one, type, in: language, width: width, isOneLine: true)
    }

    func block(
        _ text: String, _ type: PaperType, in language: Language, width: Double,
        _ alignment: PaperBlock.Alignment = .start, isOneLine: Bool = false
    ) -> PaperBlock {
        let layout = pango_layout_new(language == .arabic ? arabic : english)
        let font = pango_font_description_from_string(type.families(language))
        defer { pango_font_description_free(font) }
        pango_font_description_set_weight(font, type.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_font_description_set_absolute_size(font, type.size(language) * Double(PANGO_SCALE))
        pango_layout_set_font_description(layout, font)
        pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        if language == .arabic { pango_layout_set_line_spacing(layout, type.isText ? 0.82 : 0.9) }
        pango_layout_set_auto_dir(layout, alignment == .center ? 1 : 0)
        switch alignment {
        case .start:
            pango_layout_set_alignment(layout, language == .arabic ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT)
        case .end:
            pango_layout_set_alignment(layout, language == .arabic ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT)
        case .center: pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER)
        }
        // A word or number that is broken over two lines gets no hyphen that is not its own.
        let attributes = pango_attr_list_new()
        pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(0))
        // Amiri's local forms would lift the decimal point to the middle of the line.
        if language == .arabic { pango_attr_list_insert(attributes, pango_attr_font_features_new("locl=0")) }
        pango_layout_set_attributes(layout, attributes)
        pango_attr_list_unref(attributes)
        let shown = PaperBlock.printable(text)
        if isOneLine { pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END) }
        pango_layout_set_single_paragraph_mode(layout, isOneLine ? 1 : 0)
        pango_layout_set_text(layout, shown, Int32(clamping: shown.utf8.count))
        return PaperBlock(layout: layout, colour: type.colour)
    }

    // MARK: Shapes

    func fill(_ colour: PaperColour) { cairo_set_source_rgb(context, colour.red, colour.green, colour.blue) }

    func rectangle(x: Double, y: Double, width: Double, height: Double, _ colour: PaperColour) {
        fill(colour)
        cairo_rectangle(context, x, y, width, height)
        cairo_fill(context)
    }

    func polygon(_ points: [(x: Double, y: Double)], _ colour: PaperColour) {
        fill(colour)
        cairo_new_path(context)
        for point in points { cairo_line_to(context, point.x, point.y) }
        cairo_close_path(context)
        cairo_fill(context)
    }

    func frame(x: Double, y: Double, width: Double, height: Double, _ colour: PaperColour) {
        fill(colour)
        cairo_set_line_width(context, 1)
        cairo_rectangle(context, x, y, width, height)
        cairo_stroke(context)
    }

    /// Everything drawn inside belongs to one element of the document's structure (ISO 32000-1 section 14.8).
    func tagged(_ name: String, attributes: String = "", _ draw: () -> Void) {
        cairo_tag_begin(context, name, attributes)
        draw()
        cairo_tag_end(context, name)
    }
}
