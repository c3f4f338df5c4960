//! `okr calibration`: what was said beforehand, held against what came. Confidence by cycle and team,
//! or with `--forecasts` the forecasts; never by person. The counting is the core's.

mod confidence;
mod forecasts;
mod series;

use clap::Args;
use okr_core::report::board::CycleChoice;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct CalibrationArgs {
    /// Only this cycle (all that are over)
    #[arg(value_name = "CYCLE", add = crate::cli::complete::cycles())]
    pub name: Option<String>,
    /// Forecasts against the final values, instead of confidence against results
    #[arg(long)]
    pub forecasts: bool,
    /// With --forecasts: check-ins from a table instead of the book. It needs the columns kr_id,
    /// checkin_date and value (or zone), and reads baseline and stretch
    #[arg(long, value_name = "FILE.csv", value_hint = clap::ValueHint::FilePath)]
    pub series: Option<std::path::PathBuf>,
}

/// # Errors
/// `E105` and `E307` for words that do not go together, `E241` and `E611` for a table that cannot be
/// read, and those of the book.
pub fn run(session: &mut Session<'_>, arguments: CalibrationArgs) -> Result<Exit> {
    let listing = match (&arguments.series, arguments.forecasts) {
        (Some(_), false) => {
            return Err(Error::usage("E105", "--series goes with --forecasts")
                .next("okr calibration --forecasts --series FILE.csv"));
        }
        (Some(_), true) if arguments.name.is_some() => {
            return Err(Error::usage("E105", "--series has no cycles")
                .next("okr calibration --forecasts --series FILE.csv"));
        }
        (Some(path), true) => {
            let replayed = series::replayed(path)?;
            forecasts::listing(session, &replayed)?
        }
        (None, wants_forecasts) => {
            let named = arguments.name.or_else(|| session.globals.cycle.clone());
            let choice = named.map_or(CycleChoice::All, CycleChoice::Named);
            let day = session.day()?;
            let book = session.need_book()?;
            if wants_forecasts {
                let replayed = book.read(|connection| {
                    okr_core::report::calibration::forecasts(connection, &choice, day)
                })?;
                forecasts::listing(session, &replayed)?
            } else {
                let said = book.read(|connection| {
                    okr_core::report::calibration::answers(connection, &choice, day)
                })?;
                confidence::listing(session, &said)?
            }
        }
    };
    session.show(&listing)?;
    Ok(Exit::Done)
}
