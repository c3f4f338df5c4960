//! A finding in words: what is so, and the line or the question that helps. The same words after `add`
//! and in `lint`.

use okr_core::lint::{Finding, Rule};

use super::{dates, status};

/// What was found, as the end of a sentence that begins with the record: `is a task`.
#[must_use]
pub fn sentence(finding: &Finding) -> String {
    let count = finding.count.unwrap_or_default();
    let about = finding.about.as_deref().unwrap_or_default();
    match finding.rule {
        Rule::NumberInObjective => "is an objective with a number in it".to_owned(),
        Rule::LongObjective => format!("has {count} words"),
        Rule::NoKeyResult => "has no key result".to_owned(),
        Rule::NoMetric => "has no metric or no target".to_owned(),
        Rule::NoStart => "has had no start for two weeks".to_owned(),
        Rule::NoWay => "has a target that is no way from its start".to_owned(),
        Rule::ManyKeyResults => format!("has {count} key results"),
        Rule::ManyObjectives => format!("is one of {count} objectives of {about}"),
        Rule::OneKeyResult => "has one single key result".to_owned(),
        Rule::ServesNothing => "serves no vision and no other objective".to_owned(),
        Rule::NoOwner => "has no owner".to_owned(),
        Rule::TaskLike => "is a task".to_owned(),
        Rule::CountsOutput => "counts an output".to_owned(),
        Rule::VagueWord => format!("says \"{about}\" without a number"),
        Rule::TwoTargets => format!("has a second number, {about}"),
        Rule::NoQuality => "only counts what is put out".to_owned(),
        Rule::SameMetric => format!("measures the same as {about}"),
        Rule::OutsideCycle => format!("names {about}, which is not in its cycle"),
        Rule::LongSilence => format!("has had no check-in for {}", dates::days(count)),
        Rule::SameConfidence => {
            "has had the same confidence for four weeks while its pace fell".to_owned()
        }
        Rule::TargetLowered => "has a lower target than was agreed at the opening".to_owned(),
        Rule::AlwaysReached => "and the cycle before it were reached in full".to_owned(),
        Rule::BlockedWithoutAsk => {
            format!(
                "has been blocked for {} and nobody was asked",
                dates::days(count)
            )
        }
        Rule::ConfidenceAgainstPace => format!("has confidence {count} against its pace"),
    }
}

/// What helps: a question to think about or a whole line to type.
#[must_use]
pub fn suggestion(finding: &Finding) -> String {
    let id = &finding.id;
    match finding.rule {
        Rule::NumberInObjective => {
            format!("move the number to a key result: okr add \"…\" --to {id}")
        }
        Rule::LongObjective => "what would you say in the lift?".to_owned(),
        Rule::NoKeyResult => format!("okr add \"…\" --to {id}, or okr drop {id}"),
        Rule::NoMetric => format!("how will you know? okr set {id} target=…"),
        Rule::NoStart => format!("okr set {id} start=…"),
        Rule::NoWay => format!("check the direction: okr set {id} start=… target=…"),
        Rule::ManyKeyResults => "keep the three that matter".to_owned(),
        Rule::ManyObjectives => "start small".to_owned(),
        Rule::OneKeyResult => {
            format!("one number can be gamed; add one that balances it: okr add \"…\" --to {id}")
        }
        Rule::ServesNothing => format!("okr move {id} --to V1; leaders see only what is aligned"),
        Rule::NoOwner => format!("name one person: okr set {id} owner=…"),
        Rule::TaskLike => "what changes once it is done?".to_owned(),
        Rule::CountsOutput => "what changes for those it is for?".to_owned(),
        Rule::VagueWord => "by how much, measured how?".to_owned(),
        Rule::TwoTargets => "split it: one target for each key result".to_owned(),
        Rule::NoQuality => {
            format!("add one that says whether it is any good: okr add \"…\" --to {id}")
        }
        Rule::SameMetric => "keep one, or say what differs".to_owned(),
        Rule::OutsideCycle => format!("okr set {id} due=end, or move it to its cycle"),
        Rule::LongSilence => format!("okr checkin {id} VALUE"),
        Rule::SameConfidence => "ask again: what are the odds?".to_owned(),
        Rule::TargetLowered => format!("that may be right; both are kept: okr why {id}"),
        Rule::AlwaysReached => "aim higher this time".to_owned(),
        Rule::BlockedWithoutAsk => format!("okr ask \"…\" --for {id}"),
        Rule::ConfidenceAgainstPace => format!("one of the two is wrong: okr why {id}"),
    }
}

/// `3 findings: 1 to fix, 2 to think about`; nothing to say when there are none.
#[must_use]
pub fn counted(found: &[Finding]) -> Option<String> {
    use okr_core::lint::Level;
    let of = |level: Level| found.iter().filter(|one| one.rule.level() == level).count();
    let (fix, think, tips) = (of(Level::Fix), of(Level::Think), of(Level::Tip));
    let mut parts = Vec::new();
    if fix > 0 {
        parts.push(format!("{fix} to fix"));
    }
    if think > 0 {
        parts.push(format!("{think} to think about"));
    }
    if tips > 0 {
        parts.push(status::counted(tips, "tip"));
    }
    (!parts.is_empty()).then(|| {
        format!(
            "{}: {}",
            status::counted(found.len(), "finding"),
            parts.join(", ")
        )
    })
}
