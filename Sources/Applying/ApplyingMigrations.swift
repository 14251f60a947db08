import Kit
package import Store

extension Applying {
    package static let migrations = [
        // Officers who fill in an application for somebody at the counter or on the telephone.
        Migration(
            "2026-11-22-casework-8",
            sqlite: """
                create table assistance (
                    reference text primary key,
                    officer text not null,
                    entity text not null,
                    person text not null,
                    channel text not null check (channel in ('counter', 'phone')),
                    begun_at integer not null,
                    proven_at integer,
                    ends_at integer not null,
                    draft text unique,
                    ended_at integer
                ) strict, without rowid;
                create index assistance_officer on assistance (officer, begun_at);
                create index assistance_person on assistance (person, begun_at);
                """)
    ]
}
