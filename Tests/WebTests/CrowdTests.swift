import HTTPTypes
import Kit
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import Web

@Suite("Crowd") struct CrowdTests {
    private let head = HTTPRequestPart.head(HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/"))
    private let answer = HTTPResponsePart.head(HTTPResponse(status: .ok))

    private func connection(_ crowd: Crowd) throws -> EmbeddedChannel {
        let channel = EmbeddedChannel()
        try channel.pipeline.syncOperations.addHandler(crowd.counter())
        return channel
    }

    @Test("a request counts from when all of it is there until its answer ends; who sends slowly does not count")
    func counted() throws {
        let crowd = Crowd(most: 0)
        let (slow, quick) = (try connection(crowd), try connection(crowd))
        try slow.writeInbound(head)
        try slow.writeInbound(HTTPRequestPart.body(ByteBuffer(string: "a")))
        #expect(crowd.waiting.value == 0 && !crowd.isTooLarge)
        try quick.writeInbound(head)
        try quick.writeInbound(HTTPRequestPart.end(nil))
        #expect(crowd.waiting.value == 1 && crowd.isTooLarge)
        try quick.writeOutbound(answer)
        #expect(crowd.waiting.value == 1)
        try quick.writeOutbound(HTTPResponsePart.end(nil))
        #expect(crowd.waiting.value == 0)
        // Refused before all of it was there: nothing was counted, and nothing is taken off.
        try slow.writeOutbound(answer)
        try slow.writeOutbound(HTTPResponsePart.end(nil))
        #expect(crowd.waiting.value == 0)
    }

    @Test("whoever hangs up waits no more, with all that he asked")
    func gone() throws {
        let crowd = Crowd()
        let channel = try connection(crowd)
        for _ in 0..<3 {
            try channel.writeInbound(head)
            try channel.writeInbound(HTTPRequestPart.end(nil))
        }
        #expect(crowd.waiting.value == 3)
        try channel.writeOutbound(HTTPResponsePart.end(nil))
        _ = try channel.finish()
        #expect(crowd.waiting.value == 0)
    }
}
