//! A person with an empty home folder, a fixed day and no settings, for tests that run the program.
//! Nothing of the machine's own environment reaches the program: add a variable here or not at all.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// The day on which every test happens, unless it says otherwise.
pub const TODAY: &str = "2026-08-28";

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_okr");

/// The folder of the sources, for tests that read them.
#[must_use]
pub fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Ana's computer: a home folder that is gone after the test.
pub struct Desk {
    root: TempDir,
}

impl Desk {
    #[must_use]
    pub fn new() -> Self {
        let root = tempfile::Builder::new()
            .prefix("okr-")
            .tempdir()
            .expect("a temporary folder");
        std::fs::create_dir_all(root.path().join("home/ana")).expect("a home folder");
        Self { root }
    }

    /// A desk with one objective and three key results, each checked in once.
    #[must_use]
    pub fn with_book() -> Self {
        let desk = Self::new();
        for arguments in [
            &["add", "Ship a product people trust"][..],
            &[
                "add",
                "Reach 95% of lines tested",
                "--to",
                "O1",
                "--start",
                "81%",
            ],
            &["add", "Publish 12 well-read blog articles", "--to", "O1"],
            &[
                "add",
                "Win 500 new readers for the email newsletter",
                "--to",
                "O1",
            ],
            &["checkin", "K1", "84%", "-c", "7"],
            &["checkin", "K2", "3", "-c", "6"],
            &["checkin", "K3", "120", "-c", "5"],
        ] {
            desk.okr(arguments).succeeds();
        }
        desk
    }

    /// Everything lives under this folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        self.root.path()
    }

    #[must_use]
    pub fn home(&self) -> PathBuf {
        self.root().join("home/ana")
    }

    /// Where the book is when nobody says otherwise.
    #[must_use]
    pub fn book(&self) -> PathBuf {
        self.home().join(".local/share/okr/okr.db")
    }

    /// Any program in Ana's environment and home folder.
    #[must_use]
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let home = self.home();
        let programs = Path::new(PROGRAM)
            .parent()
            .expect("the program is in a folder");
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("HOME", &home)
            .env("XDG_DATA_HOME", home.join(".local/share"))
            .env("XDG_CONFIG_HOME", home.join(".config"))
            .env("XDG_STATE_HOME", home.join(".local/state"))
            .env("XDG_CACHE_HOME", home.join(".cache"))
            .env("TMPDIR", self.root())
            .env(
                "PATH",
                format!("{}:/usr/local/bin:/usr/bin:/bin", programs.display()),
            )
            .env("OKR_TODAY", TODAY)
            .env("TZ", "UTC")
            .env("LANG", "C.UTF-8")
            .env("USER", "ana")
            .current_dir(&home)
            .stdin(Stdio::null());
        command
    }

    /// Runs okr and waits for it.
    pub fn okr<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Ended {
        ended(self.command(PROGRAM).args(arguments))
    }

    /// Runs a line of the shell and waits for it.
    pub fn sh(&self, line: &str) -> Ended {
        ended(self.command("sh").args(["-c", line]))
    }
}

/// How a program ended and what it said.
#[derive(Debug)]
pub struct Ended {
    pub line: String,
    pub code: Option<i32>,
    pub out: Vec<u8>,
    pub err: Vec<u8>,
}

/// Runs a command to its end.
pub fn ended(command: &mut Command) -> Ended {
    let line = format!("{command:?}");
    let Output {
        status,
        stdout,
        stderr,
    } = command
        .output()
        .unwrap_or_else(|error| panic!("{line}: {error}"));
    let line = line.rsplit("TZ=").next().unwrap_or_default().to_owned();
    Ended {
        line,
        code: status.code(),
        out: stdout,
        err: stderr,
    }
}

impl Ended {
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.out).into_owned()
    }

    #[must_use]
    pub fn errors(&self) -> String {
        String::from_utf8_lossy(&self.err).into_owned()
    }

    /// Insists on an exit code.
    #[track_caller]
    pub fn ends_with(self, code: i32) -> Self {
        assert_eq!(
            self.code,
            Some(code),
            "{}\n--- stdout\n{}\n--- stderr\n{}",
            self.line,
            self.text(),
            self.errors()
        );
        self
    }

    #[track_caller]
    pub fn succeeds(self) -> Self {
        self.ends_with(0)
    }
}

/// Whether a program is installed. Tests that need one say so and are skipped without it.
#[must_use]
pub fn is_installed(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
    })
}

/// Says on the terminal that a test could not be done here. The test runner does not swallow it.
pub fn skipped(why: &str) {
    use std::io::Write as _;
    let name = std::thread::current().name().unwrap_or("a test").to_owned();
    drop(writeln!(std::io::stderr(), "skipped {name}: {why}"));
}

/// Files under a folder of the project, in order; names relative to the project.
#[must_use]
pub fn files_under(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::from(folder)];
    while let Some(folder) = open.pop() {
        let Ok(entries) = std::fs::read_dir(project().join(&folder)) else {
            continue;
        };
        for entry in entries {
            let entry = entry.expect("a readable folder");
            let path = folder.join(entry.file_name());
            if entry.file_type().expect("a file type").is_dir() {
                open.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The text of a file of the project.
#[must_use]
pub fn read(path: &Path) -> String {
    std::fs::read_to_string(project().join(path))
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
