//! The forty-two sentences of the design, each with the measure it must give. One line per
//! sentence: sentence | kind | start | target, change or bound | unit | direction | questions and
//! warnings. `-` is nothing known.

use super::{Question, Reading, Warning, read};
use crate::domain::measure::{Direction, Kind};

const TABLE: &str = r#"
Reach 95% of lines tested | percent | - | 95 | % | up | ?start
Reduce bug reports by 30% against the release before it | relative | - | x0.7 | bug reports | down | ?baseline
Score 4.5/5 in the quarterly user surveys | rating | - | 4.5 | /5 | up | ?start
Increase search visits by 40% over Q3 | relative | - | x1.4 | search visits | up | ?baseline
Publish 12 well-read blog articles | count | 0 | 12 | articles | up |
Win 500 new readers for the email newsletter | count | 0 | 500 | readers | up |
Increase NPS from 32 to 45 | number | 32 | 45 | NPS | up |
Grow MRR from $80k to $120k | currency | 80000 | 120000 | USD | up |
Reach $1.2M ARR | currency | - | 1200000 | USD | up | ?start
Cut p95 latency from 800 ms to 300 ms | duration | 800 | 300 | ms | down |
Reduce churn from 5% to 3% | percent | 5 | 3 | % | down |
Reduce churn by 2% | percent | - | - | % | down | ?points-or-relative 2 ?baseline
Reduce churn by 2 percentage points | delta | - | -2 | pp | down | ?baseline
Improve conversion rate by 10% | percent | - | - | % | up | ?points-or-relative 10 ?baseline
Keep uptime above 99.9% | hold | - | 99.9.. | % | stay |
Maintain first response time under 4 hours | hold | - | ..4 | hours | stay |
Zero Sev-1 incidents | hold | 0 | 0 ..0 | Sev-1 incidents | stay |
Double weekly active users | relative | - | x2 | users | up | ?baseline
Halve onboarding time | relative | - | x0.5 | time | down | ?baseline
Hire 3 backend engineers | count | 0 | 3 | engineers | up |
Hire 3 engineers and 1 designer | count | 0 | 3 | engineers | up | ?split 2
Launch the mobile app | milestone | 0 | 1 | done | up | !task-like
Ship v2.0 | milestone | 0 | 1 | done | up | !task-like
Achieve SOC 2 Type II certification | milestone | 0 | 1 | done | up | !task-like
Run 3 customer interviews per week | hold | - | 3.. | interviews/week | stay | ?floor-or-total 3 week
Interview 30 customers | count | 0 | 30 | customers | up |
Get 8 out of 10 pilots to renew | count | 0 | 8 | of 10 pilots | up |
Rank in the top 3 for "okr cli" | rank | - | 3 | rank | down | ?start
90% of teams check in every week | hold | - | 90.. | % | stay |
Improve developer experience | unknown | - | - | - | up | ?how-measured
Increase traffic by 5,000 visits | delta | - | 5000 | visits | up | ?baseline
Close 1.234 deals | count | 0 | 1.234 | deals | up | !decimal 1.234 1234 !not-whole
Reduce cloud spend to €40k per month | currency | - | 40000 | EUR/month | down | ?start
Complete 100% of security training | percent | 0 | 100 | % | up |
Decrease build time to under 10 minutes | duration | - | 10 | minutes | down | ?start
Increase revenue | unknown | - | - | - | up | ?how-measured
Reach 10x signups | relative | - | x10 | signups | up | ?baseline
Save 200 hours of manual work | count | 0 | 200 | hours | up |
Raise average rating to 4.6 stars | rating | - | 4.6 | /5 | up | ?start
Spend less than $50k on ads | hold | - | ..50000 | USD | stay |
新規ユーザーを500人獲得する | count | 0 | 500 | 人 | up | !unknown-verb
Become #1 in customer love | rank | - | 1 | rank | down | ?start
"#;

/// A reading in the form of the table.
pub(super) fn row(reading: &Reading) -> String {
    let measure = &reading.measure;
    let text =
        |value: Option<crate::domain::quantity::Quantity>| value.map(|value| value.to_string());
    let factor = if measure.kind == Kind::Relative {
        "x"
    } else {
        ""
    };
    let bounds = (measure.low.is_some() || measure.high.is_some()).then(|| {
        format!(
            "{}..{}",
            text(measure.low).unwrap_or_default(),
            text(measure.high).unwrap_or_default()
        )
    });
    let change = text(measure.change).map(|change| format!("{factor}{change}"));
    let ends: Vec<String> = [text(measure.target), change, bounds]
        .into_iter()
        .flatten()
        .collect();
    let or_nothing = |text: String| {
        if text.is_empty() {
            "-".to_owned()
        } else {
            text
        }
    };
    let notes: Vec<String> = reading
        .questions
        .iter()
        .map(question)
        .chain(reading.warnings.iter().map(warning))
        .collect();
    let row = format!(
        "{} | {} | {} | {} | {} | {}",
        measure.kind.name(),
        or_nothing(text(measure.start).unwrap_or_default()),
        or_nothing(ends.join(" ")),
        measure.unit.as_deref().unwrap_or("-"),
        match measure.direction {
            Direction::Up => "up",
            Direction::Down => "down",
            Direction::Stay => "stay",
        },
        notes.join(" ")
    );
    row.trim_end().to_owned()
}

fn question(question: &Question) -> String {
    match question {
        Question::Start => "?start".into(),
        Question::Baseline => "?baseline".into(),
        Question::PointsOrRelative { amount } => format!("?points-or-relative {amount}"),
        Question::FloorOrTotal { amount, period } => format!("?floor-or-total {amount} {period}"),
        Question::Split { count } => format!("?split {count}"),
        Question::HowMeasured => "?how-measured".into(),
        Question::AroundWhat => "?around-what".into(),
        Question::Conditional => "?conditional".into(),
    }
}

fn warning(warning: &Warning) -> String {
    match warning {
        Warning::TaskLike => "!task-like".into(),
        Warning::UnknownVerb => "!unknown-verb".into(),
        Warning::NotWhole => "!not-whole".into(),
        Warning::DecimalPoint {
            read, thousands, ..
        } => format!("!decimal {read} {thousands}"),
        Warning::ThousandsDot { read, decimal, .. } => format!("!thousands {read} {decimal}"),
        Warning::TooLarge { .. } => "!too-large".into(),
        Warning::SmallM { text, .. } => format!("!million {text}"),
        Warning::OneOfSeveralTargets { others, .. } => format!("!aside {}", others.join(" ")),
        Warning::EndOfARange { other, .. } => format!("!aside {other}"),
        Warning::ChangeAside { change, .. } => format!("!change {change}"),
        Warning::AgainstItsVerb { .. } => "!against".into(),
    }
}

/// Reads every line of a table and gives the lines that came out differently.
pub(super) fn differences(table: &str) -> Vec<String> {
    let lines = table.lines().filter(|line| !line.is_empty());
    lines
        .filter_map(|line| {
            let (sentence, expected) = line.split_once(" | ")?;
            let found = row(&read(sentence));
            (found != expected.trim_end())
                .then(|| format!("{sentence}\n    wanted {expected}\n    found  {found}"))
        })
        .collect()
}

#[test]
fn the_forty_two_sentences_give_the_measures_of_the_design() {
    assert_eq!(TABLE.lines().filter(|line| !line.is_empty()).count(), 42);
    let differences = differences(TABLE);
    assert!(
        differences.is_empty(),
        "{} differ:\n{}",
        differences.len(),
        differences.join("\n")
    );
}
