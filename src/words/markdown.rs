//! Text of people inside Markdown: whatever Markdown or HTML would read in it is escaped.

use super::text::Ruler;

/// Text that Markdown shows as it is, on one line; its line breaks become HTML ones.
#[must_use]
pub fn escaped(text: &str, ruler: &Ruler) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in ruler.safe_lines(text).chars() {
        match character {
            '\n' => shown.push_str("<br>"),
            '\t' => shown.push(' '),
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '~' | '$' => {
                shown.push('\\');
                shown.push(character);
            }
            _ => shown.push(character),
        }
    }
    shown
}
