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
                """),
        // How many places of a slot are taken, counted as they are: a page of free times reads a row for each slot and not
        // one for each booking.
        Migration("2026-11-22-appointments-2", sqlite: slotTaken + counting, postgresql: slotTaken + countingRemotely),
    ]

    private static let slotTaken = """
        create table slot_taken (
            calendar text not null,
            centre text not null,
            starts_at bigint not null,
            taken integer not null check (taken >= 0),
            primary key (calendar, centre, starts_at)
        );
        insert into slot_taken (calendar, centre, starts_at, taken)
            select calendar, centre, starts_at, count(*) from booking where cancelled_at is null
            group by calendar, centre, starts_at;
        """

    private static let counting = """
        create trigger booking_made after insert on booking when new.cancelled_at is null begin
            insert into slot_taken (calendar, centre, starts_at, taken)
                values (new.calendar, new.centre, new.starts_at, 1)
                on conflict (calendar, centre, starts_at) do update set taken = taken + 1;
        end;
        create trigger booking_changed after update of centre, starts_at, cancelled_at on booking
        when old.cancelled_at is null begin
            update slot_taken set taken = taken - 1
                where calendar = old.calendar and centre = old.centre and starts_at = old.starts_at;
            insert into slot_taken (calendar, centre, starts_at, taken)
                select new.calendar, new.centre, new.starts_at, 1 where new.cancelled_at is null
                on conflict (calendar, centre, starts_at) do update set taken = taken + 1;
        end;
        """

    private static let countingRemotely = """
        create function booking_counted() returns trigger language plpgsql as $$
        begin
            if tg_op = 'UPDATE' and old.cancelled_at is null then
                update slot_taken set taken = taken - 1
                    where calendar = old.calendar and centre = old.centre and starts_at = old.starts_at;
            end if;
            if new.cancelled_at is null then
                insert into slot_taken (calendar, centre, starts_at, taken)
                    values (new.calendar, new.centre, new.starts_at, 1)
                    on conflict (calendar, centre, starts_at) do update set taken = slot_taken.taken + 1;
            end if;
            return null;
        end $$;
        create trigger booking_counted after insert or update of centre, starts_at, cancelled_at on booking
            for each row execute function booking_counted();
        """
}
