//! Every option of `okr report` in every report and every form: each does what it says, what is written to a
//! file is what is printed, and the same question has the same bytes for an answer.

use serde_json::Value;

use crate::report::{REPORTS, desk};
use crate::support::Desk;

const FORMS: [&str; 4] = ["md", "html", "txt", "json"];

fn report(desk: &Desk, words: &[&str]) -> String {
    let all: Vec<&str> = ["report"].iter().chain(words).copied().collect();
    desk.okr(&all).succeeds().text()
}

#[test]
fn a_file_holds_what_would_be_printed_and_the_same_question_has_the_same_bytes() {
    let desk = desk();
    for kind in REPORTS {
        for form in FORMS {
            let file = format!("{kind}.{form}");
            let mut words = vec![
                kind,
                "--headline",
                "One answer is missing.",
                "--redact",
                "owners",
            ];
            if kind != "retro" {
                words.extend(["--for", "team:web"]);
            }
            if !["retro", "alignment"].contains(&kind) {
                words.extend(["--since", "2026-08-20"]);
            }
            if ["exec", "week"].contains(&kind) {
                words.extend(["--audience", "team"]);
            }
            let printed = report(&desk, &[&words[..], &["--format", form]].concat());
            assert!(
                printed.contains("One answer is missing."),
                "{kind} {form}: {printed}"
            );
            let path = desk.home().join(&file);
            for _ in 0..2 {
                report(&desk, &[&words[..], &["-o", &file]].concat());
                let written = std::fs::read_to_string(&path).expect("a file");
                assert!(written == printed, "{file} is not what is printed");
            }
        }
    }
}

#[test]
fn a_rehearsed_file_is_not_written() {
    let desk = desk();
    let said = report(&desk, &["exec", "-n", "-o", "dry.md"]);
    assert_eq!(said, "would write exec in dry.md\n");
    assert!(!desk.home().join("dry.md").exists());
}

#[test]
fn flags_that_would_change_nothing_are_refused() {
    let desk = desk();
    for words in [
        &["wins", "--audience", "team"][..],
        &["alignment", "--since", "2026-08-20"],
        &["exec", "--html", "--json"],
        &["exec", "-o", "x.pdf"],
        &["exec", "--headline", ""],
        &["exec", "--since", "2031-01-01"],
    ] {
        let all: Vec<&str> = ["report"].iter().chain(words).copied().collect();
        desk.okr(&all).ends_with(2);
    }
    assert!(!desk.home().join("x.pdf").exists());
}

#[test]
fn the_name_of_a_cycle_is_the_cycle() {
    let desk = desk();
    assert_eq!(
        report(&desk, &["cycle", "2026q3"]),
        report(&desk, &["cycle", "--cycle", "2026Q3"])
    );
}

#[test]
fn the_page_of_an_empty_book_is_written_over_too() {
    let desk = Desk::new();
    desk.okr(&["init", "-q"]).succeeds();
    for form in FORMS {
        for _ in 0..2 {
            report(&desk, &["exec", "-o", &format!("page.{form}")]);
        }
    }
}

#[test]
fn a_part_of_the_book_leaves_the_rest_out_of_every_form() {
    let desk = desk();
    for kind in ["exec", "week", "cycle", "alignment"] {
        for form in FORMS {
            let page = report(&desk, &[kind, "--format", form, "--for", "team:web"]);
            assert!(
                page.contains("Win 500 new readers"),
                "{kind} {form}: {page}"
            );
            for other in [
                "Reach 95% of lines tested",
                "Hire 6 people",
                "Publish 12 articles",
            ] {
                assert!(!page.contains(other), "{other} in {kind} {form}: {page}");
            }
            let same = report(&desk, &[kind, "--format", form, "team:web"]);
            assert!(page == same, "--for is the filter: {kind} {form}");
        }
    }
}

#[test]
fn since_moves_the_day_from_which_changes_count() {
    let desk = desk();
    for kind in ["exec", "week", "cycle"] {
        let read = |since: &str| -> Value {
            let page = report(&desk, &[kind, "--json", "--since", since]);
            serde_json::from_str::<Value>(&page).expect("JSON")["items"][0].clone()
        };
        let (late, early) = (read("2026-08-26"), read("2026-08-04"));
        assert_eq!(
            (&late["since"], &early["since"]),
            (&"2026-08-26".into(), &"2026-08-04".into())
        );
        let count = |page: &Value| page["changes"].as_array().map_or(0, Vec::len);
        assert!(count(&late) < count(&early), "{kind}");
        for form in ["md", "html", "txt"] {
            let late = report(&desk, &[kind, "--format", form, "--since", "2026-08-26"]);
            assert!(late.contains("Wed 26 Aug"), "{kind} {form}: {late}");
        }
    }
}

#[test]
fn notes_are_for_the_team_and_not_for_leaders() {
    let desk = desk();
    for kind in ["exec", "week"] {
        for form in FORMS {
            let of = |audience| {
                report(
                    &desk,
                    &[
                        kind,
                        "--format",
                        form,
                        "--audience",
                        audience,
                        "--since",
                        "2026-08-01",
                    ],
                )
            };
            assert!(of("team").contains("the form waits"), "{kind} {form}");
            assert!(!of("exec").contains("the form waits"), "{kind} {form}");
        }
    }
}
