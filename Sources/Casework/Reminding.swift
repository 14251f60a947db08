package import Appointments
import Definitions
package import Foundation
import Identity
import Kit
import Messaging
package import Store

/// Telling people in time: of a step that waits for them, of an appointment, of work that stands still.
extension Procedure {
    /// Plans what is to be said while a case stands at a step.
    func planReminders(_ file: Case, at step: Step, _ now: Date, _ transaction: Transaction) throws {
        for (term, reader) in [(step.reminder, StepReminder.Reader.doer), (step.escalation, .lead)] {
            guard let term else { continue }
            try transaction.enqueue(
                StepReminder(case: file.id, step: step.id, since: now.milliseconds, reader: reader),
                due: term.notice(from: now, office.calendar), at: now)
        }
    }

    /// Says it, where the case still stands there.
    func remind(_ reminder: StepReminder, now: Date, in transaction: Transaction) throws {
        guard let file = try transaction.findCase(id: reminder.case), file.isOpen, file.step == reminder.step,
            file.stepSince.milliseconds == reminder.since
        else { return }
        let definition = try office.shelf.definition(of: file.service, version: file.version, in: transaction)
        guard let step = definition.step(file.step) else { return }
        switch reminder.reader {
        case .doer: try remind(file, definition, step, now, transaction)
        case .lead: try escalate(file, definition, now, transaction)
        }
    }

    private func remind(
        _ file: Case, _ definition: Definition, _ step: Step, _ now: Date, _ transaction: Transaction
    ) throws {
        var (person, path, text) = (file.person, "/cases/\(file.reference.symbols)", "casework.letter.reminder")
        if case .consent = step.work {
            let asked = try transaction.consents(of: file.id).last { $0.step == step.id && $0.since == file.stepSince }
            guard let asked, asked.action == nil else { return }
            (person, path) = (asked.person, "/requests/\(file.reference.symbols)")
            text = "casework.letter.consent-reminder"
        }
        guard let due = file.dueAt, due > now, let recipient = try transaction.recipient(for: person) else { return }
        let values = [
            "service": definition.name, "reference": said(file.reference), "who": file.holderName,
            "until": office.ending(due),
        ]
        let key = "case:\(file.reference.symbols):reminder:\(file.revision)"
        try transaction.send(office.message(text, values, path: path, key: key), to: recipient, at: now)
    }

    /// Those who lead the officers of the service are told, and the case says so to officers.
    private func escalate(_ file: Case, _ definition: Definition, _ now: Date, _ transaction: Transaction) throws {
        let values = ["service": definition.name, "reference": said(file.reference)]
        let message = office.message(
            "casework.letter.escalation", values, path: "/queue/\(file.reference.symbols)",
            key: "case:\(file.reference.symbols):escalation:\(file.revision)")
        for person in try transaction.officers(of: file.service, duty: "lead") where person != file.person {
            guard let recipient = try transaction.recipient(for: person) else { continue }
            try transaction.send(message, to: recipient, at: now)
        }
        try transaction.append(
            CaseEntry(
                kind: .noted, step: file.step, by: .time, person: nil, action: nil,
                words: office.text("casework.escalated"), at: now),
            to: file.id)
    }

    // MARK: Appointments

    /// A day before, where the appointment is not that near already.
    package func planReminder(of booking: Booking, _ now: Date, _ transaction: Transaction) throws {
        let due = booking.startsAt - 86_400
        guard due > now else { return }
        let reminder = VisitReminder(
            reference: booking.subject.symbols, startsAt: booking.startsAt.milliseconds)
        try transaction.enqueue(reminder, due: due, at: now)
    }

    /// Says it, where the appointment is still at that time.
    func remind(_ reminder: VisitReminder, now: Date, in transaction: Transaction) throws {
        guard let reference = Reference(reminder.reference), let file = try transaction.findCase(reference),
            let booking = try transaction.booking(of: reference).one,
            booking.startsAt.milliseconds == reminder.startsAt, booking.startsAt > now,
            let recipient = try transaction.recipient(for: file.person)
        else { return }
        let definition = try office.shelf.definition(of: file.service, version: file.version, in: transaction)
        let place = office.appointments.calendar(booking.calendar)?.centre(booking.centre)?.name
        let values = [
            "service": definition.name, "reference": said(reference), "place": place ?? Bilingual(same: ""),
            "when": office.moment(booking.startsAt),
        ]
        let key = "case:\(reference.symbols):visit:\(reminder.startsAt)"
        try transaction.send(
            office.message("casework.letter.visit", values, path: "/cases/\(reference.symbols)", key: key),
            to: recipient, at: now)
    }

    /// A reference in a sentence of either language.
    private func said(_ reference: Reference) -> Bilingual {
        Bilingual(
            ar: Language.arabic.isolated(reference.description), en: Language.english.isolated(reference.description))
    }
}
