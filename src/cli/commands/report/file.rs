//! A report as a file: written whole or not at all, and never over a file that is no report, because the
//! next thing at that name may be somebody's work.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use okr_core::domain::id::Uid;
use okr_core::{Error, Result};

use crate::cli::usage::quoted;
use crate::pages::MARK;

/// # Errors
/// `E615` for a file that is no report while it may not be replaced, `E610` for one that cannot be
/// written.
pub(super) fn write(report: &str, path: &str, text: &str, may_replace: bool) -> Result<()> {
    let failed = |error: std::io::Error| {
        Error::storage("E610", format!("{path} cannot be written: {error}"))
            .next(format!("okr report {report} -o {report}.md"))
    };
    // A name that is a link leads to the file that is meant.
    let target = fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path));
    match fs::read(&target) {
        Ok(there) if !(may_replace || is_report(&there)) => {
            return Err(
                Error::conflict("E615", format!("{path} is there and is no report"))
                    .why("Nothing was written.")
                    .next(format!("okr report {report} -o {} --replace", quoted(path))),
            );
        }
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(failed(error)),
    }
    let draft = draft(&target);
    let written = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&draft)
        .and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        })
        .and_then(|()| fs::rename(&draft, &target));
    if written.is_err() {
        // What cannot be written can perhaps not be removed either; the error says why.
        drop(fs::remove_file(&draft));
    }
    written.map_err(failed)
}

/// Empty files, those with the sentence that every report ends with, and its facts for programs.
fn is_report(there: &[u8]) -> bool {
    let text = String::from_utf8_lossy(there);
    let facts = || {
        let is_ours = text.starts_with('{') && text.contains("\"okr_schema\"");
        is_ours
            && ["report", "retro"]
                .iter()
                .any(|kind| text.contains(&format!("\"{kind}\"")))
    };
    text.trim().is_empty() || text.contains(MARK) || facts()
}

fn draft(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.{}", Uid::random()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_report_is_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("plan.md");
        let name = path.to_string_lossy().into_owned();
        write("exec", &name, "first, see okr why O1", false).expect("a new file");
        write("exec", &name, "second, see okr why O1", false).expect("over a report");
        fs::write(&path, "a novel").expect("written");
        let refused = write("exec", &name, "third", false).expect_err("no report");
        assert_eq!(refused.code, "E615");
        assert_eq!(fs::read_to_string(&path).expect("text"), "a novel");
        fs::write(&path, "{\"okr_schema\": 1, \"kind\": \"kr.list\"}").expect("written");
        assert!(
            write("exec", &name, "third", false).is_err(),
            "a list is no report"
        );
        fs::write(&path, "{\"okr_schema\": 1, \"kind\": \"report\"}").expect("written");
        write("exec", &name, "see okr why O1", false).expect("over the facts of a report");
        write("exec", &name, "third", true).expect("asked to");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }
}
