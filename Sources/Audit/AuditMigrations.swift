import Store

/// The table of looks, which only grows, and its head.
enum AuditMigrations {
    static let first = Migration(
        "2026-11-21-audit-1",
        sqlite: """
            create table look (
                seq integer primary key check (seq >= 0),
                at integer not null,
                official text not null,
                official_ar text not null,
                official_en text not null,
                entity text,
                subject text not null check (subject like 'person:_%' or subject like 'organisation:_%'),
                kind text not null,
                reference text not null,
                about_ar text,
                about_en text,
                purpose text not null,
                previous text not null check (length(previous) = 64),
                hash text not null check (length(hash) = 64),
                check ((about_ar is null) = (about_en is null))
            ) strict;
            create index look_subject on look (subject, seq desc);
            create index look_reference on look (reference, seq desc);

            create trigger look_unchanged before update on look
            begin select raise(abort, 'a look is never changed'); end;
            create trigger look_kept before delete on look
            begin select raise(abort, 'a look is never removed'); end;

            create table look_head (
                one integer primary key check (one = 1),
                size integer not null,
                hash text not null check (length(hash) = 64)
            ) strict;
            """)

    /// What the first look that is still here follows, where those before it are in an archive.
    static let base = Migration(
        "2026-11-22-audit-2",
        sqlite: """
            create table look_base (
                one integer primary key check (one = 1),
                size integer not null,
                hash text not null check (length(hash) = 64)
            ) strict;
            """)

    static let partitioning = Partitioning(
        "look", by: .number("seq"),
        also: """
            drop trigger look_unchanged on look_early;
            drop trigger look_kept on look_early;
            create trigger look_unchanged before update on look for each row execute function look_unchanged();
            create trigger look_kept before delete on look for each row execute function look_kept();
            """)
}
