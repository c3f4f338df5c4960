//! Texts as they are kept: what every title, note, name and tag passes before it is written.

use unicode_normalization::UnicodeNormalization;

use super::Context;
use crate::error::{Error, Result};

/// The longest a title, a note or a name may be, in bytes.
pub const TEXT_LIMIT: usize = 64 * 1024;

/// The text as it is kept: in NFC, otherwise byte for byte.
///
/// # Errors
/// `E211` for a text without a visible character, `E222` for one over 64 kB.
pub fn kept_text(text: &str, what: &str) -> Result<String> {
    if !text.chars().any(is_visible) {
        return Err(Error::refused("E211", format!("{what} is empty"))
            .why("It needs at least one visible character."));
    }
    if text.len() > TEXT_LIMIT {
        return Err(
            Error::refused("E222", format!("{what} is {} bytes long", text.len()))
                .why("The longest that is kept is 64 kB; put the rest behind a link."),
        );
    }
    if text.is_ascii() {
        // It is in NFC already, and most texts are.
        return Ok(text.to_owned());
    }
    Ok(text.nfc().collect())
}

/// Whether a reader sees something of it: no space, no control, none of the marks that only steer
/// how others are set.
fn is_visible(character: char) -> bool {
    !character.is_whitespace()
        && !character.is_control()
        && !matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Who owns a record; `me` is whoever writes.
///
/// # Errors
/// `E221` when nobody knows who that is, `E222` for what is no name.
pub(super) fn owner(typed: &str, context: &Context) -> Result<String> {
    let name = kept_word(typed, "the owner")?;
    if !name.eq_ignore_ascii_case("me") {
        return Ok(name);
    }
    match context.by.trim() {
        "" => Err(
            Error::refused("E221", "me is nobody: the settings do not say who you are")
                .next("okr config set user.name NAME"),
        ),
        by => Ok(by.to_owned()),
    }
}

/// A word such as an owner, a team or a tag: kept trimmed, without line breaks, at most 200 bytes.
///
/// # Errors
/// `E211` and `E222`, as for [`kept_text`].
pub fn kept_word(text: &str, what: &str) -> Result<String> {
    let word = kept_text(text.trim(), what)?;
    if word.len() > 200 || word.contains(['\n', '\r']) {
        return Err(Error::refused(
            "E222",
            format!("{what} must be one line of at most 200 bytes"),
        ));
    }
    Ok(word)
}
