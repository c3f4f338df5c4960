//! Runs every `console` block of README.md, docs/ and tests/transcripts/ in a fresh home folder and
//! compares what is shown with what happens. `OKR_BLESS=1` writes what happens into the files.
//!
//! A block holds `$ command` lines (`> ` continues one), what they print, errors included, and
//! `[exit N]` when the code is not 0. The blocks of a file share one shell from top to bottom.
//! `console needs=jq` is skipped where jq is not installed. A `console terminal` block is run on a
//! pseudo-terminal of 80 columns without colour, and shows what people see; others show what a pipe gets.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::support::{self, Desk};

/// Ends what a command printed; never printed by okr itself, as no control character is.
const MARK: char = '\u{1}';

/// Surroundings of a terminal on which nobody sits.
const TERMINAL: &str = "TERM=xterm NO_COLOR=1 OKR_NO_INPUT=1 OKR_PAGER=cat SHELL=/bin/sh";

#[derive(Debug)]
struct Step {
    /// Index of the `$` line in the file, from 0.
    at: usize,
    command: String,
    shown: Vec<String>,
    /// Lines of the file that hold what is shown.
    rows: std::ops::Range<usize>,
    needs: Vec<String>,
    on_terminal: bool,
}

/// What stands behind `console` in the first line of a block.
#[derive(Debug, Clone, Default)]
struct Manner {
    needs: Vec<String>,
    on_terminal: bool,
}

impl Manner {
    fn of<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut manner = Self::default();
        for word in words {
            if word == "terminal" {
                manner.on_terminal = true;
                manner.needs.push("script".to_owned());
            }
            manner
                .needs
                .extend(word.strip_prefix("needs=").map(str::to_owned));
        }
        manner
    }
}

fn steps(text: &str) -> Result<Vec<Step>, String> {
    let mut steps: Vec<Step> = Vec::new();
    let mut block: Option<Manner> = None;
    let mut opened = 0;
    let mut begun = false;
    for (at, line) in text.lines().enumerate() {
        let Some(manner) = &block else {
            let mut words = line
                .strip_prefix("```")
                .unwrap_or_default()
                .split_whitespace();
            if words.next() == Some("console") {
                block = Some(Manner::of(words));
                (opened, begun) = (at, false);
            }
            continue;
        };
        if line == "```" {
            block = None;
        } else if let Some(command) = line.strip_prefix("$ ") {
            let step = Step {
                at,
                command: command.to_owned(),
                shown: Vec::new(),
                rows: at + 1..at + 1,
                needs: manner.needs.clone(),
                on_terminal: manner.on_terminal,
            };
            steps.push(step);
            begun = true;
        } else if !begun {
            return Err(format!(
                "line {}: a console block starts with \"$ \"",
                at + 1
            ));
        } else if let Some(step) = steps.last_mut() {
            match line.strip_prefix("> ").filter(|_| step.shown.is_empty()) {
                Some(more) => {
                    step.command = format!("{}\n{more}", step.command);
                    step.rows = at + 1..at + 1;
                }
                None => {
                    step.shown.push(line.to_owned());
                    step.rows.end = at + 1;
                }
            }
        }
    }
    match block {
        None => Ok(steps),
        Some(_) => Err(format!("line {}: the block is never closed", opened + 1)),
    }
}

/// What each step printed, with its exit code as the last line when it is not 0. Steps after one
/// that ended the shell have none.
fn run(desk: &Desk, steps: &[&Step], patience: Duration) -> Result<Vec<Vec<String>>, String> {
    let mut script = String::from("exec 2>&1\n");
    for (number, step) in steps.iter().enumerate() {
        let typed = if step.on_terminal && !step.command.starts_with("export ") {
            let file = desk.root().join(format!("typed-{number}"));
            std::fs::write(&file, &step.command).expect("a script");
            format!(
                "{TERMINAL} script -qec 'stty cols 80 rows 24; . {}' /dev/null",
                file.display()
            )
        } else {
            step.command.clone()
        };
        let quoted = typed.replace('\'', r"'\''");
        writeln!(script, "eval '{quoted}'\nprintf '\\001%d\\n' \"$?\"").expect("a text");
    }
    let file = desk.root().join("script");
    let printed = desk.root().join("printed");
    std::fs::write(&file, script).expect("a script");
    let sink = std::fs::File::create(&printed).expect("a file for the output");
    let mut shell = desk
        .command("sh")
        .arg(&file)
        .stdout(sink)
        .stderr(Stdio::null())
        .spawn()
        .expect("sh");
    let begun = Instant::now();
    while shell.try_wait().expect("a child").is_none() {
        if begun.elapsed() > patience {
            drop(shell.kill());
            drop(shell.wait());
            return Err("the commands did not come to an end".to_owned());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let text = String::from_utf8_lossy(&std::fs::read(&printed).expect("the output")).into_owned();
    let root = desk.root().to_string_lossy().into_owned();
    let mut rest = text.as_str();
    let mut all = Vec::new();
    while let Some((said, after)) = rest.split_once(MARK) {
        let (code, after) = after.split_once('\n').unwrap_or((after, ""));
        let mut lines: Vec<String> = said
            .lines()
            .map(|line| line.replace(&root, "").trim_end_matches('\r').to_owned())
            .collect();
        if code != "0" {
            lines.push(format!("[exit {code}]"));
        }
        all.push(lines);
        rest = after;
    }
    if all.len() < steps.len() {
        let stopped = &steps[all.len()].command;
        return Err(format!("the shell itself ended at: {stopped}\n{rest}"));
    }
    Ok(all)
}

/// A text that ran: what differs, for people, and the text as it should be.
struct Checked {
    differences: String,
    blessed: String,
    ran: usize,
}

fn check(name: &str, text: &str, patience: Duration) -> Result<Checked, String> {
    let steps = steps(text).map_err(|error| format!("{name}: {error}"))?;
    let (possible, impossible): (Vec<&Step>, Vec<&Step>) = steps
        .iter()
        .partition(|step| step.needs.iter().all(|tool| support::is_installed(tool)));
    for step in impossible {
        support::skipped(&format!(
            "{name}:{} needs {}",
            step.at + 1,
            step.needs.join(", ")
        ));
    }
    let desk = Desk::new();
    let printed = run(&desk, &possible, patience).map_err(|error| format!("{name}: {error}"))?;
    let mut differences = String::new();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    // From the end, so that the line numbers before stay right.
    for (step, printed) in possible.iter().zip(&printed).rev() {
        if step.shown != *printed {
            let mut told = format!("{name}:{}  $ {}\n", step.at + 1, step.command);
            compare(&mut told, &step.shown, printed);
            differences.insert_str(0, &told);
            lines.splice(step.rows.clone(), printed.iter().cloned());
        }
    }
    let mut blessed = lines.join("\n");
    if text.ends_with('\n') {
        blessed.push('\n');
    }
    Ok(Checked {
        differences,
        blessed,
        ran: possible.len(),
    })
}

/// Lines in common at the beginning and the end are shown plain, what is between as `-` and `+`.
fn compare(told: &mut String, shown: &[String], printed: &[String]) {
    let head = shown
        .iter()
        .zip(printed)
        .take_while(|(a, b)| a == b)
        .count();
    let tail = shown[head..]
        .iter()
        .rev()
        .zip(printed[head..].iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let parts = [
        ("  ", &shown[..head]),
        ("- ", &shown[head..shown.len() - tail]),
        ("+ ", &printed[head..printed.len() - tail]),
        ("  ", &shown[shown.len() - tail..]),
    ];
    for (sign, lines) in parts {
        for line in lines {
            writeln!(told, "    {sign}{line}").expect("a text");
        }
    }
}

fn pages() -> Vec<PathBuf> {
    let mut pages = vec![PathBuf::from("README.md")];
    pages.extend(support::files_under("docs", ".md"));
    pages.extend(support::files_under("tests/transcripts", ".md"));
    pages
}

#[test]
fn every_console_block_prints_what_it_shows() {
    let bless = std::env::var_os("OKR_BLESS").is_some();
    let pages = pages();
    let next = std::sync::atomic::AtomicUsize::new(0);
    let failures = std::sync::Mutex::new(Vec::new());
    let ran = std::sync::atomic::AtomicUsize::new(0);
    let work = || {
        while let Some(page) = pages.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
            let text = support::read(page);
            let name = page.to_string_lossy();
            let failure = match check(&name, &text, Duration::from_secs(120)) {
                Err(error) => error,
                Ok(checked) => {
                    ran.fetch_add(checked.ran, std::sync::atomic::Ordering::Relaxed);
                    if bless {
                        std::fs::write(support::project().join(page), checked.blessed)
                            .expect("a writable page");
                        continue;
                    }
                    checked.differences
                }
            };
            if !failure.is_empty() {
                failures.lock().expect("no panic elsewhere").push(failure);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(work);
        }
    });
    let mut failures = failures.into_inner().expect("no panic elsewhere");
    failures.sort();
    assert!(
        failures.is_empty(),
        "\n{}\nOKR_BLESS=1 cargo test --test suite transcripts  writes what happens",
        failures.join("\n")
    );
    assert!(ran.into_inner() > 0, "no console block was found at all");
}

fn told(text: &str) -> String {
    match check("page.md", text, Duration::from_secs(20)) {
        Ok(checked) => checked.differences,
        Err(error) => error,
    }
}

#[test]
fn a_page_that_tells_the_truth_passes() {
    let page = "# Page\n\n```console\n$ printf 'one\\ntwo\\n'\none\ntwo\n$ (exit 3)\n[exit 3]\n$ day=monday\n```\n\n```console\n$ echo \"$day\" >&2\nmonday\n$ cat <<END\n> a\n> END\na\n```\n";
    assert_eq!(told(page), "");
}

#[test]
fn a_page_that_shows_another_output_fails_with_its_line() {
    let told = told("```console\n$ printf 'one\\ntwo\\nthree\\n'\none\n2\nthree\n```\n");
    assert!(told.starts_with("page.md:2  $ printf"), "{told}");
    assert!(told.contains("    - 2\n    + two\n"), "{told}");
}

#[test]
fn a_page_that_hides_an_exit_code_or_an_error_fails() {
    assert!(told("```console\n$ false\n```\n").contains("+ [exit 1]"));
    assert!(told("```console\n$ true\n[exit 1]\n```\n").contains("- [exit 1]"));
    assert!(told("```console\n$ echo oops >&2\n```\n").contains("+ oops"));
}

#[test]
fn a_page_whose_shell_dies_or_hangs_fails() {
    assert!(
        told("```console\n$ exit 0\n$ echo later\nlater\n```\n")
            .contains("the shell itself ended at: exit 0")
    );
    let endless = check(
        "page.md",
        "```console\n$ sleep 30\n```\n",
        Duration::from_millis(50),
    );
    assert!(endless.is_err_and(|error| error.contains("did not come to an end")));
}

#[test]
fn a_block_without_a_command_or_an_end_is_refused() {
    assert!(told("```console\nno command\n```\n").contains("line 2"));
    assert!(told("```console\n$ true\n").contains("never closed"));
}

#[test]
fn blessing_writes_what_happened_and_nothing_else() {
    let page = "before\n```console\n$ echo new\nold\n$ echo same\nsame\n```\nafter\n";
    let checked = check(
        Path::new("page.md").to_str().expect("a name"),
        page,
        Duration::from_secs(20),
    )
    .expect("it runs");
    assert_eq!(
        checked.blessed,
        "before\n```console\n$ echo new\nnew\n$ echo same\nsame\n```\nafter\n"
    );
}

#[test]
fn a_terminal_block_sees_a_terminal_and_a_plain_one_does_not() {
    if !support::is_installed("script") {
        return support::skipped("script is not installed");
    }
    let page = "```console terminal\n$ export DAY=monday\n$ test -t 1 && test -t 2 && echo \"$DAY\"\nmonday\n$ (exit 3)\n[exit 3]\n```\n```console\n$ test -t 1\n[exit 1]\n```\n";
    assert_eq!(told(page), "");
}
