/// One of the answers that a person can pick.
package struct Choice: Sendable {
    package var value: String
    package var label: String
    package var hint: String?
    /// Shown but not to be picked: a full time slot.
    package var isClosed: Bool

    package init(_ value: String, _ label: String, hint: String? = nil, isClosed: Bool = false) {
        self.value = value
        self.label = label
        self.hint = hint
        self.isClosed = isClosed
    }
}

/// A file that was sent before and is kept.
package struct KeptFile: Sendable {
    package var id: String
    package var name: String
    package var size: String

    package init(id: String, name: String, size: String) {
        self.id = id
        self.name = name
        self.size = size
    }
}

/// One question: its words, what was typed, and what is wrong with it.
package struct Field: Sendable {
    /// How the answer is given. Text is what was typed, unchanged, so that it comes back with its mistakes.
    package enum Input: Sendable {
        /// `autocomplete` is HTML's name of what is asked ("name", "username"); `short` for a few characters.
        case text(String, autocomplete: String? = nil, short: Bool = false)
        case longText(String, rows: Int = 5)
        /// A file's text, with its columns under each other, from left to right.
        case source(String)
        case number(String, unit: String? = nil)
        case money(String, currency: String)
        /// Three inputs: `<name>-day`, `<name>-month`, `<name>-year`.
        case date(day: String, month: String, year: String)
        /// Radio buttons; `inline` where all are one short word.
        case choice([Choice], selected: String?, inline: Bool = false)
        /// Radio buttons of which all but the first few stand behind a title.
        case folded([Choice], selected: String?, shown: Int, more: String)
        case severalChoices([Choice], selected: Set<String>)
        /// Sends "yes" or "no".
        case yesNo(Bool?)
        /// A list that opens, for more choices than a screen holds.
        case list([Choice], selected: String?)
        case telephone(String)
        case email(String)
        /// A number read left to right and grouped by the person: QID, IBAN, reference, licence plate.
        case code(String, autocomplete: String? = nil, numeric: Bool = false)
        case password(new: Bool = false)
        case oneTimeCode(String)
        /// `accept` as HTML has it (".pdf,.jpg"). A kept file's button sends `remove=<name>.<id>`.
        case file(accept: String, several: Bool = false, kept: [KeptFile] = [])
        /// Three inputs: `<name>-zone`, `<name>-street`, `<name>-building`.
        case address(zone: String, street: String, building: String)
        /// A map, where there is one, above two inputs: `<name>-latitude`, `<name>-longitude`.
        case point(latitude: String, longitude: String, map: HTML)
        /// One box to tick, sends "yes"; the sentence that is agreed to.
        case declaration(String, ticked: Bool)

        /// Whether several controls answer it, so that its label is a legend.
        var isGroup: Bool {
            switch self {
            case .date, .address, .point, .choice, .folded, .yesNo, .severalChoices, .declaration: true
            default: false
            }
        }
    }

    package var name: String
    package var label: String
    package var hint: String?
    package var error: String?
    package var isOptional: Bool
    /// The only question of its page: its label is the page's `h1`.
    package var isHeading: Bool
    /// Its label is said, and not shown: its place in a table says it to the eye.
    package var isLabelUnseen = false
    package var input: Input

    package init(
        _ name: String, _ label: String, _ input: Input, hint: String? = nil, error: String? = nil,
        isOptional: Bool = false, isHeading: Bool = false
    ) {
        self.name = name
        self.label = label
        self.input = input
        self.hint = hint
        self.error = error
        self.isOptional = isOptional
        self.isHeading = isHeading
    }
}
