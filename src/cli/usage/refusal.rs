//! Words the grammar refuses, as our errors: what is wrong, what would be possible, and the whole
//! line to type next. Which words there are is the catalog's; a line offered here must be one that
//! can be typed as it stands.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use okr_core::Error;

use super::{WITH_VALUE, command_place, quoted, shown_command};
use crate::cli::catalog;
use crate::cli::output::nearest;

/// The same line with one word, or the value behind the `=` of a flag, exchanged. Lists are the same
/// whether commas or pluses part them.
fn exchanged(arguments: &[String], typed: &str, meant: &str) -> Option<String> {
    if meant.is_empty() {
        return without(arguments, typed);
    }
    let changed = |word: &String| {
        let (flag, value) = match word.split_once('=').filter(|_| word.starts_with("--")) {
            Some((flag, value)) => (Some(flag), value),
            None => (None, word.as_str()),
        };
        if word == typed {
            Some(meant.to_owned())
        } else if value == typed || value.replace('+', ",") == typed {
            Some(flag.map_or_else(|| meant.to_owned(), |flag| format!("{flag}={meant}")))
        } else {
            None
        }
    };
    let one = || {
        let mut words = arguments.iter().enumerate().skip(1);
        words.find_map(|(place, word)| Some((place, 1, changed(word)?)))
    };
    // `progress < 50%` may have come as three words.
    let several = || {
        let mut spans = (2..=3).flat_map(|many| (1..arguments.len()).map(move |at| (at, many)));
        spans.find_map(|(place, many)| {
            let words = arguments.get(place..place + many)?;
            (words.join(" ") == typed).then(|| (place, many, meant.to_owned()))
        })
    };
    let (place, many, word) = one().or_else(several)?;
    let mut line = arguments.to_vec();
    line.splice(place..place + many, [word]);
    Some(shown_command(&line))
}

/// The same line without a flag and its value.
fn without(arguments: &[String], flag: &str) -> Option<String> {
    let is_flag = |word: &str| word.split('=').next() == Some(flag);
    let place = arguments.iter().position(|word| is_flag(word))?;
    let alone = arguments.get(place).is_some_and(|word| word == flag);
    let many = if alone && WITH_VALUE.contains(&flag) {
        2
    } else {
        1
    };
    let mut line = arguments.to_vec();
    line.drain(place..line.len().min(place + many));
    Some(shown_command(&line))
}

/// The book that was named on the command line, as the two words or the one that name it.
fn named_book(arguments: &[String]) -> Option<String> {
    let mut words = arguments.iter().skip(1).take_while(|word| *word != "--");
    while let Some(word) = words.next() {
        if word == "--db" {
            return words.next().map(|file| format!("--db {}", quoted(file)));
        }
        if let Some(file) = word.strip_prefix("--db=") {
            return Some(format!("--db {}", quoted(file)));
        }
    }
    None
}

/// Commands that ask no book.
const BOOKLESS: [&str; 5] = ["help", "explain", "config", "completions", "man"];

/// A line about a book is about the one that was named.
fn of_book(line: &str, book: &str) -> String {
    let rest = line.strip_prefix("okr ").filter(|rest| {
        let first = rest.split(' ').next().unwrap_or_default();
        !BOOKLESS.contains(&first)
    });
    match rest {
        Some(rest) if !line.contains("--db") => format!("okr {book} {rest}"),
        _ => line.to_owned(),
    }
}

/// The line with the book that was named on the command line, if one was.
#[must_use]
pub fn line_of_book(line: &str, arguments: &[String]) -> String {
    named_book(arguments).map_or_else(|| line.to_owned(), |book| of_book(line, &book))
}

/// Completes an error: one that offers another word gets the whole line to type, and all lines
/// carry the book that was named.
#[must_use]
pub fn whole_line(mut error: Error, arguments: &[String]) -> Error {
    // Typed as it stands, such a line would take away a record that nobody named.
    let takes_away = |word: &String| matches!(word.as_str(), "drop" | "purge");
    if matches!(error.code, "E301" | "E303") && arguments.iter().any(takes_away) {
        error.instead = None;
        error.next = vec!["okr list".to_owned()];
    }
    if let Some((typed, meant)) = &error.instead {
        let line = exchanged(arguments, typed, meant).or_else(|| {
            let line = meant.clone();
            (!line.is_empty()).then_some(line)
        });
        if let Some(line) = line {
            error.next.insert(0, line);
        }
    }
    if let Some(book) = named_book(arguments) {
        for line in &mut error.next {
            *line = of_book(line, &book);
        }
    }
    error
}

fn all_said(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

fn said(error: &clap::Error, kind: ContextKind) -> Option<String> {
    all_said(error, kind).into_iter().next()
}

/// A command that needs a second word, typed without one.
fn half(command: &str) -> Option<Error> {
    let mut grammar = catalog::grammar();
    grammar.build();
    let words: Vec<&str> = grammar
        .find_subcommand(command)?
        .get_subcommands()
        .map(clap::Command::get_name)
        .filter(|name| *name != "help")
        .collect();
    let first = words.first()?;
    let error = Error::usage("E109", format!("okr {command} needs a second word"))
        .why(format!("There are {}.", words.join(", ")))
        .next(format!("okr {command} {first}"));
    Some(error)
}

/// A command without what it works on: what that is, and lines that have it.
fn missing(typed: &str, arguments: &[String]) -> Error {
    let name = typed.trim_end_matches('.').replace(['<', '>'], "");
    let error = Error::usage("E109", format!("something is missing: {name}"));
    let words = command_place(arguments).and_then(|place| arguments.get(place..));
    let Some(entry) = words.and_then(|words| catalog::find(words.first()?)) else {
        return error;
    };
    // `okr cycle close` has its own example.
    let second = words.and_then(|words| words.get(1));
    let begins = |example: &&&str| {
        let mut parts = example.split(' ').skip(2);
        parts
            .next()
            .is_some_and(|part| Some(part) == second.map(String::as_str))
    };
    let all = || entry.examples.iter();
    let full = |example: &&&str| example.split(' ').count() > 2;
    match all().find(begins).or_else(|| all().find(full)) {
        Some(example) => error.next(*example),
        None => error,
    }
}

/// A record's id where a command is expected is most likely to be looked at.
fn is_id(word: &str) -> bool {
    word.parse::<okr_core::domain::id::ShortId>().is_ok()
}

/// The argument that a refused flag is the beginning of.
fn holder<'line>(flag: &str, arguments: &'line [String]) -> Option<&'line String> {
    arguments.iter().find(|argument| {
        argument.starts_with(flag) && argument.contains(' ') && !argument.contains('=')
    })
}

fn is_text(flag: &str, arguments: &[String]) -> bool {
    flag.starts_with('-') && holder(flag, arguments).is_some()
}

/// The same line with the text behind `--` at its end.
fn text_last(flag: &str, arguments: &[String]) -> String {
    let Some(text) = holder(flag, arguments) else {
        return shown_command(arguments);
    };
    let rest: Vec<String> = arguments
        .iter()
        .filter(|argument| *argument != text)
        .cloned()
        .collect();
    shown_command(&[rest, vec!["--".to_owned(), text.clone()]].concat())
}

/// What the parser says where we have nothing better.
fn in_its_words(error: &clap::Error) -> Error {
    let text = error.render().to_string();
    let first = text.lines().next().unwrap_or_default();
    Error::usage("E100", first.trim_start_matches("error: "))
}

/// A refusal of the parser as one of our errors.
#[must_use]
pub fn refused(error: &clap::Error, arguments: &[String]) -> Error {
    let command = command_place(arguments)
        .and_then(|place| arguments.get(place))
        .filter(|word| catalog::find(word).is_some());
    let help = command.map_or("okr help".to_owned(), |command| {
        format!("okr help {command}")
    });
    let typed = said(error, ContextKind::InvalidSubcommand)
        .or_else(|| said(error, ContextKind::InvalidArg))
        .unwrap_or_default();
    let value = said(error, ContextKind::InvalidValue).unwrap_or_default();
    let meant = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .find_map(|kind| said(error, kind))
    .map(|near| match error.kind() {
        // The parser only looks at how words begin.
        ErrorKind::InvalidSubcommand if command.is_none() => {
            let names: Vec<&str> = catalog::ALL
                .iter()
                .flat_map(|entry| entry.aliases.iter().copied().chain([entry.name]))
                .collect();
            nearest(&typed, &names).map_or(near, str::to_owned)
        }
        _ => near,
    })
    // One letter is near to everything.
    .filter(|_| typed.chars().count() > 1 || !value.is_empty())
    // The name of a command teaches more than its alias.
    .map(|meant| match catalog::find(&meant) {
        Some(entry) if command.is_none() => entry.name.to_owned(),
        _ => meant,
    });
    let refusal = match error.kind() {
        ErrorKind::InvalidSubcommand if command.is_none() && is_id(&typed) => {
            let error = Error::usage("E101", format!("no command \"{typed}\""));
            let behind = arguments.iter().skip_while(|word| **word != typed).nth(1);
            let value = behind.filter(|word| !word.starts_with('-'));
            match value.filter(|_| typed.to_uppercase().starts_with('K')) {
                Some(value) => error.next(format!("okr checkin {typed} {}", quoted(value))),
                None => error.next(format!("okr show {typed}")),
            }
        }
        ErrorKind::InvalidSubcommand => Error::usage("E101", format!("no command \"{typed}\"")),
        ErrorKind::UnknownArgument if is_text(&typed, arguments) => {
            Error::usage("E103", "a text that begins with a dash is read as a flag")
                .why("Put -- before it; flags then stand before the --.")
                .next(text_last(&typed, arguments))
        }
        ErrorKind::UnknownArgument if typed.parse::<f64>().is_ok_and(|number| number < 0.0) => {
            Error::usage("E108", format!("{typed} is below 0")).why("It has to be 0 or more here.")
        }
        ErrorKind::UnknownArgument if typed.starts_with('-') => {
            Error::usage("E103", format!("there is no flag {typed} here"))
        }
        ErrorKind::UnknownArgument => {
            Error::usage("E107", format!("\"{typed}\" is one word too many"))
                .why("A text of several words needs quotes.")
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            Error::usage("E108", format!("{typed} needs a value"))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let possible = all_said(error, ContextKind::ValidValue);
            let refusal = Error::usage("E108", format!("\"{value}\" is not possible for {typed}"));
            match possible.is_empty() {
                true => refusal,
                false => refusal.why(format!("Possible are {}.", possible.join(", "))),
            }
        }
        ErrorKind::ArgumentConflict => {
            let flag = |text: &str| text.split(' ').next().unwrap_or_default().to_owned();
            let before = all_said(error, ContextKind::PriorArg);
            let before: Vec<String> = before.iter().map(|text| flag(text)).collect();
            match before.is_empty() {
                true => in_its_words(error),
                false => {
                    let (one, others) = (flag(&typed), before.join(" and "));
                    Error::usage("E105", format!("{one} does not go with {others}"))
                }
            }
        }
        ErrorKind::MissingRequiredArgument => missing(&typed, arguments),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            command
                .and_then(|command| half(command))
                .unwrap_or_else(|| in_its_words(error))
        }
        _ => in_its_words(error),
    };
    let refusal = match meant {
        Some(meant) => refusal.instead(
            if value.is_empty() {
                typed.clone()
            } else {
                value
            },
            meant,
        ),
        None => refusal,
    };
    whole_line(refusal.next(help), arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn no_line_is_made_up_that_would_take_another_record_away() {
        let missing = || Error::not_found("E301", "there is no record K9").instead("K9", "K2");
        for typed in ["okr drop K9", "okr --db a.db db purge K1 K9 --confirm a.db"] {
            let told = whole_line(missing(), &line(typed));
            assert!(told.next[0].ends_with(" list"), "{typed}: {:?}", told.next);
            assert_eq!(told.next.len(), 1);
        }
        assert_eq!(
            whole_line(missing(), &line("okr show K9")).next,
            ["okr show K2"]
        );
    }

    #[test]
    fn one_word_is_exchanged_wherever_it_stands() {
        let offered = |typed: &str, wrong: &str, meant: &str| exchanged(&line(typed), wrong, meant);
        assert_eq!(
            offered("okr list staus:behind", "staus:behind", "status:behind").as_deref(),
            Some("okr list status:behind")
        );
        assert_eq!(
            offered("okr list --json=id+titel", "id,titel", "id,title").as_deref(),
            Some("okr list --json=id,title")
        );
        assert_eq!(
            offered(
                "okr list progress < 50%",
                "progress < 50%",
                "progress:..50%"
            )
            .as_deref(),
            Some("okr list progress:..50%")
        );
        assert_eq!(offered("okr list", "titel", "title"), None);
        assert_eq!(
            offered("okr list --template x --json", "--template", "").as_deref(),
            Some("okr list --json")
        );
        assert_eq!(
            offered("okr list --json --columns=id", "--columns", "").as_deref(),
            Some("okr list --json")
        );
    }

    #[test]
    fn a_line_to_type_is_about_the_book_that_was_named() {
        let completed = |typed: &str, next: &str| {
            let error = Error::usage("E100", "no").next(next);
            whole_line(error, &line(typed)).next.remove(0)
        };
        for typed in ["okr --db a.db show K9", "okr show K9 --db=a.db"] {
            assert_eq!(completed(typed, "okr log"), "okr --db a.db log");
            assert_eq!(completed(typed, "okr help show"), "okr help show");
        }
        assert_eq!(completed("okr show K9", "okr log"), "okr log");
        assert_eq!(completed("okr add -- --db x", "okr log"), "okr log");
    }

    #[test]
    fn what_is_missing_is_named_with_a_line_that_has_it() {
        let refusal = |text: &str| {
            let words = line(text);
            let error = catalog::grammar()
                .try_get_matches_from(&words)
                .expect_err("a refusal");
            refused(&error, &words)
        };
        let error = refusal("okr set");
        assert_eq!(error.message, "something is missing: REF KEY=VALUE");
        assert_eq!(error.next[0], "okr set K2 target=80 owner=li");
        assert!(refusal("okr cycle close").next[0].starts_with("okr cycle close "));
    }

    #[test]
    fn half_a_command_is_answered_with_a_whole_one() {
        let refusal = |text: &str| {
            let words = line(text);
            let error = catalog::grammar()
                .try_get_matches_from(&words)
                .expect_err("a refusal");
            refused(&error, &words)
        };
        let error = refusal("okr cycle");
        assert_eq!(
            (error.code, error.next[0].as_str()),
            ("E109", "okr cycle list")
        );
        assert_eq!(error.why, ["There are list, new, open, close, copy."]);
        assert_eq!(refusal("okr K5").next, ["okr show K5", "okr help"]);
        assert_eq!(refusal("okr x").next, ["okr help"]);
        assert_eq!(refusal("okr lst").next, ["okr list", "okr help"]);
        assert_eq!(
            refusal("okr list --format zz").why,
            ["Possible are table, plain, json, ndjson, csv, tsv, md."]
        );
    }
}
