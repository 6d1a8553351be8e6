use super::*;
use crate::activity::content::{Participants, Session, Unit};
use proptest::prelude::*;

fn letters(text: &str) -> Vec<String> {
    text.chars().map(String::from).collect()
}

fn content() -> ActivityContent {
    ActivityContent {
        title: Some("科学之夜".into()),
        detail_html: Some("<p>面向公众开放展厅</p>".into()),
        audiences: vec!["general_public".into(), "students".into()],
        expected_participants: Participants {
            offline: Some(300),
            online: None,
        },
        hosts: vec![Unit {
            organization_id: None,
            name: "温州科技馆".into(),
        }],
        ..ActivityContent::default()
    }
}

#[test]
fn exactly_what_changed_is_named() {
    let before = content();
    let mut after = content();
    after.detail_html = Some("<p>面向青少年开放展厅</p>".into());
    after.expected_participants.offline = Some(500);
    let changes = compare(&before, &after, letters);
    let pointers: Vec<&str> = changes.iter().map(|c| c.pointer.as_str()).collect();
    assert_eq!(pointers, ["/expected_participants/offline", "/detail_html"]);
    let Change::Text { runs } = &changes[1].change else {
        panic!("rich text is compared by word: {:?}", changes[1])
    };
    let gone: String = runs
        .iter()
        .filter(|r| r.op == TextOp::Delete)
        .map(|r| r.text.as_str())
        .collect();
    let came: String = runs
        .iter()
        .filter(|r| r.op == TextOp::Insert)
        .map(|r| r.text.as_str())
        .collect();
    assert_eq!((gone.as_str(), came.as_str()), ("公众", "青少年"));
    let same = unchanged(&changes);
    assert_eq!(same.len(), FIELDS.len() - 2);
    assert!(!same.contains(&"/expected_participants".to_owned()));
}

#[test]
fn lists_are_compared_by_element_and_order_is_told() {
    let before = content();
    let mut after = content();
    after.audiences = vec!["students".into(), "farmers".into()];
    let Change::List {
        added,
        removed,
        kept,
        reordered,
    } = compare(&before, &after, letters)[0].change.clone()
    else {
        panic!("a list")
    };
    assert_eq!(
        (added, removed, kept, reordered),
        (vec!["farmers".into()], vec!["general_public".into()], 1, false)
    );
    after.audiences = vec!["students".into(), "general_public".into()];
    assert!(matches!(
        compare(&before, &after, letters)[0].change,
        Change::List {
            reordered: true,
            kept: 2,
            ..
        }
    ));
}

#[test]
fn every_field_of_the_form_is_compared() {
    let fields = as_object(&ActivityContent::default());
    let mut known: Vec<&str> = FIELDS.iter().map(|(name, ..)| *name).collect();
    let mut all: Vec<&str> = fields.as_object().unwrap().keys().map(String::as_str).collect();
    known.sort_unstable();
    all.sort_unstable();
    assert_eq!(known, all);
}

#[test]
fn an_approval_never_carries_over_a_change_that_rules_rest_on() {
    let before = content();
    let mut after = content();
    after.contact.name = Some("示例".into());
    after.budget_yuan = Some(100);
    assert!(!touches_rules(&before, &after));
    after.sessions.push(Session::default());
    assert!(touches_rules(&before, &after));
}

proptest! {
    #[test]
    fn both_texts_can_be_read_out_of_their_difference(a in "[科普日活动 a-c]{0,30}", b in "[科普日活动 a-c]{0,30}") {
        let all = runs(&letters(&a), &letters(&b));
        let side = |skip| all.iter().filter(|r| r.op != skip).map(|r| r.text.as_str()).collect::<String>();
        prop_assert_eq!(side(TextOp::Insert), a);
        prop_assert_eq!(side(TextOp::Delete), b);
    }
}
