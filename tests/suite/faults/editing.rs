//! Records as text, with a script in the place of the editor, on a terminal of its own: what is written,
//! what is refused, and that no text is lost whatever dies meanwhile.

use std::os::unix::fs::PermissionsExt as _;

use super::insist_sound;
use crate::support::{Desk, Ended, is_installed, skipped};

struct Editing {
    desk: Desk,
}

impl Editing {
    fn new() -> Option<Self> {
        let desk = Desk::with_book();
        is_installed("script").then_some(Self { desk })
    }

    /// Runs `okr ARGUMENTS` on a terminal, with a shell script as the editor (`$1` is the text) and the
    /// answers typed.
    fn with(&self, editor: &str, arguments: &str, answers: &str) -> Ended {
        let path = self.desk.root().join("editor");
        std::fs::write(&path, format!("#!/bin/sh\n{editor}\n")).expect("a script");
        let mode = std::fs::Permissions::from_mode(0o700);
        std::fs::set_permissions(&path, mode).expect("a script that runs");
        self.desk.sh(&format!(
            "printf '{answers}' | EDITOR='{} --wait' TERM=xterm script -qec 'okr {arguments}' /dev/null",
            path.display().to_string().replace(' ', "\\ ")
        ))
    }

    fn title(&self) -> String {
        let listed = self.desk.okr(&["show", "O1", "--json=title"]).succeeds();
        listed.text()
    }

    fn drafts(&self) -> usize {
        let found = self.desk.sh("find ~ -name 'edit-*' | wc -l").succeeds();
        found.text().trim().parse().expect("a number")
    }

    fn seen(&self) -> String {
        std::fs::read_to_string(self.desk.root().join("seen")).expect("a text")
    }
}

// The script gets the words of the setting first, the text last.
const SAIL: &str = "sed -i s/Ship/Sail/ \"$2\"";

#[test]
fn what_is_saved_is_written_as_one_step() {
    let Some(editing) = Editing::new() else {
        return skipped("script is not installed");
    };
    let ended = editing.with(SAIL, "edit O1", "").succeeds();
    assert!(ended.text().contains("Sail a product"), "{}", ended.text());
    assert!(editing.title().contains("Sail a product"));
    assert_eq!(editing.drafts(), 0);
    editing.desk.okr(&["undo"]).succeeds();
    assert!(editing.title().contains("Ship a product"));
    insist_sound(&editing.desk);
}

#[test]
fn a_text_that_is_the_same_empty_or_refused_by_its_editor_changes_nothing() {
    let Some(editing) = Editing::new() else {
        return skipped("script is not installed");
    };
    for editor in ["true", ": > \"$2\"", &format!("{SAIL}\nexit 1")] {
        let ended = editing.with(editor, "edit O1", "").ends_with(8);
        assert!(ended.text().contains("no change"), "{}", ended.text());
        assert!(editing.title().contains("Ship a product"), "{editor}");
        assert_eq!(editing.drafts(), 0, "{editor}");
    }
}

#[test]
fn a_text_that_is_refused_is_kept_with_the_message_above_its_line() {
    let Some(editing) = Editing::new() else {
        return skipped("script is not installed");
    };
    let wrong = "sed -i 's/target: 95%/target: many/; s/^cycle/#mine stays\\n&/' \"$2\"";
    let ended = editing.with(wrong, "edit O1", "s\\n").ends_with(8);
    let text = ended.text();
    assert!(
        text.contains("E204") && text.contains("okr edit --draft 1"),
        "{text}"
    );
    assert_eq!(editing.drafts(), 1);
    let look = format!(
        "cp \"$2\" '{}'; sed -i 's/target: many/target: 97%/' \"$2\"",
        editing.desk.root().join("seen").display()
    );
    editing.with(&look, "edit --draft 1", "").succeeds();
    let seen = editing.seen();
    let lines: Vec<&str> = seen.lines().collect();
    let at = lines.iter().position(|line| line.contains("target: many"));
    let above = &lines[at.expect("the line") - 1];
    assert!(above.starts_with("#! "), "{seen}");
    assert!(seen.contains("#mine stays"), "{seen}");
    let shown = editing
        .desk
        .okr(&["show", "K1", "--json=target"])
        .succeeds();
    assert!(shown.text().contains("97"), "{}", shown.text());
    assert_eq!(editing.drafts(), 0);
    let again = editing.with("true", "edit --draft 1", "").ends_with(3);
    assert!(again.text().contains("there is no draft 1"));
}

#[test]
fn editing_again_takes_the_message_away_and_abandoning_leaves_nothing() {
    let Some(editing) = Editing::new() else {
        return skipped("script is not installed");
    };
    let seen = editing.desk.root().join("seen");
    let each = format!(
        "cp \"$2\" '{0}'; grep -c '^#!' \"$2\" >> '{0}.count'; sed -i 's/target: .*/target: many/' \"$2\"",
        seen.display()
    );
    editing.with(&each, "edit O1", "e\\ne\\na\\n").ends_with(8);
    let counts = std::fs::read_to_string(format!("{}.count", seen.display())).expect("counts");
    let counts: Vec<&str> = counts.lines().collect();
    assert_eq!(counts.len(), 3);
    assert_eq!((counts[0], counts[1]), ("0", counts[2]));
    assert_eq!(editing.drafts(), 0);
}

#[test]
fn what_somebody_else_changed_meanwhile_is_shown_and_not_overwritten() {
    let Some(editing) = Editing::new() else {
        return skipped("script is not installed");
    };
    let both = "okr set O1 title='Theirs alone' owner=li -q --no-input < /dev/null > /dev/null 2>&1\nsed -i s/Ship/Sail/ \"$2\"";
    let ended = editing.with(both, "edit O1", "s\\n").ends_with(8);
    let text = ended.text();
    assert!(text.contains("E502"), "{text}");
    assert!(
        text.contains("Theirs alone") && text.contains("Sail a product"),
        "{text}"
    );
    assert!(editing.title().contains("Theirs alone"));
    // Having seen it, the writer has the last word, on this field only.
    editing.with("true", "edit --draft 1", "").succeeds();
    assert!(editing.title().contains("Sail a product"));
    let owner = editing.desk.okr(&["show", "O1", "--json=owner"]).succeeds();
    assert!(owner.text().contains("li"), "{}", owner.text());
}

#[test]
fn a_kill_while_the_editor_runs_loses_no_text() {
    let Some(editing) = Editing::new() else {
        return skipped("script is not installed");
    };
    let killed = editing.with(&format!("{SAIL}\nkill -9 $PPID"), "edit O1", "");
    assert_ne!(killed.code, Some(0));
    assert_eq!(editing.drafts(), 1);
    assert!(editing.title().contains("Ship a product"));
    editing.with("true", "edit --draft 1", "").succeeds();
    assert!(editing.title().contains("Sail a product"));
    insist_sound(&editing.desk);
}

#[test]
fn every_title_comes_back_from_its_line() {
    let desk = Desk::with_book();
    for title in [
        "- a dash",
        "# a heading",
        "#comment",
        "O1 in front",
        "K1",
        "owner: ana    team: web",
        "drop: yes",
        "cycle 2026Q3",
        "\"in quotes\"",
        "two\nlines\r\n  and a third",
        "\u{1b}[31mred\u{7} \u{9b}",
        "測試覆蓋率 🚀 👩‍🚀",
        "a  b\tc  ",
        "\u{202e}reversed",
        "back\\slash\\n",
    ] {
        desk.okr(&[
            "add",
            "kr",
            "--to",
            "O1",
            "--no-tips",
            "-q",
            "--kind",
            "milestone",
            "--",
            title,
        ])
        .succeeds();
        desk.okr(&["add", "objective", "-q", "--no-tips", "--", title])
            .succeeds();
    }
    desk.sh("okr export -o plan.outline").succeeds();
    let same = desk.sh("okr apply plan.outline").succeeds();
    assert!(same.text().is_empty(), "{}", same.text());
    assert!(same.errors().contains("nothing changed"));
    // A file that does not say when it was written has the last word, and brings every word back.
    let before = desk.okr(&["list", "--json=id,title"]).succeeds().text();
    for id in 2..=17 {
        desk.okr(&["set", &format!("O{id}"), "title=gone", "-q"]);
    }
    desk.sh("sed -i '/^#: as of/d' plan.outline && okr apply plan.outline -q")
        .succeeds();
    let after = desk.okr(&["list", "--json=id,title"]).succeeds().text();
    assert_eq!(titles(&before), titles(&after));
}

fn titles(document: &str) -> serde_json::Value {
    let document: serde_json::Value = serde_json::from_str(document).expect("JSON");
    document["items"].clone()
}
