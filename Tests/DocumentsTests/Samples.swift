import Credentials
import Foundation
import Kit
import Testing

@testable import Documents

/// References, codes and papers that the tests share; the people in them do not exist.
enum Samples {
    /// 2026-11-21T08:00:00Z.
    static let issued = Date(timeIntervalSince1970: 1_795_248_000)

    static func reference() throws -> Reference {
        try #require("0123456789ABCDEFGHJKMNPQRSTVWXYZ".lazy.compactMap { Reference("8K2M47QDX\($0)") }.first)
    }

    /// The signed code of a permit, as long as one from life.
    static func paperCode() throws -> String {
        let key = SigningKey.make(notBefore: issued, notAfter: issued.addingTimeInterval(86_400))
        let claims = PaperClaims(
            reference: try reference(), kind: "exit-permit", subject: "28463412345",
            name: "محمد عبدالله أحمد الكواري", issued: issued, expires: issued.addingTimeInterval(30 * 86_400),
            facts: ["AB1234567"])
        return try PaperCode(portal: "https://hukoomi.gov.qa").encode(claims, key: key)
    }

    static func sheet(code: String, rows extra: [Sheet.Row] = [], demo: Bool = true) throws -> Sheet {
        let reference = try reference().description
        return Sheet(
            government: Bilingual(ar: "دولة قطر", en: "State of Qatar"),
            entity: Bilingual(ar: "وزارة الداخلية", en: "Ministry of Interior"),
            title: Bilingual(ar: "إذن خروج", en: "Exit Permit"),
            statement: Bilingual(
                ar: "تشهد وزارة الداخلية بأنه قد أُذن لحامل هذه الوثيقة بمغادرة الدولة خلال مدته.",
                en: "The Ministry of Interior certifies that the holder may leave the country."
            ),
            sections: [
                .init(
                    heading: Bilingual(ar: "بيانات حامل الإذن", en: "Holder"),
                    rows: [
                        .init(
                            Bilingual(ar: "الاسم الكامل", en: "Full name"),
                            Bilingual(ar: "محمد عبدالله أحمد الكواري", en: "Mohammed Abdulla Ahmed Al-Kuwari")
                        ),
                        .init(Bilingual(ar: "الرقم الشخصي", en: "QID"), code: "284 634 12345"),
                        .init(
                            Bilingual(ar: "الجنسية", en: "Nationality"), Bilingual(ar: "الهند", en: "India")),
                        .init(Bilingual(ar: "رقم جواز السفر", en: "Passport number"), code: "AB1234567"),
                    ]),
                .init(
                    heading: Bilingual(ar: "بيانات صاحب العمل", en: "Employer"),
                    rows: [
                        .init(
                            Bilingual(ar: "المنشأة", en: "Establishment"),
                            Bilingual(
                                ar: "شركة الخليج للمقاولات والتجارة العامة ذ.م.م.",
                                en: "Gulf Contracting and General Trading Co. W.L.L.")),
                        .init(
                            Bilingual(ar: "عدد مرات السفر", en: "Journeys"),
                            Bilingual(ar: "مرة واحدة", en: "One")),
                        .init(
                            Bilingual(ar: "تاريخ العودة", en: "Return by"),
                            Bilingual(
                                ar: "\u{2066}21\u{2069} ديسمبر \u{2066}2026\u{2069}", en: "21 December 2026")),
                    ] + extra),
            ],
            highlights: [
                .init(Bilingual(ar: "رقم المرجع", en: "Reference"), Bilingual(same: reference)),
                .init(
                    Bilingual(ar: "تاريخ الإصدار", en: "Issued"),
                    Bilingual(ar: "21 نوفمبر 2026", en: "21 November 2026"),
                    second: Bilingual(ar: "11 جمادى الآخرة 1448 هـ", en: "11 Jumada II 1448 AH")),
                .init(
                    Bilingual(ar: "صالح حتى", en: "Valid until"),
                    Bilingual(ar: "21 ديسمبر 2026", en: "21 December 2026"),
                    second: Bilingual(ar: "12 رجب 1448 هـ", en: "12 Rajab 1448 AH")),
            ],
            verify: .init(
                code: code, heading: Bilingual(ar: "تحقّق من هذه الوثيقة", en: "Verify this document"),
                instructions: Bilingual(
                    ar: "وجّه كاميرا هاتفك إلى الرمز، أو اكتب رقم المرجع في الصفحة أدناه. "
                        + "ويمكن التحقق من الرمز دون اتصال بالمفتاح المنشور.",
                    en: "Point your phone's camera at the code, or type the reference at the page below. "
                        + "The code also verifies offline with the published key."),
                address: "hukoomi.gov.qa/verify", reference: reference,
                keyLabel: Bilingual(ar: "مفتاح التوقيع", en: "Signing key"), keyID: "3f9a 12cd 77e0 41b8"),
            note: Bilingual(
                ar: "وثيقة إلكترونية موقّعة رقميًا، لا تحتاج إلى ختم أو توقيع.",
                en: "Electronic document, digitally signed; it needs no stamp or signature."),
            demo: demo ? Bilingual(ar: "للعرض فقط", en: "DEMO") : nil,
            pageLine: Bilingual(ar: "صفحة {page} من {pages}", en: "Page {page} of {pages}"),
            created: "2026-11-21T08:00:00Z")
    }

    static let longRow = Sheet.Row(
        Bilingual(ar: "الشروط والملاحظات", en: "Conditions and remarks"),
        Bilingual(
            ar: String(
                repeating: "يلتزم حامل هذا الإذن بالعودة قبل التاريخ المبيّن أعلاه، وبإبلاغ صاحب العمل "
                    + "بأي تغيير في موعد السفر (رقم \u{2066}12-2026\u{2069}). ",
                count: 12),
            en: String(
                repeating: "The holder returns before the date above and tells the employer "
                    + "of any change of the journey. ",
                count: 12)))
}
