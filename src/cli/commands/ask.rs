//! `okr ask`: requests to leadership.

use clap::Args;
use okr_core::act::Action;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::sayings;
use crate::cli::session::Session;
use crate::cli::usage::quoted;
use crate::cli::written;

#[derive(Debug, Args)]
pub struct AskArgs {
    /// The ask, in quotes; list shows all, close A3 closes one
    #[arg(value_name = "TEXT | list | close REF", required = true, num_args = 1..=2)]
    pub words: Vec<String>,
    /// The records it is about; may be repeated
    #[arg(long = "for", value_name = "REF", num_args = 1.., add = crate::cli::complete::records())]
    pub about: Vec<String>,
    /// The answer, when closing
    #[arg(short = 'm', long, value_name = "TEXT")]
    pub answer: Option<String>,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: AskArgs) -> Result<Exit> {
    let AskArgs {
        words,
        about,
        answer,
    } = arguments;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let action = match words.as_slice() {
        ["list"] => return sayings::asks(session, &about),
        ["close", reference] => Action::CloseAsk {
            reference: (*reference).to_owned(),
            answer,
        },
        ["close"] => {
            return Err(
                Error::usage("E109", "something is missing: the ask to close")
                    .next("okr ask close A3 -m \"approved\""),
            );
        }
        [text] if answer.is_some() => {
            return Err(
                Error::usage("E112", "an answer belongs to an ask that is closed").next(format!(
                    "okr ask close A3 -m {}",
                    quoted(answer.as_deref().unwrap_or(text))
                )),
            );
        }
        [text] => Action::Ask {
            text: (*text).to_owned(),
            about,
        },
        words => {
            return Err(Error::usage("E107", "an ask of several words needs quotes")
                .next(format!("okr ask {}", quoted(&words.join(" ")))));
        }
    };
    written::write(session, "ask", &action)
}
