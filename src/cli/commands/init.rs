//! `okr init`: the book and its first cycle, or the records of a template. It asks at a terminal only,
//! and on a book with content it adds to what is there.

use clap::Args;
use okr_core::act::Action;
use okr_core::act::cycle::{NewCycle, current};
use okr_core::store::cycles;
use okr_core::{Error, Result};

use crate::cli::adding;
use crate::cli::commands::{config, template};
use crate::cli::exit::Exit;
use crate::cli::prompt::Answer;
use crate::cli::session::Session;
use crate::cli::written::Written;
use crate::settings::{Settings, file};

#[derive(Debug, Args)]
pub struct InitArgs {
    /// Add a template: quality, growth, content, support, hiring, reliability, personal, pilot, or one of your own
    #[arg(long, value_name = "NAME", add = crate::cli::complete::templates())]
    pub from: Option<String>,
    /// The templates there are
    #[arg(long, conflicts_with = "from")]
    pub list: bool,
}

/// The settings that are asked for, with the question.
const QUESTIONS: [(&str, &str); 2] = [
    (
        "cycle.length",
        "How long is a cycle: quarter, month, trimester or weeks:6",
    ),
    (
        "review.day",
        "On which day do you look at it: mon, tue, wed, thu, fri",
    ),
];

/// # Errors
/// `E310` for a template nobody has, and whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: InitArgs) -> Result<Exit> {
    if arguments.list {
        return template::list(session);
    }
    session.refuse_writing()?;
    if let Some(name) = arguments.from {
        return adding::template(session, &name);
    }
    let path = session.path()?;
    let today = session.now.today;
    let all = match session.book()? {
        Some(book) => book.read(cycles::all)?,
        None => Vec::new(),
    };
    if let Some(cycle) = current(&all, today).filter(|cycle| cycle.contains(today)) {
        if session.io.wishes.json {
            return Written::nothing("init").tell(session);
        }
        let line = format!(
            "There is a book already: {}, with the cycle {}",
            path.display(),
            cycle.name
        );
        let line = session.io.out.ruler.safe(&line).into_owned();
        session.io.line(&line)?;
        session.io.hint("okr   or   okr init --from NAME");
        return Ok(Exit::Done);
    }
    if session.io.can_ask() && !session.globals.dry_run {
        ask(session)?;
    }
    let span = session.calendar().span_of(today).ok_or_else(|| {
        Error::refused("E216", "the calendar has no cycle for this day")
            .next("okr cycle new NAME --start DATE --end DATE")
    })?;
    let new = NewCycle {
        name: span.name,
        start: Some(span.start),
        end: Some(span.end),
        planning: false,
    };
    let mut written = Written::by(session, "init", &Action::NewCycle(new))?;
    written
        .next
        .push("okr add \"Ship a product people trust\"   or   okr init --from quality".to_owned());
    written.tell(session)
}

/// Asks what the settings do not say yet; an answer that does not fit is asked for again.
fn ask(session: &mut Session<'_>) -> Result<()> {
    for (key, question) in QUESTIONS {
        if session.settings.own(key).is_some() {
            continue;
        }
        let default = session.settings.get(key).to_owned();
        while let Answer::Text(typed) = session.io.ask(question, Some(&default))? {
            if typed == default {
                break;
            }
            let fits = file::known(key)?.map(|setting| file::checked(setting, &typed));
            match fits {
                Some(Err(error)) => session.io.remark(&error.message),
                _ => {
                    config::set(session, key, &typed)?;
                    break;
                }
            }
        }
    }
    session.settings = Settings::read(&config::settings_file(session)?);
    Ok(())
}
