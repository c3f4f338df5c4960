//! How a command ends, as the number scripts read. A closed pipe is a success: `io` swallows it and
//! it never becomes an error.

use std::process::ExitCode;

use okr_core::{Kind, Result};

/// Ended by Ctrl-C: 128 and the number of the signal, as shells count.
pub const INTERRUPTED: u8 = 130;

/// The exit code of a kind of error, 1 to 9.
#[must_use]
pub fn code(kind: Kind) -> u8 {
    kind as u8
}

/// How a command that did not fail ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Also for an empty list.
    Done,
    /// A check found something: 7.
    Found,
    /// Some rows were written and some refused: 9.
    Partly,
}

/// The exit code of a finished command.
#[must_use]
pub fn of(ended: &Result<Exit>) -> ExitCode {
    ExitCode::from(match ended {
        Ok(Exit::Done) => 0,
        Ok(Exit::Found) => code(Kind::Found),
        Ok(Exit::Partly) => code(Kind::Partly),
        Err(error) => code(error.kind),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_the_number_the_manual_promises() {
        let promised = [
            (Kind::Failure, 1),
            (Kind::Usage, 2),
            (Kind::NotFound, 3),
            (Kind::Refused, 4),
            (Kind::Conflict, 5),
            (Kind::Storage, 6),
            (Kind::Found, 7),
            (Kind::Cancelled, 8),
            (Kind::Partly, 9),
        ];
        for (kind, number) in promised {
            assert_eq!(code(kind), number, "{kind:?}");
        }
    }
}
