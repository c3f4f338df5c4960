//! What the shell offers on Tab: ids and handles with their titles, filters, names. Asked of the
//! program itself; silent on any failure, since a shell has nowhere to show one.

use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};

fn nothing() -> Vec<CompletionCandidate> {
    Vec::new()
}

macro_rules! candidates {
    ($($name:ident),*) => {
        $(
            #[must_use]
            pub fn $name() -> ArgValueCandidates {
                ArgValueCandidates::new(nothing)
            }
        )*
    };
}

candidates!(
    records,
    key_results,
    visions,
    cycles,
    filters,
    owners,
    teams,
    kinds,
    settable,
    settings
);

/// Answers a request of a shell, if this start is one.
#[must_use]
pub fn answer() -> bool {
    clap_complete::CompleteEnv::with_factory(super::catalog::grammar)
        .try_complete(std::env::args_os(), None)
        .unwrap_or(true)
}
