//! The rows of the table of keys.

use super::{Binding, Context, Effect, Group, Intent};

macro_rules! row {
    ($context:ident, $action:literal, $intent:ident, [$($key:literal),*], $about:literal, $group:ident $(, $effect:ident $(, $shell:literal)?)?) => {
        Binding {
            context: Context::$context,
            action: $action,
            intent: Intent::$intent,
            keys: &[$($key),*],
            about: $about,
            group: Group::$group,
            effect: row!(@effect $($effect)?),
            shell: row!(@shell $($($shell)?)?),
        }
    };
    (@effect) => { Effect::Looks };
    (@effect $effect:ident) => { Effect::$effect };
    (@shell) => { "" };
    (@shell $shell:literal) => { $shell };
}

mod pages;

/// Every key there is.
pub const ALL: &[Binding] = &JOINED;

const JOINED: [Binding; ROWS.len() + pages::ROWS.len()] = joined(ROWS, pages::ROWS);

const fn joined<const N: usize>(first: &[Binding], second: &[Binding]) -> [Binding; N] {
    let mut all = [first[0]; N];
    let mut place = 0;
    while place < N {
        all[place] = match place < first.len() {
            true => first[place],
            false => second[place - first.len()],
        };
        place += 1;
    }
    all
}

const ROWS: &[Binding] = &[
    row!(Tree, "up", Up, ["up", "k"], "up", Move),
    row!(Tree, "down", Down, ["down", "j"], "down", Move),
    row!(Tree, "open", Open, ["right", "l"], "open or unfold", Move),
    row!(Tree, "close", Close, ["left", "h"], "close or fold", Move),
    row!(Tree, "accept", Accept, ["enter"], "open", Move),
    row!(Tree, "first", First, ["g", "home"], "first", Move),
    row!(Tree, "last", Last, ["G", "end"], "last", Move),
    row!(
        Tree,
        "half_down",
        HalfDown,
        ["J", "pgdn", "ctrl-d"],
        "half a page down",
        Move
    ),
    row!(
        Tree,
        "half_up",
        HalfUp,
        ["K", "pgup", "ctrl-u"],
        "half a page up",
        Move
    ),
    row!(
        Tree,
        "filter",
        Filter,
        ["/"],
        "filter as you type",
        Move,
        Looks,
        "okr list FILTER"
    ),
    row!(
        Tree,
        "views",
        Views,
        ["v"],
        "a view of your own",
        Move,
        Looks,
        "okr list view:NAME"
    ),
    row!(Tree, "next_hit", NextHit, ["n"], "next hit", Move),
    row!(Tree, "mark", Mark, ["space"], "mark", Select),
    row!(Tree, "mark_range", MarkRange, ["V"], "mark a range", Select),
    row!(Tree, "mark_all", MarkAll, ["*"], "mark all shown", Select),
    row!(
        Tree,
        "checkin",
        CheckIn,
        ["c"],
        "check in",
        Do,
        Writes,
        "okr checkin {id} VALUE -c CONF -m NOTE"
    ),
    row!(
        Tree,
        "checkin_many",
        CheckInMany,
        ["C"],
        "check in many, in the editor",
        Do,
        Writes,
        "okr checkin -"
    ),
    row!(
        Tree,
        "add",
        Add,
        ["a"],
        "add below",
        Do,
        Writes,
        "okr add TEXT --to {id}"
    ),
    row!(
        Tree,
        "add_objective",
        AddObjective,
        ["A"],
        "add an objective",
        Do,
        Writes,
        "okr add TEXT"
    ),
    row!(
        Tree,
        "edit",
        Edit,
        ["e"],
        "edit here",
        Do,
        Writes,
        "okr set {id} FIELD=VALUE"
    ),
    row!(
        Tree,
        "edit_text",
        EditText,
        ["E"],
        "edit the title in the editor",
        Do,
        Writes,
        "okr set {id} title=TEXT"
    ),
    row!(
        Tree,
        "win",
        Win,
        ["w"],
        "add a win",
        Do,
        Writes,
        "okr win TEXT --for {id}"
    ),
    row!(
        Tree,
        "block",
        Block,
        ["b"],
        "name a blocker",
        Do,
        Writes,
        "okr block {id} TEXT"
    ),
    row!(
        Tree,
        "ask",
        Ask,
        ["x"],
        "ask for help",
        Do,
        Writes,
        "okr ask TEXT --for {id}"
    ),
    row!(
        Tree,
        "note",
        Note,
        ["N"],
        "add a note",
        Do,
        Writes,
        "okr note {id} TEXT"
    ),
    row!(
        Tree,
        "move",
        Move,
        ["m"],
        "move under another record",
        Do,
        Writes,
        "okr move {id} --to REF"
    ),
    row!(
        Tree,
        "drop",
        Drop,
        ["D"],
        "drop",
        Do,
        Writes,
        "okr drop {id}"
    ),
    row!(
        Tree,
        "copy",
        Copy,
        ["y"],
        "copy",
        Do,
        Looks,
        "okr show {id} --format md"
    ),
    row!(
        Tree,
        "report",
        Share,
        ["R"],
        "show the text of the week",
        Do,
        Looks,
        "okr report week"
    ),
    row!(
        Tree,
        "repeat",
        Repeat,
        ["."],
        "do the last change again, here",
        Do,
        Writes
    ),
    row!(
        Tree,
        "review",
        Review,
        ["r"],
        "the weekly review",
        Do,
        Writes,
        "okr review"
    ),
    row!(
        Review,
        "same",
        Same,
        ["="],
        "the same as last time",
        Do,
        Writes
    ),
    row!(
        Review,
        "no_number",
        NoNumber,
        ["~"],
        "looked at, no number this week",
        Do,
        Writes
    ),
    row!(
        Review,
        "skip",
        Skip,
        ["s"],
        "skip; asked once more at the end",
        Do
    ),
    row!(
        Review,
        "skip_because",
        SkipBecause,
        ["S"],
        "skip with a reason",
        Do,
        Writes
    ),
    row!(
        Review,
        "back",
        CardBefore,
        ["left", "["],
        "the card before, to amend it",
        Move
    ),
    row!(
        Review,
        "next",
        CardAfter,
        ["right", "]"],
        "the card after",
        Move
    ),
    row!(Review, "go_to", GoTo, ["g"], "go to a key result", Move),
    row!(
        Review,
        "win",
        Win,
        ["w"],
        "add a win",
        Do,
        Writes,
        "okr win TEXT --for {id}"
    ),
    row!(
        Review,
        "block",
        Block,
        ["b"],
        "name a blocker",
        Do,
        Writes,
        "okr block {id} TEXT"
    ),
    row!(
        Review,
        "ask",
        Ask,
        ["x"],
        "ask for help",
        Do,
        Writes,
        "okr ask TEXT --for {id}"
    ),
    row!(
        Review,
        "edit",
        Edit,
        ["e"],
        "change the target and more",
        Do,
        Writes,
        "okr set {id} FIELD=VALUE"
    ),
    row!(Review, "undo", Undo, ["u"], "undo", Do, Writes, "okr undo"),
    row!(Review, "redo", Redo, ["U"], "redo", Do, Writes, "okr redo"),
    row!(Review, "field", Next, ["tab"], "to the confidence", Move),
    row!(
        Review,
        "last_field",
        Previous,
        ["shift-tab"],
        "to the blocker",
        Move
    ),
    row!(
        Review,
        "accept",
        Accept,
        ["enter"],
        "nothing while it is empty",
        Move
    ),
    row!(
        Review,
        "help",
        Help,
        ["?"],
        "the keys of this place",
        Move,
        Looks,
        "okr help review"
    ),
    row!(Review, "quit", Quit, ["q", "esc"], "save and leave", Do),
    row!(ReviewEnd, "up", Up, ["up", "k"], "up", Move),
    row!(ReviewEnd, "down", Down, ["down", "j"], "down", Move),
    row!(ReviewEnd, "pick", Mark, ["space"], "pick", Select),
    row!(
        ReviewEnd,
        "accept",
        Accept,
        ["enter"],
        "keep what is picked and finish",
        Do,
        Writes
    ),
    row!(
        ReviewEnd,
        "copy",
        Copy,
        ["y"],
        "copy the text of the week",
        Do
    ),
    row!(
        ReviewEnd,
        "report",
        Share,
        ["R"],
        "show the text of the week",
        Do
    ),
    row!(
        ReviewEnd,
        "edit",
        Edit,
        ["e"],
        "say it in other words",
        Do,
        Writes
    ),
    row!(
        ReviewEnd,
        "half_down",
        HalfDown,
        ["J", "pgdn", "ctrl-d"],
        "half a page down",
        Move
    ),
    row!(
        ReviewEnd,
        "half_up",
        HalfUp,
        ["K", "pgup", "ctrl-u"],
        "half a page up",
        Move
    ),
    row!(
        ReviewEnd,
        "back",
        CardBefore,
        ["left", "["],
        "back to the last key result",
        Move
    ),
    row!(
        ReviewEnd,
        "win",
        Win,
        ["w"],
        "add a win",
        Do,
        Writes,
        "okr win TEXT"
    ),
    row!(
        ReviewEnd,
        "ask",
        Ask,
        ["x"],
        "ask for help",
        Do,
        Writes,
        "okr ask TEXT"
    ),
    row!(
        ReviewEnd,
        "undo",
        Undo,
        ["u"],
        "undo",
        Do,
        Writes,
        "okr undo"
    ),
    row!(
        ReviewEnd,
        "redo",
        Redo,
        ["U"],
        "redo",
        Do,
        Writes,
        "okr redo"
    ),
    row!(
        ReviewEnd,
        "help",
        Help,
        ["?"],
        "the keys of this place",
        Move,
        Looks,
        "okr help review"
    ),
    row!(
        ReviewEnd,
        "quit",
        Quit,
        ["q", "esc"],
        "leave without picking",
        Do
    ),
    row!(
        Everywhere,
        "tree",
        ShowTree,
        ["1"],
        "the tree",
        Move,
        Looks,
        "okr tree"
    ),
    row!(
        Everywhere,
        "review",
        ShowReview,
        ["2"],
        "the weekly review",
        Move,
        Writes
    ),
    row!(
        Everywhere,
        "wins",
        ShowWins,
        ["3"],
        "the wins",
        Move,
        Looks,
        "okr win list"
    ),
    row!(
        Everywhere,
        "timeline",
        ShowTimeline,
        ["4"],
        "timeline, by week",
        Move
    ),
    row!(
        Everywhere,
        "grade",
        ShowGrade,
        ["5"],
        "the grades",
        Move,
        Looks,
        "okr retro"
    ),
    row!(
        Everywhere,
        "undo",
        Undo,
        ["u"],
        "undo",
        Do,
        Writes,
        "okr undo"
    ),
    row!(
        Everywhere,
        "redo",
        Redo,
        ["U"],
        "redo",
        Do,
        Writes,
        "okr redo"
    ),
    row!(Everywhere, "commands", Commands, [":"], "commands", Move),
    row!(
        Everywhere,
        "help",
        Help,
        ["?"],
        "the keys of this place",
        Move,
        Looks,
        "okr help"
    ),
    row!(Everywhere, "back", Back, ["esc"], "one step back", Move),
    row!(Everywhere, "quit", Quit, ["q"], "leave", Do),
    row!(First, "up", Up, ["up", "k"], "up", Move),
    row!(First, "down", Down, ["down", "j"], "down", Move),
    row!(First, "accept", Accept, ["enter"], "go", Do),
    row!(
        First,
        "pick",
        Pick,
        ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
        "go with that line, first to last",
        Move
    ),
    row!(Filter, "accept", Accept, ["enter"], "keep the filter", Do),
    row!(Filter, "back", Back, ["esc"], "take the filter away", Do),
    row!(Filter, "up", Up, ["up"], "up", Move),
    row!(Filter, "down", Down, ["down"], "down", Move),
    row!(
        Field,
        "accept",
        Accept,
        ["enter"],
        "save; a check-in goes from field to field first",
        Do
    ),
    row!(Field, "next", Next, ["tab", "down"], "next field", Move),
    row!(
        Field,
        "previous",
        Previous,
        ["shift-tab", "up"],
        "field before",
        Move
    ),
    row!(Field, "back", Back, ["esc"], "leave without saving", Do),
    row!(Choice, "accept", Accept, ["enter"], "choose", Do),
    row!(Choice, "up", Up, ["up"], "up", Move),
    row!(Choice, "down", Down, ["down", "ctrl-n"], "down", Move),
    row!(Choice, "back", Back, ["esc"], "one step back", Do),
    row!(Help, "back", Back, ["esc"], "close", Do),
    row!(Help, "up", Up, ["up"], "up", Move),
    row!(Help, "down", Down, ["down"], "down", Move),
    row!(
        Help,
        "half_down",
        HalfDown,
        ["pgdn", "ctrl-d"],
        "half a page down",
        Move
    ),
    row!(
        Help,
        "half_up",
        HalfUp,
        ["pgup", "ctrl-u"],
        "half a page up",
        Move
    ),
    row!(Preview, "accept", Accept, ["enter", "y"], "yes", Do),
    row!(Preview, "up", Up, ["up", "k"], "up", Move),
    row!(Preview, "down", Down, ["down", "j"], "down", Move),
    row!(Preview, "back", Back, ["esc", "n", "q"], "no", Do),
    row!(Stop, "quit", Quit, ["q", "esc"], "leave", Do),
    row!(Always, "cancel", Cancel, ["ctrl-c"], "cancel or leave", Do),
    row!(
        Always,
        "suspend",
        Suspend,
        ["ctrl-z"],
        "stop; fg comes back",
        Do
    ),
    row!(
        Always,
        "redraw",
        Redraw,
        ["ctrl-l"],
        "draw everything again",
        Do
    ),
];
