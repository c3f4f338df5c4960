//! Between a shell's idea of a line and ours: words that bash cut at `:` and `=` are joined again, and
//! candidates are written the way the loader of the shell reads them.

use clap_complete::engine::CompletionCandidate;

use crate::words::text;

/// How a loader reads candidates, one on each line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// The value alone.
    Bare,
    /// Value and description with a tab between.
    Tabbed,
}

impl Style {
    #[must_use]
    pub fn of(shell: &str) -> Self {
        match shell {
            "bash" => Self::Bare,
            _ => Self::Tabbed,
        }
    }
}

/// The words as they were typed, from the pieces bash makes of them, and how many bytes of the last
/// word stand before the piece that will be replaced.
#[must_use]
pub fn joined(pieces: &[String], line: &str) -> (Vec<String>, usize) {
    let mut words: Vec<String> = Vec::new();
    let mut rest = line;
    let mut before = 0;
    for piece in pieces {
        let bare = rest.trim_start();
        // What stands behind the cursor is not part of the line.
        let piece = if bare.starts_with(piece.as_str()) {
            piece.as_str()
        } else {
            bare
        };
        let touches = bare.len() == rest.len() && !words.is_empty();
        match words.last_mut() {
            Some(word) if touches && (breaks(piece) || word.ends_with([':', '='])) => {
                before = if breaks(piece) {
                    word.len() + piece.len()
                } else {
                    word.len()
                };
                word.push_str(piece);
            }
            _ => {
                before = if breaks(piece) { piece.len() } else { 0 };
                words.push(piece.to_owned());
            }
        }
        rest = bare.strip_prefix(piece).unwrap_or(bare);
    }
    (words.iter().map(|word| unquoted(word)).collect(), before)
}

fn breaks(piece: &str) -> bool {
    !piece.is_empty() && piece.chars().all(|letter| matches!(letter, ':' | '='))
}

/// Quotes around a word belong to the shell.
fn unquoted(word: &str) -> String {
    let inner = |quote| {
        word.strip_prefix(quote)
            .map(|word: &str| word.strip_suffix(quote).unwrap_or(word))
    };
    inner('"')
        .or_else(|| inner('\''))
        .unwrap_or(word)
        .to_owned()
}

/// One line for the loader, without the first `cut` bytes of the value.
#[must_use]
pub fn shown(candidate: &CompletionCandidate, cut: usize, style: Style) -> String {
    let value = candidate.get_value().to_string_lossy();
    let value = text::safe(&value);
    let value = value.get(cut..).unwrap_or(&value);
    let help = candidate
        .get_help()
        .map(ToString::to_string)
        .unwrap_or_default();
    let help = help.lines().next().unwrap_or_default().replace('\t', " ");
    let help = text::safe(&help);
    match style {
        Style::Bare => format!("{value}\n"),
        Style::Tabbed if help.is_empty() => format!("{value}\n"),
        Style::Tabbed => format!("{value}\t{help}\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn join(pieces: &[&str], line: &str) -> (Vec<String>, usize) {
        joined(
            &pieces
                .iter()
                .map(|piece| (*piece).to_owned())
                .collect::<Vec<_>>(),
            line,
        )
    }

    fn words(list: &[&str]) -> Vec<String> {
        list.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn words_that_bash_cut_are_joined_again() {
        assert_eq!(
            join(&["okr", "list", "status", ":", "be"], "okr list status:be"),
            (words(&["okr", "list", "status:be"]), 7)
        );
        assert_eq!(
            join(&["okr", "list", "status", ":"], "okr list status:"),
            (words(&["okr", "list", "status:"]), 7)
        );
        assert_eq!(
            join(&["okr", "list", "status", ":", ""], "okr list status:"),
            (words(&["okr", "list", "status:"]), 7)
        );
        assert_eq!(
            join(
                &["okr", "set", "K2", "owner", "=", "l"],
                "okr set K2  owner=l"
            ),
            (words(&["okr", "set", "K2", "owner=l"]), 6)
        );
        assert_eq!(
            join(
                &["okr", "list", "not", ":", "team", ":", "w"],
                "okr list not:team:w"
            ),
            (words(&["okr", "list", "not:team:w"]), 9)
        );
    }

    #[test]
    fn words_with_space_between_stay_apart() {
        assert_eq!(
            join(&["okr", "show", ""], "okr show "),
            (words(&["okr", "show", ""]), 0)
        );
        assert_eq!(
            join(&["okr", "list", "a:", ""], "okr list a: "),
            (words(&["okr", "list", "a:", ""]), 0)
        );
    }

    #[test]
    fn a_hostile_title_stays_on_its_line() {
        let candidate = CompletionCandidate::new("K1").help(Some("a\u{1b}[2J\tb: c\\d".into()));
        assert_eq!(shown(&candidate, 0, Style::Tabbed), "K1\ta b: c\\d\n");
        assert_eq!(
            shown(&CompletionCandidate::new("team:web"), 5, Style::Bare),
            "web\n"
        );
    }
}
