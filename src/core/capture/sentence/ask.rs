//! What is left to ask or to warn about after a sentence was read, in one friendly line each.
//! A question never carries a guess as its answer.

use crate::domain::measure::{Kind, Measure};
use crate::domain::quantity::Quantity;

/// Something the sentence did not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Where it stands now.
    Start,
    /// What the change is a change of.
    Baseline,
    /// `churn by 2%`: points, or percent of the rate.
    PointsOrRelative { amount: Quantity },
    /// `3 interviews per week`: a floor every week, or a total.
    FloorOrTotal { amount: Quantity, period: String },
    /// Several targets in one sentence.
    Split { count: usize },
    /// There is no number at all.
    HowMeasured,
    /// `± 25%` of what.
    AroundWhat,
    /// The only number stands in a clause with if or when.
    Conditional,
}

impl Question {
    /// One line that ends in a question mark; `measure` is the one that was read with it.
    #[must_use]
    pub fn text(&self, measure: &Measure) -> String {
        let unit = measure.unit.as_deref();
        match self {
            Self::Start if measure.kind == Kind::Rank => "What is the rank now?".into(),
            Self::Start => match unit {
                Some("%") => "What is the percentage now?".into(),
                Some(unit) if unit.starts_with("of ") => format!("How many {unit} is it now?"),
                Some(unit) if unit.starts_with('/') => {
                    format!("What is the value now, out of {}?", &unit[1..])
                }
                Some(unit) => format!("What is the value now, in {unit}?"),
                None => "What is the value now?".into(),
            },
            Self::Baseline => match unit {
                Some("%" | "pp") => "What was the percentage before?".into(),
                Some(unit) if super::vocabulary::is_amount(unit) => {
                    format!("What were the {unit} before?")
                }
                Some(unit) if super::thing::is_plural(unit) => format!("What was the number of {unit} before?"),
                Some(unit) => format!("What was it before, in {unit}?"),
                None => "What was it before?".into(),
            },
            Self::PointsOrRelative { amount } => {
                format!("By {amount} percentage points, or by {amount}% of the current rate?")
            }
            Self::FloorOrTotal { amount, period } => {
                format!("A floor of {amount} every {period}, or {amount} as a total?")
            }
            Self::Split { count } => format!("{count} targets in one sentence: split into {count} key results?"),
            Self::HowMeasured => {
                "How will you measure it: which number, and to what target? Enter: a milestone, done or not".into()
            }
            Self::AroundWhat => "Around what value should it stay?".into(),
            Self::Conditional => "The number is a condition here: what is the target?".into(),
        }
    }

    /// The words to type that answer it where nothing can be asked. A start is never made up, not
    /// even as an example.
    #[must_use]
    pub fn flag(&self) -> String {
        match self {
            Self::Start => "--start VALUE".into(),
            Self::Baseline => "--baseline VALUE".into(),
            Self::PointsOrRelative { .. } => "--kind delta".into(),
            Self::FloorOrTotal { amount, .. } => format!("--hold {amount}.."),
            Self::Split { .. } => "--target 1".into(),
            Self::HowMeasured => "--from-to FROM..TO".into(),
            Self::AroundWhat => "--hold LOW..HIGH".into(),
            Self::Conditional => "--target VALUE".into(),
        }
    }
}

/// Something that was read in a way the writer may not have meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// It is a task; nothing says what changes.
    TaskLike,
    /// No verb was recognised, so up was taken as better.
    UnknownVerb,
    /// A count with a fraction.
    NotWhole,
    /// `1.234`: the dot was read as a decimal point.
    DecimalPoint {
        text: String,
        read: Quantity,
        thousands: Quantity,
    },
    /// `10.000`: the dot was read as a thousands mark.
    ThousandsDot {
        text: String,
        read: Quantity,
        decimal: Quantity,
    },
    /// The number has more digits than can be kept.
    TooLarge { text: String },
    /// `5m` was read as five million where it may be five minutes.
    SmallM { text: String, read: Quantity },
    /// Other numbers were left aside.
    OneOfSeveralTargets { read: String, others: Vec<String> },
    /// `5 to 10 minutes`: one end was taken.
    EndOfARange { read: String, other: String },
    /// `by $20k to $120k`: the change was left aside, no start is worked out from it.
    ChangeAside { read: String, change: String },
    /// `Reduce churn from 3% to 5%`: the numbers say the opposite of the verb.
    AgainstItsVerb {
        verb: String,
        start: Quantity,
        target: Quantity,
    },
}

impl Warning {
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::TaskLike => "task-like: what changes once it is done?".into(),
            Self::UnknownVerb => "verb not recognised; direction assumed up".into(),
            Self::NotWhole => "a count is not a whole number".into(),
            Self::DecimalPoint {
                text,
                read,
                thousands,
            } => {
                format!("'{text}' read as {read}; write {thousands} if you meant thousands")
            }
            Self::ThousandsDot {
                text,
                read,
                decimal,
            } => {
                format!("'{text}' read as {read}; write {decimal} if the dot is a decimal point")
            }
            Self::TooLarge { text } => {
                format!("'{text}' is too large to keep: numbers stay below 1 000 000 000 000 000")
            }
            Self::SmallM { text, read } => {
                format!("'{text}' read as {read}; write {text}in if you meant minutes")
            }
            Self::OneOfSeveralTargets { read, others } => {
                let count = match others.len() {
                    1 => "two".to_owned(),
                    more => (more + 1).to_string(),
                };
                let others: Vec<String> = others.iter().map(|other| format!("'{other}'")).collect();
                let verb = if others.len() == 1 { "is" } else { "are" };
                format!(
                    "{count} numbers: '{read}' is taken as the target, {} {verb} left aside",
                    others.join(" and ")
                )
            }
            Self::EndOfARange { read, other } => {
                format!("a range: '{read}' is taken as the target, '{other}' is left aside")
            }
            Self::ChangeAside { read, change } => {
                format!("'{read}' is taken as the target, the change of '{change}' is left aside")
            }
            Self::AgainstItsVerb {
                verb,
                start,
                target,
            } => {
                let way = if target < start { "falls" } else { "rises" };
                format!(
                    "'{verb}' is said, but from {start} to {target} it {way}: check the direction"
                )
            }
        }
    }

    /// The code of the lint rule with the same finding.
    #[must_use]
    pub fn code(&self) -> Option<&'static str> {
        match self {
            Self::TaskLike => Some("L12"),
            Self::OneOfSeveralTargets { .. } => Some("L15"),
            Self::AgainstItsVerb { .. } => Some("L06"),
            _ => None,
        }
    }
}
