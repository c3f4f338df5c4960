//! Where the text of an outline comes from: standard input, or the editor when nothing is piped.

use okr_core::{Error, Result};

use crate::cli::editor::{self, Edited};
use crate::cli::session::Session;

/// What the editor opens with. All of it is comment, so saving it unchanged adds nothing.
const BEGIN: &str = "
#: Lines that begin with #: are left out. Save and close to add; leave it empty to add nothing.
#:
#: Ship a product people trust
#:    owner: ana    team: web    serves: V1
#:    - Reach 95% of lines tested
#:      start: 81%
#:    - Reduce bug reports by 30% against the release before it
#:      baseline: 120    owner: li
";

pub struct Source {
    text: String,
    draft: Option<std::path::PathBuf>,
}

impl Source {
    /// # Errors
    /// `E802` when nothing was written in the editor, and those of reading.
    pub fn of(session: &mut Session<'_>) -> Result<Self> {
        if !session.io.stdin_is_terminal() {
            let text = session.io.read_all()?;
            return Ok(Self { text, draft: None });
        }
        if !session.io.can_ask() {
            return Err(Error::usage(
                "E120",
                "an outline is wanted and there is nothing to read it from",
            )
            .next("okr add - < plan.txt"));
        }
        let Edited { text, path } = editor::edit(session, BEGIN)?;
        Ok(Self {
            text,
            draft: Some(path),
        })
    }

    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// An error of the outline, which says where a draft is kept.
    #[must_use]
    pub fn keep(&self, error: Error) -> Error {
        match &self.draft {
            Some(path) => {
                let path = path.display().to_string();
                error
                    .why(format!("Nothing was written. Your text is kept in {path}"))
                    .next(format!("okr add - < {}", crate::cli::usage::quoted(&path)))
            }
            None => error.why("Nothing was written."),
        }
    }

    pub fn discard(&self) {
        if let Some(path) = &self.draft {
            editor::remove(path);
        }
    }
}
