import CLibPQ

extension PostgreSQLConnection {
    /// Sends the beginning of the transaction, what stands in line and the last statement together, reads their answers in
    /// that order, and gives back the last.
    func sendAll(and last: Question) throws -> OpaquePointer {
        let mode = opening
        let before = mode.map { beginning(of: $0) } ?? []
        let questions = before + queue + [last]
        opening = nil
        queue.removeAll()
        let isSent =
            PQenterPipelineMode(handle) == 1
            && questions.allSatisfy { question in
                withTexts(question.values) {
                    PQsendQueryPrepared(handle, question.name, Int32($0.count), $0, nil, nil, 0)
                } == 1
            }
            && PQpipelineSync(handle) == 1
        guard isSent else { throw PostgreSQLFault.lost }
        var results = answers()
        defer { for result in results { PQclear(result) } }
        PQexitPipelineMode(handle)
        guard results.count == questions.count else { throw PostgreSQLFault.lost }
        for index in questions.indices.dropLast() {
            let answer = try checked(results.removeFirst())
            if mode?.mayWrite ?? false, index == before.count - 1 { number = PostgreSQLCell.text(answer, 0, 0) }
            questions[index].receive?(answer)
            PQclear(answer)
        }
        return try checked(results.removeFirst())
    }

    /// Every transaction that decides shares a lock, and one that goes alone has it for itself, half a second after it
    /// asked at the latest. Waiting for it takes no snapshot: what is seen afterwards is what the others left.
    private func beginning(of mode: Mode) -> [Question] {
        let names =
            switch mode {
            case .glancing: [String]()
            case .reading: ["reading"]
            case .taking: ["taking", "number"]
            case .writing(alone: false): ["writing", "turn", "number"]
            case .writing(alone: true): ["writing", "be brief", "turn alone", "be patient", "number"]
            }
        return names.map { Question(name: $0) }
    }

    /// The answers of a pipeline, up to the mark that all were read; fewer where the connection is gone.
    private func answers() -> [OpaquePointer] {
        var results: [OpaquePointer] = []
        while let result = nextResult() {
            guard PQresultStatus(result) != PGRES_PIPELINE_SYNC else {
                PQclear(result)
                break
            }
            results.append(result)
        }
        return results
    }

    /// The next answer of a pipeline; nil where the connection is gone.
    private func nextResult() -> OpaquePointer? {
        for _ in 0..<2 {
            if let result = PQgetResult(handle) { return result }
            if !isSound { return nil }
        }
        return nil
    }
}
