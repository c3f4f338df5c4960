//! Outlines as people paste them, and lines that are refused by their number.

use super::*;
use okr_core::capture::number::Comma;
use okr_core::domain::assess::Policy;
use okr_core::domain::cycle::Calendar;
use okr_core::time::Now;

fn plan(text: &str) -> Result<Plan> {
    let context = Context {
        now: Now::noon_of(chrono::NaiveDate::from_ymd_opt(2026, 8, 28).expect("a day")),
        by: String::new(),
        command: String::new(),
        comma: Comma::Auto,
        policy: Policy::default(),
        calendar: Calendar::default(),
        watch: Default::default(),
    };
    read(text, &context, None)
}

/// `O title`, `  K title`, with the line each came from.
fn told(text: &str) -> Vec<String> {
    let plan = plan(text).expect("an outline");
    let line = |(line, new): &(usize, New)| match new {
        New::Vision { title, .. } => format!("{line} V {title}"),
        New::Objective(new) => format!("{line} O {}", new.title),
        New::KeyResult(new) => format!("{line} K {}", new.title),
    };
    plan.lines.iter().map(line).collect()
}

#[test]
fn one_outline_in_many_hands_is_the_same() {
    let plain = "Ship a product people trust\n   owner: ana\n   - Reach 95% of lines tested\n   - Publish 12 blog articles\nGrow\n";
    let expected = [
        "1 O Ship a product people trust",
        "3 K Reach 95% of lines tested",
        "4 K Publish 12 blog articles",
        "5 O Grow",
    ];
    assert_eq!(told(plain), expected);
    let markdown = "# Ship a product people trust\n\n- Reach 95% of lines tested\n* Publish 12 blog articles\n## Grow\n";
    assert_eq!(
        told(markdown),
        [
            "1 O Ship a product people trust",
            "3 K Reach 95% of lines tested",
            "4 K Publish 12 blog articles",
            "5 O Grow"
        ]
    );
    let bullets = "- Ship a product people trust\r\n  - Reach 95% of lines tested\r\n  - Publish 12 blog articles\r\n- Grow\r\n";
    assert_eq!(
        told(bullets),
        [
            "1 O Ship a product people trust",
            "2 K Reach 95% of lines tested",
            "3 K Publish 12 blog articles",
            "4 O Grow"
        ]
    );
    let indented = "\u{feff}Ship a product people trust\n\tReach 95% of lines tested\n\tPublish 12 blog articles\nGrow";
    assert_eq!(
        told(indented),
        [
            "1 O Ship a product people trust",
            "2 K Reach 95% of lines tested",
            "3 K Publish 12 blog articles",
            "4 O Grow"
        ]
    );
}

#[test]
fn fields_belong_to_the_line_above() {
    let plan = plan(
        "cycle 2026Q4\nvision Teams trust their software\n#no title\nShip\n   owner: ana maria    team: web  serves: vision\n   - Reach 95% of lines tested\n     start:  81%\ttags: quality, speed\n     due: 2026-12-01\n",
    )
    .expect("an outline");
    let [
        (2, New::Vision { .. }),
        (4, New::Objective(objective)),
        (6, New::KeyResult(kr)),
    ] = plan.lines.as_slice()
    else {
        panic!("{:?}", plan.lines);
    };
    assert_eq!(objective.meta.owner.as_deref(), Some("ana maria"));
    assert_eq!(
        (
            objective.meta.team.as_deref(),
            objective.parent.as_deref(),
            objective.cycle.as_deref()
        ),
        (Some("web"), Some("vision"), Some("2026Q4"))
    );
    assert_eq!(
        kr.measure.start.map(|start| start.to_string()).as_deref(),
        Some("81")
    );
    assert_eq!(kr.meta.tags, ["quality", "speed"]);
    assert!(plan.drafts[0].questions.is_empty());
}

#[test]
fn a_wrong_line_is_refused_by_its_number() {
    for (text, code, line) in [
        ("Ship\n  - K3 Reach 95%\n", "E227", 2),
        ("\nO1 Ship\n", "E227", 2),
        ("vision V1 Trust\n", "E227", 1),
        ("Ship\n  ownr: ana\n", "E114", 2),
        ("owner: ana\n", "E223", 1),
        ("  owner: ana\n", "E223", 1),
        ("Ship\n  target: 5\n", "E220", 2),
        (
            "Ship\n  - Reach 95% of lines tested\n    owner: li\n    start: 95%\n",
            "E214",
            4,
        ),
        (
            "Ship\n  - Reach 95% of lines tested\n    due: someday\n",
            "E201",
            3,
        ),
    ] {
        let refused = plan(text).and_then(|plan| {
            for (line, new) in &plan.lines {
                if let New::KeyResult(new) = new {
                    okr_core::act::change::check_measure(&new.measure)
                        .map_err(|error| error.at(line + 2, "1"))?;
                }
            }
            Ok(plan)
        });
        let error = refused.expect_err(text);
        assert_eq!(
            (error.code, error.at.as_ref().map(|at| at.line)),
            (code, Some(line)),
            "{text}: {error:?}"
        );
    }
}

#[test]
fn a_title_with_a_colon_or_an_id_of_another_kind_stays_a_title() {
    assert_eq!(
        told("Trust: the first word\n  - Reach: 95% of lines tested\n  - V2 is out\n"),
        [
            "1 O Trust: the first word",
            "2 K Reach: 95% of lines tested",
            "3 K V2 is out"
        ]
    );
    assert_eq!(
        told("cycle of life matters\n"),
        ["1 O cycle of life matters"]
    );
}

#[test]
fn what_has_no_place_goes_to_the_record_named() {
    let above = Found {
        kind: Type::Objective,
        uid: okr_core::domain::id::Uid::random(),
        id: "O7".to_owned(),
        title: String::new(),
        dropped: None,
    };
    let plan = plan("- Publish 12 articles\n# Grow\n- Win 500 readers\n")
        .expect("an outline")
        .placed(Some(&above), true, Some("2026Q4".to_owned()))
        .expect("placed");
    let [
        (_, New::KeyResult(first)),
        (_, New::Objective(objective)),
        (_, New::KeyResult(second)),
    ] = plan.lines.as_slice()
    else {
        panic!("{:?}", plan.lines);
    };
    assert_eq!(
        (first.objective.as_deref(), second.objective.as_deref()),
        (Some("O7"), None)
    );
    assert_eq!(
        (
            objective.parent.as_deref(),
            objective.counts,
            objective.cycle.as_deref()
        ),
        (Some("O7"), true, Some("2026Q4"))
    );
}
