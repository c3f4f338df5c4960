//! A timer of the system is put in and taken away in steps that are shown first. Only what has our mark
//! is ever exchanged or taken away, and a step that fails takes the files before it back.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use okr_core::{Error, Kind, Result};

use super::{TimerArgs, command, moment};
use crate::cli::exit::Exit;
use crate::cli::io::said;
use crate::cli::session::Session;
use crate::place;
use crate::words::remind as words;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Timer {
    Systemd,
    Cron,
    Launchd,
    Schtasks,
}

enum Step {
    Write(PathBuf, String),
    Delete(PathBuf),
    Run(Vec<String>),
    /// The whole crontab as it will be; what of it changes is shown.
    Crontab {
        whole: String,
        shown: String,
    },
}

const UNIT: &str = "okr-remind.timer";

pub(super) fn install(session: &mut Session<'_>, arguments: &TimerArgs) -> Result<Exit> {
    let timer = wanted(arguments);
    let steps = to_install(session, timer)?;
    if steps.is_empty() {
        session.io.changed("it is installed already")?;
        return Ok(Exit::Done);
    }
    if go_through(session, arguments.yes, "install", timer, &steps)? {
        session
            .io
            .changed("installed: you are reminded when a check-in is due")?;
        session
            .io
            .hint(&format!("okr remind remove{}", flag(timer)));
    }
    Ok(Exit::Done)
}

pub(super) fn remove(session: &mut Session<'_>, arguments: &TimerArgs) -> Result<Exit> {
    let timer = wanted(arguments);
    let steps = to_remove(timer)?;
    if steps.is_empty() {
        session.io.changed("there is no timer of okr here")?;
        return Ok(Exit::Done);
    }
    if go_through(session, arguments.yes, "remove", timer, &steps)? {
        session.io.changed("removed")?;
    }
    Ok(Exit::Done)
}

/// The named one, else what this system has.
fn wanted(arguments: &TimerArgs) -> Timer {
    let with = &arguments.with;
    let named = [
        (with.systemd, Timer::Systemd),
        (with.cron, Timer::Cron),
        (with.launchd, Timer::Launchd),
        (with.schtasks, Timer::Schtasks),
        (cfg!(windows), Timer::Schtasks),
        (cfg!(target_os = "macos"), Timer::Launchd),
    ];
    let first = named.into_iter().find(|(is_wanted, _)| *is_wanted);
    first.map_or(Timer::Systemd, |(_, timer)| timer)
}

fn flag(timer: Timer) -> &'static str {
    match timer {
        Timer::Systemd => " --systemd",
        Timer::Cron => " --cron",
        Timer::Launchd => " --launchd",
        Timer::Schtasks => " --schtasks",
    }
}

fn to_install(session: &mut Session<'_>, timer: Timer) -> Result<Vec<Step>> {
    session.need_book()?;
    let started = command(session)?;
    if started
        .iter()
        .any(|word| word.contains(|c: char| c.is_control() || c == '\u{fffd}'))
    {
        return Err(Error::storage("E616", "no timer can be given this path")
            .why("It has a line break or letters that are no text.")
            .why(started.join(" ")));
    }
    let when = moment(session);
    Ok(match timer {
        Timer::Systemd => {
            let folder = place::units()?;
            let files = words::systemd_files(&started, when);
            let mut steps = Vec::new();
            for (name, text) in files {
                steps.push(Step::Write(ours_or_free(folder.join(name))?, text));
            }
            steps.push(run(&["systemctl", "--user", "daemon-reload"]));
            steps.push(run(&["systemctl", "--user", "enable", "--now", UNIT]));
            // A timer that runs already goes by the new time only when it is started again.
            steps.push(run(&["systemctl", "--user", "restart", UNIT]));
            steps
        }
        Timer::Cron => {
            let line = words::cron_line(&started, when);
            let crontab = crontab()?;
            let whole = words::with_ours(&crontab, &line).ok_or_else(changed_by_hand)?;
            let shown = format!("{}\n{line}\n{}\n", words::FROM_HERE, words::TO_HERE);
            let step = Step::Crontab { whole, shown };
            if matches!(&step, Step::Crontab { whole, .. } if *whole == crontab) {
                Vec::new()
            } else {
                vec![step]
            }
        }
        Timer::Launchd => {
            let file = ours_or_free(place::launch_agent()?)?;
            let mut steps = Vec::new();
            if file.exists() {
                steps.push(launchctl("unload", &file));
            }
            let load = launchctl("load", &file);
            steps.push(Step::Write(file, words::launchd(&started, when)));
            steps.push(load);
            steps
        }
        Timer::Schtasks => vec![Step::Run(words::schtasks_words(&started, when))],
    })
}

fn to_remove(timer: Timer) -> Result<Vec<Step>> {
    let mut steps = Vec::new();
    match timer {
        Timer::Systemd => {
            let folder = place::units()?;
            for name in [UNIT, "okr-remind.service"] {
                let file = ours_or_free(folder.join(name))?;
                if file.exists() {
                    steps.push(Step::Delete(file));
                }
            }
            if !steps.is_empty() {
                steps.insert(0, run(&["systemctl", "--user", "disable", "--now", UNIT]));
                steps.push(run(&["systemctl", "--user", "daemon-reload"]));
            }
        }
        Timer::Cron => {
            let crontab = crontab()?;
            let whole = words::without_ours(&crontab).ok_or_else(changed_by_hand)?;
            if whole != crontab {
                let shown = crontab
                    .lines()
                    .skip_while(|line| line.trim_end() != words::FROM_HERE)
                    .take(3)
                    .map(|line| format!("{line}\n"))
                    .collect();
                steps.push(Step::Crontab { whole, shown });
            }
        }
        Timer::Launchd => {
            let file = ours_or_free(place::launch_agent()?)?;
            if file.exists() {
                steps.push(launchctl("unload", &file));
                steps.push(Step::Delete(file));
            }
        }
        Timer::Schtasks => {
            let query = ["schtasks", "/Query", "/TN", words::TASK].map(str::to_owned);
            if ended(&query, None)?.status.success() {
                steps.push(run(&["schtasks", "/Delete", "/F", "/TN", words::TASK]));
            }
        }
    }
    Ok(steps)
}

fn run(words: &[&str]) -> Step {
    Step::Run(words.iter().map(|word| (*word).to_owned()).collect())
}

fn launchctl(what: &str, file: &Path) -> Step {
    run(&["launchctl", what, "-w", &file.to_string_lossy()])
}

/// A file that is not there or that this program wrote; another one is nothing to write over.
fn ours_or_free(path: PathBuf) -> Result<PathBuf> {
    let Ok(found) = path.symlink_metadata() else {
        return Ok(path);
    };
    let is_ours = found.is_file()
        && std::fs::read_to_string(&path).is_ok_and(|text| text.contains(words::OURS));
    if is_ours {
        return Ok(path);
    }
    Err(Error::conflict(
        "E617",
        format!("{} is not from okr remind install", path.display()),
    )
    .why("Nothing was changed."))
}

fn changed_by_hand() -> Error {
    Error::conflict(
        "E617",
        "the lines of okr in the crontab were changed by hand",
    )
    .why("Nothing was changed.")
    .next("crontab -e")
}

/// The crontab of this user, empty when there is none.
fn crontab() -> Result<String> {
    let words = ["crontab", "-l"].map(str::to_owned);
    let ended = ended(&words, None)?;
    let said = String::from_utf8_lossy(&ended.stderr).trim().to_owned();
    if ended.status.success() {
        return String::from_utf8(ended.stdout).map_err(|_| {
            Error::conflict("E617", "the crontab is not text in UTF-8").why("Nothing was changed.")
        });
    }
    // Any other failure must not look like an empty crontab: the next step would empty it.
    let is_none = ["no crontab", "can't open"]
        .iter()
        .any(|words| said.contains(words));
    if is_none {
        Ok(String::new())
    } else {
        Err(failed(&words, &said))
    }
}

/// Shows the steps, asks, and does them. Answers whether they were done.
fn go_through(
    session: &mut Session<'_>,
    yes: bool,
    verb: &str,
    timer: Timer,
    steps: &[Step],
) -> Result<bool> {
    for step in steps {
        for line in told(step) {
            let line = session.io.out.ruler.safe(&line).into_owned();
            session.io.changed(&line)?;
        }
    }
    if session.globals.dry_run {
        return Ok(false);
    }
    if !yes
        && !session
            .io
            .agrees("Do this?")
            .map_err(|error| match error.kind {
                Kind::Usage => error.next(format!("okr remind {verb}{} --yes", flag(timer))),
                _ => error,
            })?
    {
        return Err(Error::new("E802", Kind::Cancelled, "nothing was changed"));
    }
    session.io.flush()?;
    let mut before: Vec<(&Path, Option<Vec<u8>>)> = Vec::new();
    for step in steps {
        if let Step::Write(path, _) | Step::Delete(path) = step {
            before.push((path, std::fs::read(path).ok()));
        }
        if let Err(error) = done(step) {
            for (path, bytes) in before {
                // What cannot be taken back is named with the error, which shows the file.
                drop(match bytes {
                    Some(bytes) => place::replace_private(path, &bytes),
                    None => std::fs::remove_file(path),
                });
            }
            return Err(error);
        }
    }
    Ok(true)
}

fn told(step: &Step) -> Vec<String> {
    let (first, text) = match step {
        Step::Write(path, text) => (format!("write {}", path.display()), text.as_str()),
        Step::Delete(path) => (format!("delete {}", path.display()), ""),
        Step::Run(words) => {
            let words: Vec<String> = words
                .iter()
                .map(|word| crate::words::shell::quoted(word))
                .collect();
            (format!("run {}", words.join(" ")), "")
        }
        Step::Crontab { whole, shown } => {
            let verb = if whole.contains(words::FROM_HERE) {
                "put into"
            } else {
                "take out of"
            };
            (format!("{verb} your crontab"), shown.as_str())
        }
    };
    let lines = text
        .lines()
        .map(|line| format!("    {line}").trim_end().to_owned());
    std::iter::once(first).chain(lines).collect()
}

fn done(step: &Step) -> Result<()> {
    match step {
        Step::Write(path, text) => {
            place::replace_private(path, text.as_bytes()).map_err(|error| unchanged(path, &error))
        }
        Step::Delete(path) => std::fs::remove_file(path).map_err(|error| unchanged(path, &error)),
        Step::Run(words) => succeeded(words, None),
        Step::Crontab { whole, .. } if whole.is_empty() => {
            succeeded(&["crontab", "-r"].map(str::to_owned), None)
        }
        Step::Crontab { whole, .. } => succeeded(&["crontab", "-"].map(str::to_owned), Some(whole)),
    }
}

fn unchanged(path: &Path, error: &std::io::Error) -> Error {
    Error::storage(
        "E616",
        format!("{} cannot be changed: {}", path.display(), said(error)),
    )
}

fn succeeded(words: &[String], input: Option<&str>) -> Result<()> {
    let ended = ended(words, input)?;
    if ended.status.success() {
        return Ok(());
    }
    Err(failed(words, String::from_utf8_lossy(&ended.stderr).trim()))
}

fn ended(words: &[String], input: Option<&str>) -> Result<std::process::Output> {
    let (program, rest) = words.split_first().ok_or_else(|| failed(words, ""))?;
    let not_run = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => failed(words, &format!("There is no {program} here.")),
        _ => failed(words, &said(&error)),
    };
    let mut child = Command::new(program)
        .args(rest)
        .env("LC_ALL", "C")
        .stdin(if input.is_some() {
            Stdio::piped()
        } else {
            Stdio::null()
        })
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(not_run)?;
    if let (Some(input), Some(mut stdin)) = (input, child.stdin.take()) {
        // One that reads nothing says by its end what is wrong.
        drop(stdin.write_all(input.as_bytes()));
    }
    child.wait_with_output().map_err(not_run)
}

fn failed(words: &[String], said: &str) -> Error {
    let program = words.first().map_or("", String::as_str);
    let error = Error::storage(
        "E616",
        format!("{program} did not do its part: {}", words.join(" ")),
    );
    let error = if said.is_empty() {
        error
    } else {
        error.why(said.to_owned())
    };
    let other = if program == "crontab" {
        "--systemd"
    } else {
        "--cron"
    };
    error
        .why("The files are as they were before.")
        .next(format!("okr remind install {other}"))
        .next("okr remind print --ics > okr.ics")
}
