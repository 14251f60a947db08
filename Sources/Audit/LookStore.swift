package import Foundation
package import Kit
package import Store
package import Web

extension Transaction {
    /// Notes that an official looked at somebody's data.
    ///
    /// - Parameters:
    ///   - subject: the holder of the data, `person:<id>` or `organisation:<id>`.
    ///   - kind: what it was: `case`.
    ///   - entity: for which entity; where nothing is said, the first for which the official works.
    ///   - about: what the person knows the matter by, such as the name of the service.
    ///   - purpose: a text key that says why, to the person.
    package func recordLook(
        by visitor: Visitor, at subject: String, kind: String, reference: String, entity: String? = nil,
        about: Bilingual? = nil, purpose: String = "audit.purpose.case", now: Date
    ) throws {
        let head = try lookHead()
        let look = Look(
            seq: head.size, at: now, official: visitor.person, officialName: visitor.name,
            entity: entity ?? visitor.firstEntity, subject: subject, kind: kind, reference: reference, about: about,
            purpose: purpose)
        let hash = look.hash(after: head.hash)
        // The head first: of two who look at the same moment, the second waits here and looks anew.
        try run(
            """
            insert into look_head (one, size, hash) values (1, \(head.size + 1), \(hash))
            on conflict (one) do update set size = excluded.size, hash = excluded.hash
            """)
        try run(
            """
            insert into look (\(Look.columns), previous, hash)
            values (\(look.seq), \(look.at), \(look.official), \(look.officialName.ar), \(look.officialName.en),
                \(look.entity), \(look.subject), \(look.kind), \(look.reference), \(look.about?.ar), \(look.about?.en),
                \(look.purpose), \(head.hash), \(hash))
            """)
    }

    /// The number of the first look from the moment on, or of the next one to come.
    func firstLook(since moment: Date) throws -> Int {
        try one("select min(seq) from look where at >= \(moment)") { $0.optionalInteger(0) }.flatMap { $0 }
            ?? lookHead().size
    }

    /// Notes what the first look that is here follows. Looks that came back must go on to those that stayed.
    func settleLookBase() throws {
        let base = try lookBase().size
        let back = try one("select min(seq), count(*) from look where seq < \(base)") { row in
            try (first: row.optionalInteger(0), count: row.integer(1))
        }
        if let first = back?.first, let count = back?.count, first + count != base {
            throw Archiving.Fault.unsound(
                "looks are missing between these and those that are there: bring back the later archive first")
        }
        // In one statement: others go on looking.
        try run(
            """
            insert into look_base (one, size, hash)
            select 1, coalesce(look.seq, look_head.size), coalesce(look.previous, look_head.hash)
            from look_head left join look on look.seq = (select min(seq) from look)
            where look_head.one = 1
            on conflict (one) do update set size = excluded.size, hash = excluded.hash
            """)
    }

    /// Reads the whole record and finds where it is not what was written: a look changed, removed, added or exchanged.
    package func verifyChain() throws -> ChainState {
        let base = try lookBase()
        if let stray = try one("select min(seq) from look where seq < \(base.size)", { $0.optionalInteger(0) }) ?? nil {
            return .broken(at: stray)
        }
        var state = base
        while true {
            let links = try all(
                "select \(Look.columns), previous, hash from look where seq >= \(state.size) order by seq limit 1000"
            ) { try (look: Look(row: $0), previous: $0.text(12), hash: $0.text(13)) }
            for link in links {
                let isNext = link.look.seq == state.size && link.previous == state.hash
                guard isNext, link.hash == link.look.hash(after: state.hash) else { return .broken(at: state.size) }
                state = (state.size + 1, link.hash)
            }
            if links.count < 1000 { break }
        }
        let head = try lookHead()
        guard head == state else { return .broken(at: min(head.size, state.size)) }
        return .whole(looks: state.size, archived: base.size, hash: state.hash)
    }

    /// The looks at the data of one holder, for the holder.
    func looks(at subject: String, page: Int) throws -> LookPage {
        let total = try one("select count(*) from look where subject = \(subject)") { try $0.integer(0) } ?? 0
        return try looks("where subject = \(subject)", of: total, page: page)
    }

    /// All looks, or those at one reference, for auditors.
    func allLooks(reference: String?, page: Int) throws -> LookPage {
        guard let reference else { return try looks("", of: lookHead().size - lookBase().size, page: page) }
        let total = try one("select count(*) from look where reference = \(reference)") { try $0.integer(0) } ?? 0
        return try looks("where reference = \(reference)", of: total, page: page)
    }

    private func looks(_ condition: SQL, of total: Int, page: Int) throws -> LookPage {
        let pages = max(1, (total + LookPage.size - 1) / LookPage.size)
        let page = min(max(1, page), pages)
        let looks = try all(
            """
            select \(Look.columns) from look \(condition) order by seq desc
            limit \(LookPage.size) offset \((page - 1) * LookPage.size)
            """, Look.init(row:))
        return LookPage(looks: looks, hasArchive: try lookBase().size > 0, page: page, pages: pages)
    }

    private func lookBase() throws -> (size: Int, hash: String) {
        try one("select size, hash from look_base where one = 1") { try ($0.integer(0), $0.text(1)) } ?? (
            0, Look.origin
        )
    }

    private func lookHead() throws -> (size: Int, hash: String) {
        try one("select size, hash from look_head where one = 1") { try ($0.integer(0), $0.text(1)) } ?? (
            0, Look.origin
        )
    }
}

extension Look {
    static let columns: SQL = """
        seq, at, official, official_ar, official_en, entity, subject, kind, reference, about_ar, about_en, purpose
        """

    init(row: Row) throws {
        seq = try row.integer(0)
        at = try row.moment(1)
        official = try row.text(2)
        officialName = Bilingual(ar: try row.text(3), en: try row.text(4))
        entity = row.optionalText(5)
        subject = try row.text(6)
        kind = try row.text(7)
        reference = try row.text(8)
        about = row.optionalText(9).flatMap { ar in row.optionalText(10).map { Bilingual(ar: ar, en: $0) } }
        purpose = try row.text(11)
    }
}

extension Visitor {
    fileprivate var firstEntity: String? {
        roles.lazy.compactMap { if case .officer(let entity, _) = $0 { entity } else { nil } }.first
    }
}
