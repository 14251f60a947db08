package import Store

extension Registers {
    private static func words(type: String, _ options: String) -> String {
        """
        create table record_word (
            register text not null,
            word \(type) not null,
            id text not null,
            primary key (register, word, id)
        ) \(options);
        create index record_word_of on record_word (register, id, word);
        """
    }

    package static let migrations = [
        Migration(
            "2026-11-21-registers-1",
            sqlite: """
                create table record (
                    register text not null,
                    id text not null,
                    holder text not null,
                    fields text not null check (json_valid(fields)),
                    changed_at integer not null,
                    changed_by text,
                    primary key (register, id)
                ) strict, without rowid;
                create index record_holder on record (holder, register);
                """),
        // What somebody holds lies together: by a key that began with the register, SQLite read all of the register.
        Migration(
            "2026-11-22-registers-2",
            sqlite: """
                create table record_held (
                    register text not null,
                    id text not null,
                    holder text not null,
                    fields text not null check (json_valid(fields)),
                    changed_at integer not null,
                    changed_by text,
                    primary key (holder, register, id)
                ) strict, without rowid;
                insert into record_held (register, id, holder, fields, changed_at, changed_by)
                    select register, id, holder, fields, changed_at, changed_by from record;
                drop table record;
                alter table record_held rename to record;
                create unique index record_number on record (register, id);
                """,
            postgresql: "select 1"),
        // Copies of what registers answered that are kept elsewhere, when they did, and what they are still to be told.
        Migration(
            "2026-11-22-registers-3",
            sqlite: """
                create table register_answer (
                    holder text not null,
                    register text not null,
                    answered_at integer not null,
                    primary key (holder, register)
                ) strict, without rowid;

                create table amendment (
                    id text primary key,
                    register text not null,
                    record text not null,
                    fields text not null check (json_valid(fields))
                ) strict, without rowid;
                create index amendment_record on amendment (register, record);
                """),
        // A record may go to somebody else.
        Migration("2026-11-22-registers-4", sqlite: "alter table amendment add column holder text"),
        Migration("2026-11-22-registers-5", sqlite: "alter table amendment add column told_at integer"),
        // The words by which long public registers are searched; on PostgreSQL ordered by their bytes, as in SQLite.
        Migration(
            "2026-11-22-registers-6", sqlite: words(type: "text", "strict, without rowid"),
            postgresql: words(type: "text collate \"C\"", "")),
    ]
}
