"""The usual choice, for comparison: Flask with PostgreSQL doing what the portal does for one page of a form. Somebody
who is signed in reads a page of questions, and answers it durably; his session, draft and records are read from the
database each time, the form's token is checked, and the answer must be one of those that were offered."""

import hashlib
import hmac
import json
import os

import psycopg_pool
from flask import Flask, abort, redirect, render_template, request

KEY = b"bench"
EMPLOYEES = 10
pool = psycopg_pool.ConnectionPool(os.environ["USUAL_DATABASE"], min_size=1, max_size=4, open=True)
app = Flask(__name__)


def visitor(connection):
    token = request.cookies.get("session", "")
    row = connection.execute(
        "select p.id, p.name from session s join person p on p.id = s.person where s.token = %s and s.ends > now()",
        (hashlib.sha256(token.encode()).hexdigest(),)).fetchone()
    return row or abort(401)


def form_token(person):
    return hmac.new(KEY, person.encode(), "sha256").hexdigest()


def draft(connection, number, person):
    row = connection.execute(
        "select service, answers from draft where id = %s and owner = %s", (number, person)).fetchone()
    return row or abort(404)


def employees(connection, person):
    return connection.execute(
        "select id, fields from record where holder = %s and register = 'employees' order by id", (person,)).fetchall()


@app.get("/drafts/<number>/pages/employee")
def show(number):
    with pool.connection() as connection:
        person, name = visitor(connection)
        service, answers = draft(connection, number, person)
        return render_template(
            "page.html", name=name, service=service, chosen=answers.get("employee"), token=form_token(person),
            employees=employees(connection, person))


@app.post("/drafts/<number>/pages/employee")
def answer(number):
    with pool.connection() as connection:
        person, _ = visitor(connection)
        if not hmac.compare_digest(request.form.get("csrf", ""), form_token(person)):
            abort(403)
        _, answers = draft(connection, number, person)
        chosen = request.form.get("employee")
        if chosen not in {row[0] for row in employees(connection, person)}:
            abort(422)
        answers["employee"] = chosen
        connection.execute(
            "update draft set answers = %s, updated_at = now() where id = %s and owner = %s",
            (json.dumps(answers), number, person))
    return redirect(f"/drafts/{number}/pages/trips", 303)


def prepare():
    """One person with a session, a draft and ten records, among a hundred thousand others."""
    with pool.connection() as connection:
        connection.execute("""
            create table person (id text primary key, name text not null);
            create table session (token text primary key, person text not null, ends timestamptz not null);
            create table draft (id text primary key, owner text not null, service text not null, answers jsonb not null,
                updated_at timestamptz);
            create table record (register text, id text, holder text, fields jsonb, primary key (register, id));
            create index record_holder on record (holder, register);
            insert into person select 'p' || n, 'Invented Person ' || n from generate_series(1, 10000) n;
            insert into session select encode(sha256(('t' || n)::bytea), 'hex'), 'p' || n, now() + interval '1 day'
                from generate_series(1, 10000) n;
            insert into draft select 'd' || n, 'p' || n, 'exit-permit', '{}' from generate_series(1, 10000) n;
            insert into record select 'employees', 'p' || p || '-' || e, 'p' || p,
                jsonb_build_object('name', 'Invented Name ' || e, 'job', 'Mason', 'qid', '29052400311')
                from generate_series(1, 10000) p, generate_series(1, 10) e;
            analyze""")


if __name__ == "__main__":
    prepare()
    print(json.dumps({"session": "t7", "draft": "d7", "employee": "p7-3", "csrf": form_token("p7")}))
