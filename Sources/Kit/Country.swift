/// A country that issues passports, by the three letters that stand in them (ISO 3166-1 alpha-3; ICAO Doc 9303, part 3).
package struct Country: Sendable, Hashable {
    /// `IND`.
    package let code: String
    /// The same country in the QID: `356` (ISO 3166-1 numeric).
    package let number: String

    package init?(_ code: String) {
        guard let country = Country.byCode[code] else { return nil }
        self = country
    }

    package init?(number: String) {
        guard let country = Country.all.first(where: { $0.number == number }) else { return nil }
        self = country
    }

    private init(code: String, number: String) {
        self.code = code
        self.number = number
    }

    /// The members of the United Nations and those beside them whose passports are common at a border.
    package static let all: [Country] = table.split(separator: " ").map {
        Country(code: String($0.prefix(3)), number: String($0.dropFirst(3)))
    }

    private static let byCode = Dictionary(all.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })

    private static let table = """
        AFG004 AGO024 ALB008 AND020 ARE784 ARG032 ARM051 ATG028 AUS036 AUT040 AZE031 BDI108 BEL056 BEN204 BFA854 \
        BGD050 BGR100 BHR048 BHS044 BIH070 BLR112 BLZ084 BOL068 BRA076 BRB052 BRN096 BTN064 BWA072 CAF140 CAN124 \
        CHE756 CHL152 CHN156 CIV384 CMR120 COD180 COG178 COL170 COM174 CPV132 CRI188 CUB192 CYP196 CZE203 DEU276 \
        DJI262 DMA212 DNK208 DOM214 DZA012 ECU218 EGY818 ERI232 ESP724 EST233 ETH231 FIN246 FJI242 FRA250 FSM583 \
        GAB266 GBR826 GEO268 GHA288 GIN324 GMB270 GNB624 GNQ226 GRC300 GRD308 GTM320 GUY328 HKG344 HND340 HRV191 \
        HTI332 HUN348 IDN360 IND356 IRL372 IRN364 IRQ368 ISL352 ISR376 ITA380 JAM388 JOR400 JPN392 KAZ398 KEN404 \
        KGZ417 KHM116 KIR296 KNA659 KOR410 KWT414 LAO418 LBN422 LBR430 LBY434 LCA662 LIE438 LKA144 LSO426 LTU440 \
        LUX442 LVA428 MAC446 MAR504 MCO492 MDA498 MDG450 MDV462 MEX484 MHL584 MKD807 MLI466 MLT470 MMR104 MNE499 \
        MNG496 MOZ508 MRT478 MUS480 MWI454 MYS458 NAM516 NER562 NGA566 NIC558 NLD528 NOR578 NPL524 NRU520 NZL554 \
        OMN512 PAK586 PAN591 PER604 PHL608 PLW585 PNG598 POL616 PRK408 PRT620 PRY600 PSE275 QAT634 ROU642 RUS643 \
        RWA646 SAU682 SDN729 SEN686 SGP702 SLB090 SLE694 SLV222 SMR674 SOM706 SRB688 SSD728 STP678 SUR740 SVK703 \
        SVN705 SWE752 SWZ748 SYC690 SYR760 TCD148 TGO768 THA764 TJK762 TKM795 TLS626 TON776 TTO780 TUN788 TUR792 \
        TUV798 TWN158 TZA834 UGA800 UKR804 URY858 USA840 UZB860 VAT336 VCT670 VEN862 VNM704 VUT548 WSM882 YEM887 \
        ZAF710 ZMB894 ZWE716
        """
}
