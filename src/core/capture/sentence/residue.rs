//! What lists of key results carry around the sentence: bullets, labels, owners, priorities and
//! the score at the end. For importers; the stored title keeps all of it.

/// The sentence inside an imported line: `KR: [P1] Publish 8 posts => 73%` gives `Publish 8 posts`.
#[must_use]
pub fn strip_residue(line: &str) -> &str {
    let mut rest = line.trim();
    // Labels come in any order; each round removes at least one.
    for _ in 0..8 {
        let shorter = strip_label(rest).trim();
        if shorter.len() == rest.len() || shorter.is_empty() {
            break;
        }
        rest = shorter;
    }
    for _ in 0..8 {
        let shorter = strip_tail(rest).trim();
        if shorter.len() == rest.len() || shorter.is_empty() {
            break;
        }
        rest = shorter;
    }
    rest
}

fn strip_label(line: &str) -> &str {
    for bullet in ["- ", "* ", "• ", "– ", "[ ] ", "[x] ", "[X] ", "> ", "· "] {
        if let Some(rest) = line.strip_prefix(bullet) {
            return rest;
        }
    }
    if let Some(rest) = line.strip_prefix('[') {
        // "[name] sentence", "[P0] sentence"; never "[N](link)".
        if let Some((inside, after)) = rest.split_once(']')
            && inside.len() <= 40
            && !after.starts_with(['(', '['])
            && after.trim().len() > 3
        {
            return after;
        }
    }
    let (word, rest) = split_word(line);
    let bare = word.trim_matches(['`', '*', ':', '_']);
    let priority = bare.len() == 2
        && bare.starts_with(['P', 'p'])
        && bare[1..]
            .chars()
            .all(|level| level.is_ascii_digit() || level == 'X');
    let dashed = rest.trim_start().strip_prefix(['-', '–', ':']);
    if priority && (dashed.is_some() || word.ends_with(':') || word.starts_with('`')) {
        return dashed.unwrap_or(rest);
    }
    if word.starts_with('@') && word.len() > 1 {
        return dashed.unwrap_or(line);
    }
    strip_name(line)
}

/// `KR:`, `KR 2:`, `KR1 -`, `Key Result:`, `OKR:`, `KR (metric):`.
fn strip_name(line: &str) -> &str {
    let plain = line.trim_start_matches(['*', '_', '`']);
    let low: String = plain
        .chars()
        .take(40)
        .flat_map(char::to_lowercase)
        .collect();
    let names = ["key result", "keyresult", "key-result", "okr", "kr"];
    let Some(name) = names.into_iter().find(|name| low.starts_with(name)) else {
        return line;
    };
    let Some(rest) = plain.get(name.len()..) else {
        return line;
    };
    let end = rest.find([':', '-', '–']).filter(|end| *end <= 14);
    let Some(end) = end else { return line };
    let label = rest[..end].trim();
    let number = label
        .chars()
        .all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | '*' | '#' | ' '));
    let kind = label.starts_with('(') && label.ends_with(')');
    if !number && !kind {
        return line;
    }
    rest[end..].trim_start_matches([':', '-', '–', '*', ' '])
}

fn strip_tail(line: &str) -> &str {
    if let Some((head, tail)) = line.rsplit_once("=>")
        && is_score(tail)
        && !goes_on(head)
    {
        return head;
    }
    if line.ends_with(']')
        && let Some(start) = line.rfind('[')
        && start > 0
    {
        return &line[..start];
    }
    if let Some(inside) = line.strip_suffix(')')
        && let Some((head, number)) = inside.rsplit_once('(')
        && !number.is_empty()
        && number.chars().all(|letter| letter.is_ascii_digit())
        && !head.is_empty()
    {
        return head;
    }
    if let Some((head, tail)) = line.rsplit_once(" - ") {
        if tail.starts_with('@') && !tail.contains(' ') {
            return head;
        }
        if is_score(tail) && (tail.contains('(') || has_status(tail)) {
            return head;
        }
    }
    // After a colon only when the head already has its number: "Uptime: 99.9%" is a target.
    for (at, _) in line.match_indices(": ") {
        let (head, tail) = (&line[..at], &line[at + 2..]);
        let last = head.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let names = matches!(
            last.as_str(),
            "target" | "goal" | "ziel" | "soll" | "start" | "baseline"
        );
        if has_number(head) && is_score(tail) && !names {
            return head;
        }
    }
    line
}

/// `NPS 31 => 45` is a way: a number right before the arrow that nothing calls a target.
fn goes_on(head: &str) -> bool {
    let named = |word: &str| {
        let low = word.to_lowercase();
        matches!(
            low.as_str(),
            "to" | "by"
                | "at"
                | "of"
                | "reach"
                | "achieve"
                | "hit"
                | "than"
                | "least"
                | "above"
                | "below"
        )
    };
    let last = head.trim_end().rsplit(' ').next().unwrap_or_default();
    last.starts_with(|first: char| first.is_ascii_digit()) && !head.split(' ').any(named)
}

/// Starts with a percentage, a fraction, `X/10` or the word achieved, or counts what was done.
fn is_score(tail: &str) -> bool {
    let (word, rest) = split_word(tail.trim_start());
    let word = word.trim_end_matches([',', ';', '.']);
    let number = word.trim_start_matches('-');
    let part = |text: &str| {
        !text.is_empty()
            && text
                .chars()
                .all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | 'X' | 'x'))
    };
    let fraction = number
        .split_once('/')
        .is_some_and(|(done, all)| part(done) && part(all));
    let percent = number.strip_suffix('%').is_some_and(part);
    let done =
        part(number) && (rest.trim().is_empty() || split_word(rest.trim_start()).0.ends_with("ed"));
    fraction || percent || done || word.eq_ignore_ascii_case("achieved")
}

fn has_status(tail: &str) -> bool {
    let low = tail.to_lowercase();
    [
        "at risk",
        "on track",
        "off track",
        "done",
        "missed",
        "achieved",
        "complete",
        "behind",
    ]
    .iter()
    .any(|status| low.contains(status))
}

fn has_number(head: &str) -> bool {
    head.split(' ')
        .any(|word| word.starts_with(|letter: char| letter.is_ascii_digit()))
}

fn split_word(line: &str) -> (&str, &str) {
    line.split_once(' ').unwrap_or((line, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_owners_and_scores_go_and_the_sentence_stays() {
        for (line, sentence) in [
            (
                "- KR 2: Publish 8 posts => 73% - At Risk",
                "Publish 8 posts",
            ),
            ("Key Result: Ship 5 fixes: 6/5 (100%)", "Ship 5 fixes"),
            ("[P1] Run 3 labs [INFRA]", "Run 3 labs"),
            ("`P1` @maria - Write the guide", "Write the guide"),
            ("P2 - Reach 90% of users (4)", "Reach 90% of users"),
            ("Cut build time by 50% - @tom", "Cut build time by 50%"),
            (
                "KR (metric): Gewinn um 5% steigern",
                "Gewinn um 5% steigern",
            ),
        ] {
            assert_eq!(strip_residue(line), sentence, "{line}");
        }
    }

    #[test]
    fn a_colon_or_a_dash_before_the_target_is_no_score() {
        for line in [
            "Uptime: 99.9%",
            "Uptime - 99.9%",
            "Baseline: 32, Target: 45",
            "Krill stock: 3",
            "Okra - 5 plants",
            "A → 5%",
            "[",
            "KR",
            "=>",
        ] {
            assert_eq!(strip_residue(line), line);
        }
    }
}
