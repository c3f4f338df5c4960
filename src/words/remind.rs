//! The texts that remind: files and lines for timers of the system, and the notice itself. A path is
//! written in the quotes of each system; nothing here writes a file.

use chrono::{NaiveTime, Timelike, Weekday};
use okr_core::report::due::Due;

use super::{shell, status};

/// When a timer is to start a command: a day of every week and a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub day: Weekday,
    pub time: NaiveTime,
}

/// In every file that a timer is made of: what has it may be taken away again.
pub const OURS: &str = "okr remind remove takes this file away";

/// Around the line of a crontab that was put there by this program.
pub const FROM_HERE: &str = "# okr remind: okr remind remove --cron takes these three lines away";
pub const TO_HERE: &str = "# okr remind: the end";

/// The two files of a user's timer, by name.
#[must_use]
pub fn systemd_files(command: &[String], when: Moment) -> [(&'static str, String); 2] {
    let words: Vec<String> = command.iter().map(|word| for_systemd(word)).collect();
    [
        (
            "okr-remind.service",
            format!(
                "# {OURS}\n[Unit]\nDescription=Key results that need a check-in\n\n\
                 [Service]\nType=oneshot\nExecStart={}\n",
                words.join(" ")
            ),
        ),
        (
            "okr-remind.timer",
            format!(
                "# {OURS}\n[Unit]\nDescription=The time of the review\n\n\
                 [Timer]\nOnCalendar={} *-*-* {}\nPersistent=true\n\n\
                 [Install]\nWantedBy=timers.target\n",
                when.day,
                when.time.format("%H:%M:00"),
            ),
        ),
    ]
}

/// The two files of a user's timer, with where they go.
#[must_use]
pub fn systemd(command: &[String], when: Moment) -> String {
    let [(service, serving), (timer, timing)] = systemd_files(command, when);
    format!(
        "# ~/.config/systemd/user/{service}\n{serving}\n\
         # ~/.config/systemd/user/{timer}: a machine that slept reminds when it wakes\n{timing}\n\
         # then: systemctl --user daemon-reload && systemctl --user enable --now {timer}\n"
    )
}

fn for_systemd(word: &str) -> String {
    let escaped = word
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('%', "%%")
        .replace('$', "$$");
    format!("\"{escaped}\"")
}

/// The line of a crontab.
#[must_use]
pub fn cron_line(command: &[String], when: Moment) -> String {
    let words: Vec<String> = command.iter().map(|word| shell::quoted(word)).collect();
    format!(
        "{} {} * * {}  {}",
        when.time.minute(),
        when.time.hour(),
        when.day.num_days_from_sunday(),
        words.join(" ").replace('%', "\\%"),
    )
}

/// The line of a crontab, with where it goes.
#[must_use]
pub fn cron(command: &[String], when: Moment) -> String {
    format!(
        "# crontab -e; a run that was missed while the machine slept is skipped\n{}\n",
        cron_line(command, when)
    )
}

/// A crontab without the lines of this program; `None` where they are not as they were put there.
#[must_use]
pub fn without_ours(crontab: &str) -> Option<String> {
    let lines: Vec<&str> = crontab.split_inclusive('\n').collect();
    let mark = |at: usize, mark: &str| lines.get(at).is_some_and(|line| line.trim_end() == mark);
    let first = (0..lines.len()).find(|at| mark(*at, FROM_HERE));
    let last = (0..lines.len()).find(|at| mark(*at, TO_HERE));
    match (first, last) {
        (None, None) => Some(crontab.to_owned()),
        (Some(first), Some(last)) if last == first + 2 => {
            let rest = [&lines[..first], &lines[last + 1..]].concat().concat();
            let is_alone = !rest.contains(FROM_HERE) && !rest.contains(TO_HERE);
            is_alone.then_some(rest)
        }
        _ => None,
    }
}

/// A crontab with the line of this program at its end, exchanged when it was there.
#[must_use]
pub fn with_ours(crontab: &str, line: &str) -> Option<String> {
    let mut text = without_ours(crontab)?;
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    Some(format!("{text}{FROM_HERE}\n{line}\n{TO_HERE}\n"))
}

/// A launch agent of macOS.
#[must_use]
pub fn launchd(command: &[String], when: Moment) -> String {
    let words: String = command
        .iter()
        .map(|word| format!("    <string>{}</string>\n", for_xml(word)))
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!-- ~/Library/LaunchAgents/okr.remind.plist, then: launchctl load -w FILE -->\n\
         <!-- {OURS} -->\n\
         <plist version=\"1.0\">\n<dict>\n  <key>Label</key>\n  <string>okr.remind</string>\n  \
         <key>ProgramArguments</key>\n  <array>\n{words}  </array>\n  <key>StartCalendarInterval</key>\n  <dict>\n    \
         <key>Weekday</key>\n    <integer>{}</integer>\n    <key>Hour</key>\n    <integer>{}</integer>\n    \
         <key>Minute</key>\n    <integer>{}</integer>\n  </dict>\n</dict>\n</plist>\n",
        when.day.num_days_from_sunday(),
        when.time.hour(),
        when.time.minute(),
    )
}

fn for_xml(word: &str) -> String {
    word.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// The name of the task on Windows.
pub const TASK: &str = "okr-remind";

/// The words that make a task of Windows; one that has the name is exchanged.
#[must_use]
pub fn schtasks_words(command: &[String], when: Moment) -> Vec<String> {
    let run: Vec<String> = command.iter().map(|word| format!("\"{word}\"")).collect();
    let day = when.day.to_string().to_uppercase();
    let time = when.time.format("%H:%M").to_string();
    let run = run.join(" ");
    [
        "schtasks", "/Create", "/F", "/TN", TASK, "/SC", "WEEKLY", "/D", &day, "/ST", &time, "/TR",
        &run,
    ]
    .map(str::to_owned)
    .to_vec()
}

/// A line for the task scheduler of Windows.
#[must_use]
pub fn schtasks(command: &[String], when: Moment) -> String {
    let mut words = schtasks_words(command, when);
    let run = words.pop().unwrap_or_default().replace('"', "\\\"");
    format!("{} \"{run}\"\n", words.join(" "))
}

/// The title and the lines of a notice; `None` when nothing is due.
#[must_use]
pub fn notice(due: &Due<'_>) -> Option<(String, String)> {
    let count = due.items.len();
    if count == 0 {
        return None;
    }
    let verb = if count == 1 { "needs" } else { "need" };
    let title = format!("{} {verb} a check-in", status::counted(count, "key result"));
    let mut lines: Vec<String> = due
        .items
        .iter()
        .take(5)
        .map(|one| format!("{}  {}", one.item.id(), one.item.head.title))
        .collect();
    if count > 5 {
        lines.push(format!("and {} more", count - 5));
    }
    lines.push("okr review".to_owned());
    Some((title, lines.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHEN: Moment = Moment {
        day: Weekday::Wed,
        time: NaiveTime::MIN,
    };

    #[test]
    fn a_path_with_a_space_or_a_sign_stays_one_word_everywhere() {
        let command = ["/home/ana/my 100% $o<k>r/okr", "due"].map(str::to_owned);
        assert!(
            systemd(&command, WHEN)
                .contains("ExecStart=\"/home/ana/my 100%% $$o<k>r/okr\" \"due\"\n")
        );
        assert!(
            cron(&command, WHEN).contains("\n0 0 * * 3  '/home/ana/my 100\\% $o<k>r/okr' due\n")
        );
        assert!(
            launchd(&command, WHEN).contains("<string>/home/ana/my 100% $o&lt;k&gt;r/okr</string>")
        );
        assert!(schtasks(&command, WHEN).contains("/D WED /ST 00:00 /TR \"\\\"/home/ana/my"));
    }

    #[test]
    fn a_crontab_gets_one_line_and_loses_exactly_that_line() {
        for before in ["", "# mine\n5 4 * * *  backup\n", "@daily true\n\n"] {
            let once = with_ours(before, "0 9 * * 3  okr due").expect("in order");
            let other = with_ours(&once, "0 8 * * 1  okr due").expect("in order");
            assert_eq!(other.matches("okr due").count(), 1, "{other}");
            assert_eq!(without_ours(&other).as_deref(), Some(before));
        }
        let unended = with_ours("@daily true", "0 9 * * 3  okr due").expect("in order");
        assert_eq!(without_ours(&unended).as_deref(), Some("@daily true\n"));
    }

    #[test]
    fn lines_that_a_person_changed_are_left_alone() {
        let whole = with_ours("", "0 9 * * 3  okr due").expect("in order");
        for changed in [
            whole.replace(TO_HERE, "# gone"),
            whole.replace(FROM_HERE, "# gone"),
            whole.replace("0 9", "5 4 * * *  backup\n0 9"),
            format!("{whole}{whole}"),
        ] {
            assert_eq!(without_ours(&changed), None, "{changed}");
        }
    }
}
