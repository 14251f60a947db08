package import Store

extension Statistics {
    package static let migrations = [
        Migration(
            "2026-11-21-statistics-1",
            sqlite: """
                create table counted_case (
                    reference text primary key,
                    day text not null
                ) strict, without rowid;

                create table tally (
                    month text not null check (month like '____-__'),
                    service text not null,
                    entity text not null,
                    channel text not null check (channel in ('portal', 'counter', 'phone')),
                    outcome text not null,
                    count integer not null check (count > 0),
                    primary key (month, service, entity, channel, outcome)
                ) strict, without rowid;
                """)
    ]
}
