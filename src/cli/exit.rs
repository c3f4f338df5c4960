//! How a command ends, as the number scripts read. A closed pipe is a success: `io` swallows it and
//! it never becomes an error.

use std::process::ExitCode;

use okr_core::{Kind, Result};

use super::io::Io;
use super::output;

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
    /// As the command that was run inside of it.
    As(u8),
}

/// Writes what is still to be written, also of a command that failed half way, and gives the
/// process its exit code. An error is printed here and nowhere else.
pub fn end(io: &mut Io, ended: Result<Exit>) -> ExitCode {
    let written = io.finish();
    for error in [ended.as_ref().err(), written.as_ref().err()]
        .into_iter()
        .flatten()
    {
        output::error::print(io, error);
    }
    let number = match ended.and_then(|exit| written.map(|()| exit)) {
        Ok(Exit::Done) => 0,
        Ok(Exit::Found) => code(Kind::Found),
        Ok(Exit::Partly) => code(Kind::Partly),
        Ok(Exit::As(number)) => number,
        Err(error) => code(error.kind),
    };
    ExitCode::from(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::io::tests::{streams, unicode};
    use crate::cli::manners::{Terminal, Wishes};
    use okr_core::Error;

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

    #[test]
    fn a_command_ends_with_its_answer_its_error_and_its_code() {
        let error = || Error::not_found("E301", "there is no key result K66");
        let for_people = "error: there is no key result K66\nE301 · okr explain E301\n".to_owned();
        for (json, expected) in [
            (false, for_people),
            (true, output::error::document(&error())),
        ] {
            let (streams, out, err) = streams(Terminal::No, "");
            let mut io = Io::new(
                streams,
                Wishes {
                    json,
                    ..Wishes::default()
                },
                &unicode,
            );
            io.line("row").expect("kept");
            assert_eq!(end(&mut io, Err(error())), ExitCode::from(3));
            assert_eq!((out.text(), err.text()), ("row\n".to_owned(), expected));
        }
        let (streams, ..) = streams(Terminal::No, "");
        let mut io = Io::new(streams, Wishes::default(), &unicode);
        assert_eq!(end(&mut io, Ok(Exit::Found)), ExitCode::from(7));
    }
}
