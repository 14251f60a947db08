package import Store

extension Appointments {
    package static let migrations = [
        Migration(
            "2026-11-21-appointments-1",
            sqlite: """
                create table booking (
                    id text primary key,
                    calendar text not null,
                    centre text not null,
                    day text not null,
                    minute integer not null check (minute between 0 and 1439),
                    length integer not null check (length > 0),
                    starts_at integer not null,
                    place integer not null,
                    places integer not null,
                    holder text not null,
                    subject text not null,
                    moves integer not null,
                    created_at integer not null,
                    changed_at integer not null,
                    cancelled_at integer,
                    check (place between 1 and places)
                ) strict, without rowid;
                create unique index booking_place on booking (calendar, centre, starts_at, place)
                    where cancelled_at is null;
                create unique index booking_subject on booking (subject) where cancelled_at is null;
                create index booking_day on booking (calendar, centre, day, starts_at) where cancelled_at is null;
                """)
    ]
}
