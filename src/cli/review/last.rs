//! The last page in lines: what it says, then one list of numbered proposals to pick from. Everything
//! on it is optional; the end of the input finishes.

use std::collections::BTreeSet;

use okr_core::act::Action;
use okr_core::review::{self, End};
use okr_core::{Kind, Result};

use super::Held;
use super::plain::{do_beside, undo};
use crate::cli::Answer;
use crate::cli::session::Session;
use crate::words::review as words;
use crate::words::review::offers::Offer;
use crate::words::shell;

/// Shows the last page and does what is picked. Answers whether the person went back to the cards.
///
/// # Errors
/// Those of the book and of the streams.
pub fn page(session: &mut Session<'_>, held: &mut Held) -> Result<bool> {
    let mut end = facts(session, held)?;
    let minutes = held.review.minutes(okr_core::time::Now::read().millis());
    let done = words::done(end.counts, minutes);
    let mut lines = vec![done];
    for section in words::last::sections(&held.review, &end, session.now.today) {
        lines.push(String::new());
        lines.push(section.heading.to_owned());
        lines.extend(section.lines);
    }
    lines.push(String::new());
    lines.push(words::next_review(end.next, session.now.today));
    for line in lines {
        let line = session.io.out.ruler.safe(&line).into_owned();
        session.io.changed(&line)?;
    }
    let mut offers = offer(session, held, &end)?;
    loop {
        let typed = match session.io.converse(words::LAST_QUESTION, None) {
            Ok(Answer::Text(text)) => text,
            Ok(Answer::Back) => {
                held.review.back();
                return Ok(true);
            }
            Ok(Answer::Empty) => return Ok(false),
            Err(error) if error.kind == Kind::Cancelled => return Ok(false),
            Err(error) => return Err(error),
        };
        let (word, rest) = typed.split_once(' ').unwrap_or((&typed, ""));
        match (word, rest.trim()) {
            ("q", "") => return Ok(false),
            ("m", "") => {
                end = facts(session, held)?;
                let ruler = session.io.out.ruler;
                let text = words::text::markdown(&held.review, &end, &ruler, session.now.today);
                session.io.print(&text)?;
            }
            ("w", text) if !text.is_empty() => {
                let win = Action::Win {
                    text: text.to_owned(),
                    about: Vec::new(),
                    thanks: Vec::new(),
                };
                do_beside(session, held, win, &shell::line(&["win", text]))?;
            }
            ("x", text) if !text.is_empty() => {
                let ask = Action::Ask {
                    text: text.to_owned(),
                    about: Vec::new(),
                };
                do_beside(session, held, ask, &shell::line(&["ask", text]))?;
            }
            ("u", "") | ("U", "") => {
                undo(session, held, word == "U")?;
                if held.review.card().is_some() {
                    return Ok(true);
                }
                end = facts(session, held)?;
                offers = offer(session, held, &end)?;
            }
            _ => {
                if pick(session, held, &typed, &offers)? {
                    // What is kept is no offer any more: a number never keeps a thing twice.
                    end = facts(session, held)?;
                    offers = offer(session, held, &end)?;
                }
            }
        }
    }
}

/// Lists what can be picked, with its numbers.
fn offer(session: &mut Session<'_>, held: &Held, end: &End) -> Result<Vec<Offer>> {
    let offers = words::offers::of(&held.review, end, held.cadence.every, session.now.today);
    if !offers.is_empty() {
        session.io.changed("")?;
        session.io.changed(words::PICK)?;
        for (number, offer) in offers.iter().enumerate() {
            let line = format!("{}. {}", number + 1, offer.line());
            let line = session.io.out.ruler.safe(&line).into_owned();
            session.io.changed(&line)?;
        }
    }
    Ok(offers)
}

fn facts(session: &mut Session<'_>, held: &Held) -> Result<End> {
    let (policy, day) = (session.policy(), session.now.today);
    let book = session.need_book()?;
    book.read(|connection| review::last_page(connection, &held.review, held.cadence, &policy, day))
}

/// `1 3` or `1,3`: all of them or, when one is no number of the list, none. Answers whether it was a choice.
fn pick(session: &mut Session<'_>, held: &mut Held, typed: &str, offers: &[Offer]) -> Result<bool> {
    let numbers: Option<BTreeSet<usize>> = typed
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .map(|word| word.parse::<usize>().ok()?.checked_sub(1))
        .collect();
    let is_choice = |numbers: &BTreeSet<usize>| numbers.iter().all(|number| *number < offers.len());
    let Some(numbers) = numbers.filter(is_choice) else {
        session.io.refusal(&words::no_choice(typed, offers.len()));
        return Ok(false);
    };
    for offer in numbers.iter().filter_map(|number| offers.get(*number)) {
        do_beside(session, held, offer.action.clone(), &offer.command())?;
    }
    Ok(true)
}
