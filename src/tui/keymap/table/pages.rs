//! The rows of the screens that show one thing in full: a key result, the wins, the weeks.

use super::{Binding, Context, Effect, Group, Intent};

pub const ROWS: &[Binding] = &[
    row!(KeyResult, "up", Up, ["up", "k"], "up", Move),
    row!(KeyResult, "down", Down, ["down", "j"], "down", Move),
    row!(
        KeyResult,
        "half_down",
        HalfDown,
        ["J", "pgdn", "ctrl-d"],
        "half a page down",
        Move
    ),
    row!(
        KeyResult,
        "half_up",
        HalfUp,
        ["K", "pgup", "ctrl-u"],
        "half a page up",
        Move
    ),
    row!(KeyResult, "first", First, ["g", "home"], "to the top", Move),
    row!(KeyResult, "last", Last, ["G", "end"], "to the end", Move),
    row!(
        KeyResult,
        "earlier",
        Earlier,
        ["h", "left"],
        "to the check-in before",
        Move
    ),
    row!(
        KeyResult,
        "later",
        Later,
        ["l", "right"],
        "to the check-in after",
        Move
    ),
    row!(
        KeyResult,
        "table",
        Table,
        ["t"],
        "numbers in place of the chart",
        Do
    ),
    row!(
        KeyResult,
        "why",
        Why,
        ["W"],
        "why: the arithmetic",
        Do,
        Looks,
        "okr why {id}"
    ),
    row!(
        KeyResult,
        "checkin",
        CheckIn,
        ["c"],
        "check in",
        Do,
        Writes,
        "okr checkin {id} VALUE -c CONF -m NOTE"
    ),
    row!(
        KeyResult,
        "edit",
        Edit,
        ["e"],
        "edit here",
        Do,
        Writes,
        "okr set {id} FIELD=VALUE"
    ),
    row!(
        KeyResult,
        "edit_text",
        EditText,
        ["E"],
        "edit the title in the editor",
        Do,
        Writes,
        "okr set {id} title=TEXT"
    ),
    row!(
        KeyResult,
        "win",
        Win,
        ["w"],
        "add a win",
        Do,
        Writes,
        "okr win TEXT --for {id}"
    ),
    row!(
        KeyResult,
        "block",
        Block,
        ["b"],
        "name a blocker",
        Do,
        Writes,
        "okr block {id} TEXT"
    ),
    row!(
        KeyResult,
        "ask",
        Ask,
        ["x"],
        "ask for help",
        Do,
        Writes,
        "okr ask TEXT --for {id}"
    ),
    row!(
        KeyResult,
        "note",
        Note,
        ["N"],
        "add a note",
        Do,
        Writes,
        "okr note {id} TEXT"
    ),
    row!(
        KeyResult,
        "move",
        Move,
        ["m"],
        "move under another record",
        Do,
        Writes,
        "okr move {id} --to REF"
    ),
    row!(
        KeyResult,
        "drop",
        Drop,
        ["D"],
        "drop",
        Do,
        Writes,
        "okr drop {id}"
    ),
    row!(
        KeyResult,
        "copy",
        Copy,
        ["y"],
        "copy",
        Do,
        Looks,
        "okr show {id} --format md"
    ),
    row!(
        KeyResult,
        "repeat",
        Repeat,
        ["."],
        "do the last change again, here",
        Do,
        Writes
    ),
    row!(Wins, "up", Up, ["up", "k"], "up", Move),
    row!(Wins, "down", Down, ["down", "j"], "down", Move),
    row!(
        Wins,
        "half_down",
        HalfDown,
        ["J", "pgdn", "ctrl-d"],
        "half a page down",
        Move
    ),
    row!(
        Wins,
        "half_up",
        HalfUp,
        ["K", "pgup", "ctrl-u"],
        "half a page up",
        Move
    ),
    row!(Wins, "first", First, ["g", "home"], "first", Move),
    row!(Wins, "last", Last, ["G", "end"], "last", Move),
    row!(Timeline, "up", Up, ["up", "k"], "up", Move),
    row!(Timeline, "down", Down, ["down", "j"], "down", Move),
    row!(
        Timeline,
        "half_down",
        HalfDown,
        ["J", "pgdn", "ctrl-d"],
        "half a page down",
        Move
    ),
    row!(
        Timeline,
        "half_up",
        HalfUp,
        ["K", "pgup", "ctrl-u"],
        "half a page up",
        Move
    ),
    row!(Timeline, "first", First, ["g", "home"], "first", Move),
    row!(Timeline, "last", Last, ["G", "end"], "last", Move),
    row!(
        Wins,
        "filter",
        Filter,
        ["/"],
        "filter as you type",
        Move,
        Looks,
        "okr win list"
    ),
    row!(
        Wins,
        "accept",
        Accept,
        ["enter"],
        "keep what is suggested",
        Do,
        Writes,
        "okr win TEXT --for K1"
    ),
    row!(
        Wins,
        "dismiss",
        Dismiss,
        ["x"],
        "dismiss what is suggested",
        Do
    ),
    row!(
        Wins,
        "add",
        Add,
        ["a", "w"],
        "a new win",
        Do,
        Writes,
        "okr win TEXT"
    ),
    row!(
        Wins,
        "edit",
        Edit,
        ["e"],
        "edit here",
        Do,
        Writes,
        "okr set W1 title=TEXT"
    ),
    row!(
        Wins,
        "thank",
        Thank,
        ["t"],
        "thank someone",
        Do,
        Writes,
        "okr set W1 thanks=+NAME"
    ),
    row!(
        Wins,
        "share",
        Share,
        ["R"],
        "share as Markdown",
        Do,
        Looks,
        "okr win list --format md"
    ),
    row!(Wins, "copy", Copy, ["y"], "copy the one win", Do),
    row!(
        Timeline,
        "earlier",
        Earlier,
        ["left", "h"],
        "the week before",
        Move
    ),
    row!(
        Timeline,
        "later",
        Later,
        ["right", "l"],
        "the week after",
        Move
    ),
    row!(
        Timeline,
        "accept",
        Accept,
        ["enter"],
        "open that check-in",
        Move,
        Looks,
        "okr show {id}"
    ),
    row!(
        Timeline,
        "views",
        Views,
        ["v"],
        "show: count, confidence, status",
        Do
    ),
    row!(
        Timeline,
        "checkin",
        CheckIn,
        ["c"],
        "check in",
        Do,
        Writes,
        "okr checkin {id} VALUE -c CONF -m NOTE"
    ),
    row!(
        Grade,
        "card_before",
        CardBefore,
        ["left", "h", "up", "k"],
        "the record before",
        Move
    ),
    row!(
        Grade,
        "card_after",
        CardAfter,
        ["right", "l", "down", "j"],
        "the record after",
        Move
    ),
    row!(Grade, "first", First, ["g", "home"], "first", Move),
    row!(Grade, "last", Last, ["G", "end"], "last", Move),
    row!(
        Grade,
        "skip",
        Skip,
        ["s"],
        "to the next without a grade",
        Move
    ),
    row!(
        Grade,
        "accept",
        Accept,
        ["enter", "e"],
        "grade",
        Do,
        Writes,
        "okr grade {id} SCORE --learned TEXT"
    ),
    row!(
        Grade,
        "same",
        Same,
        ["="],
        "the score its value says",
        Do,
        Writes,
        "okr grade {id} ="
    ),
    row!(
        Grade,
        "share",
        Share,
        ["R"],
        "share as Markdown",
        Do,
        Looks,
        "okr retro --format md"
    ),
];
