//! `okr remind`: prints what makes the system remind of the review: files of a timer, a line of a
//! crontab, a calendar. Printing touches nothing of the system; `remind/timer.rs` does.

mod timer;

use clap::Args;
use okr_core::{Error, Kind, Result};

use crate::cli::calendar;
use crate::cli::exit::Exit;
use crate::cli::selection;
use crate::cli::session::Session;
use crate::place;
use crate::words::remind::{self as words, Moment};

#[derive(Debug, Args)]
pub struct RemindArgs {
    #[command(subcommand)]
    pub command: RemindCommand,
}

#[derive(Debug, clap::Subcommand)]
pub enum RemindCommand {
    /// Print what a timer, a crontab or a calendar needs
    Print(PrintArgs),
    /// Put a timer into the system, after showing what that changes
    Install(TimerArgs),
    /// Take that timer away again, and nothing else
    Remove(TimerArgs),
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct PrintArgs {
    /// The two files of a systemd timer
    #[arg(long)]
    pub systemd: bool,
    /// The line of a crontab
    #[arg(long)]
    pub cron: bool,
    /// The launch agent of macOS
    #[arg(long)]
    pub launchd: bool,
    /// The command of the Windows task scheduler
    #[arg(long)]
    pub schtasks: bool,
    /// A calendar file with the reviews and the days of the cycle
    #[arg(long)]
    pub ics: bool,
}

#[derive(Debug, Args)]
pub struct TimerArgs {
    #[command(flatten)]
    pub with: With,
    /// Without asking
    #[arg(short, long)]
    pub yes: bool,
}

/// Nothing means what this system has: systemd, launchd or the task scheduler.
#[derive(Debug, Args)]
#[group(required = false, multiple = false)]
pub struct With {
    /// A systemd timer of this user
    #[arg(long)]
    pub systemd: bool,
    /// A line in the crontab of this user
    #[arg(long)]
    pub cron: bool,
    /// A launch agent of macOS
    #[arg(long)]
    pub launchd: bool,
    /// The Windows task scheduler
    #[arg(long)]
    pub schtasks: bool,
}

/// # Errors
/// `E308` for a calendar without a book, `E616` and `E617` for a timer that cannot be changed.
pub fn run(session: &mut Session<'_>, arguments: RemindArgs) -> Result<Exit> {
    match arguments.command {
        RemindCommand::Print(form) => print(session, &form),
        RemindCommand::Install(arguments) => timer::install(session, &arguments),
        RemindCommand::Remove(arguments) => timer::remove(session, &arguments),
    }
}

fn print(session: &mut Session<'_>, form: &PrintArgs) -> Result<Exit> {
    if form.ics {
        let text = calendar::text(session, &[])?;
        session.io.print(&text)?;
        return Ok(Exit::Done);
    }
    let command = command(session)?;
    let when = moment(session);
    let text = if form.systemd {
        words::systemd(&command, when)
    } else if form.cron {
        words::cron(&command, when)
    } else if form.launchd {
        words::launchd(&command, when)
    } else {
        words::schtasks(&command, when)
    };
    let text = session.io.out.ruler.safe_lines(&text).into_owned();
    session.io.print(&text)?;
    Ok(Exit::Done)
}

/// What the timer starts: this program on this book, wherever it is started from.
fn command(session: &mut Session<'_>) -> Result<Vec<String>> {
    let failed = |error: std::io::Error| Error::new("E100", Kind::Failure, error.to_string());
    let own = place::own_program().map_err(failed)?;
    let book = session.path()?;
    let book = std::path::absolute(book).map_err(failed)?;
    Ok(vec![
        own.to_string_lossy().into_owned(),
        "--db".to_owned(),
        book.to_string_lossy().into_owned(),
        "due".to_owned(),
        "--notify".to_owned(),
    ])
}

fn moment(session: &Session<'_>) -> Moment {
    Moment {
        day: selection::cadence(session).day,
        time: session.review_time(),
    }
}
