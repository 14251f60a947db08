package import Store

extension Identity {
    package static let migrations = [
        Migration(
            "2026-11-21-identity-1",
            sqlite: """
                create table person (
                    id text primary key,
                    qid text not null unique check (length(qid) = 11),
                    name_ar text not null,
                    name_en text not null,
                    phone text not null,
                    email text,
                    born text not null,
                    sex text not null check (sex in ('female', 'male')),
                    zone integer,
                    street integer,
                    building integer,
                    municipality text,
                    iban text,
                    language text not null check (language in ('ar', 'en')),
                    roles text not null check (json_valid(roles)),
                    duties text not null check (json_valid(duties)),
                    is_demo integer not null check (is_demo in (0, 1))
                ) strict, without rowid;

                create table officer (
                    service text not null,
                    person text not null references person (id),
                    entity text not null,
                    primary key (service, person)
                ) strict, without rowid;
                create index officer_person on officer (person);

                create table organisation (
                    id text primary key,
                    name_ar text not null,
                    name_en text not null,
                    registration text not null unique,
                    phone text,
                    email text,
                    iban text
                ) strict, without rowid;

                create table representation (
                    person text not null references person (id),
                    organisation text not null references organisation (id),
                    since integer not null,
                    withdrawn_at integer,
                    primary key (person, organisation)
                ) strict, without rowid;
                create index representation_organisation on representation (organisation);

                create table credential (
                    person text primary key references person (id),
                    hash text not null,
                    changed_at integer not null
                ) strict, without rowid;

                create table session (
                    digest text primary key,
                    person text not null references person (id),
                    acting_for text references organisation (id),
                    method text not null,
                    browser text not null,
                    program text not null,
                    device text not null,
                    started_at integer not null,
                    seen_at integer not null,
                    ends_at integer not null
                ) strict, without rowid;
                create index session_person on session (person);
                create index session_browser on session (browser);

                create table sign_in (
                    browser text primary key,
                    person text not null references person (id),
                    account text not null,
                    place text not null,
                    is_known integer not null check (is_known in (0, 1)),
                    next text not null,
                    started_at integer not null,
                    code text,
                    code_expires_at integer,
                    attempts_left integer not null check (attempts_left >= 0)
                ) strict, without rowid;
                create index sign_in_started on sign_in (started_at);

                create table sign_in_code (
                    id text primary key,
                    person text not null references person (id),
                    sent_to text not null,
                    sent_at integer not null
                ) strict, without rowid;
                create index sign_in_code_person on sign_in_code (person, sent_to, sent_at);
                create index sign_in_code_sent on sign_in_code (sent_at);

                create table sign_in_failure (
                    account text not null,
                    place text not null,
                    failures integer not null check (failures >= 0),
                    last_at integer not null,
                    blocked_until integer,
                    primary key (account, place)
                ) strict, without rowid;
                create index sign_in_failure_last on sign_in_failure (last_at);

                create table known_place (
                    account text not null,
                    place text not null,
                    last_at integer not null,
                    primary key (account, place)
                ) strict, without rowid;
                """),
        // Visitors from abroad have no QID. SQLite cannot take «not null» from a column, so the table is made anew; those
        // who refer to it find their people again before the step ends.
        Migration(
            "2026-11-22-identity-2",
            sqlite: """
                pragma defer_foreign_keys = on;
                create table person_before as select * from person;
                drop table person;
                create table person (
                    id text primary key,
                    qid text unique check (length(qid) = 11),
                    name_ar text not null,
                    name_en text not null,
                    phone text,
                    email text,
                    born text not null,
                    sex text check (sex in ('female', 'male')),
                    zone integer,
                    street integer,
                    building integer,
                    municipality text,
                    iban text,
                    language text not null check (language in ('ar', 'en')),
                    roles text not null check (json_valid(roles)),
                    duties text not null check (json_valid(duties)),
                    is_demo integer not null check (is_demo in (0, 1)),
                    passport text,
                    nationality text check (length(nationality) = 3),
                    phone_abroad text,
                    \(proof)
                ) strict, without rowid;
                insert into person select *, null, null, null from person_before;
                drop table person_before;
                create unique index person_account on person (email) where qid is null;
                """,
            postgresql: """
                alter table person alter column qid drop not null, alter column phone drop not null,
                    alter column sex drop not null, add column passport text,
                    add column nationality text check (length(nationality) = 3), add column phone_abroad text,
                    add \(proof);
                create unique index person_account on person (email) where qid is null;
                """),
        // Accounts that are being opened, each in its browser, and the e-mails that were sent for them. Whom they were
        // sent to, and for whom, can be found again but not read.
        Migration(
            "2026-11-22-identity-3",
            sqlite: """
                create table new_account (
                    browser text primary key,
                    email text not null,
                    next text not null,
                    started_at integer not null,
                    code text,
                    code_expires_at integer not null,
                    attempts_left integer not null check (attempts_left >= 0),
                    proved_at integer
                ) strict, without rowid;
                create index new_account_started on new_account (started_at);

                create table account_mail (
                    id text primary key,
                    address text not null,
                    place text not null,
                    sent_at integer not null
                ) strict, without rowid;
                create index account_mail_address on account_mail (address, sent_at);
                create index account_mail_place on account_mail (place, sent_at);
                create index account_mail_sent on account_mail (sent_at);
                """),
        // Codes that callers read out to officers.
        Migration(
            "2026-11-22-identity-4",
            sqlite: """
                create table caller_code (
                    call text primary key,
                    code text not null,
                    expires_at integer not null,
                    attempts_left integer not null check (attempts_left >= 0)
                ) strict, without rowid;
                create index caller_code_expires on caller_code (expires_at);
                """),
    ]

    /// Somebody is known by his QID, and can be sent an SMS; or by his passport, and has an address that he signs in with.
    private static let proof = """
        check (case when qid is null then passport is not null and nationality is not null and email is not null
            else passport is null and nationality is null and phone is not null and sex is not null end)
        """
}
