//! Every command: its name, what it is for, its options and what runs it. Dispatch, help, completion,
//! the manual and its page in docs/ are made from this one table.

use clap::{ArgMatches, Args, Command};
use okr_core::{Error, Result};

use super::commands as c;
use super::exit::Exit;
use super::globals::Globals;
use super::session::Session;

/// One command of the table.
pub struct Entry {
    pub name: &'static str,
    pub aliases: &'static [&'static str],
    /// The heading it stands under in `okr help`.
    pub group: Group,
    /// One line, without a full stop.
    pub about: &'static str,
    /// Whole lines to type, shown before everything else.
    pub examples: &'static [&'static str],
    /// Adds the options. Only called for the command that was typed, which keeps start-up short.
    pub define: fn(Command) -> Command,
    pub run: fn(&mut Session<'_>, &ArgMatches) -> Result<Exit>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    Look,
    Write,
    Tell,
    Check,
    Safety,
    SetUp,
    Learn,
}

impl Group {
    pub const ALL: [Self; 7] = [
        Self::Look,
        Self::Write,
        Self::Tell,
        Self::Check,
        Self::Safety,
        Self::SetUp,
        Self::Learn,
    ];

    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::Look => "Look",
            Self::Write => "Write",
            Self::Tell => "Tell",
            Self::Check => "Check",
            Self::Safety => "Safety",
            Self::SetUp => "Set up",
            Self::Learn => "Learn",
        }
    }
}

fn run<A: Args>(
    session: &mut Session<'_>,
    matches: &ArgMatches,
    command: fn(&mut Session<'_>, A) -> Result<Exit>,
) -> Result<Exit> {
    let arguments =
        A::from_arg_matches(matches).map_err(|error| Error::usage("E100", error.to_string()))?;
    command(session, arguments)
}

/// Adds the options of a command. The catalogue's line stays what the command is for: the options come
/// in groups whose own doc comments would otherwise take its place.
fn defined<A: Args>(command: Command) -> Command {
    let about = command.get_about().cloned().unwrap_or_default();
    A::augment_args(command)
        .about(about)
        .long_about(None::<&str>)
}

macro_rules! entry {
    ($group:ident, $name:literal $(| $alias:literal)*, $module:ident :: $arguments:ident, $run:ident, $about:literal, [$($example:literal),* $(,)?]) => {
        Entry {
            name: $name,
            aliases: &[$($alias),*],
            group: Group::$group,
            about: $about,
            examples: &[$($example),*],
            define: defined::<c::$module::$arguments>,
            run: |session, matches| run(session, matches, c::$module::$run),
        }
    };
}

/// All commands, in the order of `okr help`.
pub const ALL: &[Entry] = &[
    entry!(
        Look,
        "status",
        status::StatusArgs,
        run,
        "Where the cycle stands, in a few lines (the same as okr alone)",
        ["okr", "okr status --cycle 2026Q2"]
    ),
    entry!(
        Look,
        "ui",
        ui::UiArgs,
        run,
        "The whole screen: look around, check in, edit",
        ["okr ui", "okr ui --cycle 2026Q2", "okr ui --read-only"]
    ),
    entry!(
        Look,
        "list" | "ls",
        list::ListArgs,
        run,
        "Objectives and key results as a table",
        [
            "okr list",
            "okr list team:web status:behind",
            "okr list --json=id,title,progress | jq"
        ]
    ),
    entry!(
        Look,
        "tree",
        tree::TreeArgs,
        run,
        "What serves what, from vision to key result",
        ["okr tree", "okr tree V1", "okr tree O2 --all"]
    ),
    entry!(
        Look,
        "show",
        show::ShowArgs,
        run,
        "One record in full, with a small chart",
        [
            "okr show K2",
            "okr show K2 --history",
            "okr show newsletter --why"
        ]
    ),
    entry!(
        Look,
        "due",
        due::DueArgs,
        run,
        "What needs a check-in",
        [
            "okr due",
            "okr due owner:me",
            "okr due --exit-code && echo all checked in"
        ]
    ),
    entry!(
        Look,
        "why",
        why::WhyArgs,
        run,
        "The arithmetic behind a number",
        ["okr why K2", "okr why O1 --json"]
    ),
    entry!(
        Look,
        "diff",
        diff::DiffArgs,
        run,
        "What changed between two days",
        [
            "okr diff",
            "okr diff \"last fri\"",
            "okr diff 2026-07-01 2026-08-01"
        ]
    ),
    entry!(
        Look,
        "calibration",
        calibration::CalibrationArgs,
        run,
        "Confidence and forecasts held against results",
        [
            "okr calibration",
            "okr calibration 2026Q2",
            "okr calibration --forecasts"
        ]
    ),
    entry!(
        Look,
        "retro",
        retro::RetroArgs,
        run,
        "Look back on a cycle: scores, lessons, weak plan or weak rhythm",
        [
            "okr retro",
            "okr retro 2026Q3 --format md > retro.md",
            "okr retro --json"
        ]
    ),
    entry!(
        Look,
        "search",
        search::SearchArgs,
        run,
        "Find words in titles, notes, blockers, wins and asks",
        ["okr search newsletter", "okr search 100%"]
    ),
    entry!(
        Write,
        "add",
        add::AddArgs,
        run,
        "Add an objective, or a key result with --to",
        [
            "okr add \"Ship a product people trust\"",
            "okr add \"Reach 95% of lines tested\" --to O1",
            "okr add \"Keep uptime above 99.9%\" --to O1 --as uptime",
            "okr add - < plan.txt"
        ]
    ),
    entry!(
        Write,
        "import",
        import::ImportArgs,
        run,
        "Bring in a spreadsheet, a list in Markdown or JSON",
        [
            "okr import plan.csv --dry-run",
            "okr import OKRs.md",
            "okr import plan.csv --map \"Goal 2026=objective,Colour=-\"",
            "okr import - --format markdown < OKRs.md"
        ]
    ),
    entry!(
        Write,
        "checkin" | "ci",
        checkin::CheckinArgs,
        run,
        "Say how a key result goes",
        [
            "okr checkin K2 104",
            "okr checkin K2 104 -c 6 -m \"triage rota works\"",
            "okr checkin K2 -2 -d \"last fri\"",
            "okr checkin",
            "okr checkin - < week.csv"
        ]
    ),
    entry!(
        Write,
        "pull",
        pull::PullArgs,
        run,
        "Run the sources of this machine and record what they print",
        ["okr pull", "okr pull K1 --dry-run", "okr pull --due"]
    ),
    entry!(
        Write,
        "same",
        same::SameArgs,
        run,
        "Check in with the same answer as last time",
        ["okr same K2 K3", "okr same --all-due"]
    ),
    entry!(
        Write,
        "review",
        review::ReviewArgs,
        run,
        "Check in everything that is due, one key result after the other",
        [
            "okr review",
            "okr review owner:me --plain",
            "okr review --restart",
            "okr review --plain < answers.txt"
        ]
    ),
    entry!(
        Write,
        "set",
        set::SetArgs,
        run,
        "Change fields of a record",
        [
            "okr set K2 target=80 owner=li",
            "okr set K2 tag=+quality",
            "okr set K5 start=120",
            "okr set W1 thanks=+noa"
        ]
    ),
    entry!(
        Write,
        "edit",
        edit::EditArgs,
        run,
        "Edit records as text in your editor",
        ["okr edit O1", "okr edit team:web", "okr edit --draft 1"]
    ),
    entry!(
        Write,
        "apply",
        apply::ApplyArgs,
        run,
        "Make the book say what an outline says",
        [
            "okr apply plan.outline --dry-run",
            "okr apply plan.outline",
            "okr apply - < plan.outline"
        ]
    ),
    entry!(
        Write,
        "move",
        r#move::MoveArgs,
        run,
        "Put a record under another one",
        [
            "okr move O3 --to V1",
            "okr move O3 --to O1 --counts",
            "okr move K4 --to O2"
        ]
    ),
    entry!(
        Write,
        "drop",
        drop::DropArgs,
        run,
        "Archive records; undo brings them back",
        ["okr drop K4 --because \"the market moved\""]
    ),
    entry!(
        Write,
        "note",
        note::NoteArgs,
        run,
        "Note something on a record",
        ["okr note K2 \"the rota starts on Monday\""]
    ),
    entry!(
        Write,
        "block",
        block::BlockArgs,
        run,
        "Say what blocks a record, or that nothing does any more",
        [
            "okr block K6 \"sign-up form waits for legal\"",
            "okr block K6 --clear"
        ]
    ),
    entry!(
        Write,
        "win",
        win::WinArgs,
        run,
        "Keep something worth celebrating, or list what was kept",
        [
            "okr win \"First response under 4 h for 8 weeks\" --for K7 --thanks mei",
            "okr win list"
        ]
    ),
    entry!(
        Write,
        "ask",
        ask::AskArgs,
        run,
        "Ask leadership for something; list and close asks",
        [
            "okr ask \"Legal: approve the sign-up form\" --for K6",
            "okr ask list",
            "okr ask close A3 -m \"approved\""
        ]
    ),
    entry!(
        Write,
        "grade",
        grade::GradeArgs,
        run,
        "Say what a key result or objective came to, and what comes next",
        [
            "okr grade",
            "okr grade K6 0.7 --learned \"ask legal before the cycle starts\"",
            "okr grade K6 = --next carry --target 600",
            "okr grade K4 --next drop --reason \"the market moved\""
        ]
    ),
    entry!(
        Tell,
        "report",
        report::ReportArgs,
        run,
        "A page for leaders or the team",
        [
            "okr report exec",
            "okr report exec --html -o plan.html",
            "okr report week team:web",
            "okr report exec --for serves:V1 --since 2026-08-01 --redact owners"
        ]
    ),
    entry!(
        Tell,
        "export",
        export::ExportArgs,
        run,
        "The whole book as a file: to keep, to move, to go on elsewhere",
        [
            "okr export -o book.ndjson",
            "okr export -o plan.xlsx",
            "okr export team:web -o plan.outline",
            "okr export --format ics -o okr.ics"
        ]
    ),
    entry!(
        Check,
        "lint",
        lint::LintArgs,
        run,
        "What could be better about objectives and key results",
        [
            "okr lint",
            "okr lint team:web",
            "okr lint --exit-code && echo nothing to say"
        ]
    ),
    entry!(
        Check,
        "check",
        check::CheckArgs,
        run,
        "Whether the book is sound and the goals are well",
        [
            "okr check",
            "okr check --fail-on behind,stale,blocked",
            "okr check --fail-on stale team:web"
        ]
    ),
    entry!(
        Check,
        "doctor",
        doctor::DoctorArgs,
        run,
        "Terminal, shell, file and settings at a glance",
        ["okr doctor"]
    ),
    entry!(
        Safety,
        "undo",
        undo::UndoArgs,
        run,
        "Take back the last change, again and again",
        ["okr undo", "okr undo 3"]
    ),
    entry!(
        Safety,
        "redo",
        redo::RedoArgs,
        run,
        "Do again what was undone",
        ["okr redo"]
    ),
    entry!(
        Safety,
        "log",
        log::LogArgs,
        run,
        "What was changed, when and by which command",
        ["okr log", "okr log K2", "okr log --limit 5"]
    ),
    entry!(
        Safety,
        "restore",
        restore::RestoreArgs,
        run,
        "Bring back the state right after an operation",
        ["okr restore op12", "okr restore op12 --dry-run"]
    ),
    entry!(
        Safety,
        "db",
        db::DbArgs,
        run,
        "The file: info, verify, backup, restore, merge, compact",
        [
            "okr db info",
            "okr db verify",
            "okr db backup okr-friday.db",
            "okr db merge laptop.db"
        ]
    ),
    entry!(
        SetUp,
        "init",
        init::InitArgs,
        run,
        "Begin: make the book and its cycle, or add a template",
        [
            "okr init",
            "okr init --list",
            "okr init --from quality --dry-run",
            "okr init --from pilot"
        ]
    ),
    entry!(
        SetUp,
        "template",
        template::TemplateArgs,
        run,
        "Outlines to begin from: list, show",
        [
            "okr template list",
            "okr template show quality",
            "okr template save our-quarter team:web"
        ]
    ),
    entry!(
        SetUp,
        "cycle",
        cycle::CycleArgs,
        run,
        "Cycles: list, new, open, close, copy",
        [
            "okr cycle list",
            "okr cycle new 2026Q4 --planning",
            "okr cycle copy 2026Q3 2026Q4",
            "okr cycle close 2026Q3"
        ]
    ),
    entry!(
        SetUp,
        "vision",
        vision::VisionArgs,
        run,
        "Visions: list, add, set, drop",
        [
            "okr vision add \"Teams trust their software on day one\"",
            "okr vision list"
        ]
    ),
    entry!(
        SetUp,
        "team",
        team::TeamArgs,
        run,
        "Teams: list, add",
        ["okr team add web", "okr team list"]
    ),
    entry!(
        SetUp,
        "source",
        source::SourceArgs,
        run,
        "Commands that print values: set, list, show, unset, trust",
        [
            "okr source set K1 -- git rev-list --count HEAD",
            "okr source set K1 --json-pointer /total/percent -- cat coverage.json",
            "okr source list",
            "okr source trust K1"
        ]
    ),
    entry!(
        SetUp,
        "config",
        config::ConfigArgs,
        run,
        "Settings: list, get, set, edit, path",
        [
            "okr config list --origin",
            "okr config set user.name ana",
            "okr config path"
        ]
    ),
    entry!(
        SetUp,
        "remind",
        remind::RemindArgs,
        run,
        "Have a timer or a calendar remind of the review",
        [
            "okr remind install",
            "okr remind remove",
            "okr remind print --cron",
            "okr remind print --ics > okr.ics"
        ]
    ),
    entry!(
        SetUp,
        "completions",
        completions::CompletionsArgs,
        run,
        "Print the completion loader of a shell",
        [
            "source <(okr completions bash)",
            "okr completions fish | source"
        ]
    ),
    entry!(
        SetUp,
        "man",
        man::ManArgs,
        run,
        "Print a manual page, or write all of them into a folder",
        [
            "okr man | man -l -",
            "okr man --dir ~/.local/share/man/man1"
        ]
    ),
    entry!(
        SetUp,
        "prompt",
        prompt::PromptArgs,
        run,
        "One short text for a prompt or a status line",
        [
            "okr prompt",
            "okr prompt --format '{due} due, week {week} of {weeks}'",
            "okr prompt --tmux"
        ]
    ),
    entry!(
        Learn,
        "demo",
        demo::DemoArgs,
        run,
        "Look around in a sample company; nothing is saved",
        [
            "okr demo",
            "okr demo list status:behind",
            "okr demo why clashes",
            "okr demo --into /tmp/sample.db"
        ]
    ),
    entry!(
        Learn,
        "learn",
        learn::LearnArgs,
        run,
        "Five minutes of practice in a book that is thrown away",
        ["okr learn"]
    ),
    entry!(
        Learn,
        "explain",
        explain::ExplainArgs,
        run,
        "What a code or a word means",
        ["okr explain E204", "okr explain confidence"]
    ),
    entry!(
        Learn,
        "help",
        help::HelpArgs,
        run,
        "Help on a command or a topic",
        ["okr help checkin", "okr help values", "okr help"]
    ),
];

/// The entry of a command by name or alias.
#[must_use]
pub fn find(name: &str) -> Option<&'static Entry> {
    ALL.iter()
        .find(|entry| entry.name == name || entry.aliases.contains(&name))
}

/// The whole grammar: for help, completion, the manual and near misses.
#[must_use]
pub fn grammar() -> Command {
    let root = Globals::augment_args(nameless()).override_help(super::help::page::overview());
    ALL.iter().fold(root, |root, entry| {
        // A command's own --format stands before the one of every command, which is only left out
        // where the name is taken already.
        root.subcommand(if matches!(entry.name, "prompt" | "report" | "export") {
            (entry.define)(bare(entry))
        } else {
            bare(entry).defer(entry.define)
        })
    })
}

/// The grammar of one command without the options of every command.
#[must_use]
pub fn own_grammar_of(entry: &Entry) -> Command {
    nameless().subcommand((entry.define)(bare(entry)))
}

/// The grammar of one command, which takes the options of every command itself. clap copies every
/// global option into every command it knows and each value up and down again; with the whole
/// grammar a check-in took twice the instructions.
#[must_use]
pub fn grammar_of(entry: &Entry) -> Command {
    let own = (entry.define)(bare(entry));
    let is_leaf = !own.has_subcommands();
    let has_own_format = own
        .get_arguments()
        .any(|option| option.get_id() == "format");
    let command = if has_own_format {
        // clap knows an option by its name: the command's own stands, the common one is left out.
        let common = Globals::augment_args(Command::new("okr"));
        let others = common
            .get_arguments()
            .filter(|option| option.get_id() != "format");
        others.fold(own, |command, option| command.arg(option.clone()))
    } else {
        Globals::augment_args(own)
    };
    let command = match is_leaf {
        true => command.mut_args(|option| option.global(false)),
        false => command,
    };
    nameless().subcommand(command)
}

fn nameless() -> Command {
    Command::new("okr")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Objectives, key results and weekly check-ins in one file on your own machine")
        .disable_help_subcommand(true)
        .subcommand_required(false)
}

fn bare(entry: &Entry) -> Command {
    Command::new(entry.name)
        .about(entry.about)
        .visible_aliases(entry.aliases)
        .help_template(super::help::page::TEMPLATE)
        .before_help(super::help::page::examples(entry.examples))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_handle_may_be_called_as_a_command_is() {
        let names = ALL
            .iter()
            .flat_map(|entry| std::iter::once(&entry.name).chain(entry.aliases));
        let free: Vec<_> = names
            .filter(|name| !okr_core::act::handle::RESERVED.contains(name))
            .collect();
        assert!(free.is_empty(), "{free:?}");
    }
}
