//! What okr costs above the bare work: the same four commands by a program of nothing but rusqlite
//! and a clap parser, built here with the same profile, run in turns with okr. Only the ratios mean
//! anything. Then a company's book against a small one.
//!
//! `OKR_BENCH_RUNS` sets the runs of each (41), `OKR_BENCH_CHECKINS` the size of the company's book
//! (100000; 2000000 takes minutes).

use std::io::Write;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use rusqlite::{Connection, TransactionBehavior, params};

const OKR: &str = env!("CARGO_BIN_EXE_okr");
const TODAY: &str = "2026-09-25";
/// Wednesdays of the cycle: 20 key results with 13 check-ins each make 260.
const WEEKS: [&str; 13] = [
    "2026-07-01",
    "2026-07-08",
    "2026-07-15",
    "2026-07-22",
    "2026-07-29",
    "2026-08-05",
    "2026-08-12",
    "2026-08-19",
    "2026-08-26",
    "2026-09-02",
    "2026-09-09",
    "2026-09-16",
    "2026-09-23",
];
const COMMANDS: [&str; 25] = [
    "status", "list", "tree", "show", "due", "why", "diff", "search", "add", "checkin", "same",
    "set", "move", "drop", "note", "block", "win", "ask", "undo", "redo", "log", "restore", "db",
    "cycle", "prompt",
];

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let ended = match words.first().map(String::as_str) {
        Some("floor") => floor(&words),
        _ => bench(),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            drop(writeln!(std::io::stderr(), "{error}"));
            ExitCode::FAILURE
        }
    }
}

// The floor: the work itself and nothing around it.

fn floor(words: &[String]) -> Result<(), Failure> {
    let mut grammar = clap::Command::new("floor").arg(clap::Arg::new("db").long("db").global(true));
    for name in COMMANDS {
        let arguments = ["first", "second"].map(clap::Arg::new);
        grammar = grammar.subcommand(
            clap::Command::new(name)
                .args(arguments)
                .arg(clap::Arg::new("note").short('m')),
        );
    }
    let matches = grammar.try_get_matches_from(words)?;
    let (name, options) = matches.subcommand().ok_or("no command")?;
    let path = options.get_one::<String>("db").ok_or("no file")?;
    let first = options
        .get_one::<String>("first")
        .map_or("", String::as_str);
    let mut connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(8))?;
    connection.execute_batch("PRAGMA synchronous = EXTRA; PRAGMA foreign_keys = ON")?;
    let mut out = std::io::stdout().lock();
    match name {
        "add" => {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            transaction.execute("INSERT INTO kr (objective, title) VALUES (1, ?1)", [first])?;
            transaction.commit()?;
            writeln!(out, "{first}")?;
        }
        "checkin" => {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let title: String =
                transaction.query_row("SELECT title FROM kr WHERE id = ?1", [first], |row| {
                    row.get(0)
                })?;
            transaction.execute(
                "INSERT INTO checkin (kr, date, value) VALUES (?1, ?2, 42)",
                params![first, TODAY],
            )?;
            let made = transaction.last_insert_rowid();
            transaction.execute(
                "UPDATE kr SET latest = ?2 WHERE id = ?1",
                params![first, made],
            )?;
            transaction.commit()?;
            writeln!(out, "{title}")?;
        }
        "list" => {
            let sql = "SELECT kr.id, kr.title, checkin.value FROM kr LEFT JOIN checkin ON checkin.id = kr.latest ORDER BY kr.objective, kr.id";
            let mut statement = connection.prepare(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                writeln!(
                    out,
                    "{}\t{}\t{}",
                    row.get::<_, i64>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, f64>(2)?
                )?;
            }
        }
        _ => {
            let due: i64 = connection.query_row(
                "SELECT count(*) FROM kr WHERE latest IS NULL",
                [],
                |row| row.get(0),
            )?;
            writeln!(out, "{due}")?;
        }
    }
    Ok(())
}

fn make_floor(path: &Path) -> Result<(), Failure> {
    let mut connection = Connection::open(path)?;
    connection.execute_batch(
        "CREATE TABLE objective (id INTEGER PRIMARY KEY, title TEXT NOT NULL) STRICT;
         CREATE TABLE kr (id INTEGER PRIMARY KEY, objective INTEGER NOT NULL REFERENCES objective, title TEXT NOT NULL, latest INTEGER) STRICT;
         CREATE TABLE checkin (id INTEGER PRIMARY KEY, kr INTEGER NOT NULL REFERENCES kr, date TEXT NOT NULL, value REAL NOT NULL) STRICT;
         CREATE INDEX checkin_kr ON checkin (kr, date)",
    )?;
    let transaction = connection.transaction()?;
    for n in 0..5 {
        transaction.execute("INSERT INTO objective (title) VALUES (?1)", [objective(n)])?;
    }
    for n in 0..20 {
        transaction.execute(
            "INSERT INTO kr (objective, title) VALUES (?1, ?2)",
            params![(n / 4 + 1) as i64, key_result(n)],
        )?;
        for week in WEEKS {
            transaction.execute(
                "INSERT INTO checkin (kr, date, value) VALUES (?1, ?2, 42)",
                params![n as i64 + 1, week],
            )?;
        }
        transaction.execute(
            "UPDATE kr SET latest = ?2 WHERE id = ?1",
            params![n as i64 + 1, transaction.last_insert_rowid()],
        )?;
    }
    transaction.commit()?;
    Ok(())
}

// The books of okr, made by okr.

fn objective(n: usize) -> String {
    format!("Give team {n} a product people trust")
}

fn key_result(n: usize) -> String {
    format!("Publish 120 well-read blog articles about subject {n}")
}

fn okr(book: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(OKR);
    command
        .args(words)
        .env_clear()
        .env("OKR_DB", book)
        .env("OKR_TODAY", TODAY)
        .env("USER", "ana")
        .env("TZ", "UTC");
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command
}

fn feed(book: &Path, words: &[&str], text: &str) -> Result<(), Failure> {
    let mut child = okr(book, words).stdin(Stdio::piped()).spawn()?;
    // A command that refuses stops reading; its own words are the better error then.
    drop(
        child
            .stdin
            .take()
            .ok_or("no pipe")?
            .write_all(text.as_bytes()),
    );
    let output = child.wait_with_output()?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!(
        "okr {}: {}",
        words.join(" "),
        String::from_utf8_lossy(&output.stderr)
    )
    .into())
}

/// A book of so many key results, four to an objective, each checked in every week. The first five
/// objectives are ana's, the others other people's.
fn make_book(book: &Path, key_results: usize) -> Result<(), Failure> {
    const AT_ONCE: usize = 8_000;
    for from in (0..key_results).step_by(AT_ONCE) {
        let to = key_results.min(from + AT_ONCE);
        let mut outline = String::new();
        let mut rows = String::from("kr,value,date\n");
        for n in from..to {
            let owner = if n < 20 {
                "ana".to_owned()
            } else {
                format!("person-{}", n / 20)
            };
            if n % 4 == 0 {
                outline.push_str(&format!("{}\n  owner: {owner}\n", objective(n / 4)));
            }
            outline.push_str(&format!("  - {}\n    owner: {owner}\n", key_result(n)));
            for (week, day) in WEEKS.iter().enumerate() {
                rows.push_str(&format!("K{},{},{day}\n", n + 1, week * 3));
            }
        }
        feed(book, &["add", "-", "--quiet"], &outline)?;
        feed(book, &["checkin", "-", "--quiet"], &rows)?;
    }
    Ok(())
}

// Measuring.

fn number(name: &str, otherwise: usize) -> usize {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(otherwise)
}

fn timed(mut command: Command) -> Result<Duration, Failure> {
    let begun = Instant::now();
    let output = command.output()?;
    let took = begun.elapsed();
    if output.status.success() {
        Ok(took)
    } else {
        Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)).into())
    }
}

/// Instructions of one run in the program itself, where something here can count them.
fn instructions(command: &Command) -> Option<f64> {
    let within = |tool: &str, words: &[&str]| {
        let mut counted = Command::new(tool);
        counted
            .args(words)
            .arg(command.get_program())
            .args(command.get_args())
            .env_clear();
        counted.env("PATH", "/usr/local/bin:/usr/bin:/bin").envs(
            command
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
        let output = counted
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .output()
            .ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let by_perf = within("perf", &["stat", "-x", ",", "-e", "instructions:u"]).and_then(|text| {
        text.lines()
            .find(|line| line.contains("instructions"))?
            .split(',')
            .next()?
            .parse()
            .ok()
    });
    by_perf.or_else(|| {
        let text = within(
            "valgrind",
            &["--tool=callgrind", "--callgrind-out-file=/dev/null"],
        )?;
        text.lines()
            .find(|line| line.contains("Collected"))?
            .rsplit(' ')
            .next()?
            .parse()
            .ok()
    })
}

fn median(mut all: Vec<Duration>) -> f64 {
    all.sort();
    all[all.len() / 2].as_secs_f64() * 1000.0
}

/// A fresh copy that is on the disk already, so that a run pays for its own pages only.
fn fresh(original: &Path, copy: &Path) -> Result<(), Failure> {
    std::fs::copy(original, copy)?;
    std::fs::File::open(copy)?.sync_all()?;
    Ok(())
}

fn bench() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let place = |name: &str| folder.path().join(name);
    let runs = number("OKR_BENCH_RUNS", 41);
    let (bare, small) = (place("floor.db"), place("small.db"));
    make_floor(&bare)?;
    make_book(&small, 20)?;
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "okr against the floor: 5 objectives, 20 key results, 260 check-ins, median of {runs} runs in turns\n"
    )?;
    writeln!(
        out,
        "{:<10} {:>9} {:>9} {:>7} {:>6}   {:>9} {:>9} {:>7} {:>6}",
        "command", "floor ms", "okr ms", "ratio", "goal", "floor M", "okr M", "ratio", "goal"
    )?;
    let itself = std::env::current_exe()?;
    for words in [
        &["add", "Publish 12 articles"][..],
        &["checkin", "1", "42"],
        &["list"],
        &["prompt"],
    ] {
        let of_okr: Vec<&str> = match words {
            ["add", text] => vec!["add", text, "--to", "O1"],
            ["checkin", ..] => vec!["checkin", "K1", "42"],
            other => other.to_vec(),
        };
        let (bare_copy, book_copy) = (place("floor-copy.db"), place("book-copy.db"));
        let bare_command = || {
            let mut command = Command::new(&itself);
            command
                .arg("floor")
                .args(words)
                .arg("--db")
                .arg(&bare_copy)
                .env_clear();
            command
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::piped());
            command
        };
        let (mut of_floor, mut of_book) = (Vec::new(), Vec::new());
        for _ in 0..runs {
            fresh(&bare, &bare_copy)?;
            fresh(&small, &book_copy)?;
            of_floor.push(timed(bare_command())?);
            of_book.push(timed(okr(&book_copy, &of_okr))?);
        }
        fresh(&bare, &bare_copy)?;
        fresh(&small, &book_copy)?;
        let (floor_ms, okr_ms) = (median(of_floor), median(of_book));
        write!(
            out,
            "{:<10} {floor_ms:>9.2} {okr_ms:>9.2} {:>7.2} {:>6}",
            words[0],
            okr_ms / floor_ms,
            "1.25"
        )?;
        match (
            instructions(&bare_command()),
            instructions(&okr(&book_copy, &of_okr)),
        ) {
            (Some(floor), Some(okr)) => writeln!(
                out,
                "   {:>9.2} {:>9.2} {:>7.2} {:>6}",
                floor / 1e6,
                okr / 1e6,
                okr / floor,
                "2"
            )?,
            _ => writeln!(out, "   instructions cannot be counted here")?,
        }
    }
    growth(&mut out, &small, &place("company.db"), runs)
}

fn growth(out: &mut impl Write, small: &Path, company: &Path, runs: usize) -> Result<(), Failure> {
    let check_ins = number("OKR_BENCH_CHECKINS", 100_000);
    let begun = Instant::now();
    make_book(company, check_ins.div_ceil(WEEKS.len()))?;
    let size = std::fs::metadata(company)?.len() / 1_000_000;
    writeln!(
        out,
        "\na company's book of {check_ins} check-ins ({size} MB, made in {:.1} s) against the small one\n",
        begun.elapsed().as_secs_f64()
    )?;
    writeln!(
        out,
        "{:<16} {:>9} {:>11} {:>7} {:>6}",
        "command", "small ms", "company ms", "ratio", "goal"
    )?;
    for words in [
        &["list", "owner:me"][..],
        &["checkin", "K1", "42"],
        &["due", "owner:me"],
        &["prompt"],
        &["show", "K1"],
    ] {
        let (mut of_small, mut of_company) = (Vec::new(), Vec::new());
        for _ in 0..runs {
            of_small.push(timed(okr(small, words))?);
            of_company.push(timed(okr(company, words))?);
        }
        let (small_ms, company_ms) = (median(of_small), median(of_company));
        writeln!(
            out,
            "{:<16} {small_ms:>9.2} {company_ms:>11.2} {:>7.2} {:>6}",
            words.join(" "),
            company_ms / small_ms,
            "1.2"
        )?;
    }
    Ok(())
}
