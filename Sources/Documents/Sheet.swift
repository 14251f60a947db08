package import Kit

/// What is printed on one issued document: every text finished, in both languages; `Paper` only lays it out.
package struct Sheet: Sendable, Hashable {
    /// `دولة قطر` / `State of Qatar`.
    package var government: Bilingual
    /// The entity that issues it.
    package var entity: Bilingual
    package var title: Bilingual
    /// A sentence under the title: what is certified, to whom, by which law.
    package var statement: Bilingual?
    package var sections: [Section]
    /// Reference, dates and the like, in the band that the eye looks for first; up to four.
    package var highlights: [Highlight]
    /// How to verify it, beside the code.
    package var verify: Verify
    /// At the foot of every page, small: that it is electronic and needs no stamp.
    package var note: Bilingual?
    /// Set on papers of a demonstration, across the page: `للعرض فقط` / `DEMO`.
    package var demo: Bilingual?
    /// At the foot of each page, one for each page if there are more than one: `صفحة {page} من {pages}`.
    package var pageLine: Bilingual
    /// When it was issued, RFC 3339; the file carries it, so that the same document makes the same file.
    package var created: String

    package init(
        government: Bilingual, entity: Bilingual, title: Bilingual, statement: Bilingual? = nil,
        sections: [Section], highlights: [Highlight], verify: Verify, note: Bilingual? = nil,
        demo: Bilingual? = nil, pageLine: Bilingual, created: String
    ) {
        self.government = government
        self.entity = entity
        self.title = title
        self.statement = statement
        self.sections = sections
        self.highlights = highlights
        self.verify = verify
        self.note = note
        self.demo = demo
        self.pageLine = pageLine
        self.created = created
    }
}

extension Sheet {
    /// Rows that belong together, under a heading where there are several groups.
    package struct Section: Sendable, Hashable {
        package var heading: Bilingual?
        package var rows: [Row]

        package init(heading: Bilingual? = nil, rows: [Row]) {
            self.heading = heading
            self.rows = rows
        }
    }

    /// One claim: its label, and its value, which is printed once where it is the same in both languages.
    package struct Row: Sendable, Hashable {
        package var label: Bilingual
        package var value: Bilingual

        package init(_ label: Bilingual, _ value: Bilingual) {
            self.label = label
            self.value = value
        }

        package init(_ label: Bilingual, code: String) {
            self.label = label
            value = Bilingual(same: code)
        }
    }

    /// A value that is looked for first, such as the reference, or a date in both calendars.
    package struct Highlight: Sendable, Hashable {
        package var label: Bilingual
        package var value: Bilingual
        /// The same day in the Umm al-Qura calendar.
        package var second: Bilingual?

        package init(_ label: Bilingual, _ value: Bilingual, second: Bilingual? = nil) {
            self.label = label
            self.value = value
            self.second = second
        }
    }

    /// The code and the words around it.
    package struct Verify: Sendable, Hashable {
        /// What the code holds, from `PaperCode`.
        package var code: String
        package var heading: Bilingual
        package var instructions: Bilingual
        /// Where a person types the reference: `hukoomi.gov.qa/verify`.
        package var address: String
        package var reference: String
        /// `مفتاح التوقيع` / `Signing key`.
        package var keyLabel: Bilingual
        package var keyID: String

        package init(
            code: String, heading: Bilingual, instructions: Bilingual, address: String, reference: String,
            keyLabel: Bilingual, keyID: String
        ) {
            self.code = code
            self.heading = heading
            self.instructions = instructions
            self.address = address
            self.reference = reference
            self.keyLabel = keyLabel
            self.keyID = keyID
        }
    }
}
