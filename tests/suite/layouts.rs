//! Files as organisations write them: what each becomes is kept beside it, and everything in it is a
//! record, a part of one, or named. `OKR_BLESS=1` writes what happens into the files.

use std::path::Path;

use crate::support::{Desk, project, read};

/// What a file became: what was said of it, then the book.
fn became(desk: &Desk, name: &str) -> String {
    let imported = desk.okr(&["import", name]);
    assert!(
        matches!(imported.code, Some(0 | 9)),
        "{}",
        imported.errors()
    );
    let told = imported.text();
    let done = told.lines().find(|line| line.starts_with(name));
    let mut text = format!("{}\n", done.unwrap_or_default());
    for line in imported.errors().lines() {
        if !line.starts_with("next: ") {
            text.push_str(line);
            text.push('\n');
        }
    }
    text.push('\n');
    let outline = [
        "export", "--format", "outline", "--no-ids", "--cycle", "all",
    ];
    text + &desk.okr(&outline).succeeds().text()
}

/// Lines that say something and are neither a record nor a part of one nor named.
fn forgotten(desk: &Desk, name: &str) -> Vec<usize> {
    let said = desk
        .okr(&["import", name, "-n", "--json"])
        .succeeds()
        .text();
    let document: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let mut told: Vec<usize> = Vec::new();
    let mut hear = |value: &serde_json::Value| {
        told.extend(value.as_u64().and_then(|line| usize::try_from(line).ok()));
    };
    for list in ["objectives", "key_results", "not_understood"] {
        for record in document[list].as_array().expect("a list") {
            hear(&record["line"]);
            for note in record["notes"].as_array().into_iter().flatten() {
                hear(&note["line"]);
            }
        }
    }
    document["parts"]
        .as_array()
        .expect("a list")
        .iter()
        .for_each(&mut hear);
    let text = read(&desk.home().join(name));
    let lines = (1..).zip(text.lines());
    lines
        .filter(|(number, line)| !line.trim().is_empty() && !told.contains(number))
        .map(|(number, _)| number)
        .collect()
}

fn insist(layout: &Path) -> Result<(), String> {
    let name = layout.file_name().expect("a name").to_string_lossy();
    let desk = Desk::new();
    desk.okr(&["cycle", "new", "2026Q3"]).succeeds();
    std::fs::copy(layout, desk.home().join(&*name)).expect("copied");
    if name.ends_with(".md") {
        let forgotten = forgotten(&desk, &name);
        if !forgotten.is_empty() {
            return Err(format!("{name}: nothing is said of lines {forgotten:?}"));
        }
    }
    let empty = desk.okr(&["list"]).succeeds().text();
    let found = became(&desk, &name);
    // What was refused the first time is refused again.
    let again = desk.okr(&["import", &name]);
    assert!(matches!(again.code, Some(0 | 9)), "{}", again.errors());
    let again = again.text();
    if !again.contains("nothing was added") {
        return Err(format!("{name}: a second time adds {again}"));
    }
    desk.okr(&["undo"]).succeeds();
    if desk.okr(&["list"]).succeeds().text() != empty {
        return Err(format!("{name}: one undo leaves some of it"));
    }
    let expected = layout.with_extension("txt");
    if std::env::var_os("OKR_BLESS").is_some() {
        std::fs::write(&expected, &found).expect("written");
    }
    let expected = std::fs::read_to_string(&expected).unwrap_or_default();
    if found == expected {
        return Ok(());
    }
    Err(format!("{name} became\n{found}\nand not\n{expected}"))
}

#[test]
fn files_of_organisations_become_what_is_kept_beside_them() {
    let folder = project().join("tests/layouts");
    let mut tried = 0;
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the layouts") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|end| end != "txt") {
            tried += 1;
            wrong.extend(insist(&path).err());
        }
    }
    assert!(tried > 12, "{tried} layouts only");
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
