//! The composition root: reads the process's surroundings once, parses, opens what is needed and
//! hands over to a command. The only place besides `place` that looks at the environment.

pub mod cli;
pub mod crash;
mod dismissed;
mod drafts;
pub mod pages;
mod place;
pub mod reading;
mod samples;
mod settings;
#[cfg(unix)]
mod sit_down;
mod sources;
pub mod tui;
pub mod words;

use std::io::Write;
use std::process::ExitCode;

use okr_core::{Error, Result};

use cli::catalog;
use cli::io::{Io, Streams};
use cli::session::Session;
use cli::usage;

/// Runs the command the process was started with.
#[must_use]
pub fn run() -> ExitCode {
    crash::take_over();
    #[cfg(unix)]
    match std::env::args_os().nth(1) {
        Some(word) if word == sources::run::ALONE => {
            let error = sources::run::become_alone(std::env::args_os().skip(2));
            drop(writeln!(Streams::of_process().stderr, "{error}"));
            return ExitCode::from(126);
        }
        Some(word) if word == sources::run::GUARD => {
            sources::run::guard();
            return ExitCode::SUCCESS;
        }
        _ => {}
    }
    let environment =
        |name: &str| std::env::var_os(name).and_then(|value| value.into_string().ok());
    // Overlooking a book that was named would write into another one.
    let settled =
        std::env::vars_os().try_for_each(|(name, value)| usage::text_variable(&name, value));
    if settled.is_err()
        && std::env::args_os()
            .nth(1)
            .is_some_and(|word| word == "prompt")
    {
        return ExitCode::SUCCESS;
    }
    let typed: Result<Vec<String>> =
        settled.and_then(|()| std::env::args_os().map(usage::text_argument).collect());
    if let Some(answer) = typed
        .as_deref()
        .ok()
        .and_then(|arguments| completion(arguments, &environment))
    {
        // A shell that went away, or anything else, is no reason to disturb its prompt.
        drop(Streams::of_process().stdout.write_all(answer.as_bytes()));
        return ExitCode::SUCCESS;
    }
    let (arguments, globals) = match &typed {
        Ok(arguments) => (arguments.clone(), usage::early_globals(arguments)),
        Err(_) => (Vec::new(), cli::globals::Globals::default()),
    };
    let settings = read_settings(&globals, &environment);
    let mut io = Io::new(
        Streams::of_process(),
        usage::wishes(&globals, &settings),
        &environment,
    );
    if !is_prompt(&arguments) {
        for warning in &settings.warnings {
            io.warning(warning);
        }
    }
    let ended = typed
        .and_then(|_| named_settings(&globals, &arguments))
        .and_then(|()| dispatch(&mut io, arguments, settings, &environment));
    cli::exit::end(&mut io, ended)
}

/// A prompt is drawn all the time: nothing is said there, whatever is wrong.
fn is_prompt(arguments: &[String]) -> bool {
    usage::command_place(arguments)
        .is_some_and(|place| arguments.get(place).is_some_and(|word| word == "prompt"))
}

fn completion(
    arguments: &[String],
    environment: &dyn Fn(&str) -> Option<String>,
) -> Option<String> {
    let folder = std::env::current_dir().ok();
    cli::complete::answer(arguments, folder.as_deref(), environment)
}

fn read_settings(
    globals: &cli::globals::Globals,
    environment: &dyn Fn(&str) -> Option<String>,
) -> settings::Settings {
    let named = globals.config.clone().or_else(|| environment("OKR_CONFIG"));
    match place::settings(named.as_deref()) {
        Ok(path) => settings::Settings::read(&path),
        // No home folder: there is no settings file either. A command that needs the book says so.
        Err(_) => settings::Settings::default(),
    }
}

/// A settings file that is named must be there, except for the command that makes it.
fn named_settings(globals: &cli::globals::Globals, arguments: &[String]) -> Result<()> {
    let makes_it = usage::command_place(arguments)
        .is_some_and(|place| arguments.get(place).is_some_and(|word| word == "config"));
    let Some(path) = globals.config.as_deref().filter(|_| !makes_it) else {
        return Ok(());
    };
    if std::path::Path::new(path).exists() {
        return Ok(());
    }
    let text = format!("there is no settings file {path}");
    Err(Error::not_found("E309", text)
        .why("Nothing was done.")
        .next(format!("okr config path --config {}", usage::quoted(path))))
}

fn dispatch(
    io: &mut Io,
    arguments: Vec<String>,
    settings: settings::Settings,
    environment: &dyn Fn(&str) -> Option<String>,
) -> Result<cli::exit::Exit> {
    let arguments = usage::expanded(arguments, &settings);
    let typed = usage::command_place(&arguments)
        .and_then(|place| Some((place, catalog::find(arguments.get(place)?)?)));
    let parsed = match typed {
        Some((place, entry)) => {
            // One command's grammar has its options behind its name; the order is free for people.
            let line = usage::command_first(&arguments, place);
            let own = (!cli::globals::Globals::may_be_in(&line))
                .then(|| catalog::own_grammar_of(entry).try_get_matches_from(&line));
            match own {
                Some(Ok(matches)) => Ok(matches),
                // Refusals and pages tell of the options of every command, too.
                _ => catalog::grammar_of(entry).try_get_matches_from(&line),
            }
        }
        None => catalog::grammar().try_get_matches_from(&arguments),
    };
    let matches = match parsed {
        Ok(matches) => matches,
        Err(error) if error.use_stderr() => return Err(usage::refused(&error, &arguments)),
        // Help and version are answers, not errors.
        Err(page) => {
            let text = if io.out.theme.is_some() {
                page.render().ansi().to_string()
            } else {
                page.render().to_string()
            };
            io.print(&text)?;
            return Ok(cli::exit::Exit::Done);
        }
    };
    let Some((name, options)) = matches.subcommand() else {
        return Err(Error::usage("E101", "no command was given").next("okr help"));
    };
    let Some(entry) = catalog::find(name) else {
        return Err(Error::usage("E101", format!("no command \"{name}\"")).next("okr help"));
    };
    let own_settings = settings.clone();
    let session = Session::new(io, options, arguments, settings, environment);
    let mut session = match session {
        Err(_) if entry.name == "prompt" => return Ok(cli::exit::Exit::Done),
        other => other?,
    };
    #[cfg(unix)]
    {
        session.full_screen = Some(sit_down::open);
    }
    let ended = (entry.run)(&mut session, options);
    if let Err(error) = &ended
        && let Some(line) = cli::picking::picked(&mut session, error)?
    {
        return dispatch(io, line, own_settings, environment);
    }
    let at = session.globals.at.clone();
    ended.map_err(|mut error| {
        if let Some(at) = at.filter(|_| error.code == "E301") {
            // The past knows nothing of what came later.
            let never = |line: &String| line.contains("was never given out");
            if let Some(line) = error.why.iter_mut().find(|line| never(line)) {
                *line = format!("It was not there at {at}.");
            }
        }
        usage::whole_line(error, &session.arguments)
    })
}
