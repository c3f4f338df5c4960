//! What is said while somebody practises or looks around in the samples. The steps stand here with the
//! line each asks for; whether a line worked is the command's to say.

/// What can be tried on the sample company.
pub const AROUND: &str = "\
This is a sample company, half way through its cycle; your own book is not touched.
Try on it:  okr demo list status:behind     okr demo why clashes
            okr demo report exec            okr demo due
On a terminal, okr demo opens the whole screen. To go on with it:  okr demo --into sample.db";

/// One step of the practice.
pub struct Step {
    pub title: &'static str,
    pub line: &'static str,
    /// The commands that finish it.
    pub words: &'static [&'static str],
    /// The beginning of a word the line has to hold; empty for none.
    pub with: &'static str,
    pub after: &'static str,
}

/// The steps, in their order.
pub const STEPS: [Step; 7] = [
    Step {
        title: "Say where you want to be. An objective has no number in it.",
        line: "okr add \"Ship a product people trust\"",
        words: &["add"],
        with: "",
        after: "That is an objective. O1 is its name from now on, for ever.",
    },
    Step {
        title: "Say how you will know. A key result is a number you can miss.",
        line: "okr add \"Reach 95% of lines tested\" --to O1 --start 76%",
        words: &["add"],
        with: "--to",
        after: "okr read the target out of your sentence and said how. The start was yours to tell.",
    },
    Step {
        title: "Say how it goes: the value now, how sure you are from 0 to 10, a word about it.",
        line: "okr checkin K1 80% -c 7 -m \"the core is covered\"",
        words: &["checkin", "ci"],
        with: "-c",
        after: "That is all a week asks of you: one line for each key result.",
    },
    Step {
        title: "Ask where a number comes from. Every number can be asked.",
        line: "okr why K1",
        words: &["why"],
        with: "",
        after: "Nothing is hidden, and what is not known is said to be unknown.",
    },
    Step {
        title: "Something is in the way. Say it early: that is what confidence is for.",
        line: "okr checkin K1 81% -c 4 -b \"no test machine\"",
        words: &["checkin", "ci"],
        with: "-b",
        after: "A confidence of 4 holds the status down to watch, whatever the number says.",
    },
    Step {
        title: "A slip of the finger? Take the last change back.",
        line: "okr undo",
        words: &["undo"],
        with: "",
        after: "Nothing is lost: okr redo would bring it again, and okr log shows all of it.",
    },
    Step {
        title: "See where everything stands.",
        line: "okr status",
        words: &["status", "list", "ls", "tree"],
        with: "",
        after: "With no word behind it, okr shows the same. That is the page to open on a Monday.",
    },
];

pub const WELCOME: &str = "\
Seven short steps in a book that is thrown away; your own is not touched.
Type each line, or one of your own like it. Also:  skip  back  quit";

pub const NOT_HERE: &str = "That leads out of the practice book. Try it when you are done here.";

pub const QUESTION: &str = "
Last: which of these is the better key result?
  1  Publish the new guide for beginners
  2  Raise trial teams that invite a colleague from 20% to 35%";

pub const RIGHT: &str = "\
Yes. It says what changes for somebody, from where to where, and you can miss it.
The guide is one way to get there: note it as work, and measure what it does.";

pub const RATHER_NOT: &str = "\
The second one. A guide can be published and nothing changes: that is work, not a result.
The second says what changes for somebody, from where to where, and you can miss it.";

pub const GOODBYE: &str = "
The practice book is gone. Your own begins with:  okr add \"Ship a product people trust\"
More:  okr explain key-result   okr init --list   okr help okr-basics";

/// A step with its number and the line to type.
#[must_use]
pub fn step(place: usize, step: &Step) -> String {
    format!(
        "\n{} of {}  {}\n        {}",
        place + 1,
        STEPS.len(),
        step.title,
        step.line
    )
}

/// After a line that did not work.
#[must_use]
pub fn again(step: &Step) -> String {
    format!("Not yet. Type it like this:  {}   (or skip)", step.line)
}

/// After a line that worked and is not the one of the step.
#[must_use]
pub fn elsewhere(step: &Step) -> String {
    format!("That works, too. This step wants:  {}", step.line)
}

/// After leaving before the end.
#[must_use]
pub fn left(done: usize) -> String {
    format!(
        "You left after {done} of {} steps; the practice book is gone. Again:  okr learn",
        STEPS.len()
    )
}

/// The sample was kept in a file.
#[must_use]
pub fn kept(file: &str) -> String {
    let file = super::shell::quoted(file);
    format!("The sample company is in {file}. Try:  okr --db {file} list")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_a_step_finishes_it() {
        for step in &STEPS {
            let words: Vec<&str> = step.line.split(' ').collect();
            assert!(step.words.contains(&words[1]), "{}", step.line);
            assert!(
                step.with.is_empty() || words.contains(&step.with),
                "{}",
                step.line
            );
        }
    }
}
