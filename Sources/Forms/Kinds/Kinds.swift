/// The register of the kinds of question. A new kind is a file beside this one and a line here.
package enum Kinds {
    package static let all: [String: any QuestionKind.Type] = Dictionary(
        uniqueKeysWithValues: list.map { ($0.name, $0) })

    private static let list: [any QuestionKind.Type] = [
        TextKind.self, LongTextKind.self, NumberKind.self, MoneyKind.self, DateKind.self, ChoiceKind.self,
        ChoicesKind.self, YesNoKind.self, QIDKind.self, PhoneKind.self, EmailKind.self, IBANKind.self, AddressKind.self,
        FileKind.self, RecordKind.self, RecordsKind.self, SlotKind.self, PartyKind.self, GroupKind.self,
        DeclarationKind.self, SearchKind.self, TableKind.self, PointKind.self,
    ]
}
