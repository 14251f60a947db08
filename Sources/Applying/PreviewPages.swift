import Casework
package import Definitions
package import Forms
package import Kit
package import Web

extension Applying {
    /// A page of a form as people will see it, with the world of the first example; nothing on it can be sent.
    ///
    /// - Returns: nil where the form has no such page.
    package static func preview(
        page id: String, of definition: Definition, map: CountryMap?, calendar: WorkingCalendar, currency: String,
        today: Day,
        _ t: Texts
    ) -> HTML? {
        guard let page = definition.pages.first(where: { $0.id == id }) else { return nil }
        var setting = Definitions.sampleSetting(
            definition, calendar: calendar, currency: currency, texts: t, today: today)
        setting.map = map
        let fields = Forms.fields(page.questions, typed: [:], wrong: [:], setting)
        return """
            <fieldset class="form" disabled>
            \(when: page.questions.count > 1, "<h1>\(page.title[t.language])</h1>")
            \(page.note.map { "<p>\($0[t.language])</p>" } as HTML?)
            \(fields)
            \(Part.actions([Part.button(t("applying.page.next"))]))
            </fieldset>
            """
    }
}
