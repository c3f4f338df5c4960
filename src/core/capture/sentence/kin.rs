//! Sentences of one kin that were once read wrong, table by table: the number taken, where it starts,
//! which way it goes. In the form of `forty_two`.

use super::forty_two::differences;

const CHANGE_AND_LEVEL: &str = r#"
Increase MRR by $20k to $120k | currency | - | 120000 | USD | up | ?start !change $20k
Increase signups by 200 to 1,200 | count | - | 1200 | signups | up | ?start !change 200
Reduce tickets by 30 to 12 | count | - | 12 | tickets | down | ?start !change 30
Reduce churn by 2 points to 3% | percent | - | 3 | % | down | ?start !change 2
Umsatz um 20k auf 120k steigern | number | - | 120000 | Umsatz | up | ?start !change 20k
Kosten um 10% auf 90k CHF senken | currency | - | 90000 | CHF | down | ?start !change 10%
Increase margin by 50 basis points to 4% | percent | - | 4 | % | up | ?start !change 50 basis points
Reduce churn from 5% by 2 points to 3% | percent | 5 | 3 | % | down | !change 2
"#;

const YEARS: &str = r#"
Reduce cost from 2025's $1.2M to $1M | currency | 1200000 | 1000000 | USD | down |
Grow users from 2025 level of 200 to 300 | count | 200 | 300 | users | up |
Increase NPS from 2024's 30 to 45 | number | 30 | 45 | NPS | up |
Raise revenue from 2025: $1M to $2M | currency | 1000000 | 2000000 | USD | up |
Umsatz von 2025 auf 2026 um 20% steigern | relative | - | x1.2 | Umsatz | up | ?baseline
Increase NPS from the current 32 to at least 45 | number | 32 | 45 | NPS | up |
Raise revenue from last year's $1.2M to $1.5M | currency | 1200000 | 1500000 | USD | up |
Grow readers from an average of 200 to 300 | count | 200 | 300 | readers | up |
Grow from currently 200 to 300 users | count | 200 | 300 | users | up |
"#;

const RANGES: &str = r#"
Resolve 95 to 98% of cases within SLA | percent | - | 95 | % | up | ?start !aside 98%
Respond within 5 to 10 minutes | duration | - | 10 | minutes | down | ?start !aside 5
Publish 3 to 5 times per month | hold | - | 3.. | times/month | stay | ?floor-or-total 3 month !aside 5
Hire 3 to 5 engineers | count | 0 | 3 | engineers | up | !aside 5
10 bis 15 Kunden gewinnen | count | 0 | 10 | Kunden | up | !aside 15
Increase conversion to 5-7% | percent | - | 5 | % | up | ?start !aside 7%
Reduce costs by 5 to 10% | relative | - | x0.95 | costs | down | ?baseline !aside 10%
Raise NPS between 40 and 50 | number | - | 40 | NPS | up | ?start !aside 50
Keep freezer temperature between -18 and -22 | hold | - | -22..-18 | freezer temperature | stay |
Keep churn at 3-5% | hold | - | 3..5 | % | stay |
Raise $1.5-2M | currency | - | 1500000 | USD | up | ?start !aside 2M
Reach 1.5–2 million users | count | - | 1500000 | users | up | ?start !aside 2 million
NPS 20 to 35 | number | 20 | 35 | NPS | up |
Increase conversion 5% to 7% | percent | 5 | 7 | % | up |
"#;

const NAMES: &str = r#"
5-star reviews: from 120 to 300 | count | 120 | 300 | 5-star reviews | up |
Get 200 5-star reviews | count | - | 200 | reviews | up | ?start
Achieve a 4.5-star rating | rating | - | 4.5 | /5 | up | ?start
Reduce defects per 1000 units from 12 to 4 | count | 12 | 4 | defects | down |
Get 404 errors down to 50 per day | count | - | 50 | 404 errors/day | down | ?start
Ship 3.0 release with 0 critical bugs | hold | 0 | 0 ..0 | critical bugs | stay |
Release 2.0 by May | milestone | 0 | 1 | done | up | !task-like
Two thirds of customers use the new app | percent | - | 66.67 | % | up | ?start
Three quarters of teams check in weekly | percent | - | 75 | % | up | ?start
Improve win rate from 1 in 5 to 1 in 3 | percent | 20 | 33.33 | % | up |
Reduce complaints to 1 in 100 orders | percent | - | 1 | % | down | ?start
Reach 10^6 downloads | count | - | 1000000 | downloads | up | ?start
Reach 10⁶ downloads | count | - | 1000000 | downloads | up | ?start
Reach ₹10 crore revenue | currency | - | 100000000 | INR | up | ?start
Reach 25 lakh users | count | - | 2500000 | users | up | ?start
"#;

const WAYS: &str = r#"
Reduce churn from 3% to 5% | percent | 3 | 5 | % | up | !against
Increase NPS from 45 to 32 | number | 45 | 32 | NPS | down | !against
Kosten von 80 auf 100 senken | number | 80 | 100 | Kosten | up | !against
Improve page load from 4 s to 2 s | duration | 4 | 2 | s | down |
Move from position 8 to position 3 | rank | 8 | 3 | rank | down |
Search result from rank 12 to rank 5 | rank | 12 | 5 | rank | down |
Improve ranking from 8 to 3 | rank | 8 | 3 | rank | down |
Be in the top 10% of schools | percent | - | 10 | % | down | ?start
Get to 75 kg instead of 82 | number | 82 | 75 | kg | down |
Releases: 1/week → 5/week | count | 1 | 5 | Releases/week | up |
Reduce double bookings by 75% | relative | - | x0.25 | double bookings | down | ?baseline
Keep double bookings under 5 | hold | - | ..5 | double bookings | stay |
Reduce triple charges to 3 | count | - | 3 | triple charges | down | ?start
Bring double bookings down to 60 | count | - | 60 | double bookings | down | ?start
Double bookings by June | relative | - | x2 | bookings | up | ?baseline
"#;

const KINDS: &str = r#"
Lose 10 kg | delta | - | -10 | kg | down | ?baseline
Lose fewer than 5 customers | hold | - | ..5 | customers | stay |
Increase output by a factor of 1.5 | relative | - | x1.5 | output | up | ?baseline
Kosten um den Faktor 2 senken | relative | - | x0.5 | Kosten | down | ?baseline
+15 NPS points | delta | - | 15 | points | up | ?baseline
Reduce spread by 20 basis points | delta | - | -20 | basis points | down | ?baseline
Improve margin by 150 bps | delta | - | 150 | bps | up | ?baseline
Jeden Monat 2 Blogposts veröffentlichen | hold | - | 2.. | Blogposts/month | stay | ?floor-or-total 2 month
Sleep 8 hours per night | hold | - | 8.. | hours/night | stay | ?floor-or-total 8 night
Keep headcount flat at 50 | hold | - | 50..50 | headcount | stay |
Reach 10 users @ 5 companies | count | - | 10 | users | up | ?start !aside 5
200 Mitarbeiter nutzen das neue Tool | count | - | 200 | Mitarbeiter | up | ?start
Reduktion der Fehler um 20% | relative | - | x0.8 | Fehler | down | ?baseline
"#;

#[test]
fn a_change_beside_a_level_gives_no_start() {
    assert_eq!(differences(CHANGE_AND_LEVEL), Vec::<String>::new());
}

#[test]
fn a_year_is_never_where_it_starts() {
    assert_eq!(differences(YEARS), Vec::<String>::new());
}

#[test]
fn a_range_is_no_way_from_one_end_to_the_other() {
    assert_eq!(differences(RANGES), Vec::<String>::new());
}

#[test]
fn a_number_in_a_name_a_share_or_a_power_keeps_its_meaning() {
    assert_eq!(differences(NAMES), Vec::<String>::new());
}

#[test]
fn the_way_follows_the_numbers_and_a_verb_against_them_is_told() {
    assert_eq!(differences(WAYS), Vec::<String>::new());
}

#[test]
fn a_difference_a_factor_and_a_rhythm_are_told_apart_from_a_level() {
    assert_eq!(differences(KINDS), Vec::<String>::new());
}
