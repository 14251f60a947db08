import Store

/// Editions, which stay for good, and the drafts that people work on.
enum EditingMigrations {
    static let first = Migration(
        "2026-11-22-editing-1",
        sqlite: """
            create table edition (
                service text not null,
                number integer not null check (number > 0),
                text text not null,
                digest text not null,
                base text not null,
                file text not null,
                status text not null
                    check (status in ('proposed', 'published', 'refused', 'withdrawn', 'superseded')),
                proposed_by text not null,
                proposed_ar text not null,
                proposed_en text not null,
                proposed_at integer not null,
                proposed_words text not null,
                decided_by text,
                decided_ar text,
                decided_en text,
                decided_at integer,
                decided_words text,
                primary key (service, number),
                check ((status = 'proposed') = (decided_by is null)),
                check ((decided_by is null) = (decided_at is null)),
                check (decided_by is null or (decided_by = proposed_by) = (status = 'withdrawn'))
            ) strict, without rowid;
            create unique index edition_published on edition (service) where status = 'published';
            create index edition_open on edition (service) where status = 'proposed';

            create trigger edition_kept before delete on edition
            begin select raise(abort, 'an edition is never removed'); end;

            create table edition_draft (
                service text not null,
                person text not null,
                text text not null,
                base text not null,
                saved_at integer not null,
                primary key (service, person)
            ) strict, without rowid;
            """)
}
