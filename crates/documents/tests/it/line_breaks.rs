//! Where lines begin and end. Every rule is tried at every place: the text grows by one character at a time, so that
//! each mark comes to stand at the line's end once.

use documents::Certificate;
use documents::certificate::{Part, layout};
use proptest::prelude::*;

use crate::sample::{certificate, fonts};

fn body(text: &str) -> Vec<String> {
    let c = Certificate {
        text: text.to_owned(),
        ..certificate()
    };
    let layout = layout(fonts(), &c).unwrap();
    let lines = layout.lines.into_iter().filter(|line| line.part == Part::Text);
    lines.map(|line| line.text).collect()
}

/// The lines of texts in which `part` stands at every place around the end of the first line.
fn around_the_edge(part: &str) -> impl Iterator<Item = Vec<String>> + '_ {
    (20..34).map(move |before| {
        let text = format!("{}{part}{}", "科".repeat(before), "普".repeat(40));
        body(&text)
    })
}

fn first(line: &str) -> char {
    line.chars().next().unwrap()
}

fn last(line: &str) -> char {
    line.trim_end().chars().next_back().unwrap()
}

#[test]
fn no_line_begins_with_a_mark_that_closes() {
    for mark in "，。、；：！？）》〉」』】〕”’…—·～%％".chars() {
        for lines in around_the_edge(&mark.to_string()) {
            assert!(
                lines.iter().all(|line| first(line) != mark),
                "{mark} begins a line: {lines:?}"
            );
        }
    }
}

#[test]
fn no_line_ends_with_a_mark_that_opens() {
    for mark in "（《〈「『【〔“‘".chars() {
        for lines in around_the_edge(&mark.to_string()) {
            assert!(
                lines.iter().all(|line| last(line) != mark),
                "{mark} ends a line: {lines:?}"
            );
        }
    }
}

#[test]
fn several_marks_stay_together() {
    for marks in ["》”，", "。”", "……", "——", "）。"] {
        for lines in around_the_edge(marks) {
            assert!(
                lines.iter().any(|line| line.contains(marks)),
                "{marks} is torn: {lines:?}"
            );
            assert!(
                lines.iter().all(|line| !marks.contains(first(line))),
                "{marks}: {lines:?}"
            );
        }
    }
}

#[test]
fn names_and_numbers_stay_whole() {
    for word in ["2026", "3.5%", "KP2026", "Müller", "128,000"] {
        for lines in around_the_edge(word) {
            assert!(
                lines.iter().any(|line| line.contains(word)),
                "{word} is torn: {lines:?}"
            );
        }
    }
}

#[test]
fn a_word_longer_than_the_line_is_cut() {
    let word = "x".repeat(300);
    let lines = body(&format!("科普{word}，科普"));
    assert_eq!(lines.concat(), format!("科普{word}，科普"));
    assert!(lines.iter().all(|line| first(line) != '，'), "{lines:?}");
}

#[test]
fn a_mark_at_the_end_may_stick_out_by_its_empty_half() {
    let c = certificate();
    let at = layout(fonts(), &c).unwrap();
    let size = at.lines.iter().find(|line| line.part == Part::Text).unwrap().size;
    // One character less than fits, so that only half a square is left for the comma.
    let fits = ((at.text.right - at.text.left) / size - 2.0).floor() as usize;
    let lines = body(&format!("{}，{}", "科".repeat(fits), "普".repeat(30)));
    assert_eq!(
        lines[0].chars().count(),
        fits + usize::from(lines[0].ends_with('，'))
    );
    assert_ne!(first(&lines[1]), '，');
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_is_lost_and_the_rules_hold(text in "[科普活动，。、）》”（《“a-c0-9 ·…]{1,160}") {
        let lines = body(&text);
        let joined = lines.concat();
        prop_assert_eq!(joined.trim_end(), text.trim());
        for pair in lines.windows(2) {
            prop_assert!(!pair[0].is_empty());
            // Text of nothing but marks has to be cut somewhere.
            let sane = text.chars().filter(|c| "科普活动".contains(*c)).count() * 2 > text.chars().count();
            if sane {
                prop_assert!(!"，。、）》·…".contains(first(&pair[1])), "{:?}", lines);
                prop_assert!(!"（《".contains(last(&pair[0])), "{:?}", lines);
            }
        }
    }
}
