import Foundation

/// A piece of an expression's text.
enum Token: Equatable {
    case number(Decimal)
    case string(String)
    case name(String)
    case keyword(Keyword)
    case symbol(Symbol)
    case end
}

/// The words that cannot be names on their own.
enum Keyword: String {
    case `if`, then, `else`, `for`, `in`, `return`, some, every, satisfies, and, or, between
    case `true`, `false`, null, function, instance, external
}

/// The signs of the language.
enum Symbol: String {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
    case power = "**"
    case equal = "="
    case unequal = "!="
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="
    case leftParenthesis = "("
    case rightParenthesis = ")"
    case leftBracket = "["
    case rightBracket = "]"
    case leftBrace = "{"
    case rightBrace = "}"
    case comma = ","
    case colon = ":"
    case dot = "."
    case dots = ".."
    case at = "@"
}
