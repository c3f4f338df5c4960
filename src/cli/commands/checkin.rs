//! `okr checkin`: say how a key result goes: one, line by line, or many from a file.

use chrono::NaiveDate;
use clap::Args;
use okr_core::act::check_in::{Blocker, NewCheckIn, Rule};
use okr_core::capture::value::Source;
use okr_core::domain::check_in::CheckIn;
use okr_core::domain::id::ShortId;
use okr_core::domain::record::Type;
use okr_core::report::board;
use okr_core::review::Start;
use okr_core::store::check_ins;
use okr_core::{Error, Result, reference};

use crate::cli::check_in::{self, day, from_rows};
use crate::cli::exit::Exit;
use crate::cli::review::{card, plain};
use crate::cli::session::Session;
use crate::cli::usage;

#[derive(Debug, Args)]
pub struct CheckinArgs {
    /// The key result, or - to read many from standard input; nothing goes through all that is due
    #[arg(value_name = "REF", add = crate::cli::complete::key_results())]
    pub reference: Option<String>,
    /// The value: 104, +3, 82%, 40k, 4.5/5, 3/5, done, commit, = for the same, unknown
    #[arg(value_name = "VALUE", allow_hyphen_values = true)]
    pub value: Option<String>,
    /// Words too many, taken so that the error can say what to do with them
    #[arg(hide = true)]
    pub more: Vec<String>,
    /// How sure you are to reach it, 0 to 10; = repeats the last answer, none is no answer
    #[arg(short, long, value_name = "N", allow_negative_numbers = true)]
    pub confidence: Option<String>,
    /// What happened
    #[arg(short = 'm', long, value_name = "TEXT")]
    pub note: Option<String>,
    /// What blocks it; none clears it
    #[arg(short, long, value_name = "TEXT")]
    pub blocker: Option<String>,
    /// The day it is about (today); one that was said on that day already is put right
    #[arg(short, long, value_name = "DATE", allow_hyphen_values = true, add = crate::cli::complete::dates())]
    pub date: Option<String>,
    /// Accept a day in the future or before the cycle
    #[arg(long, hide_short_help = true)]
    pub force_date: bool,
    /// Read a batch from a file
    #[arg(long, value_name = "FILE", hide_short_help = true, value_hint = clap::ValueHint::FilePath)]
    pub from: Option<String>,
    /// Where the numbers come from; the same key result, day and source replace each other
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub source: Option<String>,
    /// Write the good rows of a batch and end with 9
    #[arg(long, hide_short_help = true)]
    pub keep_going: bool,
    /// Skip unknown columns of a batch
    #[arg(long, hide_short_help = true)]
    pub ignore_unknown: bool,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: CheckinArgs) -> Result<Exit> {
    let reads_batch = arguments.from.is_some() || arguments.reference.as_deref() == Some("-");
    if reads_batch {
        return from_rows::write(session, &arguments);
    }
    for (is_given, flag) in [
        (arguments.keep_going, "--keep-going"),
        (arguments.ignore_unknown, "--ignore-unknown"),
        (session.globals.columns.is_some(), "--columns"),
    ] {
        if is_given {
            return Err(Error::usage("E105", format!("{flag} is for a batch"))
                .next("okr checkin - < week.csv"));
        }
    }
    match (&arguments.reference, &arguments.value) {
        (None, _) if session.io.can_ask() => plain::hold(session, &[], Start::Resume),
        (None, _) => Err(
            Error::usage("E109", "which key result, and how does it go?")
                .why("On a terminal, okr checkin alone asks for all that is due.")
                .next("okr checkin K2 104 -c 6 -m \"triage rota works\"")
                .next("okr same --all-due")
                .next("okr checkin - < week.csv"),
        ),
        (Some(reference), None) => ask(session, &arguments, reference),
        (Some(reference), Some(value)) => one(session, &arguments, reference, value),
    }
}

fn one(
    session: &mut Session<'_>,
    arguments: &CheckinArgs,
    reference: &str,
    value: &str,
) -> Result<Exit> {
    refuse_more_words(session, arguments, reference, value)?;
    let date = arguments
        .date
        .as_deref()
        .map(|typed| day(session, typed))
        .transpose()?;
    let wrong = match date.filter(|_| arguments.source.is_none()) {
        Some(date) => of_that_day(session, reference, date)?,
        None => None,
    };
    let kept = wrong.as_ref();
    let row = NewCheckIn {
        confidence: arguments.confidence.clone().or_else(|| {
            kept.and_then(|wrong| wrong.confidence)
                .map(|answer| answer.to_string())
        }),
        note: arguments
            .note
            .clone()
            .or_else(|| kept.and_then(|wrong| wrong.note.clone())),
        blocker: Blocker::of(arguments.blocker.as_deref()),
        date,
        source: arguments.source.clone(),
        amends: kept.map(|wrong| wrong.uid),
        ..NewCheckIn::of(reference, value)
    };
    let rule = Rule {
        keep_going: false,
        any_date: arguments.force_date,
        from: Source::Shell,
    };
    match check_in::apply(session, vec![row], rule) {
        Ok(answer) => {
            answer.print(session, arguments.date.as_deref())?;
            if let Some(wrong) = &wrong {
                answer.print_corrected(session, wrong)?;
            }
            Ok(Exit::Done)
        }
        Err(error) => Err(turned_round(session, reference, value).unwrap_or(error)),
    }
}

/// What a person said about a key result on a day that is named: saying it anew puts it right. What a
/// source sent stays its own.
fn of_that_day(
    session: &mut Session<'_>,
    reference: &str,
    date: NaiveDate,
) -> Result<Option<CheckIn>> {
    let found = session.ask_ahead(|connection| {
        let Ok(found) = reference::exact(connection, reference, &[Type::KeyResult]) else {
            return Ok(None);
        };
        let said = check_ins::series(connection, found.uid)?;
        let is_of_it = |one: &CheckIn| one.date == date && one.source.is_none();
        Ok(said.into_iter().rfind(is_of_it))
    })?;
    Ok(found.flatten())
}

/// The commonest slip: the value first, then the key result.
fn turned_round(session: &mut Session<'_>, reference: &str, value: &str) -> Option<Error> {
    let book = session.book().ok()??;
    let is_key_result =
        |text: &str| reference::exact(book.connection(), text, &[Type::KeyResult]).is_ok();
    if !is_key_result(value)
        || value.bytes().all(|byte| byte.is_ascii_digit())
        || is_key_result(reference)
    {
        return None;
    }
    let mut line = session.arguments.clone();
    let place = |word: &str| {
        session
            .arguments
            .iter()
            .rposition(|argument| argument == word)
    };
    let (first, second) = (place(reference)?, place(value)?);
    line.swap(first, second);
    Some(
        Error::usage(
            "E102",
            format!("\"{reference}\" is a value, not a key result"),
        )
        .why("The order is key result, then value.")
        .next(usage::shown_command(&line)),
    )
}

/// Words behind the value: a flag that is none, a text without quotes, a second key result.
fn refuse_more_words(
    session: &Session<'_>,
    arguments: &CheckinArgs,
    reference: &str,
    value: &str,
) -> Result<()> {
    let more = arguments.more.join(" ");
    let Some(word) = arguments.more.first() else {
        return Ok(());
    };
    let id = usage::quoted(reference);
    if value.starts_with("--") {
        const FLAGS: [&str; 6] = [
            "--confidence",
            "--note",
            "--blocker",
            "--date",
            "--source",
            "--force-date",
        ];
        let error = Error::usage("E103", format!("there is no flag {value} here"));
        let alike = |flag: &&str| strsim::jaro_winkler(value, flag);
        let near = FLAGS
            .into_iter()
            .max_by(|one, other| alike(one).total_cmp(&alike(other)));
        return Err(match near.filter(|flag| alike(flag) > 0.8) {
            Some(flag) => {
                let rest = if more.is_empty() {
                    String::new()
                } else {
                    format!(" {}", usage::quoted(&more))
                };
                error.next(format!("okr checkin {id} VALUE {flag}{rest}"))
            }
            None => error.next("okr help checkin"),
        });
    }
    let error = Error::usage("E107", format!("\"{word}\" is one word too many"));
    if value
        .parse::<ShortId>()
        .is_ok_and(|id| id.kind == Type::KeyResult)
    {
        return Err(error
            .why("A check-in is about one key result. Many at once come from a file or a pipe.")
            .next(format!("okr checkin {id} {}", usage::quoted(word)))
            .next("okr checkin - < week.csv"));
    }
    let value = usage::quoted(value);
    let day_in_words = arguments.date.as_ref().map(|date| format!("{date} {more}"));
    Err(
        match day_in_words.filter(|typed| day(session, typed).is_ok()) {
            Some(typed) => error
                .why("A day of several words needs quotes or hyphens.")
                .next(format!(
                    "okr checkin {id} {value} -d {}",
                    typed.replace(' ', "-")
                )),
            None => error
                .why("A text of several words needs quotes, and a note its flag.")
                .next(format!(
                    "okr checkin {id} {value} -m {}",
                    usage::quoted(&more)
                )),
        },
    )
}

fn ask(session: &mut Session<'_>, arguments: &CheckinArgs, reference: &str) -> Result<Exit> {
    let (policy, today) = (session.policy(), session.now.today);
    let book = session.need_book()?;
    let item = book.read(|connection| {
        let found = reference::exact(connection, reference, &[Type::KeyResult])?;
        board::item(connection, found.uid, &policy, today)
    })?;
    match item {
        Some(item) if session.io.can_ask() => card::one(session, &item),
        _ => {
            let id = usage::quoted(reference);
            let error = Error::usage("E109", format!("the value for {reference} is missing"))
                .next(format!("okr checkin {id} VALUE"));
            // What was said beside the value is not lost from the line that repeats the last one.
            let said = [
                ("-c", &arguments.confidence),
                ("-m", &arguments.note),
                ("-b", &arguments.blocker),
                ("-d", &arguments.date),
            ];
            let flags: String = said
                .iter()
                .filter_map(|(flag, text)| {
                    Some(format!(" {flag} {}", usage::quoted(text.as_deref()?)))
                })
                .collect();
            Err(match flags.is_empty() {
                true => error.next(format!("okr same {id}")),
                false => error.next(format!("okr checkin {id} ={flags}")),
            })
        }
    }
}
