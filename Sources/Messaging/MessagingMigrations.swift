import Store

/// The tables of the mailbox.
enum MessagingMigrations {
    static let first = Migration(
        "2026-11-21-messaging-1",
        sqlite: """
            create table message (
                id text primary key,
                person text not null,
                key text not null,
                subject_ar text not null,
                subject_en text not null,
                body_ar text not null,
                body_en text not null,
                path text check (path like '/%' and path not like '//%'),
                sent_at integer not null,
                read_at integer check (read_at >= sent_at),
                unique (person, key)
            ) strict, without rowid;
            create index message_mailbox on message (person, sent_at desc, id desc);
            create index message_unread on message (person) where read_at is null;

            create table sms_key (
                key text primary key,
                sent_at integer not null
            ) strict, without rowid;
            create index sms_key_age on sms_key (sent_at);
            """)
}
