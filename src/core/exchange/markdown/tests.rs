//! Layouts of lists, in texts of our own.

use super::super::Mapping;
use super::read;

fn told(text: &str) -> Vec<(String, Vec<String>)> {
    let found = read(text, &Mapping::default()).expect("read");
    let short = |objective: &super::super::FoundObjective| {
        let krs = objective
            .key_results
            .iter()
            .map(|kr| kr.title.clone())
            .collect();
        (objective.title.clone(), krs)
    };
    found.objectives.iter().map(short).collect()
}

fn expected(title: &str, krs: &[&str]) -> (String, Vec<String>) {
    (
        title.to_owned(),
        krs.iter().map(|kr| (*kr).to_owned()).collect(),
    )
}

#[test]
fn headings_bold_lines_labels_and_nested_lists_say_the_same() {
    let same = [expected(
        "Ship a product people trust",
        &["Reach 95% of lines tested", "Publish 12 articles"],
    )];
    for text in [
        "## Ship a product people trust\n\n- Reach 95% of lines tested\n- Publish 12 articles\n",
        "**Ship a product people trust**\n- [ ] Reach 95% of lines tested\n- [x] Publish 12 articles (@li) => 0.7\n",
        "# Q3 2026\n- Ship a product people trust\n  - Reach 95% of lines tested\n  - Publish 12 articles\n",
        "- **Objective:** Ship a product people trust\n  - **Key Result:** Reach 95% of lines tested\n  - **Key Result:** Publish 12 articles\n",
        "Objective: Ship a product people trust\nKR1: Reach 95% of lines tested\nKR2: Publish 12 articles\n",
        "1. **OBJECTIVE: Ship a product people trust**\n   - KR: Reach 95% of lines tested\n   - KR: [P0] Publish 12 articles - @li\n",
        "### O1: Ship a product people trust\n#### Key Results\n1. Reach 95% of lines tested\n2. Publish 12\n   articles\n",
        "## Ziel: Ship a product people trust\n- Schlüsselergebnis 1: Reach 95% of lines tested\n- Schlüsselergebnis 2: Publish 12 articles\n",
        "| Objective | Key result | Owner |\n|---|---|---|\n| Ship a product people trust | Reach 95% of lines tested | ana |\n| | Publish 12 articles | li |\n",
        "## Ship a product people trust\n\n| Key result | Owner |\n|---|---|\n| Reach 95% of lines tested | ana |\n| Publish 12 articles | li |\n",
    ] {
        assert_eq!(told(text), same, "{text}");
    }
}

#[test]
fn a_bar_behind_a_backslash_is_a_sign_of_its_cell() {
    let text = "| Objective | Key result | Owner |\n|---|---|---|\n| Ship a \\| b | Reach 5% of x\\|y | |\n";
    assert_eq!(told(text), [expected("Ship a | b", &["Reach 5% of x|y"])]);
    let found = read(text, &Mapping::default()).expect("read");
    assert!(found.left.is_empty(), "{:?}", found.left);
}

#[test]
fn a_percent_on_both_sides_of_an_arrow_is_the_way_and_no_score() {
    let text = "# Ship\n- Test coverage 61% => 80%\n- Publish the report => 70%\n";
    let krs = ["Test coverage 61% => 80%", "Publish the report"];
    assert_eq!(told(text), [expected("Ship", &krs)]);
}

#[test]
fn every_line_is_a_record_a_part_of_one_or_told() {
    let text = "# Plan\n\nWe like this.\n\n```\ncode\n```\n## Ship\n- Reach 5%\n  - how: by tests\n- \n\n## Empty\n| a | b |\n";
    let found = read(text, &Mapping::default()).expect("read");
    let mut lines: Vec<usize> = found
        .left
        .iter()
        .map(|left| left.line)
        .chain(found.parts.iter().copied())
        .collect();
    for objective in &found.objectives {
        lines.push(objective.line);
        lines.extend(objective.key_results.iter().map(|kr| kr.line));
    }
    for (place, line) in text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.is_empty())
    {
        assert!(lines.contains(&(place + 1)), "line {}: {line}", place + 1);
    }
}
