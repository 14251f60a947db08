// Appointments
