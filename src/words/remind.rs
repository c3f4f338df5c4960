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

/// The two files of a user's timer.
#[must_use]
pub fn systemd(command: &[String], when: Moment) -> String {
    let words: Vec<String> = command.iter().map(|word| for_systemd(word)).collect();
    format!(
        "# ~/.config/systemd/user/okr-remind.service\n[Unit]\nDescription=Key results that need a check-in\n\n\
         [Service]\nType=oneshot\nExecStart={}\n\n\
         # ~/.config/systemd/user/okr-remind.timer: a machine that slept reminds when it wakes\n\
         [Unit]\nDescription=The time of the review\n\n\
         [Timer]\nOnCalendar={} *-*-* {}\nPersistent=true\n\n[Install]\nWantedBy=timers.target\n\n\
         # then: systemctl --user daemon-reload && systemctl --user enable --now okr-remind.timer\n",
        words.join(" "),
        when.day,
        when.time.format("%H:%M:00"),
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

/// One line of a crontab.
#[must_use]
pub fn cron(command: &[String], when: Moment) -> String {
    let words: Vec<String> = command.iter().map(|word| shell::quoted(word)).collect();
    format!(
        "# crontab -e; a run that was missed while the machine slept is skipped\n{} {} * * {}  {}\n",
        when.time.minute(),
        when.time.hour(),
        when.day.num_days_from_sunday(),
        words.join(" ").replace('%', "\\%"),
    )
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

/// A line for the task scheduler of Windows.
#[must_use]
pub fn schtasks(command: &[String], when: Moment) -> String {
    let words: Vec<String> = command
        .iter()
        .map(|word| format!("\\\"{word}\\\""))
        .collect();
    format!(
        "schtasks /Create /TN okr-remind /SC WEEKLY /D {} /ST {} /TR \"{}\"\n",
        when.day.to_string().to_uppercase(),
        when.time.format("%H:%M"),
        words.join(" "),
    )
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
}
