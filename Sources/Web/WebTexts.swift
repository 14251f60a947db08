package import Foundation

/// The words that all pages share.
package enum WebTexts {
    package static var bundle: Bundle { .module }
}
