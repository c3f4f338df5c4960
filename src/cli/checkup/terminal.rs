//! The terminal as the program sees it, and why it decides as it does.

use super::Fact;
use crate::cli::io::Io;
use crate::cli::manners::{Environment, When};
use crate::words::glyphs::GlyphSet;
use crate::words::text::Ambiguous;

const PART: &str = "terminal";

/// What is decided for standard output, and from what.
#[must_use]
pub fn facts(io: &Io, environment: Environment<'_>) -> Vec<Fact> {
    let seen = |name: &str| {
        environment(name)
            .filter(|value| !value.is_empty())
            .unwrap_or_else(|| "not set".to_owned())
    };
    let out = &io.out;
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| {
        let value = environment(name).filter(|value| !value.is_empty())?;
        Some(format!("{value} ({name})"))
    });
    let glyphs = match out.ruler.set {
        GlyphSet::Unicode => "unicode",
        GlyphSet::Ascii => "ascii",
    };
    let wide = match out.ruler.ambiguous {
        Ambiguous::Narrow => "1",
        Ambiguous::Wide => "2",
    };
    let yes = |is: bool| if is { "yes" } else { "no" };
    vec![
        Fact::fine(
            PART,
            "output",
            if out.terminal {
                "a terminal"
            } else {
                "no terminal"
            },
        ),
        Fact::fine(PART, "columns", out.width.to_string()),
        Fact::fine(
            PART,
            "colour",
            format!(
                "{}: {}",
                yes(out.theme.is_some()),
                why_colour(io, environment)
            ),
        ),
        Fact::fine(PART, "glyphs", glyphs),
        Fact::fine(PART, "ui.ambiguous_width", wide),
        Fact::fine(PART, "links", yes(out.links)),
        Fact::fine(PART, "line mode", yes(out.accessible)),
        Fact::fine(PART, "TERM", seen("TERM")),
        Fact::fine(
            PART,
            "locale",
            locale.unwrap_or_else(|| "not set".to_owned()),
        ),
    ]
}

/// The first rule that applied, in the order of the manual.
fn why_colour(io: &Io, environment: Environment<'_>) -> String {
    let set = |name: &str| environment(name).is_some_and(|value| !value.is_empty());
    let forced =
        |name: &str| environment(name).is_some_and(|value| !value.is_empty() && value != "0");
    let reason = if io.wishes.color != When::Auto {
        "--color says so"
    } else if set("NO_COLOR") {
        "NO_COLOR is set"
    } else if forced("CLICOLOR_FORCE") {
        "CLICOLOR_FORCE is set"
    } else if forced("FORCE_COLOR") {
        "FORCE_COLOR is set"
    } else if environment("TERM").as_deref() == Some("dumb") {
        "TERM is dumb"
    } else if environment("CLICOLOR").as_deref() == Some("0") {
        "CLICOLOR is 0"
    } else if io.wishes.color_setting != When::Auto {
        "the setting ui.color says so"
    } else if io.out.terminal {
        "the output is a terminal"
    } else {
        "the output is no terminal"
    };
    reason.to_owned()
}

/// Two lines that end in one column when the terminal draws the marks as wide as the settings say.
#[must_use]
pub fn ruler(io: &Io) -> Option<String> {
    if io.out.ruler.set == GlyphSet::Ascii {
        return None;
    }
    let (digits, other) = match io.out.ruler.ambiguous {
        Ambiguous::Narrow => ("1234567890", 2),
        Ambiguous::Wide => ("12345678901234567890", 1),
    };
    Some(format!(
        "\n  ●◆▼▲★●◆▼▲★|\n  {digits}|\n  When the two bars are not in one column:  okr config set ui.ambiguous_width {other}\n"
    ))
}
