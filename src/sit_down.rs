//! Puts the full-screen view together with what the command line knows: the book, the day, the manners
//! of this person. Neither of the two knows the other.

use okr_core::capture::date::Order;
use okr_core::{Error, Kind, Result};

use crate::cli::exit::Exit;
use crate::cli::full_screen::Begin;
use crate::cli::selection;
use crate::cli::session::Session;
use crate::dismissed::Dismissals;
use crate::drafts::Drafts;
use crate::tui::keymap::{Keymap, Wish};
use crate::tui::model::{Manner, Model, Notice};
use crate::tui::perform::Desk;
use crate::tui::runtime::{self, Left, Setting};
use crate::tui::screens::review::{self, Opening};
use crate::tui::terminal::{self, Mouse};
use crate::words::chart::Form;
use crate::words::tone::Tone;
use okr_core::act::cycle::named;
use okr_core::report::board::CycleChoice;
use okr_core::time::Now;

/// Shows the book until the person leaves.
///
/// # Errors
/// Those of opening the book and of the terminal.
pub fn open(session: &mut Session<'_>, begin: Begin) -> Result<Exit> {
    if let CycleChoice::Named(name) = session.cycle_choice()
        && let Some(book) = session.book()?
    {
        // An empty screen would not say that there is no such cycle.
        book.read(|connection| named(connection, &name))?;
    }
    let mut desk = desk(session)?;
    let wishes: Vec<Wish> = session
        .settings
        .named("keys")
        .map(|(name, keys)| {
            let keys = keys.split_whitespace().map(str::to_owned).collect();
            (name.to_owned(), keys)
        })
        .collect();
    let (keymap, wrong) = Keymap::with(&wishes);
    let manner = manner(session, &desk, keymap);
    let mut model = Model::new(manner, session.now, terminal::size());
    model.notice = wrong
        .first()
        .map(|sentence| Notice::toned(Tone::Warning, sentence.clone()));
    model.is_sample = matches!(begin, Begin::Samples);
    if let Begin::Review(opened) = begin {
        let opened = *opened;
        let opening = Opening {
            filter: opened.filter,
            presents: opened.presents,
            command: opened.command,
        };
        review::begin(&mut model, opening, opened.review);
    }
    let is_set = session.now.today != Now::read().today;
    let setting = Setting {
        mouse: match session.settings.is_on("ui.mouse") {
            true => Mouse::Taken,
            false => Mouse::Left,
        },
        editor: session.editor(),
        day: is_set.then_some(session.now),
    };
    session.io.flush()?;
    match runtime::run(model, &mut desk, &setting)? {
        Left::ByChoice(farewell, kept) => {
            let kept = kept.map(|kept| format!("Not saved: {kept}"));
            for line in farewell.into_iter().chain(kept) {
                let line = session.io.out.ruler.safe(&line).into_owned();
                session.io.changed(&line)?;
            }
            Ok(Exit::Done)
        }
        Left::ByForce(kept) => {
            let told = match kept {
                Some(kept) => format!("the view was closed from outside; {kept}"),
                None => "the view was closed from outside; nothing was half typed".to_owned(),
            };
            Err(Error::new("E803", Kind::Cancelled, told))
        }
    }
}

fn desk(session: &mut Session<'_>) -> Result<Desk> {
    let path = session.path()?;
    let mut desk = Desk::new(path, session.patience(), session.context());
    if let Err(error) = session.refuse_writing() {
        desk.read_only = Some(error.message);
    }
    if session.globals.at.is_some() {
        desk.book = session.book()?.map(std::mem::ManuallyDrop::into_inner);
        desk.is_past = true;
        session.now = Now::noon_of(session.day()?);
        desk.context.now = session.now;
    }
    desk.choice = session.cycle_choice();
    desk.scope = session.scope();
    desk.views = session
        .settings
        .named("views")
        .map(|(name, filter)| (name.to_owned(), filter.to_owned()))
        .collect();
    desk.order = session
        .settings
        .get("date.order")
        .parse()
        .unwrap_or(Order::Ask);
    desk.drafts = Drafts::of(&desk.path, &session.me());
    desk.dismissals = Dismissals::of(&desk.path);
    desk.cadence = selection::cadence(session);
    desk.review_order = session
        .settings
        .get("review.order")
        .parse()
        .unwrap_or_default();
    desk.glyphs = session.io.out.ruler.set;
    Ok(desk)
}

fn manner(session: &Session<'_>, desk: &Desk, keymap: Keymap) -> Manner {
    let name = desk.path.file_name().unwrap_or_default();
    Manner {
        ruler: session.io.out.ruler,
        chart: Form::of_name(session.settings.get("ui.chart")),
        theme: session.io.out.theme,
        keymap,
        cadence: desk.cadence,
        scope: desk.scope.clone(),
        views: desk.views.clone().into_iter().collect(),
        book: name.to_string_lossy().into_owned(),
        path: desk.path.display().to_string(),
        fresh_for: desk.cadence.period(session.now.today).days(),
    }
}
