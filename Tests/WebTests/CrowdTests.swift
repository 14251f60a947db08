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
        let crowd = Crowd(most: 1)
        let (slow, quick) = (try connection(crowd), try connection(crowd))
        try slow.writeInbound(head)
        try slow.writeInbound(HTTPRequestPart.body(ByteBuffer(string: "a")))
        #expect(crowd.waiting.value == 0)
        try quick.writeInbound(head)
        try quick.writeInbound(HTTPRequestPart.end(nil))
        #expect(crowd.waiting.value == 1)
        try quick.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .continue)))
        #expect(crowd.waiting.value == 1)
        try quick.writeOutbound(answer)
        #expect(crowd.waiting.value == 0)
        try quick.writeOutbound(HTTPResponsePart.end(nil))
        // Refused before all of it was there, again and again: nothing stays counted.
        for _ in 0..<3 {
            try slow.writeOutbound(answer)
            try slow.writeOutbound(HTTPResponsePart.end(nil))
            try slow.writeInbound(HTTPRequestPart.end(nil))
            #expect(crowd.waiting.value == 0)
            try slow.writeInbound(head)
        }
    }

    @Test("whoever asks for many things at once is one who waits, and one who hangs up waits no more")
    func gone() throws {
        let crowd = Crowd()
        let channel = try connection(crowd)
        for _ in 0..<3 {
            try channel.writeInbound(head)
            try channel.writeInbound(HTTPRequestPart.end(nil))
        }
        #expect(crowd.waiting.value == 1)
        try channel.writeOutbound(answer)
        #expect(crowd.waiting.value == 1)
        _ = try channel.finish()
        #expect(crowd.waiting.value == 0)
    }

    @Test("who is signed in may stay while twice as many wait")
    func guests() {
        let crowd = Crowd(most: 10)
        crowd.waiting.add(11)
        #expect(crowd.isTooLarge(for: .anybody) && !crowd.isTooLarge(for: .signedIn))
        crowd.waiting.add(10)
        #expect(crowd.isTooLarge(for: .signedIn))
    }
}
