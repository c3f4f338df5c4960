//! What a stream may be sent: colour, glyphs, links, prompts, width. Pure decisions from flags,
//! environment and settings; `io` asks once at the start. The order of the rules is a promise to
//! people's shell profiles, so each is a test.

use crate::words::glyphs::GlyphSet;
use crate::words::text::{Ambiguous, Ruler};
use crate::words::tone::{Theme, Tone};

/// Looks up a variable of the environment; `lib` passes the real one.
pub type Environment<'env> = &'env dyn Fn(&str) -> Option<String>;

/// A flag or setting that leaves the decision open unless it says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum When {
    #[default]
    Auto,
    Always,
    Never,
}

impl When {
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        match name {
            "auto" => Some(Self::Auto),
            "always" => Some(Self::Always),
            "never" => Some(Self::Never),
            _ => None,
        }
    }
}

/// What flags and settings ask of the streams. A flag and a setting of the same meaning have two
/// fields where the environment stands between them.
#[derive(Debug, Clone, Default)]
pub struct Wishes {
    /// `--color`
    pub color: When,
    /// `ui.color`
    pub color_setting: When,
    /// `ui.theme`
    pub theme: Theme,
    /// `--ascii`
    pub ascii: bool,
    /// `ui.glyphs`; `None` for `auto`.
    pub glyphs_setting: Option<GlyphSet>,
    /// `ui.ambiguous_width`
    pub ambiguous: Ambiguous,
    /// `--width`
    pub width: Option<usize>,
    /// `--accessible` or the setting.
    pub accessible: bool,
    /// `--hyperlinks`
    pub hyperlinks: When,
    /// `--quiet`
    pub quiet: bool,
    /// `ui.hints=false`
    pub no_hints: bool,
    /// `--no-pager`
    pub no_pager: bool,
    /// `ui.pager`
    pub pager_setting: Option<String>,
    /// `ui.pager_color`
    pub pager_color: When,
    /// `--no-input`
    pub no_input: bool,
    /// `--json` or `--ndjson`: errors are JSON, and nobody is asked anything.
    pub json: bool,
}

/// What one stream may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Surface {
    pub terminal: bool,
    pub width: usize,
    pub ruler: Ruler,
    /// Colours, if any.
    pub theme: Option<Theme>,
    pub links: bool,
    /// One labelled sentence for each record; no bars, lines or glyphs.
    pub accessible: bool,
}

impl Surface {
    /// The text in its tone, or bare where there is no colour. The text must be safe already.
    #[must_use]
    pub fn paint(&self, tone: Tone, text: &str) -> String {
        self.theme
            .map_or_else(|| text.to_owned(), |theme| theme.look(tone).paint(text))
    }
}

/// A pipe of 80 columns without colour: what a file gets, and where tests start from.
impl Default for Surface {
    fn default() -> Self {
        Self {
            terminal: false,
            width: 80,
            ruler: Ruler::default(),
            theme: None,
            links: false,
            accessible: false,
        }
    }
}

/// Whether colour goes to a stream; the first rule that applies wins.
///
/// A refusal beats a demand when both are in the environment, and the flag beats both.
#[must_use]
pub fn colour(flag: When, environment: Environment, setting: When, terminal: Terminal) -> bool {
    match flag {
        When::Always => return true,
        When::Never => return false,
        When::Auto => {}
    }
    if is_set(environment, "NO_COLOR") {
        return false;
    }
    let forced = |name| environment(name).is_some_and(|value| !value.is_empty() && value != "0");
    if forced("CLICOLOR_FORCE") || forced("FORCE_COLOR") {
        return true;
    }
    if environment("TERM").as_deref() == Some("dumb")
        || environment("CLICOLOR").as_deref() == Some("0")
    {
        return false;
    }
    match setting {
        When::Always => true,
        When::Never => false,
        When::Auto => terminal == Terminal::Yes,
    }
}

/// Whether a stream is a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Terminal {
    Yes,
    No,
}

impl From<bool> for Terminal {
    fn from(is_terminal: bool) -> Self {
        if is_terminal { Self::Yes } else { Self::No }
    }
}

/// Which glyphs the terminal can show: the flag, then the setting, then what terminal and locale say.
#[must_use]
pub fn glyphs(wishes: &Wishes, environment: Environment) -> GlyphSet {
    if wishes.ascii {
        return GlyphSet::Ascii;
    }
    if let Some(set) = wishes.glyphs_setting {
        return set;
    }
    if matches!(environment("TERM").as_deref(), Some("linux" | "dumb")) {
        return GlyphSet::Ascii;
    }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(environment)
        .find(|value| !value.is_empty());
    match locale {
        Some(locale) => {
            let locale = locale.to_ascii_lowercase();
            let is_utf8 = locale.contains("utf-8") || locale.contains("utf8");
            if is_utf8 {
                GlyphSet::Unicode
            } else {
                GlyphSet::Ascii
            }
        }
        // Without a locale a Unix is in the C locale; the other two always speak Unicode.
        None if cfg!(any(windows, target_os = "macos")) => GlyphSet::Unicode,
        None => GlyphSet::Ascii,
    }
}

/// Whether line mode is on.
#[must_use]
pub fn accessible(wishes: &Wishes, environment: Environment) -> bool {
    wishes.accessible || is_on(environment, "OKR_ACCESSIBLE") || is_on(environment, "ACCESSIBLE")
}

/// Columns to fill: the flag, `COLUMNS`, the terminal, 80.
#[must_use]
pub fn width(wishes: &Wishes, environment: Environment, of_terminal: Option<usize>) -> usize {
    let columns = || environment("COLUMNS")?.trim().parse().ok();
    [wishes.width, columns(), of_terminal]
        .into_iter()
        .flatten()
        .find(|width| *width > 0)
        .unwrap_or(80)
}

/// Whether a question may be put to the person, given that there are terminals to ask on.
#[must_use]
pub fn may_ask(wishes: &Wishes, environment: Environment) -> bool {
    !(wishes.no_input
        || wishes.json
        || is_on(environment, "OKR_NO_INPUT")
        || is_on(environment, "CI"))
}

/// Whether a conversation may be held through a pipe, where somebody wrote the answers down.
#[must_use]
pub fn may_listen(wishes: &Wishes, environment: Environment) -> bool {
    !(wishes.no_input || wishes.json || is_on(environment, "OKR_NO_INPUT"))
}

/// Whether links go to a terminal: only to one known to show them, and not through a multiplexer,
/// which may drop the address or print it.
#[must_use]
pub fn links(wishes: &Wishes, environment: Environment, terminal: Terminal) -> bool {
    match wishes.hyperlinks {
        When::Always => return true,
        When::Never => return false,
        When::Auto => {}
    }
    let term = environment("TERM").unwrap_or_default();
    let multiplexed = is_set(environment, "TMUX")
        || is_set(environment, "STY")
        || term.starts_with("screen")
        || term.starts_with("tmux");
    if terminal == Terminal::No || multiplexed {
        return false;
    }
    let program = environment("TERM_PROGRAM").unwrap_or_default();
    let vte = environment("VTE_VERSION").and_then(|version| version.parse::<u32>().ok());
    matches!(
        program.as_str(),
        "iTerm.app" | "WezTerm" | "vscode" | "ghostty" | "Hyper"
    ) || matches!(
        term.as_str(),
        "xterm-kitty" | "xterm-ghostty" | "alacritty" | "foot"
    ) || vte.is_some_and(|version| version >= 5000)
        || is_set(environment, "WT_SESSION")
}

fn is_set(environment: Environment, name: &str) -> bool {
    environment(name).is_some_and(|value| !value.is_empty())
}

/// Set, and not to a word for no.
fn is_on(environment: Environment, name: &str) -> bool {
    environment(name)
        .is_some_and(|value| !matches!(value.to_ascii_lowercase().as_str(), "" | "0" | "false"))
}

#[cfg(test)]
mod tests;
