/// A time that can still be had.
package struct FreeTime: Sendable, Hashable {
    package let centre: String
    /// `centre|2026-11-23T07:30`.
    package let value: String
    /// How many can still have it.
    package let left: Int

    package init(centre: String, value: String, left: Int) {
        self.centre = centre
        self.value = value
        self.left = left
    }
}
