package import Store

extension Documents {
    package static let migrations = [
        Migration(
            "2026-11-21-documents-1",
            sqlite: """
                create table signing_key (
                    id text primary key,
                    sealed_key blob not null,
                    public_key text not null unique,
                    not_before integer not null,
                    not_after integer not null,
                    status text not null check (status in ('active', 'retired', 'compromised')),
                    check (not_before < not_after)
                ) strict, without rowid;
                create unique index signing_key_active on signing_key (status) where status = 'active';

                create table document (
                    id text primary key,
                    reference text not null unique,
                    idempotency_key text not null unique,
                    kind text not null check (kind <> ''),
                    service text not null,
                    entity text not null,
                    holder text not null check (holder like 'person:_%' or holder like 'organisation:_%'),
                    holder_name_ar text not null,
                    holder_name_en text not null,
                    case_reference text not null,
                    title_ar text not null,
                    title_en text not null,
                    claims text not null check (json_valid(claims)),
                    issued_at integer not null,
                    valid_until text,
                    credential text not null check (json_valid(credential)),
                    paper_code text not null,
                    key_id text not null references signing_key (id),
                    status_index integer not null unique check (status_index >= 0),
                    revoked_at integer,
                    revocation_ar text,
                    revocation_en text,
                    check ((revoked_at is null) = (revocation_ar is null)),
                    check ((revoked_at is null) = (revocation_en is null))
                ) strict, without rowid;
                create index document_holder on document (holder, issued_at);
                create index document_case on document (case_reference, issued_at);
                create index document_key on document (key_id, issued_at);
                create index document_revoked on document (status_index) where revoked_at is not null;
                """),
        Migration(
            "2026-11-22-documents-2",
            sqlite: """
                alter table signing_key add column compromised_since integer
                    check ((status = 'compromised') = (compromised_since is not null));
                """),
        IssuedDocument.places.migration("2026-11-22-documents-3"),
    ]
}
