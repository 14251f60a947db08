import CZlib

/// Compression by zlib, in the gzip format (RFC 1952).
package enum Gzip {
    /// The bytes, packed; nil where zlib refuses.
    package static func packed(_ bytes: [UInt8], level: Int32 = 5) -> [UInt8]? {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        guard deflateInit2_(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
        else {
            return nil
        }
        defer { deflateEnd(&stream) }
        var input = bytes
        return input.withUnsafeMutableBufferPointer { source -> [UInt8]? in
            let room = Int(deflateBound(&stream, uLong(source.count)))
            stream.next_in = source.baseAddress
            stream.avail_in = uInt(source.count)
            var finished = false
            let output = [UInt8](unsafeUninitializedCapacity: room) { target, count in
                stream.next_out = target.baseAddress
                stream.avail_out = uInt(room)
                finished = deflate(&stream, Z_FINISH) == Z_STREAM_END
                count = room - Int(stream.avail_out)
            }
            return finished ? output : nil
        }
    }
}
