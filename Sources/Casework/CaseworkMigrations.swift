import Kit
package import Store

extension Casework {
    package static let migrations = [
        Migration(
            "2026-11-21-casework-1",
            sqlite: """
                create table definition (
                    service text not null,
                    version text not null,
                    source text not null,
                    primary key (service, version)
                ) strict, without rowid;

                create table case_file (
                    id text primary key,
                    reference text not null unique,
                    service text not null,
                    entity text not null,
                    version text not null,
                    person text not null,
                    holder text not null,
                    holder_ar text not null,
                    holder_en text not null,
                    answers text not null check (json_valid(answers)),
                    step text not null,
                    step_since integer not null,
                    due_at integer,
                    outcome text check (outcome in ('accepted', 'refused', 'withdrawn', 'lapsed')),
                    revision integer not null,
                    channel text not null check (channel in ('portal', 'counter', 'phone')),
                    draft text unique,
                    created_at integer not null,
                    ended_at integer,
                    check ((outcome is null) = (ended_at is null)),
                    foreign key (service, version) references definition (service, version)
                ) strict, without rowid;
                create index case_file_holder on case_file (holder, created_at);
                create index case_file_queue on case_file (service, due_at) where outcome is null;

                create table case_entry (
                    case_id text not null references case_file (id),
                    number integer not null,
                    kind text not null,
                    step text not null,
                    doer text not null check (doer in ('applicant', 'officer', 'rule', 'bank', 'time')),
                    person text,
                    action_ar text,
                    action_en text,
                    words_ar text,
                    words_en text,
                    happened_at integer not null,
                    primary key (case_id, number)
                ) strict, without rowid;

                create table draft (
                    id text primary key,
                    owner text not null,
                    service text not null,
                    version text not null,
                    holder text not null,
                    case_id text references case_file (id),
                    step text,
                    answers text not null check (json_valid(answers)),
                    created_at integer not null,
                    updated_at integer not null,
                    foreign key (service, version) references definition (service, version)
                ) strict, without rowid;
                create index draft_owner on draft (owner, updated_at);
                create unique index draft_case on draft (case_id, step) where case_id is not null;

                create table attachment (
                    id text primary key,
                    draft text not null,
                    case_id text references case_file (id),
                    question text not null,
                    name text not null,
                    type text not null,
                    size integer not null,
                    digest text not null,
                    sent_at integer not null
                ) strict, without rowid;
                create index attachment_draft on attachment (draft);
                create index attachment_case on attachment (case_id);
                """),
        Migration(
            "2026-11-21-casework-2",
            sqlite: """
                -- What open cases are about, where a service allows one at a time.
                create table case_record (
                    service text not null,
                    record text not null,
                    case_id text not null references case_file (id),
                    primary key (service, record)
                ) strict, without rowid;
                create index case_record_case on case_record (case_id);
                """),
        partitioning.migration("2026-11-22-casework-3"),
        // Why a rule decided as it did.
        Migration("2026-11-22-casework-4", sqlite: "alter table case_entry add column why text"),
        // An application that is to be sent as soon as a register answers.
        Migration("2026-11-22-casework-5", sqlite: "alter table draft add column waits_since integer"),
        // What officers said at steps that ask for several opinions; nobody says two things there.
        Migration(
            "2026-11-22-casework-6",
            sqlite: """
                create table opinion (
                    case_id text not null references case_file (id),
                    number integer not null,
                    step text not null,
                    since integer not null,
                    plan text not null,
                    person text,
                    action text not null,
                    given_at integer not null,
                    primary key (case_id, number),
                    unique (case_id, step, since, person)
                ) strict, without rowid;
                """),
        // Others than the applicant who are asked whether they agree.
        Migration(
            "2026-11-22-casework-7",
            sqlite: """
                create table consent (
                    case_id text not null references case_file (id),
                    step text not null,
                    since integer not null,
                    person text not null,
                    action text,
                    answered_at integer,
                    primary key (case_id, step, since)
                ) strict, without rowid;
                create index consent_person on consent (person) where action is null;
                """),
        // Officers who fill in an application for somebody at the counter or on the telephone. The table is that of
        // `Applying`, which was no module of its own when it was made.
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
                """),
        // The officer who filled in the application at a counter or on the telephone: he does not decide on it.
        Migration("2026-11-22-casework-9", sqlite: "alter table case_file add column taken_by text"),
        // The step at which others than officers have to act. A node of an older version does not write it: where it is not
        // the step of the case, the case is looked at.
        Migration("2026-11-22-casework-10", sqlite: "alter table case_file add column elsewhere_step text"),
    ]

    package static let partitionings = [partitioning]

    private static let partitioning = Partitioning(
        "case_entry", by: .identifier("case_id"), of: "case_file",
        also: "alter table case_entry add foreign key (case_id) references case_file (id);")

    /// The history of cases that ended: from the last decision on it stays, and so does an appeal, so that the page still
    /// says how the case ended and why, and nobody decides twice.
    package static let oldRows = [
        OldRows(
            "case_entry", key: ["case_id", "number"],
            before: { moment, _ in
                """
                case_id < \(Identifier.beginning(at: moment)) and kind <> 'appealed'
                    and exists (select 1 from case_file where id = case_entry.case_id and ended_at < \(moment))
                    and number < (
                        select coalesce(max(case when kind = 'decided' then number end), max(number))
                        from case_entry as own where own.case_id = case_entry.case_id
                    )
                """
            })
    ]
}
