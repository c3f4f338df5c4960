//! The questions about a sentence, where somebody can answer: at most two, `<` goes back, Enter leaves
//! one open. Answers are put in by the core; an answer that does not fit is asked for again.

use okr_core::Result;
use okr_core::act::answer::{answer, is_open};
use okr_core::act::read::Draft;
use okr_core::capture::sentence::{self, Question};

use crate::cli::Answer;
use crate::cli::session::Session;

/// What came of the questions.
pub(super) enum Asked {
    One,
    Split(Vec<String>),
}

/// Asks the open questions, at most two. `<` goes back to the one before, Enter leaves one open.
pub(super) fn ask(session: &mut Session<'_>, draft: &mut Draft) -> Result<Asked> {
    let context = session.context();
    let mut earlier: Vec<Draft> = Vec::new();
    let mut passed: Vec<Question> = Vec::new();
    let told = |draft: &Draft| format!("    read as: {}", sentence::describe(&draft.new.measure));
    if !draft.questions.is_empty() {
        let line = told(draft);
        say(session, &line);
    }
    while earlier.len() < 2 {
        let Some(question) = draft
            .questions
            .iter()
            .find(|question| !passed.contains(question))
            .cloned()
        else {
            break;
        };
        match session
            .io
            .ask(&format!("    {}", wording(&question, draft)), None)?
        {
            Answer::Back => {
                if let Some(before) = earlier.pop() {
                    *draft = before;
                    passed.pop();
                }
            }
            Answer::Empty => {
                earlier.push(draft.clone());
                passed.push(question.clone());
                if question == Question::HowMeasured {
                    take(draft, &question, "milestone", &context)?;
                }
            }
            Answer::Text(text) => {
                let before = draft.clone();
                if let Question::Split { count } = question {
                    if text.to_lowercase().starts_with('y') {
                        return titles(session, count).map(Asked::Split);
                    }
                    draft.questions.retain(|other| *other != question);
                } else if let Err(error) = take(draft, &question, &text, &context) {
                    let reason = error
                        .why
                        .first()
                        .map(|reason| format!(". {reason}"))
                        .unwrap_or_default();
                    say(session, &format!("    {}{reason}", error.message));
                    continue;
                }
                earlier.push(before);
                passed.push(question);
            }
        }
    }
    Ok(Asked::One)
}

/// The question with the words that answer it where there are only a few.
fn wording(question: &Question, draft: &Draft) -> String {
    let text = question.text(&draft.new.measure);
    match question {
        Question::PointsOrRelative { .. } => format!("{text} points, relative"),
        Question::FloorOrTotal { .. } => format!("{text} floor, total"),
        Question::Split { .. } => format!("{text} y, n"),
        _ => text,
    }
}

fn take(
    draft: &mut Draft,
    question: &Question,
    text: &str,
    context: &okr_core::act::Context,
) -> Result<()> {
    answer(&mut draft.new.measure, question, text, context)?;
    let measure = &draft.new.measure;
    draft
        .questions
        .retain(|other| other != question && is_open(other, measure));
    let again = matches!(
        question,
        Question::HowMeasured | Question::Conditional | Question::FloorOrTotal { .. }
    );
    if again && is_open(&Question::Start, measure) && !draft.questions.contains(&Question::Start) {
        draft.questions.push(Question::Start);
    }
    Ok(())
}

fn titles(session: &mut Session<'_>, count: usize) -> Result<Vec<String>> {
    let mut titles = Vec::new();
    while titles.len() < count {
        match session.io.ask(
            &format!("    Key result {} of {count}", titles.len() + 1),
            None,
        )? {
            Answer::Text(title) => titles.push(title),
            Answer::Back => {
                titles.pop();
            }
            Answer::Empty if titles.is_empty() => {}
            Answer::Empty => break,
        }
    }
    Ok(titles)
}

fn say(session: &mut Session<'_>, line: &str) {
    let safe = session.io.err.ruler.safe(line).into_owned();
    session.io.remark(&safe);
}
