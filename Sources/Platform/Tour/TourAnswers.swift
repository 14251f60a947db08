import Foundation
package import Kit

extension TourForm {
    /// Fills in a page of questions as somebody would who has an answer to everything: what is given, else what stands
    /// there already, else the first answer that is offered.
    package func answered(with given: [String: [String]], today: Day) throws(TourFault) -> TourForm {
        var form = self
        for (name, values) in given {
            // A long register is searched before one can choose from it.
            let field = form.has(name) ? name : "\(name)-words"
            for value in values where form.has(field) { try form.fill(field, value) }
        }
        for name in form.openNames {
            guard let control = form.controls.first(where: { $0.name == name && !$0.isClosed }) else { continue }
            if control.kind == "file" {
                form.attach(name, file: "paper.png", bytes: TourForm.picture)
            } else {
                try form.fill(name, TourForm.answer(to: control, today: today))
            }
        }
        return form
    }

    /// Questions without an answer that need one, in the order of the page.
    private var openNames: [String] {
        var names: [String] = []
        for control in controls where !control.isOptional && control.kind != "hidden" && !names.contains(control.name) {
            let same = controls.filter { $0.name == control.name }
            let isOpen = control.isTicked ? !same.contains(where: \.isPicked) : control.value.isEmpty
            if isOpen { names.append(control.name) }
        }
        return names
    }

    private static func answer(to control: Control, today: Day) -> String {
        let tomorrow = today + 1
        if control.isTicked { return control.value }
        if control.kind == "select" { return control.options.first { !$0.isEmpty } ?? "" }
        if control.name.hasSuffix("-day") { return String(tomorrow.day) }
        if control.name.hasSuffix("-month") { return String(tomorrow.month) }
        if control.name.hasSuffix("-year") { return String(tomorrow.year) }
        switch (control.kind, control.mode) {
        case ("tel", _): return "5550 0100"
        case ("email", _): return "tour@example.qa"
        case (_, "numeric"), (_, "decimal"): return "10"
        default: return "تجربة للتحقق"
        }
    }

    /// The smallest picture: one transparent point.
    package static let picture = [UInt8](
        Data(
            base64Encoded: """
                iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==
                """) ?? Data())
}
