//! From a sentence and fields by name to what `add` takes: the options of a command and the lines
//! of an outline are read here, by the rules of `set`. A field always wins over the sentence.

use super::Context;
use super::add::{Meta, NewKeyResult, NewObjective};
use super::answer::is_open;
use super::change::{
    KEYS, MEASURE_KEYS, day, in_order, read_ambition, read_weight, set_measure, set_words, settle,
    settle_by_verb, unknown_key,
};
use crate::capture::sentence::{self, Question, Warning};
use crate::domain::cycle::Cycle;
use crate::domain::measure::{Kind, Measure};
use crate::error::{Error, Result};

/// Fields by name, as typed.
pub type Typed = [(String, String)];

/// A key result to be, with what is still open about it, most important first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    pub new: NewKeyResult,
    pub questions: Vec<Question>,
    pub warnings: Vec<Warning>,
}

/// Reads the sentence, then the fields over it. `cycle` is the one its dates belong to.
///
/// # Errors
/// Whatever is wrong with a field.
pub fn key_result(
    title: &str,
    typed: &Typed,
    context: &Context,
    cycle: Option<&Cycle>,
) -> Result<Draft> {
    let reading = sentence::read(title);
    let mut draft = Draft {
        new: NewKeyResult {
            title: title.to_owned(),
            objective: None,
            measure: reading.measure,
            meta: Meta::default(),
        },
        questions: reading.questions,
        warnings: reading.warnings,
    };
    make_room(&mut draft, typed, context)?;
    let mut rest = Vec::new();
    for (key, value) in in_order(typed) {
        if !set_measure(&mut draft.new.measure, key, value, context, cycle)? {
            rest.push((key.to_owned(), value.to_owned()));
        }
    }
    settle(&mut draft.new.measure);
    if says(typed, &["target"]) && !says(typed, &["direction"]) {
        settle_by_verb(&mut draft.new.measure, title);
    }
    draft.new.meta = meta(&rest, context, cycle)?;
    let measure = &draft.new.measure;
    draft
        .questions
        .retain(|question| is_open(question, measure));
    if says(typed, &["kind", "hold", "target", "from-to", "steps"]) {
        draft.questions.retain(|question| {
            !matches!(
                question,
                Question::FloorOrTotal { .. } | Question::Split { .. }
            )
        });
        draft
            .warnings
            .retain(|warning| *warning == Warning::TaskLike && measure.kind == Kind::Milestone);
    }
    Ok(draft)
}

/// Reads an objective's fields. Fields of a measure are refused: an objective carries no number.
///
/// # Errors
/// Whatever is wrong with a field.
pub fn objective(
    title: &str,
    typed: &Typed,
    context: &Context,
    cycle: Option<&Cycle>,
) -> Result<NewObjective> {
    if let Some((key, _)) = typed
        .iter()
        .find(|(key, _)| MEASURE_KEYS.iter().any(|(known, _)| known == key))
    {
        return Err(Error::refused(
            "E220",
            format!("an objective has no {key}; that belongs to a key result"),
        )
        .why("An objective says where you want to be; its key results carry the numbers.")
        .next("okr add \"…\" --to O1"));
    }
    Ok(NewObjective {
        title: title.to_owned(),
        parent: None,
        counts: false,
        cycle: None,
        meta: meta(typed, context, cycle)?,
    })
}

fn says(typed: &Typed, keys: &[&str]) -> bool {
    typed.iter().any(|(key, _)| keys.contains(&key.as_str()))
}

/// Takes away what the sentence was read as where a field says that it is something else.
fn make_room(draft: &mut Draft, typed: &Typed, context: &Context) -> Result<()> {
    let kind = typed
        .iter()
        .find(|(key, _)| key == "kind")
        .map(|(_, value)| value.as_str());
    let open = draft.questions.first().cloned();
    if let Some(question @ Question::PointsOrRelative { .. }) = &open {
        match kind {
            Some("delta") => {
                super::answer::answer(&mut draft.new.measure, question, "points", context)?
            }
            Some("relative") => {
                super::answer::answer(&mut draft.new.measure, question, "relative", context)?
            }
            _ => {}
        }
    }
    let measure = &mut draft.new.measure;
    let numbers = says(typed, &["start", "baseline", "target", "from-to"]);
    if kind.is_none() && numbers {
        match measure.kind {
            Kind::Milestone => *measure = Measure::default(),
            Kind::Hold if says(typed, &["target", "from-to"]) => *measure = way_of_a_hold(measure),
            _ => {}
        }
    }
    Ok(())
}

/// A hold that is given a target is a way to go after all.
fn way_of_a_hold(hold: &Measure) -> Measure {
    let unit = hold.unit.clone();
    let kind = match unit.as_deref() {
        Some("%") => Kind::Percent,
        Some(unit) if unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase()) => {
            Kind::Currency
        }
        _ => Kind::Number,
    };
    Measure {
        kind,
        unit,
        ..Measure::default()
    }
}

fn meta(typed: &Typed, context: &Context, cycle: Option<&Cycle>) -> Result<Meta> {
    let mut meta = Meta::default();
    for (key, value) in typed {
        let word = || Some(value.trim().to_owned()).filter(|value| !value.is_empty());
        match key.as_str() {
            "owner" => {
                meta.owner = word()
                    .map(|typed| super::text::owner(&typed, context))
                    .transpose()?
            }
            "team" => meta.team = word(),
            "tag" | "tags" => set_words(&mut meta.tags, &plus(value), "the tag")?,
            "link" | "links" => set_words(&mut meta.links, &plus(value), "the link")?,
            "due" => {
                meta.due = word()
                    .map(|value| day(&value, context, cycle))
                    .transpose()?
            }
            "weight" => meta.weight = word().map(|value| read_weight(&value)).transpose()?,
            "ambition" => meta.ambition = word().map(|value| read_ambition(&value)).transpose()?,
            "handle" | "as" => meta.handle = word(),
            _ => {
                let known: Vec<(&str, &str)> = KEYS
                    .iter()
                    .chain(&MEASURE_KEYS)
                    .copied()
                    .filter(|(name, _)| {
                        !matches!(
                            *name,
                            "title" | "dropped" | "allow" | "blocker" | "cycle" | "counts"
                        )
                    })
                    .collect();
                return Err(unknown_key(key, &known));
            }
        }
    }
    Ok(meta)
}

/// Every word as one to add, so that a repeated option adds to the one before.
fn plus(value: &str) -> String {
    let words: Vec<String> = value
        .split(',')
        .map(|word| format!("+{}", word.trim().trim_start_matches('+')))
        .filter(|word| word.len() > 1)
        .collect();
    words.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act::answer::tests::context;
    use crate::domain::measure::Direction;
    use crate::domain::quantity::Quantity;

    fn read(title: &str, typed: &[(&str, &str)]) -> Draft {
        let typed: Vec<(String, String)> = typed
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect();
        key_result(title, &typed, &context(), None).expect("read")
    }

    #[test]
    fn a_field_wins_over_the_sentence_and_answers_its_question() {
        let draft = read("Reduce bug reports by 30%", &[("baseline", "120")]);
        assert_eq!(
            draft.new.measure.goal(draft.new.measure.start),
            Some(Quantity::from(84))
        );
        assert!(draft.questions.is_empty());
        let draft = read("Publish 12 blog articles", &[("target", "20")]);
        assert_eq!(draft.new.measure.target, Some(Quantity::from(20)));
    }

    #[test]
    fn a_kind_decides_between_points_and_percent_of_the_rate() {
        let draft = read(
            "Reduce churn by 2%",
            &[("kind", "delta"), ("baseline", "5%")],
        );
        assert_eq!(
            draft.new.measure.goal(draft.new.measure.start),
            Some(Quantity::from(3))
        );
        let draft = read(
            "Reduce churn by 2%",
            &[("kind", "relative"), ("baseline", "5%")],
        );
        assert_eq!(
            draft
                .new
                .measure
                .goal(draft.new.measure.start)
                .map(|goal| goal.to_string())
                .as_deref(),
            Some("4.9")
        );
    }

    #[test]
    fn numbers_turn_a_task_into_something_measured() {
        let draft = read(
            "Launch the mobile app",
            &[("start", "0"), ("target", "500")],
        );
        assert_eq!(draft.new.measure.kind, Kind::Number);
        assert!(
            draft.warnings.is_empty() && draft.questions.is_empty(),
            "{draft:?}"
        );
    }

    #[test]
    fn a_kind_without_its_unit_takes_the_one_that_is_typed() {
        let duration = [("kind", "duration"), ("from-to", "4h..30m")];
        let rating = [("target", "4.5/5")];
        for (title, typed, told) in [
            ("Build faster", &duration[..], "go down from 4 to 0.5 hours"),
            ("Launch the app", &duration, "go down from 4 to 0.5 hours"),
            (
                "Users are happy",
                &rating,
                "go up to 4.5/5 from a start you have not given yet",
            ),
        ] {
            let measure = read(title, typed).new.measure;
            assert_eq!(sentence::describe(&measure), told, "{title}");
        }
        assert_eq!(
            read("Users are happy", &rating).new.measure.scale,
            Some(Quantity::from(5))
        );
    }

    #[test]
    fn a_hold_with_a_target_is_a_way() {
        let draft = read("Keep uptime above 99.9%", &[("from-to", "99%..99.9%")]);
        assert_eq!(draft.new.measure.kind, Kind::Percent);
        assert_eq!(
            (draft.new.measure.low, draft.new.measure.high),
            (None, None)
        );
    }

    #[test]
    fn an_objective_takes_no_number_and_an_unknown_field_is_named() {
        let typed = [("target".to_owned(), "5".to_owned())];
        assert_eq!(
            objective("Ship", &typed, &context(), None)
                .expect_err("refused")
                .code,
            "E220"
        );
        let typed = [("ownr".to_owned(), "li".to_owned())];
        let error = objective("Ship", &typed, &context(), None).expect_err("refused");
        assert_eq!(
            (error.code, error.next),
            ("E114", vec!["owner=…".to_owned()])
        );
    }

    #[test]
    fn a_target_beside_a_sentence_goes_the_way_of_its_verb() {
        for (title, way) in [
            ("Reduce open bugs", Direction::Down),
            ("Cut the wait for support", Direction::Down),
            ("Decrease cost per ticket", Direction::Down),
            ("Fehler senken", Direction::Down),
            ("Improve the load time", Direction::Up),
            ("Increase signups", Direction::Up),
        ] {
            let draft = read(title, &[("target", "10")]);
            assert_eq!(draft.new.measure.direction, way, "{title}");
        }
        let draft = read("Reduce bugs", &[("target", "10"), ("direction", "up")]);
        assert_eq!(draft.new.measure.direction, Direction::Up);
    }

    #[test]
    fn repeated_tags_add_up() {
        let typed = [
            ("tag".to_owned(), "b,a".to_owned()),
            ("tag".to_owned(), "c".to_owned()),
        ];
        assert_eq!(
            objective("Ship", &typed, &context(), None)
                .expect("read")
                .meta
                .tags,
            ["a", "b", "c"]
        );
    }
}
