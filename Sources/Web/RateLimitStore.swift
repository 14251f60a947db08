package import Store

extension WebTexts {
    /// The table of limits: it may be lost with the server, and costs no flush of a disk.
    package static let migrations = [
        Migration(
            "2026-11-22-web-1",
            sqlite: """
                create table rate_limit (
                    key text primary key,
                    used integer not null
                ) strict, without rowid;
                """,
            postgresql: "create unlogged table rate_limit (key text primary key, used bigint not null)")
    ]
}

extension Transaction {
    /// Takes one of a limit in a single statement, as `RateLimit.used` has it; answers nil, or what is used up.
    func take(_ limit: RateLimit, _ key: String, at now: Int) throws -> Int? {
        let (latest, impossible) = (limit.latest(at: now), limit.impossible(at: now))
        let taken = try one(
            """
            insert into rate_limit (key, used) values (\(key), \(now + limit.interval))
            on conflict (key) do update set used = \(limit.interval) +
                case when rate_limit.used > \(now) and rate_limit.used <= \(latest) then rate_limit.used else \(now) end
            where rate_limit.used <= \(latest) or rate_limit.used > \(impossible)
            returning used
            """
        ) { _ in true }
        if taken != nil { return nil }
        return try one("select used from rate_limit where key = \(key)") { try $0.integer(0) }
    }

    /// Forgets who has all of his share again.
    func forgetRateLimits(before now: Int) throws {
        try run("delete from rate_limit where used < \(now)")
    }
}
