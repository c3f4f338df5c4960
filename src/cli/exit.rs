//! How a command ends, as the number scripts read. A closed pipe is a success: `io` swallows it and
//! it never becomes an error.

use std::process::ExitCode;

use okr_core::{Error, Kind};

/// Ended by Ctrl-C: 128 and the number of the signal, as shells count.
pub const INTERRUPTED: u8 = 130;

/// The exit code of a kind of error, 1 to 9.
#[must_use]
pub fn code(kind: Kind) -> u8 {
    kind as u8
}

/// The exit code of a finished command; 0 also for an empty list.
#[must_use]
pub fn of<T>(result: &Result<T, Error>) -> ExitCode {
    ExitCode::from(result.as_ref().map_or_else(|error| code(error.kind), |_| 0))
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
        assert_eq!(of(&Ok(())), ExitCode::SUCCESS);
        assert_eq!(
            of::<()>(&Err(Error::refused("E204", "no"))),
            ExitCode::from(4)
        );
    }
}
