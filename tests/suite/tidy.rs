//! Rules of the house that no compiler knows, held by reading the sources as text: who may use what,
//! how files begin and are called, and that what was released stays as it was. A rule's few
//! exceptions stand beside it, each a decision and not a convenience.

use std::path::{Path, PathBuf};

use crate::support::{files_under, project, read};

/// A source file split into what ships and what only tests it.
struct Source {
    path: String,
    text: String,
    shipped: String,
}

fn sources() -> Vec<Source> {
    let mut sources: Vec<Source> = files_under("src", ".rs")
        .iter()
        .map(|path| source(path))
        .collect();
    let tests: Vec<String> = sources.iter().flat_map(test_modules).collect();
    for source in &mut sources {
        if source.path.contains("/tests/")
            || tests.iter().any(|module| {
                source.path == format!("{module}.rs")
                    || source.path.starts_with(&format!("{module}/"))
            })
        {
            source.shipped.clear();
        }
    }
    sources
}

fn source(path: &Path) -> Source {
    let text = read(path);
    let shipped = code(&text);
    Source {
        path: path.to_string_lossy().replace('\\', "/"),
        text,
        shipped,
    }
}

/// Where the modules are that a file declares for tests only, without their ending.
fn test_modules(source: &Source) -> Vec<String> {
    let (folder, name) = source.path.rsplit_once('/').unwrap_or_default();
    let within = match name {
        "mod.rs" | "lib.rs" | "main.rs" => folder.to_owned(),
        file => format!("{folder}/{}", file.trim_end_matches(".rs")),
    };
    let declared = source
        .text
        .split("#[cfg(test)]\n")
        .skip(1)
        .filter_map(|rest| {
            let line = rest
                .lines()
                .next()?
                .trim_start_matches("pub(crate) ")
                .trim_start_matches("pub ");
            line.strip_prefix("mod ")?.strip_suffix(';')
        });
    declared.map(|name| format!("{within}/{name}")).collect()
}

/// The text without comments, and without the tests at its end.
fn code(text: &str) -> String {
    let inline = text.match_indices("#[cfg(test)]\n").find(|(at, _)| {
        let rest = text[*at..].lines().find(|line| line.contains("mod "));
        rest.is_some_and(|line| line.ends_with('{'))
    });
    let text = inline.map_or(text, |(at, _)| &text[..at]);
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// A word or path that only certain files may use.
struct Reserved {
    words: &'static [&'static str],
    only_in: &'static [&'static str],
    because: &'static str,
}

const RESERVED: &[Reserved] = &[
    Reserved {
        words: &["rusqlite"],
        only_in: &["src/core/"],
        because: "the file is the core's",
    },
    Reserved {
        // An open connection is handed through the core; what is asked of it stands in the store.
        words: &[
            "rusqlite::params",
            "params!",
            "rusqlite::Row",
            "OptionalExtension",
            "query_row",
            "query_map",
            ".prepare",
            "SELECT ",
            "INSERT INTO",
            "UPDATE ",
            "DELETE FROM",
            "PRAGMA ",
        ],
        only_in: &["src/core/store/"],
        because: "SQL lives in core/store",
    },
    Reserved {
        words: &["clap::", "clap_complete", "clap_mangen"],
        only_in: &["src/cli/"],
        because: "clap is the command line's",
    },
    Reserved {
        words: &["println!", "eprintln!", "print!(", "eprint!(", "dbg!("],
        only_in: &[],
        because: "cli/io.rs writes to handles; nothing prints",
    },
    Reserved {
        words: &[
            "std::env::var",
            "std::env::args",
            "std::env::current",
            "env::var",
            "env::args",
        ],
        only_in: &["src/lib.rs", "src/place.rs"],
        because: "surroundings are read once, in lib.rs and place.rs",
    },
    Reserved {
        words: &["directories::", "BaseDirs", "ProjectDirs"],
        only_in: &["src/place.rs"],
        because: "place.rs knows where things are",
    },
    Reserved {
        words: &[
            "Local::now",
            "Utc::now",
            "SystemTime::now",
            "Local::today",
            "Uuid::now_v7",
        ],
        only_in: &["src/core/time.rs"],
        because: "only core/time.rs reads the clock",
    },
    Reserved {
        words: &["process::exit", "process::abort"],
        only_in: &[],
        because: "main returns an exit code; nothing leaves in between",
    },
    Reserved {
        words: &["crossterm"],
        only_in: &["src/tui/terminal.rs"],
        because: "one file of the full-screen view knows the terminal",
    },
    Reserved {
        words: &["ratatui"],
        only_in: &["src/tui/"],
        because: "ratatui is the full-screen view's",
    },
    Reserved {
        words: &["rustix::", "signal_hook"],
        only_in: &["src/tui/signals.rs", "src/cli/", "src/sources/run.rs"],
        because: "signals are taken in one place, and processes and streams where they are run",
    },
    Reserved {
        words: &["unsafe "],
        only_in: &[],
        because: "there is none",
    },
];

/// Uses that are decisions: the file, the word, and why.
const GRANTED: &[(&str, &str, &str)] = &[
    (
        "src/crash.rs",
        "process::exit",
        "a panic must not abort, and nothing returns from there",
    ),
    (
        "src/core/domain/id.rs",
        "Uuid::now_v7",
        "the time in an id is for sorting files, nothing is computed from it",
    ),
    (
        "src/core/report/board.rs",
        "crate::act",
        "which cycle is the current one is said where cycles are opened",
    ),
    (
        "src/core/report/due.rs",
        "crate::act",
        "which cycle is the current one is said where cycles are opened",
    ),
    (
        "src/core/rebuild.rs",
        "SELECT ",
        "brings the pointers of a replayed book in order in one go",
    ),
    (
        "src/core/rebuild.rs",
        "UPDATE ",
        "brings the pointers of a replayed book in order in one go",
    ),
];

/// What a part may not import. The crate boundary already keeps the core from knowing the rest.
const WALLS: &[(&str, &[&str])] = &[
    (
        "src/core/domain/",
        &[
            "crate::store",
            "crate::act",
            "crate::report",
            "crate::book",
            "crate::rebuild",
        ],
    ),
    (
        "src/core/capture/",
        &[
            "crate::store",
            "crate::act",
            "crate::report",
            "crate::book",
            "crate::rebuild",
        ],
    ),
    (
        "src/core/log/",
        &["crate::store", "crate::act", "crate::report", "crate::book"],
    ),
    (
        "src/core/store/",
        &["crate::act", "crate::report", "crate::book"],
    ),
    ("src/core/report/", &["crate::act", "crate::book"]),
    ("src/words/", &["crate::cli", "crate::tui", "crate::place"]),
    ("src/cli/", &["crate::tui"]),
    ("src/tui/", &["crate::cli", "crate::settings"]),
    (
        "src/reading/",
        &["crate::cli", "crate::tui", "crate::place"],
    ),
    (
        "src/tui/update",
        &[
            "std::fs",
            "std::env",
            "std::io",
            "Now::read",
            "okr_core::Book",
        ],
    ),
    (
        "src/tui/screens/",
        &[
            "std::fs",
            "std::env",
            "std::io",
            "Now::read",
            "okr_core::Book",
        ],
    ),
    (
        "src/tui/cards/",
        &[
            "std::fs",
            "std::env",
            "std::io",
            "Now::read",
            "okr_core::Book",
        ],
    ),
    ("src/tui/keymap", &["ratatui", "okr_core"]),
    (
        "src/tui/model.rs",
        &["std::fs", "std::io", "okr_core::Book"],
    ),
];

/// What is wrong with the use of reserved words in these sources.
fn trespasses(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        for rule in RESERVED {
            if rule
                .only_in
                .iter()
                .any(|place| source.path.starts_with(place))
            {
                continue;
            }
            for word in rule.words.iter().filter(|word| trespasses_on(source, word)) {
                found.push(format!("{}: {word:?}: {}", source.path, rule.because));
            }
        }
        for (part, walls) in WALLS
            .iter()
            .filter(|(part, _)| source.path.starts_with(part))
        {
            for wall in walls.iter().filter(|wall| trespasses_on(source, wall)) {
                found.push(format!(
                    "{}: {wall} is none of {part}'s business",
                    source.path
                ));
            }
        }
    }
    found
}

fn trespasses_on(source: &Source, word: &str) -> bool {
    uses(&source.shipped, word)
        && !GRANTED
            .iter()
            .any(|(path, granted, _)| *path == source.path && *granted == word)
}

/// Whether a word occurs and is not the end of a longer one (`println!` in `eprintln!`).
fn uses(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        !text[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_')
    })
}

fn insist(broken: &[String]) {
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn each_part_uses_only_what_is_its_own() {
    insist(&trespasses(&sources()));
}

#[test]
fn a_trespass_is_found() {
    let planted = |path: &str, text: &str| Source {
        path: path.to_owned(),
        text: text.to_owned(),
        shipped: code(text),
    };
    let found = trespasses(&[
        planted(
            "src/cli/commands/list.rs",
            "connection.execute(\"DELETE FROM kr\", [])",
        ),
        planted("src/core/domain/id.rs", "use crate::store::ops;"),
        planted("src/words/tone.rs", "// println!(\"only talked about\")"),
        planted("src/core/act/add.rs", "fn f() { eprintln!(\"x\") }"),
        planted(
            "src/core/act/say.rs",
            "#[cfg(test)]\nmod tests {\n println!(\"in a test\") }",
        ),
    ]);
    assert_eq!(found.len(), 3, "{found:?}");
}

#[test]
fn every_exception_is_still_needed() {
    let sources = sources();
    let idle = GRANTED.iter().filter(|(path, word, _)| {
        !sources
            .iter()
            .any(|source| source.path == *path && uses(&source.shipped, word))
    });
    insist(
        &idle
            .map(|(path, word, _)| format!("{path} does not use {word:?} any more"))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn every_file_begins_with_what_it_owns() {
    let files = ["src", "tests", "benches"]
        .iter()
        .flat_map(|folder| files_under(folder, ".rs"));
    let bare = files.filter(|path| {
        let text = read(path);
        let head = text
            .lines()
            .take_while(|line| line.starts_with("//!"))
            .count();
        !(1..=12).contains(&head)
    });
    insist(
        &bare
            .map(|path| {
                format!(
                    "{}: opens without a //! head, or with a long one",
                    path.display()
                )
            })
            .collect::<Vec<_>>(),
    );
}

#[test]
fn no_file_has_a_name_that_says_nothing() {
    const EMPTY: &[&str] = &[
        "util", "utils", "helper", "helpers", "common", "misc", "manager", "handler", "data",
        "info", "base", "types", "prelude",
    ];
    let files = ["src", "tests", "benches"]
        .iter()
        .flat_map(|folder| files_under(folder, ""));
    let named = files.filter(|path| {
        path.components().any(|part| {
            let part = part.as_os_str().to_string_lossy();
            EMPTY.contains(&part.split('.').next().unwrap_or_default())
        })
    });
    insist(
        &named
            .map(|path| format!("{}: say what is in it", path.display()))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn only_tests_take_everything_of_their_parent() {
    let globs = sources()
        .into_iter()
        .filter(|source| source.shipped.contains("use super::*"));
    insist(
        &globs
            .map(|source| format!("{}: use super::* hides what it depends on", source.path))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn nothing_is_left_for_later() {
    // Written in two parts, or this file would find itself.
    let words = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X:"),
        concat!("HA", "CK"),
    ];
    let mut found = Vec::new();
    let folders = ["src", "tests", "docs", "benches"];
    let files = folders.iter().flat_map(|folder| files_under(folder, ""));
    for path in files.chain([PathBuf::from("README.md"), PathBuf::from(".ci/run")]) {
        let Ok(text) = std::fs::read_to_string(project().join(&path)) else {
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            // A shell pattern of a temporary name (mktemp) is no word.
            if words.iter().any(|word| uses(line, word)) {
                found.push(format!(
                    "{}:{}: {}",
                    path.display(),
                    number + 1,
                    line.trim()
                ));
            }
        }
    }
    insist(&found);
}

#[test]
fn there_is_one_terminal_library_at_most() {
    let lock = read(Path::new("Cargo.lock"));
    for name in ["crossterm", "ratatui", "rusqlite", "unicode-width"] {
        let copies = lock
            .lines()
            .filter(|line| *line == format!("name = \"{name}\""))
            .count();
        assert!(copies <= 1, "{copies} versions of {name} in Cargo.lock");
    }
}

#[test]
fn the_core_names_no_library_of_the_terminal() {
    let manifest = read(Path::new("src/core/Cargo.toml"));
    let shipped = manifest
        .split("[dev-dependencies]")
        .next()
        .unwrap_or_default();
    for name in [
        "clap",
        "crossterm",
        "ratatui",
        "directories",
        "anyhow",
        "rustix",
        "unicode-width",
    ] {
        assert!(
            !shipped.lines().any(|line| line.starts_with(name)),
            "okr-core depends on {name}"
        );
    }
}

/// FNV-1a of the text, line ends as in the repository.
fn fingerprint(text: &str) -> u64 {
    text.replace("\r\n", "\n")
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
}

#[test]
fn released_migrations_never_change() {
    let released = read(Path::new("tests/suite/released_migrations.txt"));
    let released: Vec<(&str, &str)> = released
        .lines()
        .filter_map(|line| line.split_once(' '))
        .collect();
    let mut broken = Vec::new();
    for path in files_under("src/core/store/migrations", ".sql") {
        let name = path
            .file_name()
            .expect("a file")
            .to_string_lossy()
            .into_owned();
        let now = format!("{:016x}", fingerprint(&read(&path)));
        match released.iter().find(|(known, _)| *known == name) {
            Some((_, then)) if *then == now => {}
            Some(_) => broken.push(format!("{name} was released and is now different: add a new step instead")),
            None => broken.push(format!("{name} is not listed in tests/suite/released_migrations.txt; add the line \"{name} {now}\"")),
        }
    }
    for (name, _) in released {
        if !project()
            .join("src/core/store/migrations")
            .join(name)
            .exists()
        {
            broken.push(format!("{name} was released and is gone"));
        }
    }
    insist(&broken);
}

/// Words between backticks that look like a path of the project.
fn paths_named(text: &str) -> Vec<&str> {
    let roots = [
        "src/",
        "tests/",
        "docs/",
        "benches/",
        "completions/",
        ".ci/",
    ];
    let quoted = text.split('`').skip(1).step_by(2);
    quoted
        .filter(|word| {
            roots.iter().any(|root| word.starts_with(root)) && !word.contains(['*', ' ', '<', 'N'])
        })
        .collect()
}

#[test]
fn the_documents_name_only_files_that_exist() {
    let mut broken = Vec::new();
    let mut seen = 0;
    for page in files_under("docs", ".md")
        .into_iter()
        .chain([PathBuf::from("README.md")])
    {
        for path in paths_named(&read(&page)) {
            seen += 1;
            if !project().join(path).exists() {
                broken.push(format!("{}: {path} is not there", page.display()));
            }
        }
    }
    insist(&broken);
    assert!(
        seen > 10,
        "the documents name {seen} paths; the rule does not see them"
    );
}

#[test]
fn the_links_between_documents_lead_somewhere() {
    let mut broken = Vec::new();
    for page in files_under("docs", ".md")
        .into_iter()
        .chain([PathBuf::from("README.md")])
    {
        let text = read(&page);
        for link in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split([')', '#']).next())
        {
            let local = !link.is_empty() && !link.contains("://") && !link.contains([' ', '\n']);
            if local && !project().join(&page).with_file_name("").join(link).exists() {
                broken.push(format!("{}: {link} is not there", page.display()));
            }
        }
    }
    insist(&broken);
}
