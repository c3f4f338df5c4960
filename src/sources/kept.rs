//! The file the sources are kept in: one table for each key result, named by its uid, which no other
//! book has. Only its owner may write it; a file that others may write to is not run from.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use okr_core::domain::id::Uid;
use okr_core::{Error, Result};
use toml_edit::{Array, DocumentMut, Table, value};

use super::{Source, TIMEOUT};
use crate::place;
use crate::settings::file;

/// The sources of this machine by the uid of their key result.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept(BTreeMap<String, Source>);

impl Kept {
    /// What the file holds; nothing when there is none.
    ///
    /// # Errors
    /// `E613` for a file that cannot be read or that others may write to.
    pub fn read() -> Result<Self> {
        Self::of(&place::sources()?)
    }

    fn of(path: &Path) -> Result<Self> {
        let failed = |why: String| {
            Error::storage("E613", format!("{} cannot be used", path.display())).why(why)
        };
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self::default());
            }
            Err(error) => return Err(failed(error.to_string())),
        };
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(path).map(|found| found.permissions().mode());
            if mode.is_ok_and(|mode| mode & 0o022 != 0) {
                return Err(failed(
                    "Others may write to it, and its commands are run as you. Nothing was run."
                        .to_owned(),
                )
                .next(format!(
                    "chmod 600 {}",
                    crate::words::shell::quoted(&path.to_string_lossy())
                )));
            }
        }
        let document: DocumentMut = text
            .parse()
            .map_err(|error: toml_edit::TomlError| failed(error.message().to_owned()))?;
        let mut all = BTreeMap::new();
        for (uid, item) in document.iter() {
            let source = item
                .as_table()
                .and_then(source)
                .ok_or_else(|| failed(format!("The source of {uid} is not whole.")))?;
            all.insert(uid.to_owned(), source);
        }
        Ok(Self(all))
    }

    #[must_use]
    pub fn of_key_result(&self, uid: Uid) -> Option<&Source> {
        self.0.get(&uid.to_string())
    }

    /// Keeps the source of a key result in the place of the one before.
    ///
    /// # Errors
    /// `E613` with what the disk says.
    pub fn keep(mut self, uid: Uid, source: Source) -> Result<()> {
        self.0.insert(uid.to_string(), source);
        self.write()
    }

    /// Forgets the source of a key result.
    ///
    /// # Errors
    /// `E613` with what the disk says.
    pub fn forget(mut self, uid: Uid) -> Result<()> {
        self.0.remove(&uid.to_string());
        self.write()
    }

    fn write(&self) -> Result<()> {
        let mut document = DocumentMut::new();
        for (uid, source) in &self.0 {
            document.insert(uid, toml_edit::Item::Table(table(source)));
        }
        let text = format!(
            "# Commands that okr pull runs on this machine. okr source set and okr source unset write here.\n\n{document}"
        );
        file::write(&place::sources()?, &text)
    }
}

fn source(table: &Table) -> Option<Source> {
    let text = |key: &str| table.get(key)?.as_str().map(str::to_owned);
    let words = table.get("command")?.as_array()?;
    let words: Vec<String> = words
        .iter()
        .map(|word| word.as_str().map(str::to_owned))
        .collect::<Option<_>>()?;
    let seconds = match table.get("timeout") {
        Some(seconds) => u64::try_from(seconds.as_integer()?).ok()?,
        None => TIMEOUT.as_secs(),
    };
    let program = PathBuf::from(text("program")?);
    let folder = PathBuf::from(text("folder")?);
    (program.is_absolute() && folder.is_absolute() && !words.is_empty()).then_some(Source {
        words,
        program,
        folder,
        pointer: text("json_pointer"),
        timeout: Duration::from_secs(seconds.clamp(1, 3600)),
    })
}

fn table(source: &Source) -> Table {
    let mut table = Table::new();
    let words: Array = source.words.iter().map(String::as_str).collect();
    table.insert("command", value(words));
    table.insert(
        "program",
        value(source.program.to_string_lossy().into_owned()),
    );
    table.insert(
        "folder",
        value(source.folder.to_string_lossy().into_owned()),
    );
    if let Some(pointer) = &source.pointer {
        table.insert("json_pointer", value(pointer.as_str()));
    }
    table.insert("timeout", value(source.timeout.as_secs().cast_signed()));
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Source {
        Source {
            words: vec!["jq".to_owned(), ".a \"b\"".to_owned(), "x\ny".to_owned()],
            program: PathBuf::from("/usr/bin/jq"),
            folder: PathBuf::from("/home/ana/my project"),
            pointer: Some("/percent".to_owned()),
            timeout: Duration::from_secs(5),
        }
    }

    #[test]
    fn a_source_is_read_as_it_was_written() {
        assert_eq!(source(&table(&sample())), Some(sample()));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_may_write_to_is_not_used() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("sources.toml");
        let text = format!("[{}]\n{}", Uid::random(), table(&sample()));
        std::fs::write(&path, text).expect("written");
        let mode = |mode| {
            let mode = std::fs::Permissions::from_mode(mode);
            std::fs::set_permissions(&path, mode).expect("set");
        };
        mode(0o600);
        assert_eq!(Kept::of(&path).expect("read").0.len(), 1);
        mode(0o622);
        assert_eq!(Kept::of(&path).expect_err("refused").code, "E613");
    }

    #[test]
    fn a_relative_program_in_the_file_is_refused() {
        let mut relative = table(&sample());
        relative.insert("program", value("./jq"));
        assert_eq!(source(&relative), None);
    }
}
