//! What the shell offers on Tab: ids and handles with their titles, filters, names. Asked of the
//! program itself; silent on any failure, since a shell has nowhere to show one. The book is only
//! glanced at: nothing is made, upgraded or waited for.

mod candidates;
mod line;
pub mod loader;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use okr_core::Book;

use super::manners::Environment;
use super::usage;
use crate::place;
use crate::settings::Settings;

/// More than this nobody reads.
const MOST: usize = 500;

/// What the line being completed says about the book and the settings. Completers of arguments are
/// plain functions of the typed word, so it is kept beside them for the one request of a process.
#[derive(Debug, Default)]
struct Request {
    book: Option<PathBuf>,
    settings: Settings,
    /// The line, the word in progress last.
    words: Vec<String>,
}

static REQUEST: OnceLock<Request> = OnceLock::new();

fn request() -> Option<&'static Request> {
    REQUEST.get()
}

fn book() -> Option<Book> {
    Book::glance(request()?.book.as_deref()?)
}

macro_rules! completers {
    ($($name:ident),* $(,)?) => {
        $(
            #[must_use]
            pub fn $name() -> ArgValueCompleter {
                ArgValueCompleter::new(candidates::$name)
            }
        )*
    };
}

completers!(
    records,
    key_results,
    visions,
    cycles,
    filters,
    owners,
    teams,
    kinds,
    settings,
    setting_values,
    templates,
    dates,
    explained,
    help,
    objective_or_vision
);

/// A record first, then fields with their values.
#[must_use]
pub fn settable() -> ArgValueCompleter {
    ArgValueCompleter::new(candidates::Settable)
}

/// The words on the line that name the book and the settings file.
fn surroundings(words: &[String], environment: Environment<'_>) -> Request {
    let named = |flag: &str| {
        let place = words
            .iter()
            .position(|word| word == flag || word.starts_with(&format!("{flag}=")))?;
        match words.get(place)?.split_once('=') {
            Some((_, value)) => Some(value.to_owned()),
            None => words.get(place + 1).cloned(),
        }
    };
    let path = named("--db").or_else(|| environment("OKR_DB"));
    let config = named("--config").or_else(|| environment("OKR_CONFIG"));
    Request {
        book: place::book(path.as_deref()).ok(),
        settings: place::settings(config.as_deref())
            .map(|path| Settings::read(&path))
            .unwrap_or_default(),
        words: words.to_vec(),
    }
}

/// What could stand in the place of the last word. Flags are only offered once one was begun, or
/// where nothing else fits.
#[must_use]
pub fn offers(
    words: &[String],
    folder: Option<&Path>,
    environment: Environment<'_>,
) -> Vec<CompletionCandidate> {
    // A second request of a process would be a test's; the first one's surroundings stand.
    drop(REQUEST.set(surroundings(words, environment)));
    let words: Vec<String> = match request() {
        Some(request) => usage::expanded(words.to_vec(), &request.settings),
        None => words.to_vec(),
    };
    let Some(last) = words.len().checked_sub(1).filter(|last| *last > 0) else {
        return Vec::new();
    };
    let begun = words.get(last).is_some_and(|word| word.starts_with('-'));
    let arguments: Vec<OsString> = words.iter().map(OsString::from).collect();
    let mut grammar = super::catalog::grammar();
    let mut found =
        clap_complete::engine::complete(&mut grammar, arguments, last, folder).unwrap_or_default();
    if !begun && found.iter().any(|one| !is_flag(one)) {
        found.retain(|one| !is_flag(one));
    }
    found.truncate(MOST);
    found
}

fn is_flag(candidate: &CompletionCandidate) -> bool {
    candidate.get_value().to_string_lossy().starts_with('-')
}

/// Answers a shell, if this start of the program is its request: `COMPLETE` names the shell, and the
/// words of the line stand behind `--`. Without `--` the loader itself is the answer. `_complete` does
/// the same for a shell that sets no variable for one command.
#[must_use]
pub fn answer(
    arguments: &[String],
    folder: Option<&Path>,
    environment: Environment<'_>,
) -> Option<String> {
    if arguments.get(1).is_some_and(|word| word == "_complete") {
        return Some(told(
            "nushell",
            arguments.get(2..).unwrap_or_default(),
            folder,
            environment,
        ));
    }
    let (shell, script) = loader::of(&environment("COMPLETE")?)?;
    match arguments.get(1).map(String::as_str) {
        Some("--") => Some(told(
            shell,
            arguments.get(2..).unwrap_or_default(),
            folder,
            environment,
        )),
        None => Some(script.to_owned()),
        // The variable is there for another reason.
        Some(_) => None,
    }
}

fn told(
    shell: &str,
    words: &[String],
    folder: Option<&Path>,
    environment: Environment<'_>,
) -> String {
    let mut words = words.to_vec();
    if environment("_OKR_EMPTY").is_some() {
        words.push(String::new());
    }
    let (words, cut) = match environment("_OKR_LINE") {
        Some(typed) if shell == "bash" => line::joined(&words, &typed),
        _ => (words, 0),
    };
    let style = line::Style::of(shell);
    offers(&words, folder, environment)
        .iter()
        .map(|one| line::shown(one, cut, style))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One test for all lines: the surroundings of a process are read once.
    #[test]
    fn every_kind_of_argument_is_offered_what_fits_it_and_nothing_is_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let book = folder.path().join("okr.db");
        Book::open_or_create(&book, std::time::Duration::ZERO).expect("a book");
        let before = std::fs::read(&book).expect("bytes");
        let environment = |name: &str| match name {
            "OKR_DB" => Some(book.display().to_string()),
            "OKR_CONFIG" => Some(folder.path().join("none.toml").display().to_string()),
            _ => None,
        };
        let offered = |line: &str| {
            let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
            let found = offers(&words, None, &environment);
            found
                .iter()
                .map(|one| one.get_value().to_string_lossy().into_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(offered("okr checki"), ["checkin"]);
        assert_eq!(
            offered("okr list status:b"),
            ["status:behind", "status:blocked"]
        );
        assert_eq!(offered("okr list not:ow"), ["not:owner:"]);
        assert_eq!(offered("okr list owner:"), ["owner:me"]);
        assert_eq!(offered("okr db ver"), ["verify"]);
        assert_eq!(offered("okr add x --kind ra"), ["rating", "rank"]);
        assert_eq!(offered("okr config get ui.gl"), ["ui.glyphs"]);
        assert_eq!(offered("okr help val"), ["values"]);
        assert_eq!(
            offered("okr explain E20"),
            [
                "E201", "E202", "E203", "E204", "E205", "E206", "E207", "E208", "E209"
            ]
        );
        assert_eq!(offered("okr list --ndj"), ["--ndjson"]);
        assert!(
            offered("okr show ")
                .iter()
                .all(|word| word.starts_with('-'))
        );
        assert_eq!(std::fs::read(&book).expect("bytes"), before);
    }

    #[test]
    fn each_shell_is_answered_and_other_uses_of_the_variable_are_left_alone() {
        let asked = |shell: &'static str, words: &[&str]| {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            answer(&words, None, &move |name: &str| {
                (name == "COMPLETE").then(|| shell.to_owned())
            })
        };
        for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
            let text = asked(shell, &["okr", "--", "okr", "completions", "nu"]).expect("an answer");
            assert!(text.starts_with("nushell"), "{shell}: {text}");
            assert!(
                asked(shell, &["okr"]).is_some_and(|script| script.starts_with('#')),
                "{shell}"
            );
        }
        assert_eq!(asked("1", &["okr", "list"]), None);
        assert_eq!(asked("bash", &["okr", "list"]), None);
        let hidden = asked("", &["okr", "_complete", "okr", "undo", "--dry"]);
        assert_eq!(
            hidden.as_deref().map(|text| text.starts_with("--dry-run")),
            Some(true)
        );
    }
}
