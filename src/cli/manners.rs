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
mod tests {
    use super::*;

    fn variables(list: &[(&str, &str)]) -> impl Fn(&str) -> Option<String> {
        let list: Vec<_> = list
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        move |wanted| {
            list.iter()
                .find(|(name, _)| name == wanted)
                .map(|(_, value)| value.clone())
        }
    }

    /// The rules once more, as the manual words them: a list read from the top.
    fn by_the_manual(
        flag: When,
        no: &str,
        force: &str,
        term: &str,
        clicolor: &str,
        setting: When,
        terminal: Terminal,
    ) -> bool {
        let rules = [
            (flag == When::Always, true),
            (flag == When::Never, false),
            (!no.is_empty(), false),
            (!force.is_empty() && force != "0", true),
            (term == "dumb", false),
            (clicolor == "0", false),
            (setting == When::Always, true),
            (setting == When::Never, false),
            (terminal == Terminal::Yes, true),
        ];
        rules
            .into_iter()
            .find(|(applies, _)| *applies)
            .is_some_and(|(_, colour)| colour)
    }

    #[test]
    fn colour_follows_the_first_rule_that_applies() {
        const WHENS: [When; 3] = [When::Auto, When::Always, When::Never];
        let mut seen = 0;
        for flag in WHENS {
            for setting in WHENS {
                for no in ["", "1", "0"] {
                    for force in ["", "0", "1", "yes"] {
                        for term in ["xterm-256color", "dumb"] {
                            for clicolor in ["", "0", "1"] {
                                for terminal in [Terminal::Yes, Terminal::No] {
                                    for forcing in ["CLICOLOR_FORCE", "FORCE_COLOR"] {
                                        let list = [
                                            ("NO_COLOR", no),
                                            (forcing, force),
                                            ("TERM", term),
                                            ("CLICOLOR", clicolor),
                                        ];
                                        let found =
                                            colour(flag, &variables(&list), setting, terminal);
                                        let wanted = by_the_manual(
                                            flag, no, force, term, clicolor, setting, terminal,
                                        );
                                        assert_eq!(
                                            found, wanted,
                                            "{flag:?} {list:?} {setting:?} {terminal:?}"
                                        );
                                        seen += 1;
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        assert_eq!(seen, 2592);
    }

    #[test]
    fn colour_in_plain_cases() {
        let nothing = variables(&[]);
        assert!(colour(When::Auto, &nothing, When::Auto, Terminal::Yes));
        assert!(!colour(When::Auto, &nothing, When::Auto, Terminal::No));
        let both = variables(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]);
        assert!(!colour(When::Auto, &both, When::Always, Terminal::Yes));
        assert!(colour(When::Always, &both, When::Never, Terminal::No));
    }

    #[test]
    fn glyphs_follow_flag_setting_terminal_and_locale() {
        let of = |list: &[(&str, &str)]| glyphs(&Wishes::default(), &variables(list));
        assert_eq!(of(&[("LANG", "en_GB.UTF-8")]), GlyphSet::Unicode);
        assert_eq!(of(&[("LANG", "de_DE.utf8")]), GlyphSet::Unicode);
        assert_eq!(
            of(&[("LANG", "en_GB.UTF-8"), ("LC_ALL", "C")]),
            GlyphSet::Ascii
        );
        assert_eq!(
            of(&[("LANG", "C"), ("LC_CTYPE", "en_GB.UTF-8"), ("LC_ALL", "")]),
            GlyphSet::Unicode
        );
        assert_eq!(
            of(&[("LANG", "en_GB.UTF-8"), ("TERM", "linux")]),
            GlyphSet::Ascii
        );
        assert_eq!(
            of(&[("LANG", "en_GB.UTF-8"), ("TERM", "dumb")]),
            GlyphSet::Ascii
        );
        let setting = Wishes {
            glyphs_setting: Some(GlyphSet::Unicode),
            ..Wishes::default()
        };
        assert_eq!(
            glyphs(&setting, &variables(&[("LANG", "C")])),
            GlyphSet::Unicode
        );
        let flag = Wishes {
            ascii: true,
            ..setting
        };
        assert_eq!(
            glyphs(&flag, &variables(&[("LANG", "en_GB.UTF-8")])),
            GlyphSet::Ascii
        );
    }

    #[test]
    fn width_takes_the_first_that_is_a_number_above_zero() {
        let of = |flag, columns: &str, terminal| {
            let wishes = Wishes {
                width: flag,
                ..Wishes::default()
            };
            width(&wishes, &variables(&[("COLUMNS", columns)]), terminal)
        };
        assert_eq!(of(Some(40), "100", Some(120)), 40);
        assert_eq!(of(None, "100", Some(120)), 100);
        assert_eq!(of(None, "wide", Some(120)), 120);
        assert_eq!(of(None, "0", None), 80);
    }

    #[test]
    fn nobody_is_asked_in_a_script() {
        let may = |wishes: &Wishes, list: &[(&str, &str)]| may_ask(wishes, &variables(list));
        let open = Wishes::default();
        assert!(may(&open, &[]));
        assert!(may(&open, &[("CI", "false"), ("OKR_NO_INPUT", "0")]));
        assert!(!may(&open, &[("CI", "true")]));
        assert!(!may(&open, &[("OKR_NO_INPUT", "1")]));
        assert!(!may(
            &Wishes {
                no_input: true,
                ..Wishes::default()
            },
            &[]
        ));
        assert!(!may(
            &Wishes {
                json: true,
                ..Wishes::default()
            },
            &[]
        ));
    }

    #[test]
    fn line_mode_can_be_set_for_all_programs() {
        let on = |list: &[(&str, &str)]| accessible(&Wishes::default(), &variables(list));
        assert!(on(&[("ACCESSIBLE", "1")]));
        assert!(on(&[("OKR_ACCESSIBLE", "yes")]));
        assert!(!on(&[("ACCESSIBLE", "false"), ("OKR_ACCESSIBLE", "")]));
    }

    #[test]
    fn links_go_only_to_terminals_that_show_them() {
        let on = |list: &[(&str, &str)]| links(&Wishes::default(), &variables(list), Terminal::Yes);
        assert!(on(&[("TERM", "xterm-kitty")]));
        assert!(on(&[("VTE_VERSION", "7600")]));
        assert!(!on(&[("TERM", "xterm-kitty"), ("TMUX", "/tmp/x")]));
        assert!(!on(&[("TERM", "xterm-256color")]));
        let always = Wishes {
            hyperlinks: When::Always,
            ..Wishes::default()
        };
        assert!(links(&always, &variables(&[]), Terminal::No));
    }
}
