import NIOCore

/// Cuts what arrives into lines. A line ends with CR LF and nothing else (RFC 5321 §2.3.8), so that no server and no
/// client can be made to see an end of a letter where there is none.
struct SMTPLines: ByteToMessageDecoder {
    typealias InboundOut = ByteBuffer

    struct TooLong: Error {}

    /// Bytes of a line: RFC 5321 §4.5.3.1 asks for 1,000 at least, and more for AUTH.
    static let longest = 4096

    mutating func decode(context: ChannelHandlerContext, buffer: inout ByteBuffer) throws -> DecodingState {
        let view = buffer.readableBytesView
        var index = view.startIndex
        while let end = view[index...].firstIndex(of: 13) {
            let next = view.index(after: end)
            guard next < view.endIndex else { break }
            if view[next] == 10 {
                let line = buffer.readSlice(length: end - view.startIndex)
                buffer.moveReaderIndex(forwardBy: 2)
                if let line { context.fireChannelRead(wrapInboundOut(line)) }
                return .continue
            }
            index = next
        }
        guard view.count <= SMTPLines.longest else { throw TooLong() }
        return .needMoreData
    }

    mutating func decodeLast(
        context: ChannelHandlerContext, buffer: inout ByteBuffer, seenEOF: Bool
    ) throws -> DecodingState {
        try decode(context: context, buffer: &buffer)
    }
}

/// Puts the lines of a letter into the shape in which they travel after DATA.
enum SMTPData {
    /// A dot before each line that begins with one, CR LF after each, and the line with the single dot that ends it
    /// (RFC 5321 §4.5.2). A line break inside a line becomes a line of its own before dots are counted.
    static func stuffed(_ lines: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        for line in lines {
            for piece in line.utf8.split(omittingEmptySubsequences: false, whereSeparator: { $0 == 10 || $0 == 13 }) {
                if piece.first == 46 { bytes.append(46) }
                bytes += piece
                bytes += [13, 10]
            }
        }
        return bytes + [46, 13, 10]
    }

    /// The line as it was before it travelled.
    static func unstuffed(_ line: [UInt8]) -> [UInt8] { line.first == 46 ? Array(line.dropFirst()) : line }
}
