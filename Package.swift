// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTP = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")

func module(
    _ name: String, needs: [String] = [], libraries: [Target.Dependency] = [], texts: Bool = false
) -> Target {
    .target(
        name: name, dependencies: needs.map { .byName(name: $0) } + libraries,
        resources: texts ? [.copy("Texts")] : [], swiftSettings: strict)
}

/// What each module is built on. A foundation may use those before it; a shared module uses foundations and shared
/// modules before it; a service module uses foundations and shared modules, never another service module.
let foundations: [Target] = [
    module("Kit"),
    module("Store", needs: ["Kit", "CLibPQ"], libraries: [grdb, sqlite, log]),
    module("Patterns"),
    module("Rules", needs: ["Kit", "Patterns"]),
    module("Decisions", needs: ["Kit", "Rules"]),
    module("Content", needs: ["Kit"], libraries: [yams, crypto]),
    module(
        "Web", needs: ["Kit", "Store", "CZlib"],
        libraries: [hummingbird, httpTypes, asyncHTTP, crypto, log, nio, nioHTTP1, nioHTTPTypes], texts: true),
]

let base = ["Kit", "Store", "Content", "Web"]

let shared: [Target] = [
    module("Audit", needs: base, texts: true),
    module("Messaging", needs: base, libraries: [asyncHTTP, nio, nioPosix, nioHTTP1, log], texts: true),
    module("Identity", needs: base + ["Audit", "Messaging", "CArgon2"], libraries: [log], texts: true),
    module("Registers", needs: base + ["Rules"], libraries: [log]),
    module("Forms", needs: base + ["Rules", "Registers"], texts: true),
    module("Catalogue", needs: base, texts: true),
    module("Payments", needs: base, libraries: [asyncHTTP, crypto, log], texts: true),
    module("Credentials", needs: ["Kit"], libraries: [crypto]),
    module("Documents", needs: base + ["Credentials", "CPangoCairo", "CQREncode"], libraries: [crypto], texts: true),
    module("Appointments", needs: base, texts: true),
    module("Definitions", needs: base + ["Rules", "Decisions", "Registers", "Forms"]),
    module(
        "Casework",
        needs: base + [
            "Rules", "Audit", "Messaging", "Identity", "Registers", "Forms", "Payments", "Documents", "Appointments",
            "Definitions",
        ], libraries: [crypto], texts: true),
]

let services: [Target] = [
    module(
        "Applying",
        needs: base + [
            "Rules", "Audit", "Messaging", "Identity", "Registers", "Forms", "Documents", "Appointments",
            "Definitions", "Casework",
        ], texts: true),
    module("Statistics", needs: base + ["Catalogue"], texts: true),
    module("Editing", needs: base + ["Catalogue", "Definitions"], texts: true),
]

let systemLibraries: [Target] = [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CPangoCairo", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
    .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
]

let modules = foundations + shared + services

let programs: [Target] = [
    .target(
        name: "Platform",
        dependencies: modules.map { .byName(name: $0.name) } + [
            hummingbird, httpTypes, asyncHTTP, nio, nioPosix, nioHTTP1, log, lifecycle, signals,
        ],
        swiftSettings: strict),
    .executableTarget(
        name: "Hukoomi",
        dependencies: [
            "Platform", "Kit", "Rules", "Decisions", "Content", "Store", "Web", argumentParser, asyncHTTP, nio,
            nioPosix, log,
        ],
        swiftSettings: strict),
]

let tests: [Target] =
    [
        .target(
            name: "Support",
            dependencies: modules.map { .byName(name: $0.name) }
                + ["Platform", hummingbird, hummingbirdTesting, httpTypes, asyncHTTP, nio, log],
            path: "Tests/Support", swiftSettings: strict)
    ]
    + (modules.map(\.name) + ["Platform"]).map { name in
        .testTarget(
            name: "\(name)Tests",
            dependencies: ["Support"] + modules.map { .byName(name: $0.name) }
                + (name == "Platform" ? ["Platform"] : []),
            swiftSettings: strict)
    }

let package = Package(
    name: "hukoomi",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "hukoomi", targets: ["Hukoomi"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: systemLibraries + modules + programs + tests
)
