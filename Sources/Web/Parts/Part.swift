import Kit

/// The visible parts of a page: each is one function here and one block of CSS by its name in `hukoomi.css`.
///
/// A part is given small finished values: words in the reader's language, numbers and dates written out. Where
/// it needs fixed words or icons of its own it takes them from `Texts`, always as its first argument `t`.
package enum Part {}

/// A place that can be gone to, with the words that lead there.
package struct Link: Sendable {
    package var text: String
    /// With the language prefix, as the browser needs it; nil for the page the reader is on.
    package var address: String?

    package init(_ text: String, to address: String?) {
        self.text = text
        self.address = address
    }
}

/// What a tag, notice or deadline says at a glance; always beside an icon or a word, never by colour alone.
package enum Tone: String, Sendable, CaseIterable {
    case plain, info, done, waiting, error
}

/// The symbols of `icons.svg`, by their names in the file.
package enum Icon: String, Sendable, CaseIterable {
    case search, account, language, check, warning, error, info, clock, file, phone, next, back, external
    case lock, print, code, money, list, person, building, calendar, download, message, chart, plus, remove
    case home, place

    /// Symbols that point somewhere turn round in Arabic; clocks, ticks and phones do not.
    var points: Bool { self == .next || self == .back || self == .external }
}

extension Part {
    /// A small picture that repeats the word beside it, hidden from screen readers.
    package static func icon(_ t: Texts, _ icon: Icon) -> HTML {
        """
        <svg class="icon\(when: icon.points, " turn")" aria-hidden="true" focusable="false">\
        <use href="\(t.icons)#\(icon.rawValue)"/></svg>
        """
    }

    /// A reference, telephone number, IBAN or address: kept left to right, apart from the text around it, and on one
    /// line unless it is long.
    package static func code(_ text: String) -> HTML {
        "<bdi dir=\"ltr\" class=\"code\(when: text.utf8.count > 24, " long")\">\(text)</bdi>"
    }

    /// A title or sentence; references in it (`8K2M-47QD-XP`) stay whole.
    package static func words(_ text: String) -> HTML {
        var html = HTML.empty
        var rest = text[...]
        while let place = Reference.first(in: rest) {
            html += "\(String(rest[..<place.lowerBound]))\(code(String(rest[place])))"
            rest = rest[place.upperBound...]
        }
        return html.isEmpty ? "\(text)" : "\(html)\(String(rest))"
    }

    /// Text somebody typed (a name, a note), kept from turning the words around it.
    package static func isolated(_ text: String) -> HTML { "<bdi>\(text)</bdi>" }

    /// A text of several lines, each isolated from the words around it.
    package static func lines(_ text: String) -> HTML {
        "\(each: text.split(separator: "\n", omittingEmptySubsequences: false).enumerated(), { "\(when: $0 > 0, "<br>")\(isolated(String($1)))" })"
    }

    /// One or two words about a thing: its level, its status.
    package static func tag(_ text: String, _ tone: Tone = .plain) -> HTML {
        "<span class=\"tag \(tone.rawValue)\">\(text)</span>"
    }

    /// The one `h1` of a page, with what it belongs to above it and one sentence below it.
    package static func headline(_ title: String, over caption: String? = nil, lead: String? = nil) -> HTML {
        """
        <div class="headline">\
        \(caption.map { "<p class=\"caption\">\(words($0))</p>" } as HTML?)\
        <h1>\(words(title))</h1>\
        \(lead.map { "<p class=\"lead\">\(words($0))</p>" } as HTML?)\
        </div>
        """
    }

    /// The main text with a narrower column after it, and what stands `below` the text; a phone has all in that order.
    package static func columns(_ main: HTML, aside: HTML, below: HTML? = nil) -> HTML {
        """
        <div class="columns"><div>\(main)</div><aside>\(aside)</aside>\
        \(below.map { "<div>\($0)</div>" } as HTML?)</div>
        """
    }

    /// Details that few people need, behind their title.
    package static func disclosure(_ title: String, _ body: HTML) -> HTML {
        "<details class=\"disclosure\"><summary>\(title)</summary><div>\(body)</div></details>"
    }

    /// Words only screen readers say.
    static func unseen(_ text: String) -> HTML { "<span class=\"unseen\">\(text)</span>" }

    /// An attribute, where there is a value for it.
    static func attribute(_ name: StaticString, _ value: String?) -> HTML? {
        guard let value else { return nil }
        return " \(HTML(stringLiteral: name))=\"\(value)\""
    }
}
