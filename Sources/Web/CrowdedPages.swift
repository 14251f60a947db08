import Foundation
import HTTPTypes
import Hummingbird
import Kit
import NIOCore

/// What those read who are sent away because too many wait: always the same, so it is made once, as it is and packed.
struct CrowdedPages: Sendable {
    private let plain: [Language: Response]
    private let packed: [Language: Response]

    init(_ site: Site, _ errors: ErrorPages, at now: Date) {
        func pages(_ fields: HTTPFields) -> [Language: Response] {
            Dictionary(
                uniqueKeysWithValues: Language.allCases.map { language in
                    let request = Request(
                        head: HTTPRequest(
                            method: .get, scheme: nil, authority: nil, path: "/\(language.rawValue)",
                            headerFields: fields), body: RequestBody(buffer: ByteBuffer()))
                    let context = Context(
                        site: site, language: language, t: site.texts(language), path: "/", query: Form(), form: Form(),
                        visitor: nil, browser: "", address: "", agent: "", now: now, body: [], isPost: false,
                        headers: { _ in nil }, parameters: { _ in nil })
                    let answer = errors.answer(Crowded(), context, route: "other")
                    return (language, Sending.response(answer, request, site))
                })
        }
        plain = pages(HTTPFields())
        packed = pages([.acceptEncoding: "gzip"])
    }

    func response(_ language: Language, _ request: Request) -> Response {
        (Sending.acceptsGzip(request) ? packed : plain)[language] ?? Response(status: .serviceUnavailable)
    }
}
