import Synchronization

/// Wakes one that sleeps until there is something to do.
final class Signal: Sendable {
    private struct State {
        var isRaised = false
        var sleeper: CheckedContinuation<Void, Never>?
        var turn = 0
    }

    private let state = Mutex(State())

    func raise() {
        let sleeper = state.withLock { state in
            state.isRaised = true
            defer { state.sleeper = nil }
            return state.sleeper
        }
        sleeper?.resume()
    }

    /// Returns when the signal is raised, after the time at the latest, or when the task is cancelled.
    func wait(atMost time: Duration) async {
        let turn = state.withLock { state in
            state.turn += 1
            return state.turn
        }
        let alarm = Task { [self] in
            try? await Task.sleep(for: time)
            wake(turn)
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let ready = state.withLock { state in
                    if state.isRaised || Task.isCancelled { return true }
                    state.sleeper = continuation
                    return false
                }
                if ready { continuation.resume() }
            }
        } onCancel: {
            wake(turn)
        }
        alarm.cancel()
        state.withLock { $0.isRaised = false }
    }

    private func wake(_ turn: Int) {
        let sleeper = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.turn == turn else { return nil }
            defer { state.sleeper = nil }
            return state.sleeper
        }
        sleeper?.resume()
    }
}
