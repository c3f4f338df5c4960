//! Sentences the rules were not tuned on, in many styles, and what must hold for any text. The
//! tables are in the form of `forty_two`.

use proptest::prelude::*;

use super::forty_two::differences;
use super::{read, strip_residue};
use crate::domain::measure::Kind;

const LEVELS: &str = r#"
Reach 70% of invited people active in month two | percent | - | 70 | % | up | ?start
Get the error rate under 0.5% | percent | - | 0.5 | % | down | ?start
Grow the mailing list to 12,000 readers | count | - | 12000 | readers | up | ?start
Grow newsletter readers from 1'200 to 2'000 | count | 1200 | 2000 | newsletter readers | up |
Raise test coverage from 61 to 80% | percent | 61 | 80 | % | up |
NPS 20 → 35 | number | 20 | 35 | NPS | up |
Bring mean time to recovery down from 2 days to 4 hours | duration | 48 | 4 | hours | down |
Lift average order value to CHF 85 | currency | - | 85 | CHF | up | ?start
Reach 3 million downloads | count | - | 3000000 | downloads | up | ?start
Score at least 9/10 in the partner survey | rating | - | 9 | /10 | up | ?start
Complete 18/20 supplier audits | count | 0 | 18 | of 20 audits | up |
Be a top 5 app in the productivity chart | rank | - | 5 | rank | down | ?start
Increase weekly active users to 5000 (from 3200) | count | 3200 | 5000 | weekly active users | up |
Average response time is at most 2 hours | duration | - | 2 | hours | down | ?start
Get bundle size below 180 kB | number | - | 180 | kB | down | ?start
Reduce open P0 bugs to zero | count | - | 0 | open P0 bugs | down | ?start
Cut onboarding from 3 weeks to 5 days | duration | 21 | 5 | days | down |
Reach 2000 members by 2027 | count | - | 2000 | members | up | ?start
Achieve 98% on-time delivery in Q3 | percent | - | 98 | % | up | ?start
Reduce emails from 3 tools to one inbox | count | 3 | 1 | inbox | down |
Decrease cost from $1.2M to 900k | currency | 1200000 | 900000 | USD | down |
Kundenzufriedenheit von 7,8 auf 8,5 steigern | number | 7.8 | 8.5 | Kundenzufriedenheit | up |
Reduce handling time from 2 months to 10 days | duration | - | 10 | days | down | ?start
Grow revenue from 5 new customers to $100 | currency | - | 100 | USD | up | ?start
Become number one in search | rank | - | 1 | rank | down | ?start
Revenue from 80 to 120k | number | - | 120000 | Revenue | up | ?start
"#;

const COUNTS: &str = r#"
Published 6 case studies | count | 0 | 6 | studies | up |
Adding 4 integrations to the marketplace | count | 0 | 4 | integrations | up |
25 stories added to the library | count | 0 | 25 | stories | up |
Sign five design partners | count | 0 | 5 | partners | up |
Ship 2 releases without rollback | count | 0 | 2 | releases | up |
Migrate 14 services to the new cluster | count | 0 | 14 | services | up |
Onboard 40 schools by July 15 | count | 0 | 40 | schools | up |
Attract 300 new followers | count | 0 | 300 | followers | up | !unknown-verb
Source 30 candidates by May 10 and hire 2 managers | count | 0 | 30 | candidates | up | ?split 2
Write 10 e2e tests for S3 uploads | count | 0 | 10 | tests | up |
Document the top-7 blockers of new joiners | milestone | 0 | 1 | done | up | !task-like
Meet 1.500 customers | count | 0 | 1500 | customers | up | !thousands 1500 1.5
Recruit 4-6 beta testers | count | 0 | 4 | testers | up | !aside 6
Sell 1,5 Mio. Lizenzen | count | 0 | 1500000 | Lizenzen | up |
Get 10 referrals from 30 existing clients | count | - | 10 | referrals | up | ?start
50 teams use the new board | count | - | 50 | teams | up | ?start
"#;

const CHANGES: &str = r#"
Grow revenue 20% | relative | - | x1.2 | revenue | up | ?baseline
Cut meeting hours in half | relative | - | x0.5 | meeting hours | down | ?baseline
A 15% reduction in support tickets | relative | - | x0.85 | support tickets | down | ?baseline
Triple the number of pull requests reviewed | relative | - | x3 | requests | up | ?baseline
Cut cloud cost by $12k | delta | - | -12000 | USD | down | ?baseline
Increase NPS by 8 points | delta | - | 8 | points | up | ?baseline
Lift adoption by 5pp | delta | - | 5 | pp | up | ?baseline
Shorten lead time by 3 days | delta | - | -3 | days | down | ?baseline
Increase retention by 4% | percent | - | - | % | up | ?points-or-relative 4 ?baseline
Reduce spending on tools by 10% | relative | - | x0.9 | spending on tools | down | ?baseline
Make builds 3x faster | unknown | - | - | - | up | ?how-measured
Increase referrals from 20 partners by 10% | relative | - | x1.1 | referrals | up | ?baseline
Reduce defects from 120 by 30% | relative | 120 | x0.7 | defects | down |
2x trial signups | relative | - | x2 | signups | up | ?baseline
"#;

const HOLDS: &str = r#"
Protect 99.95% availability | hold | - | 99.95.. | % | stay |
Retain 95% of customers | hold | - | 95.. | % | stay |
Keep churn at 3% | hold | - | ..3 | % | stay |
No unplanned outages | hold | 0 | 0 ..0 | unplanned outages | stay |
0 critical vulnerabilities in production | hold | 0 | 0 ..0 | critical vulnerabilities | stay |
No more than 3 escalations per month | hold | - | ..3 | escalations/month | stay |
At least 2 talks per quarter | hold | - | 2.. | talks/quarter | stay |
Publish 4 posts every month | hold | - | 4.. | posts/month | stay | ?floor-or-total 4 month
Stay between 40 and 60 open tickets | hold | - | 40..60 | tickets | stay |
Weekly orders land within +/- 15% of the forecast | hold | - | -15..15 | % | stay | ?around-what
Make 20 sales calls a day | hold | - | 20.. | calls/day | stay | ?floor-or-total 20 day
Have fewer than 5 open critical bugs at any time | hold | - | ..4 | bugs | stay |
Protect 95% of the error allowance | hold | - | 95.. | % | stay |
Limit work in progress to 5 items | hold | - | ..5 | items | stay |
85% of people answer the pulse every month | hold | - | 85.. | % | stay |
"#;

const WITHOUT: &str = r#"
Migrate to Kubernetes by Q2 2026 | milestone | 0 | 1 | done | up | !task-like
Launch of the partner portal | milestone | 0 | 1 | done | up | !task-like
Pass the ISO 27001 audit | milestone | 0 | 1 | done | up | !task-like
Write the 2027 strategy | milestone | 0 | 1 | done | up | !task-like
Implement zero trust | milestone | 0 | 1 | done | up | !task-like
Ship double opt-in | milestone | 0 | 1 | done | up | !task-like
Run one experiment every week | unknown | - | - | - | up | ?how-measured
Improve speed with 8 servers | unknown | - | - | - | up | ?how-measured
Serve 100s of thousands of images | unknown | - | - | - | up | ?how-measured
Use at most 5% more memory | unknown | - | - | - | up | ?how-measured
Customers love us | unknown | - | - | - | up | ?how-measured
Better collaboration across offices | unknown | - | - | - | up | ?how-measured
People are alerted if memory rises above 1.5 GB | unknown | - | - | - | up | ?conditional
Everyone is ready within the first 30 days | unknown | - | - | - | up | ?how-measured
"#;

const GERMAN: &str = r#"
Umsatz um 20% steigern | relative | - | x1.2 | Umsatz | up | ?baseline
Wir senken die Kosten von 1'200 CHF auf 900 CHF | currency | 1200 | 900 | CHF | down |
Wir gewinnen 10 neue Kunden | count | 0 | 10 | Kunden | up |
Der Ertrag je Filiale liegt in jedem Monat über 62.5kCHF | hold | - | 62500.. | CHF | stay |
Die Reaktionszeit höchstens 4 Stunden halten | hold | - | ..4 | Stunden | stay |
Mindestens 15 Teilnehmer am Sommerfest | count | - | 15 | Teilnehmer | up | ?start
Die Zahl der Fehler um 50 Prozent reduzieren | relative | - | x0.5 | Fehler | down | ?baseline
Drei Videos veröffentlichen | count | 0 | 3 | Videos | up |
Verrechenbarkeit um 2% erhöhen | percent | - | - | % | up | ?points-or-relative 2 ?baseline
8 von 10 Pilotkunden gewinnen | count | 0 | 8 | of 10 Pilotkunden | up |
Budget von 1.234,5 auf 2.000,0 EUR erhöhen | currency | 1234.5 | 2000 | EUR | up |
Das Handbuch ist umgesetzt | milestone | 0 | 1 | done | up | !task-like
"#;

const CJK: &str = r#"
売上を30%増やす | relative | - | x1.3 | - | up | ?baseline
解約率を5%から3%に下げる | percent | 5 | 3 | % | down |
고객 100명 확보 | count | - | 100 | 명 | up | ?start !unknown-verb
将客户满意度从80%提高到90% | percent | 80 | 90 | % | up |
バグを50件以下に減らす | count | - | 50 | 件 | down | ?start
新增300个用户 | count | 0 | 300 | 个 | up | !unknown-verb
"#;

#[test]
fn unseen_sentences_are_read_right_or_asked_about() {
    let tables = [LEVELS, COUNTS, CHANGES, HOLDS, WITHOUT, GERMAN, CJK];
    assert!(
        tables
            .iter()
            .map(|table| table.lines().count() - 1)
            .sum::<usize>()
            >= 60
    );
    let differences: Vec<String> = tables.into_iter().flat_map(differences).collect();
    assert!(
        differences.is_empty(),
        "{} differ:\n{}",
        differences.len(),
        differences.join("\n")
    );
}

#[test]
fn numbers_in_names_dates_and_brackets_are_never_targets() {
    for sentence in [
        "Deploy on Node 18 and Python 3",
        "Create the H2 plan for FY26 (12 pages)",
        "Document the 24/7 rota",
        "Release v3.1.4 on 2026-09-30",
        "Finish phase 2 of the B2B portal",
        "Announce the Fortune 500 programme on 3 May",
        "Finish the 30-day trial flow",
    ] {
        assert_eq!(read(sentence).measure.kind, Kind::Milestone, "{sentence}");
    }
}

#[test]
fn residue_does_not_change_the_reading() {
    let plain = read("Publish 8 articles");
    for line in [
        "KR: Publish 8 articles",
        "[P1] Publish 8 articles: 6/8 (75%)",
        "- Publish 8 articles => 73% - At Risk",
    ] {
        assert_eq!(read(line), plain, "{line}");
    }
}

/// Words of key results, numbers and hostile text, thrown together.
fn sentence() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("Increase".to_owned()),
        Just("reduce".to_owned()),
        Just("reach".to_owned()),
        Just("keep".to_owned()),
        Just("from".to_owned()),
        Just("to".to_owned()),
        Just("by".to_owned()),
        Just("at least".to_owned()),
        Just("churn".to_owned()),
        Just("users".to_owned()),
        Just("per week".to_owned()),
        Just("and".to_owned()),
        Just("if".to_owned()),
        Just("(from".to_owned()),
        Just("=>".to_owned()),
        Just("[".to_owned()),
        Just("人に".to_owned()),
        "[0-9]{1,16}([.,'][0-9]{1,4}){0,3}(%|k|M|ms|h|x|pp|/[0-9]{1,3}|€|万人)?",
        "\\PC{0,6}",
    ];
    proptest::collection::vec(word, 0..12).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(text in any::<String>()) {
        let reading = read(&text);
        prop_assert!(!super::describe(&reading.measure).is_empty());
        prop_assert!(text.contains(strip_residue(&text)));
    }

    #[test]
    fn any_mix_of_words_and_numbers_is_read_and_told(text in sentence()) {
        let reading = read(&text);
        for question in &reading.questions {
            prop_assert!(question.text(&reading.measure).contains('?') || question.text(&reading.measure).ends_with("not"));
            prop_assert!(question.flag().starts_with("--"));
        }
        prop_assert!(reading.warnings.iter().all(|warning| !warning.text().is_empty()));
        let supported = reading.measure.start.is_none_or(|start| {
            let told = ["from", "to", "→", "=>", "->", "に"].iter().any(|word| text.contains(word));
            if start.is_zero() { text.contains('0') || text.contains('新') || told } else { told }
        });
        prop_assert!(supported, "{}", text);
        prop_assert_eq!(read(&text), reading);
    }

    /// Without `from`, an arrow, a zero or something put out anew, nothing says where it starts.
    #[test]
    fn no_start_is_invented(verb in "(Increase|Reduce|Reach|Improve|Raise|Lower|Achieve|Steigern|Grow)", thing in "(churn|revenue|signups|NPS|uptime|response time)", join in "(by|to|to at least|above|um|auf)", number in "[1-9][0-9]{0,5}(%|k| points| hours| CHF|/5| users)?") {
        let sentence = format!("{verb} {thing} {join} {number}");
        let reading = read(&sentence);
        prop_assert_eq!(reading.measure.start, None, "{}", sentence);
        prop_assert!(!reading.questions.is_empty(), "{}", sentence);
    }

    /// A change beside a level, and a range, tell two numbers and none of them is a start.
    #[test]
    fn a_second_number_is_no_start(verb in "(Increase|Reduce|Lower|Grow)", join in "(by [1-9][0-9]{0,3}(%|k| points)? to|within [1-9] to|to between [1-9] and|to [1-9] to)", number in "[1-9][0-9]{1,5}(%|k)?") {
        let sentence = format!("{verb} signups {join} {number}");
        let reading = read(&sentence);
        prop_assert_eq!(reading.measure.start, None, "{}", sentence);
    }
}

#[test]
fn a_megabyte_is_read_in_no_time() {
    for piece in [
        "from 5 to 6 and ",
        "((((",
        "1,234.5'6",
        "新",
        "a\u{301}",
        "if 3 % of ",
    ] {
        let text = piece.repeat(1_000_000 / piece.len());
        let before = std::time::Instant::now();
        let _ = read(&text);
        assert!(before.elapsed().as_secs() < 2, "{piece}");
    }
}

const SHELLS: &str = r#"
Cut MTTR from 4h 30m to under 1h | duration | 4.5 | 1 | h | down |
Reduce build time from 1h 10m to 25 min | duration | 70 | 25 | min | down |
Cut handling time to 5m 30s | duration | - | 330 | s | down | ?start
Answer 95% of tickets within 24 hours | percent | - | 95 | % | up | ?start !aside 24 hours
Don't lose more than 2 customers | hold | - | ..2 | customers | stay |
Nobody waits more than 3 days for a review | hold | - | ..3 | days | stay |
Never exceed 40 open incidents | hold | - | ..40 | incidents | stay |
Double weekly active users from 4,000 | relative | 4000 | x2 | users | up |
Double signups from 20 partners | relative | - | x2 | signups | up | ?baseline
Triple revenue from $40k | relative | 40000 | x3 | USD | up |
Verdopple die Zahl der Bewerbungen | relative | - | x2 | Bewerbungen | up | ?baseline
Reduce bundle size from 1.4 MB to 600 KB | number | 1400 | 600 | KB | down |
NPS 31 => 45 | number | 31 | 45 | NPS | up |
Coverage 81% => 95% | percent | 81 | 95 | % | up |
Reach NPS 50 => 45 | number | - | 50 | NPS | up | ?start
Cut build from 10m to 5m | duration | 10 | 5 | min | down |
First reply from 2h30m to 45m | duration | 150 | 45 | min | down |
Reduce cost to 2m | number | - | 2000000 | cost | down | ?start !million 2m
Sell 1m units | count | 0 | 1000000 | units | up |
Grow ARR 2x from €1.2m | relative | 1200000 | x2 | EUR | up |
-5% cost per order | relative | - | x0.95 | cost | down | ?baseline
Sign 5 customers worth a lot | count | 0 | 5 | customers | up |
"#;

#[test]
fn sentences_typed_in_a_hurry_are_read_right_or_asked_about() {
    let found = differences(SHELLS);
    assert!(found.is_empty(), "{}", found.join("\n"));
}
