package import Kit
import Synchronization

/// Requests of one route: how many with which status, and how long they took.
final class RouteMeter: Sendable {
    let route: String
    let seconds = Histogram(bounds: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5])
    private let statuses = Mutex<[Int: Int]>([:])

    init(route: String) { self.route = route }

    func count(_ status: Int, _ time: Duration) {
        statuses.withLock { $0[status, default: 0] += 1 }
        seconds.observe(Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18)
    }

    var counts: [(status: Int, count: Int)] {
        statuses.withLock { $0.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
    }
}

/// A number that `/metrics` shows.
package struct Metric: Sendable {
    package enum Reading: Sendable {
        case counter(Counter)
        case gauge(Gauge)
        case histogram(Histogram)
        /// Asked for when the page is read.
        case number(@Sendable () async -> Int)
    }

    package let name: String
    package let help: String
    package let reading: Reading

    package init(_ name: String, _ help: String, _ reading: Reading) {
        self.name = name
        self.help = help
        self.reading = reading
    }
}

/// Writes OpenMetrics 1.0 text.
enum OpenMetrics {
    static let type = "application/openmetrics-text; version=1.0.0; charset=utf-8"

    static func text(routes: [RouteMeter], metrics: [Metric]) async -> String {
        var lines: [String] = []
        lines += ["# TYPE hukoomi_requests counter", "# HELP hukoomi_requests Requests by route and status."]
        for route in routes {
            for (status, count) in route.counts {
                lines.append("hukoomi_requests_total{route=\"\(route.route)\",status=\"\(status)\"} \(count)")
            }
        }
        lines += ["# TYPE hukoomi_request_seconds histogram", "# HELP hukoomi_request_seconds Time to answer."]
        lines.append("# UNIT hukoomi_request_seconds seconds")
        for route in routes where !route.counts.isEmpty {
            lines += histogram("hukoomi_request_seconds", route.seconds, label: "route=\"\(route.route)\"")
        }
        for metric in metrics {
            let name = "hukoomi_\(metric.name)"
            let kind =
                switch metric.reading {
                case .counter: "counter"
                case .histogram: "histogram"
                case .gauge, .number: "gauge"
                }
            lines += ["# TYPE \(name) \(kind)", "# HELP \(name) \(metric.help)"]
            switch metric.reading {
            case .counter(let counter): lines.append("\(name)_total \(counter.value)")
            case .gauge(let gauge): lines.append("\(name) \(gauge.value)")
            case .histogram(let values): lines += histogram(name, values, label: "")
            case .number(let number): lines.append("\(name) \(await number())")
            }
        }
        lines.append("# EOF\n")
        return lines.joined(separator: "\n")
    }

    private static func histogram(_ name: String, _ histogram: Histogram, label: String) -> [String] {
        let reading = histogram.reading
        let comma = label.isEmpty ? "" : ","
        var lines: [String] = []
        var below = 0
        for (bound, count) in zip(histogram.bounds, reading.counts) {
            below += count
            lines.append("\(name)_bucket{\(label)\(comma)le=\"\(bound)\"} \(below)")
        }
        let all = reading.counts.reduce(0, +)
        let braces = label.isEmpty ? "" : "{\(label)}"
        lines.append("\(name)_bucket{\(label)\(comma)le=\"+Inf\"} \(all)")
        lines.append("\(name)_count\(braces) \(all)")
        lines.append("\(name)_sum\(braces) \(reading.sum)")
        return lines
    }
}
