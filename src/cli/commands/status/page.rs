//! The status page: at most 20 lines of a terminal, the same lines in a pipe, and sentences in line
//! mode. Everything that comes from people is made safe here.

use chrono::NaiveDate;
use okr_core::report::item::Item;
use okr_core::report::status::Standing;

use crate::cli::manners::Surface;
use crate::cli::output::Form;
use crate::words::glyphs::GlyphSet;
use crate::words::tone::Tone;
use crate::words::{item, progress, status as words};

/// Objectives shown before the rest is only counted, so that the page stays within 20 lines.
const MOST: usize = 7;
/// Beyond this the eye loses the line.
const WIDEST: usize = 96;
/// The column of labels: `Needs you   `.
const LABEL: usize = 12;

pub fn rendered(found: &Standing<'_>, day: NaiveDate, form: Form, surface: &Surface) -> String {
    match form {
        Form::Table => page(found, day, surface),
        Form::Plain => plain(found, day),
        // A list reads well both aloud and in Markdown.
        Form::Md => sentences(found, day)
            .iter()
            .map(|line| format!("- {}\n", surface.ruler.safe(line)))
            .collect(),
        _ => sentences(found, day)
            .iter()
            .map(|line| format!("{}\n", surface.ruler.safe(line)))
            .collect(),
    }
}

fn page(found: &Standing<'_>, day: NaiveDate, surface: &Surface) -> String {
    let ruler = surface.ruler;
    let mut lines = vec![head(found, day, surface)];
    if !found.objectives.is_empty() {
        lines.push(String::new());
        lines.extend(objectives(&found.objectives, surface));
    }
    lines.push(String::new());
    let mut label = "Needs you";
    for need in &found.needs {
        let state = words::need(need);
        let name = format!("{} {}", need.item.id(), need.item.head.title);
        let state = ruler.safe(&state).into_owned();
        let taken = LABEL + 2 + ruler.width(&state);
        let room = surface.width.min(WIDEST).saturating_sub(taken).max(12);
        let name = ruler.safe(&name);
        let line = format!(
            "{}  {state}",
            ruler.pad_right(&ruler.cut(&name, room), room)
        );
        lines.push(labelled(label, &cut(&line, surface), surface));
        lines.push(labelled("", &words::waiting(need), surface));
        label = "";
    }
    let due = &found.due;
    let mut label = "This week";
    if due.total > 0 && due.items.is_empty() {
        lines.push(labelled(label, &words::up_to_date(due, day), surface));
        label = "";
        if let Some(win) = &found.newest_win {
            let text = format!("{} {}", ruler.figures().win, ruler.safe(&win.title));
            let text = surface.paint(Tone::Win, &cut(&text, surface));
            lines.push(labelled(label, &text, surface));
        }
    }
    let facts = words::this_week(found);
    if !facts.is_empty() {
        lines.push(labelled(label, &cut(&facts.join("   "), surface), surface));
    }
    if !found.next.is_empty() {
        if lines.last().is_some_and(|line| !line.is_empty()) {
            lines.push(String::new());
        }
        lines.push(labelled("Next", &next(found, surface), surface));
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
        .iter()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

/// As many suggestions as fit in the line.
fn next(found: &Standing<'_>, surface: &Surface) -> String {
    let ruler = surface.ruler;
    let mut line = String::new();
    for suggestion in found.next.iter().take(3) {
        let text = words::next(suggestion);
        let text = ruler.safe(&text);
        let gap = if line.is_empty() { "" } else { "     " };
        if !line.is_empty()
            && LABEL + ruler.width(&line) + gap.len() + ruler.width(&text) > surface.width
        {
            break;
        }
        line.push_str(gap);
        line.push_str(&text);
    }
    line
}

fn labelled(label: &str, text: &str, surface: &Surface) -> String {
    let painted = surface.paint(Tone::Heading, label);
    let gap = " ".repeat(LABEL.saturating_sub(label.len()));
    format!("{painted}{gap}{text}")
}

/// What fits beside a label.
fn cut(text: &str, surface: &Surface) -> String {
    surface
        .ruler
        .cut(text, surface.width.saturating_sub(LABEL))
        .into_owned()
}

/// Cycle, week and time on the left, how much there is on the right.
fn head(found: &Standing<'_>, day: NaiveDate, surface: &Surface) -> String {
    let ruler = surface.ruler;
    let name = found.cycle.map_or("no cycle", |cycle| cycle.name.as_str());
    let name = ruler.safe(name).into_owned();
    let mut facts: Vec<String> = words::when(found, day).into_iter().collect();
    if found.week.is_some() && found.cycle.is_some_and(|cycle| day <= cycle.end) {
        facts.extend(found.time_gone.map(words::time_gone));
    }
    let left = std::iter::once(name.clone())
        .chain(facts)
        .collect::<Vec<_>>()
        .join("  ");
    let right = words::size(found);
    let painted = left.replacen(&name, &surface.paint(Tone::Heading, &name), 1);
    let used = ruler.width(&left) + ruler.width(&right);
    if used + 2 > surface.width {
        return painted;
    }
    format!(
        "{painted}{}{right}",
        " ".repeat(surface.width.min(WIDEST).max(used + 2) - used)
    )
}

fn objectives(all: &[&Item], surface: &Surface) -> Vec<String> {
    let ruler = surface.ruler;
    let glyphs = ruler.figures();
    let shown = &all[..all.len().min(MOST)];
    let rows: Vec<[String; 5]> = shown
        .iter()
        .map(|item| {
            let found = &item.assessment;
            let serves = match item.serves.as_slice() {
                [] => String::new(),
                visions => format!("serves {}", visions.join(", ")),
            };
            [
                ruler
                    .safe(&format!("{} {}", item.id(), item.head.title))
                    .into_owned(),
                progress::share(found.progress),
                progress::points(found.pace_points, glyphs),
                progress::status(found.status, glyphs),
                serves,
            ]
        })
        .collect();
    let width = |column: usize| {
        rows.iter()
            .map(|row| ruler.width(&row[column]))
            .max()
            .unwrap_or(0)
    };
    let others = 2 + (1..5).map(|column| width(column) + 2).sum::<usize>();
    let room = surface
        .width
        .min(WIDEST)
        .saturating_sub(others)
        .max(12)
        .min(width(0));
    let mut lines: Vec<String> = rows
        .iter()
        .zip(shown)
        .map(|(row, item)| {
            let tone = progress::tone(item.assessment.status);
            let name = ruler.pad_right(&ruler.cut(&row[0], room), room);
            let done = ruler.pad_left(&row[1], width(1));
            let pace = ruler.pad_left(&row[2], width(2));
            let status = surface.paint(tone, &ruler.pad_right(&row[3], width(3)));
            format!("  {name}  {done}  {pace}  {status}  {}", row[4])
        })
        .collect();
    if all.len() > shown.len() {
        lines.push(format!(
            "  and {} more: okr list is:objective",
            all.len() - shown.len()
        ));
    }
    lines
}

/// A word and its facts on each line, between tabs.
fn plain(found: &Standing<'_>, day: NaiveDate) -> String {
    let safe = crate::words::text::safe;
    let glyphs = GlyphSet::Ascii.glyphs();
    let mut text = String::new();
    let mut line = |cells: &[&str]| {
        let cells: Vec<String> = cells.iter().map(|cell| safe(cell).into_owned()).collect();
        text.push_str(&format!("{}\n", cells.join("\t")));
    };
    let name = found.cycle.map_or("-", |cycle| cycle.name.as_str());
    let when = words::when(found, day).unwrap_or_default();
    let gone = found.time_gone.map(words::time_gone).unwrap_or_default();
    line(&["cycle", name, &when, &gone, &words::size(found)]);
    for item in &found.objectives {
        let found = &item.assessment;
        line(&[
            "objective",
            &item.id(),
            &item.head.title,
            &progress::share(found.progress),
            &progress::points(found.pace_points, glyphs),
            found.status.name(),
            &item.serves.join(","),
        ]);
    }
    for need in &found.needs {
        line(&[
            "needs you",
            &need.item.id(),
            &need.item.head.title,
            &words::need(need),
            &words::waiting(need),
        ]);
    }
    let due = &found.due;
    if due.total > 0 && due.items.is_empty() {
        line(&["this week", &words::up_to_date(due, day)]);
    }
    for fact in words::this_week(found) {
        line(&["this week", &fact]);
    }
    for suggestion in &found.next {
        line(&["next", &words::next(suggestion)]);
    }
    text
}

fn sentences(found: &Standing<'_>, day: NaiveDate) -> Vec<String> {
    let name = found.cycle.map_or("No cycle", |cycle| cycle.name.as_str());
    let mut head = vec![name.to_owned()];
    head.extend(words::when(found, day).map(|when| progress::capital(&when)));
    head.extend(found.time_gone.map(words::time_gone));
    head.push(words::size(found).replace("  ", ", "));
    let mut lines = vec![item::ended(&head)];
    lines.extend(
        found
            .objectives
            .iter()
            .map(|objective| item::sentence(objective)),
    );
    for need in &found.needs {
        let name = format!("Needs you: {} {}", need.item.id(), need.item.head.title);
        lines.push(item::ended(&[
            name,
            progress::capital(&words::need(need)),
            progress::capital(&words::waiting(need)),
        ]));
    }
    let due = &found.due;
    if due.total > 0 && due.items.is_empty() {
        lines.push(words::up_to_date(due, day));
    }
    let facts = words::this_week(found);
    if !facts.is_empty() {
        lines.push(format!("This week: {}.", facts.join(", ")));
    }
    lines.extend(
        found
            .next
            .iter()
            .take(3)
            .map(|suggestion| format!("Next: {}", words::next(suggestion))),
    );
    lines
}
