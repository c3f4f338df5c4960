//! What happens when the program itself is wrong: one sentence instead of a trace, and a report that
//! holds nothing of the book, neither titles nor notes nor arguments.

use std::fmt::Write as _;
use std::io::Write as _;
use std::panic::PanicHookInfo;

use crate::place;

/// Takes over the telling of panics.
pub fn take_over() {
    std::panic::set_hook(Box::new(|panic| {
        // What is said next must be readable, whatever was on the screen.
        #[cfg(unix)]
        crate::tui::terminal::restore();
        let report = report(panic);
        let kept = place::report_file().and_then(|path| {
            place::write_private(&path, report.as_bytes())
                .ok()
                .map(|()| path)
        });
        let mut sentence = String::from(
            "error: okr itself made a mistake and stopped\n  A change that was confirmed is kept; any other was not made.\n",
        );
        let told = match kept {
            Some(path) => writeln!(
                sentence,
                "  The report {} holds no text of yours; please send it with what you typed.",
                path.display()
            ),
            None => write!(sentence, "  {report}"),
        };
        // Nowhere is left to say that saying it failed.
        let _nowhere_left = told;
        drop(std::io::stderr().write_all(sentence.as_bytes()));
        // The release build would abort here, which leaves a core file and a number nobody knows.
        std::process::exit(101);
    }));
}

/// Version, system and the place in the program. The message stays out: it may quote a value.
fn report(panic: &PanicHookInfo<'_>) -> String {
    let place = panic
        .location()
        .map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    format!(
        "okr {} on {} stopped at {place}\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS
    )
}
