package import Store

extension Payments {
    package static let migrations = [
        Migration(
            "2026-11-21-payments-1",
            sqlite: """
                create table charge (
                    id text primary key,
                    reference text not null unique,
                    subject text not null,
                    payer text not null check (payer like 'person:_%' or payer like 'organisation:_%'),
                    description_ar text not null,
                    description_en text not null,
                    lines text not null check (json_valid(lines)),
                    amount integer not null check (amount > 0),
                    currency text not null check (length(currency) = 3),
                    revenue text not null,
                    return_path text not null check (return_path like '/%'),
                    idempotency_key text not null unique,
                    status text not null check (status in ('created', 'submitted', 'paid', 'failed', 'cancelled',
                        'expired', 'refunding', 'refunded')),
                    created_at integer not null,
                    submitted_at integer,
                    paid_at integer,
                    closed_at integer,
                    refund_reason text,
                    refund_asked_at integer,
                    refunded_at integer,
                    check ((paid_at is not null) = (status in ('paid', 'refunding', 'refunded')))
                ) strict, without rowid;
                create index charge_subject on charge (subject, created_at);
                create index charge_payer on charge (payer, created_at);

                create table payment_attempt (
                    id text primary key,
                    charge text not null references charge (id),
                    number integer not null check (number > 0),
                    provider text not null,
                    payment text,
                    outcome text check (outcome in ('paid', 'failed', 'cancelled', 'expired')),
                    asked integer not null default 0,
                    begun_at integer not null,
                    unique (charge, number),
                    unique (provider, payment)
                ) strict, without rowid;
                create unique index payment_attempt_open on payment_attempt (charge) where outcome is null;
                create unique index payment_attempt_paid on payment_attempt (charge) where outcome = 'paid';

                create table discrepancy (
                    id text primary key,
                    charge text not null references charge (id),
                    kind text not null,
                    payment text not null,
                    found_at integer not null,
                    unique (charge, kind, payment)
                ) strict, without rowid;
                create index discrepancy_found on discrepancy (found_at);

                create table ledger_entry (
                    id text primary key,
                    journal text not null,
                    charge text not null references charge (id),
                    account text not null,
                    amount integer not null check (amount <> 0),
                    currency text not null check (length(currency) = 3),
                    at integer not null,
                    unique (journal, account)
                ) strict, without rowid;
                create index ledger_entry_charge on ledger_entry (charge, at);
                create trigger ledger_entry_kept before delete on ledger_entry
                begin select raise(abort, 'the ledger is append-only'); end;
                create trigger ledger_entry_fixed before update on ledger_entry
                begin select raise(abort, 'the ledger is append-only'); end;
                """),
        // How much of it goes back; null is all of it.
        Migration("2026-11-22-payments-2", sqlite: "alter table charge add column refund_amount integer"),
    ]
}
