import Definitions
import Foundation
import Kit
import Support

@testable import Casework

typealias Sample = SampleService

extension SampleService {
    static func file(at step: String, revision: Int = 1, outcome: End.Outcome? = nil, endedAt: Date? = nil) -> Case {
        let now = Date(timeIntervalSince1970: 1_795_248_000)
        return Case(
            id: "c", reference: .random(), service: "sample", entity: "moi", version: "v", person: "p",
            holder: "person:p",
            holderName: Bilingual(same: "P"), answers: [:], step: step, stepSince: now, dueAt: nil, outcome: outcome,
            revision: revision, channel: .portal, createdAt: now, endedAt: endedAt)
    }
}
