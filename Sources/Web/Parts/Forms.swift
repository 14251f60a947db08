import Foundation
/// What a button does to the person's affairs.
package enum ButtonKind: String, Sendable {
    case main, secondary, warning
}

/// Something to mend on a page, and the field where it is.
package struct FieldError: Sendable {
    package var field: String
    package var message: String

    package init(_ field: String, _ message: String) {
        self.field = field
        self.message = message
    }
}

extension Part {
    /// A form that is posted, with the token that proves it came from this portal.
    package static func form(
        action: String, csrf: String, multipart: Bool = false, content: HTML
    ) -> HTML {
        """
        <form class="form" method="post" action="\(action)" novalidate\
        \(when: multipart, " enctype=\"multipart/form-data\"")>\
        <input type="hidden" name="csrf" value="\(csrf)">\(content)</form>
        """
    }

    /// A button that sends the form around it.
    package static func button(
        _ text: String, _ kind: ButtonKind = .main, name: String? = nil, value: String? = nil,
        icon symbol: HTML? = nil
    ) -> HTML {
        """
        <button type="submit" class="button \(kind.rawValue)"\(attribute("name", name))\
        \(attribute("value", value))>\(symbol)\(text)</button>
        """
    }

    /// A button that goes to a page.
    package static func buttonLink(
        _ text: String, to address: String, _ kind: ButtonKind = .main, icon symbol: HTML? = nil
    ) -> HTML {
        "<a class=\"button \(kind.rawValue)\" href=\"\(address)\">\(symbol)\(text)</a>"
    }

    /// The large button that begins a service: as a link where nothing is sent yet, else as the button of its form.
    package static func startButton(_ t: Texts, _ text: String, to address: String) -> HTML {
        "<a class=\"button main start\" href=\"\(address)\">\(text)\(icon(t, .next))</a>"
    }

    package static func startButton(_ t: Texts, _ text: String) -> HTML {
        "<button type=\"submit\" class=\"button main start\">\(text)\(icon(t, .next))</button>"
    }

    /// Buttons in one row, the main one first; one under the other on a phone.
    package static func actions(_ buttons: [HTML]) -> HTML { "<div class=\"actions\">\(buttons)</div>" }

    /// All that has to be mended, each a link to its field; nothing where nothing has.
    package static func errorSummary(_ t: Texts, _ errors: [FieldError]) -> HTML {
        guard !errors.isEmpty else { return .empty }
        return """
            <div class="error-summary" role="alert" tabindex="-1" id="errors">\
            <h2>\(icon(t, .warning))\(t("web.errors.title"))</h2><ul>\
            \(each: errors, { "<li><a href=\"#f-\($0.field)\">\($0.message)</a></li>" })\
            </ul></div>
            """
    }

    /// What the Enter key presses; else it would press a form's first button, which may be one that removes.
    static let enterKey: HTML = """
        <button type="submit" class="unseen" tabindex="-1" aria-hidden="true"></button>
        """

    /// A map that is pressed (an image button): sends `<name>-map.x` and `<name>-map.y` in pixels from its left and top, with
    /// `<name>-view`; `<name>-farther` goes back to where more was seen.
    package static func pressedMap(
        _ t: Texts, name: String, picture: String, size: (width: Int, height: Int), view: String, canGoBack: Bool
    ) -> HTML {
        let source = "data:image/svg+xml;base64,\(Data(picture.utf8).base64EncodedString())"
        let back: HTML = """
            <p><button type="submit" class="button secondary" name="\(name)-farther" value="yes">\
            \(t("web.map.farther"))</button></p>
            """
        return """
            \(enterKey)<input type="hidden" name="\(name)-view" value="\(view)">\
            <input type="image" class="map" name="\(name)-map" src="\(source)" alt="\(t("web.map.press"))" \
            width="\(size.width)" height="\(size.height)">\(when: canGoBack, back)
            """
    }

    /// Sends the form as its own button does: what was typed beside it is looked up.
    package static func searchButton(_ t: Texts) -> HTML {
        "<p><button type=\"submit\" class=\"button secondary\">\(icon(t, .search))\(t("web.search.button"))</button></p>"
    }

    /// The same questions several times over (people, goods), with buttons that add one and take one away.
    ///
    /// The buttons send `add=<name>` and `remove=<name>.<index>`, from 0; nil for `add` when it is full.
    package static func repeatedGroup(
        _ t: Texts, name: String, items: [(title: String, fields: HTML)], add: String?, canRemove: Bool = true
    ) -> HTML {
        """
        <div class="repeated-group" id="f-\(name)" tabindex="-1">\
        \(enterKey)\
        \(each: items.enumerated(), { index, item in
            """
            <fieldset><legend>\(item.title)</legend>\(item.fields)\
            \(when: canRemove, """
                <button type="submit" class="button secondary" name="remove" value="\(name).\(index)">\
                \(icon(t, .remove))\(t("web.group.remove"))\(unseen(" " + item.title))</button>
                """)</fieldset>
            """
        })\
        \(add.map { """
            <button type="submit" class="button secondary" name="add" value="\(name)">\
            \(icon(t, .plus))\($0)</button>
            """ } as HTML?)</div>
        """
    }
}
