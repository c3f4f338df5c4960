//! Flags of `okr report` that would change nothing: they are a misunderstanding, and are refused.

use okr_core::{Error, Result};

use super::{Audience, Report, ReportArgs};
use crate::cli::session::Session;
use crate::cli::usage::quoted;

/// # Errors
/// `E105` with the line that does something.
pub(super) fn refuse_idle(session: &Session<'_>, arguments: &ReportArgs) -> Result<()> {
    let report = arguments.report.name();
    let refused = |message: String| Err(Error::usage("E105", message));
    let has_notes = matches!(arguments.report, Report::Exec | Report::Week);
    if arguments.audience == Some(Audience::Team) && !has_notes {
        return refused(format!(
            "the {report} report has no notes, for whomever it is"
        ))
        .map_err(|error| error.next("okr report week --audience team"));
    }
    if arguments.since.is_some() && arguments.report == Report::Alignment {
        return refused(
            "the alignment report tells how things hang now, not since a day".to_owned(),
        )
        .map_err(|error| {
            error
                .next("okr report alignment")
                .next("okr report exec --since 2w")
        });
    }
    let is_for_machines = session.globals.json.is_some() || session.globals.ndjson;
    if is_for_machines
        && (arguments.html || arguments.form.as_deref().is_some_and(|form| form != "json"))
    {
        return refused("a report is a page or JSON, not both".to_owned()).map_err(|error| {
            error
                .next(format!("okr report {report} --html"))
                .next(format!("okr report {report} --json"))
        });
    }
    if arguments
        .headline
        .as_deref()
        .is_some_and(|text| text.trim().is_empty())
    {
        return refused("the headline is empty".to_owned()).map_err(|error| {
            error
                .why("Without --headline the first sentence is computed.")
                .next(format!("okr report {report}"))
        });
    }
    let ending = arguments
        .output
        .as_deref()
        .and_then(|path| path.rsplit_once('.'));
    if let Some((stem, ending)) = ending
        && ["pdf", "docx", "doc", "odt", "rtf", "pptx"].contains(&ending.to_lowercase().as_str())
        && arguments.form.is_none()
        && !arguments.html
    {
        return refused(format!("a report cannot be written as .{ending}")).map_err(|error| {
            error
                .why("A browser prints the HTML page to PDF.")
                .next(format!(
                    "okr report {report} -o {}",
                    quoted(&format!("{stem}.html"))
                ))
        });
    }
    Ok(())
}
