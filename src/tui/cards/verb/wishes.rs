//! The wish of each verb that needs more than one field, and the command line that says the same.

use okr_core::act::Action;
use okr_core::act::add::{Meta, NewObjective};
use okr_core::act::check_in::{Blocker, NewCheckIn, Rule};
use okr_core::act::grade::NewGrade;
use okr_core::capture::value::Source;
use okr_core::domain::record::Type;

use super::{Answers, Subject};
use crate::tui::effect::{Change, Wish};
use crate::words::shell;

pub(super) fn answer<'a>(answers: &'a Answers, name: &str) -> &'a str {
    let found = answers.iter().find(|(known, _)| known == name);
    found.map_or("", |(_, text)| text.trim())
}

pub(super) fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

pub(super) fn done(action: Action, command: String) -> Wish {
    Wish {
        change: Change::Do(action),
        command,
    }
}

/// One action for every record, kept and undone as one.
pub(super) fn each(ids: &[String], one: impl Fn(&str) -> (Action, String)) -> Option<Wish> {
    let mut all: Vec<(Action, String)> = ids.iter().map(|id| one(id)).collect();
    let (action, command) = match all.len() {
        0 => return None,
        1 => all.remove(0),
        _ => {
            let commands: Vec<String> = all.iter().map(|(_, command)| command.clone()).collect();
            let actions = all.into_iter().map(|(action, _)| action).collect();
            (Action::Together(actions), commands.join("; "))
        }
    };
    Some(done(action, command))
}

pub(super) fn check_in(ids: &[String], answers: &Answers) -> Option<Wish> {
    let value = some(answer(answers, "value"))?;
    let confidence = some(answer(answers, "confidence"));
    let note = some(answer(answers, "note"));
    let typed = answer(answers, "blocker");
    let blocker = match typed {
        "" => Blocker::Keep,
        text if text.eq_ignore_ascii_case("none") => Blocker::Clear,
        text => Blocker::Set(text.to_owned()),
    };
    let row = |id: &String| NewCheckIn {
        confidence: confidence.clone(),
        note: note.clone(),
        blocker: blocker.clone(),
        ..NewCheckIn::of(id.clone(), value.clone())
    };
    let line = |id: &String| {
        let mut words = vec!["checkin", id.as_str(), value.as_str()];
        let given = [
            ("-c", confidence.as_deref()),
            ("-m", note.as_deref()),
            ("-b", some(typed).as_deref().map(|_| typed)),
        ];
        for (flag, text) in given {
            words.extend(text.into_iter().flat_map(|text| [flag, text]));
        }
        shell::line(&words)
    };
    let command = ids.iter().map(line).collect::<Vec<_>>().join("; ");
    let rule = Rule {
        keep_going: false,
        any_date: false,
        from: Source::File,
    };
    let rows = ids.iter().map(row).collect();
    (!ids.is_empty()).then(|| done(Action::CheckIn { rows, rule }, command))
}

pub(super) fn edit(references: Vec<String>, answers: &Answers) -> Option<Wish> {
    let changes: Vec<(String, String)> = answers.to_vec();
    if changes.is_empty() || references.is_empty() {
        return None;
    }
    let fields: Vec<String> = changes
        .iter()
        .map(|(name, text)| format!("{name}={text}"))
        .collect();
    let mut words = vec!["set"];
    words.extend(references.iter().map(String::as_str));
    words.extend(fields.iter().map(String::as_str));
    let command = shell::line(&words);
    Some(done(
        Action::Set {
            references,
            changes,
        },
        command,
    ))
}

pub(super) fn add(place: Option<&Subject>, text: &str) -> Option<Wish> {
    let title = some(text)?;
    match place {
        Some(Subject {
            kind: Type::Objective,
            id,
            ..
        }) => Some(Wish {
            command: shell::line(&["add", &title, "--to", id]),
            change: Change::AddKeyResult {
                title,
                objective: id.clone(),
            },
        }),
        Some(place) => objective(Some(&place.id), &title),
        None => objective(None, &title),
    }
}

pub(super) fn objective(parent: Option<&String>, text: &str) -> Option<Wish> {
    let title = some(text)?;
    let mut words = vec!["add", title.as_str()];
    if let Some(parent) = parent {
        words.extend(["--to", parent.as_str()]);
    }
    let command = shell::line(&words);
    let new = NewObjective {
        title,
        parent: parent.cloned(),
        counts: false,
        cycle: None,
        meta: Meta::default(),
    };
    Some(done(Action::AddObjective(Box::new(new)), command))
}

/// Words with commas between.
fn listed(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(',')
        .map(|word| word.trim().to_owned())
        .filter(|word| !word.is_empty())
}

/// Adds each name to those that are thanked already.
pub(super) fn thank(wins: Vec<String>, answers: &Answers) -> Option<Wish> {
    let names = listed(answer(answers, "thanks"));
    let added = names.map(|name| ("thanks".to_owned(), format!("+{name}")));
    edit(wins, &added.collect::<Vec<_>>())
}

pub(super) fn win(about: Vec<String>, answers: &Answers) -> Option<Wish> {
    let text = some(answer(answers, "text"))?;
    let thanks: Vec<String> = listed(answer(answers, "thanks")).collect();
    let mut about = about;
    about.extend(listed(answer(answers, "for")));
    let mut words = vec!["win", text.as_str()];
    words.extend(about.iter().flat_map(|id| ["--for", id.as_str()]));
    words.extend(thanks.iter().flat_map(|name| ["--thanks", name.as_str()]));
    let command = shell::line(&words);
    Some(done(
        Action::Win {
            text,
            about,
            thanks,
        },
        command,
    ))
}

/// A grade of one record, from the fields that were filled in.
pub(super) fn grade(ids: Vec<String>, answers: &Answers) -> Option<Wish> {
    let [reference] = ids.as_slice() else {
        return None;
    };
    if answers.is_empty() {
        return None;
    }
    let given = |name: &str| {
        let is_given = answers.iter().any(|(known, _)| known == name);
        is_given.then(|| answer(answers, name).to_owned())
    };
    let new = NewGrade {
        reference: reference.clone(),
        score: given("score").filter(|score| !score.is_empty()),
        reason: given("reason"),
        cause: given("cause"),
        helped: given("helped"),
        hurt: given("hurt"),
        learned: given("learned"),
        next: given("next").filter(|next| !next.is_empty()),
        title: given("title").filter(|title| !title.is_empty()),
        target: given("target").filter(|target| !target.is_empty()),
        into: None,
    };
    let mut words = vec!["grade", reference.as_str()];
    words.extend(new.score.as_deref());
    let texts = [
        ("--reason", &new.reason),
        ("--cause", &new.cause),
        ("--helped", &new.helped),
        ("--hurt", &new.hurt),
        ("--learned", &new.learned),
        ("--next", &new.next),
        ("--title", &new.title),
        ("--target", &new.target),
    ];
    for (flag, text) in texts {
        words.extend(text.iter().flat_map(|text| [flag, text.as_str()]));
    }
    let command = shell::line(&words);
    Some(done(Action::Grade(Box::new(new)), command))
}
