//! Files of the repository that are made from the code are what the code makes. `OKR_BLESS=1` writes
//! them anew. The manual pages and completions have their own check where they are made.

use std::fmt::Write as _;
use std::path::Path;

use clap::Command;

use crate::support::{project, read};

/// Compares a made text with the file, or writes the file when asked to.
fn agree(path: &str, made: &str) {
    let path = Path::new(path);
    if std::env::var_os("OKR_BLESS").is_some() {
        std::fs::write(project().join(path), made).expect("a writable page");
    }
    let kept = read(path);
    let first = kept
        .lines()
        .zip(made.lines())
        .position(|(kept, made)| kept != made);
    assert!(
        kept == made,
        "{} is not what the code makes (line {}). OKR_BLESS=1 cargo test --test suite generated  writes it",
        path.display(),
        first.unwrap_or_else(|| kept.lines().count().min(made.lines().count())) + 1
    );
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
        .replace('\n', " ")
        .replace('<', "&lt;")
}

/// One table row per argument that is not shared by all commands.
fn options(page: &mut String, command: &Command, shared: &[String]) {
    let own = command.get_arguments().filter(|argument| {
        !shared.contains(&argument.get_id().to_string()) && !argument.is_hide_set()
    });
    let mut rows = String::new();
    for argument in own {
        let values: Vec<String> = argument
            .get_value_names()
            .unwrap_or_default()
            .iter()
            .map(|name| name.to_string())
            .collect();
        let takes_value = argument.get_action().takes_values();
        let mut name = Vec::new();
        name.extend(argument.get_short().map(|short| format!("-{short}")));
        name.extend(argument.get_long().map(|long| format!("--{long}")));
        let mut shown = name.join(", ");
        if argument.is_positional() {
            shown = values.join(" ");
        } else if takes_value {
            shown = format!("{shown} {}", values.join(" "));
        }
        let help = argument
            .get_help()
            .map(ToString::to_string)
            .unwrap_or_default();
        writeln!(
            rows,
            "| `{}` | {} |",
            shown.replace('|', "\\|"),
            cell(&help)
        )
        .expect("a text");
    }
    if !rows.is_empty() {
        write!(page, "| | |\n| --- | --- |\n{rows}\n").expect("a text");
    }
}

fn reference() -> String {
    let mut grammar = okr::cli::catalog::grammar();
    grammar.build();
    let shared: Vec<String> = grammar
        .get_arguments()
        .map(|argument| argument.get_id().to_string())
        .collect();
    let mut page = String::from(
        "# Reference\n\nEvery command and option, made from the program itself; `okr help COMMAND` shows the same.\n",
    );
    for group in okr::cli::catalog::Group::ALL {
        write!(page, "\n## {}\n\n", group.heading()).expect("a text");
        for entry in okr::cli::catalog::ALL
            .iter()
            .filter(|entry| entry.group == group)
        {
            write!(page, "### okr {}\n\n{}.", entry.name, entry.about).expect("a text");
            if !entry.aliases.is_empty() {
                write!(page, " Also `okr {}`.", entry.aliases.join("`, `okr ")).expect("a text");
            }
            write!(page, "\n\n```sh\n{}\n```\n\n", entry.examples.join("\n")).expect("a text");
            let command = grammar
                .find_subcommand(entry.name)
                .expect("a command of the table is in the grammar");
            options(&mut page, command, &shared);
            for part in command
                .get_subcommands()
                .filter(|part| part.get_name() != "help")
            {
                let about = part
                    .get_about()
                    .map(ToString::to_string)
                    .unwrap_or_default();
                write!(
                    page,
                    "`okr {} {}`: {}\n\n",
                    entry.name,
                    part.get_name(),
                    about
                )
                .expect("a text");
                options(&mut page, part, &shared);
            }
        }
    }
    write!(
        page,
        "## Options of every command\n\nBefore or after the command's name.\n\n"
    )
    .expect("a text");
    options(&mut page, &grammar, &[]);
    format!("{}\n", page.trim_end())
}

#[test]
fn the_reference_page_is_made_from_the_table_of_commands() {
    agree("docs/reference.md", &reference());
}

/// Every key of the full-screen view, place by place.
fn keys() -> String {
    use okr::tui::keymap::{ALL, Context};
    let mut page = String::from(
        "# Keys of `okr ui`\n\nMade from the program's own table; `?` shows the keys of the place you are in. Each action can have other \
keys in the settings, under the name of its place:\n\n```toml\n[keys.tree]\ncheckin = [\"i\"]\nhalf_down = [\"pgdn\", \"ctrl-d\"]\n```\n\n\
A list replaces the usual keys. A key that means something else in the same place already is told when the view \
opens, and the usual keys stay. Keys that terminals keep for themselves (ctrl with b g h i j m o p q r s t, alt, the \
function keys) cannot be used.\n\nIn a text field the usual keys of a line work: arrows, home and end (ctrl-a, \
ctrl-e), backspace, delete (ctrl-d), ctrl-w for a word, ctrl-u and ctrl-k for the rest of the line. A paste is one \
text.\n",
    );
    for context in Context::ALL {
        let rows: Vec<_> = ALL.iter().filter(|row| row.context == context).collect();
        write!(page, "\n## {}\n\n{}.\n\n", context.name(), context.about()).expect("a text");
        page.push_str(
            "| Keys | Action | What it does | The same in a shell |\n| --- | --- | --- | --- |\n",
        );
        for row in rows {
            let keys: Vec<String> = row.keys.iter().map(|key| format!("`{key}`")).collect();
            let shell = match row.shell {
                "" => String::new(),
                line => format!("`{}`", line.replace("{id}", "K6")),
            };
            writeln!(
                page,
                "| {} | `{}` | {} | {shell} |",
                keys.join(" "),
                row.action,
                row.about
            )
            .expect("a text");
        }
    }
    page
}

#[test]
fn the_page_about_keys_is_made_from_the_table_of_keys() {
    agree("docs/keys.md", &keys());
}

#[test]
fn the_grammar_has_no_contradictions() {
    okr::cli::catalog::grammar().debug_assert();
}

#[test]
fn every_command_has_an_example_and_a_heading() {
    for entry in okr::cli::catalog::ALL {
        assert!(
            !entry.examples.is_empty(),
            "okr {} has no example",
            entry.name
        );
        assert!(
            !entry.about.ends_with('.'),
            "okr {}: the line about it ends with a stop",
            entry.name
        );
        assert!(
            entry.examples.iter().all(|example| example.contains("okr")),
            "okr {}",
            entry.name
        );
    }
}

/// Tables and their columns as a fresh book has them.
fn schema() -> Vec<(String, Vec<String>)> {
    let connection = rusqlite::Connection::open_in_memory().expect("memory");
    for path in crate::support::files_under("src/core/store/migrations", ".sql") {
        connection.execute_batch(&read(&path)).expect("a migration");
    }
    let texts = |sql: &str| -> Vec<String> {
        let mut statement = connection.prepare(sql).expect("a question");
        let rows = statement
            .query_map([], |row| row.get(0))
            .expect("an answer");
        rows.map(|row| row.expect("a text")).collect()
    };
    texts("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
        .into_iter()
        .map(|table| {
            let columns = texts(&format!("SELECT name FROM pragma_table_info('{table}')"));
            (table, columns)
        })
        .collect()
}

#[test]
fn the_page_about_the_file_names_every_table_and_column() {
    let page = read(Path::new("docs/file-format.md"));
    let described: Vec<(String, Vec<String>)> = page
        .split("\n### ")
        .skip(1)
        .map(|part| {
            let name = part
                .lines()
                .next()
                .unwrap_or_default()
                .trim_matches('`')
                .to_owned();
            let rows = part.lines().filter_map(|line| line.strip_prefix("| `"));
            let columns = rows
                .flat_map(|row| {
                    row.split(" | ")
                        .next()
                        .unwrap_or_default()
                        .split(['`', ',', ' ', '|'])
                })
                .filter(|word| !word.is_empty());
            (name, columns.map(str::to_owned).collect())
        })
        .collect();
    for (table, columns) in schema() {
        let (_, told) = described
            .iter()
            .find(|(name, _)| *name == table)
            .unwrap_or_else(|| panic!("docs/file-format.md: no part \"### `{table}`\""));
        let (mut told, mut real) = (told.clone(), columns);
        told.sort();
        real.sort();
        assert_eq!(told, real, "docs/file-format.md: columns of {table}");
    }
    assert_eq!(
        described.len(),
        schema().len(),
        "docs/file-format.md describes a table that is not there"
    );
}
