package import Content
package import Rules

/// What became of the rules of a service when each was broken a little, one slip at a time: did an example notice?
package struct Probe: Sendable {
    /// A slip with which every example of the service still holds.
    package struct Gap: Sendable, Hashable, CustomStringConvertible {
        package let place: Place
        package let rule: String
        package let slip: Slip
        /// Whether the rule stands in a fragment, which other services use too.
        package let isShared: Bool

        /// `services/x.yaml:69: «age >= 18»: with «>» for «>=» at column 5 every example holds`
        package var description: String {
            let lines = rule.split(separator: "\n").map { $0.drop { $0 == " " } }
            let other = slip.to.isEmpty ? "nothing" : "«\(slip.to)»"
            return """
                \(place.file):\(place.line): «\(lines.joined(separator: " "))»: with \(other) for «\(slip.from)» \
                at column \(slip.column) every example holds
                """
        }
    }

    package let service: String
    /// How many slips were tried.
    package private(set) var slips = 0
    package private(set) var gaps: [Gap] = []
    /// Slips that an example of the service notices.
    private var noticed: Set<Slip> = []

    /// - Parameters:
    ///   - most: so many slips are tried at most.
    ///   - isOwn: whether a rule is written in the service's own file.
    ///   - read: reads the service and plays its examples; what is wrong is noted.
    package init(_ service: String, most: Int = .max, isOwn: (String) -> Bool, read: (Inspection) -> Void) {
        self.service = service
        let written = Inspection()
        read(written)
        for (number, rule) in written.rules.enumerated() {
            guard slips < most else { break }
            for slip in Slip.all(of: rule.text) where slips < most {
                slips += 1
                let inspection = Inspection(misread: (number, slip.text))
                read(inspection)
                if inspection.isClean {
                    gaps.append(Gap(place: rule.place, rule: rule.text, slip: slip, isShared: !isOwn(rule.text)))
                } else {
                    noticed.insert(slip)
                }
            }
        }
    }

    /// A slip in a fragment counts as noticed where an example of any of the services notices it.
    package static func together(_ probes: [Probe]) -> [Probe] {
        let noticed = probes.reduce(into: Set<Slip>()) { $0.formUnion($1.noticed) }
        return probes.map { probe in
            var probe = probe
            probe.gaps.removeAll { $0.isShared && noticed.contains($0.slip) }
            return probe
        }
    }
}
