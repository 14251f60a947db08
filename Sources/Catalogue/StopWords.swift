import Kit

/// Words that say nothing about what is searched for. Dropped, unless nothing else was typed.
enum StopWords {
    static let keys: Set<String> = Set(
        (arabic + english).split(separator: " ").flatMap { MatchKey.keys(of: String($0)) })

    private static let arabic = """
        في من إلى على عن مع أو ثم هل ما ماذا متى أين وين كيف شلون كم هذا هذه ذلك التي الذي هو هي أنا لي لو إذا كان \
        أريد ابغى ابغي ابي أبي بدي أحتاج عندي عند كل أي بعد قبل
        """

    private static let english = """
        a an the of to for in on at by with from and or my your our i me we you it is are be do does can could how what \
        where when which who want need get would like please
        """
}
