use std::collections::BTreeSet;

use domain::activity::content::Mode;
use domain::public::{PublicActivity, PublicActivityCard};
use persistence::public::{Editions, PublicFilter, list, page, publish, retract};
use persistence::search::{Token, Words, tokens_for, tokens_of};

use super::*;

fn a_page(a: &ActivityRecord, title: &str, starts_at: Instant) -> PublicActivity {
    PublicActivity {
        card: PublicActivityCard {
            id: a.id,
            edition: "2024".into(),
            title: title.into(),
            category: "more".into(),
            sub_category: None,
            mode: Mode::Offline,
            starts_at,
            ends_at: starts_at.plus_seconds(3600),
            region_code: code("330302"),
            region_name: "鹿城区".into(),
            address: None,
            position: None,
            organization_name: "温州科技馆".into(),
            poster_id: None,
            audiences: Vec::new(),
            bookable: false,
        },
        sessions: Vec::new(),
        venue_type: None,
        online_url: None,
        forms: Vec::new(),
        fields: Vec::new(),
        reservation_url: None,
        reservation_state: None,
        detail_html: String::new(),
        hosts: Vec::new(),
        co_organizers: Vec::new(),
        photo_ids: Vec::new(),
        video_ids: Vec::new(),
        updated_at: starts_at,
    }
}

fn holding(all: Vec<Token>) -> Words {
    Words { all, any: Vec::new() }
}

async fn published(store: &Store, n: u128, title: &str, starts_at: Instant) -> ActivityRecord {
    let a = store.draft(n);
    store.insert(&a).await;
    let shown = a_page(&a, title, starts_at);
    let mut tokens = tokens_of(title);
    tokens.push(Token::filter('r', "330302"));
    write(&store.db, move |tx| {
        publish(tx, &shown, &BTreeSet::new(), &tokens)
    })
    .await
    .unwrap();
    a
}

async fn titles(store: &Store, filter: PublicFilter) -> Vec<String> {
    let cards = store.db.read(move |conn| list(conn, &filter, 50)).await.unwrap();
    let title = |card: &str| serde_json::from_str::<PublicActivityCard>(card).unwrap().title;
    cards.iter().map(|(_, card)| title(card)).collect()
}

#[tokio::test]
async fn words_filters_and_order_work_together() {
    let store = Store::new().await;
    let day = at("2024-09-15T01:00:00Z");
    published(&store, 1, "科学之夜", day.plus_days(2)).await;
    published(&store, 2, "科普大篷车进校园", day).await;
    published(&store, 3, "AI 科普讲座", day.plus_days(1)).await;
    let words = |text: &str| PublicFilter {
        words: holding(tokens_for(text)),
        ..PublicFilter::default()
    };
    assert_eq!(
        titles(&store, words("科普")).await,
        ["AI 科普讲座", "科普大篷车进校园"]
    );
    assert_eq!(titles(&store, words("ai")).await, ["AI 科普讲座"]);
    assert_eq!(titles(&store, words("科普 校园")).await, ["科普大篷车进校园"]);
    assert!(titles(&store, words("火箭")).await.is_empty());
    let with_filter = |value: &str| PublicFilter {
        words: holding(vec![Token::filter('r', value)]),
        ..PublicFilter::default()
    };
    assert_eq!(
        titles(&store, with_filter("330302")).await.len(),
        3,
        "filter values are whole tokens"
    );
    assert!(titles(&store, with_filter("330")).await.is_empty());
    let soonest = PublicFilter {
        ascending: true,
        region: Some(code("330300")),
        edition: Editions::Current,
        ..PublicFilter::default()
    };
    assert_eq!(
        titles(&store, soonest.clone()).await,
        ["科普大篷车进校园", "AI 科普讲座", "科学之夜"]
    );
    let first = store
        .db
        .read({
            let f = soonest.clone();
            move |conn| list(conn, &f, 1)
        })
        .await
        .unwrap();
    let rest = PublicFilter {
        after: Some(first[0].0),
        ..soonest
    };
    assert_eq!(titles(&store, rest).await, ["AI 科普讲座", "科学之夜"]);
    let days = PublicFilter {
        from: Some(persistence::public::first_key(day.plus_days(1))),
        to: Some(persistence::public::first_key(day.plus_days(2))),
        ..PublicFilter::default()
    };
    assert_eq!(titles(&store, days).await, ["AI 科普讲座"]);
}

#[tokio::test]
async fn what_is_retracted_is_nowhere() {
    let store = Store::new().await;
    let a = published(&store, 1, "科学之夜", at("2024-09-15T01:00:00Z")).await;
    let id = a.id;
    assert!(store.db.read(move |conn| page(conn, id)).await.unwrap().is_some());
    write(&store.db, move |tx| retract(tx, id)).await.unwrap();
    write(&store.db, move |tx| retract(tx, id)).await.unwrap();
    assert!(store.db.read(move |conn| page(conn, id)).await.unwrap().is_none());
    assert!(
        titles(
            &store,
            PublicFilter {
                words: holding(tokens_for("科学")),
                ..PublicFilter::default()
            }
        )
        .await
        .is_empty()
    );
    let again = a_page(&a, "科学之夜", at("2024-09-15T01:00:00Z"));
    write(&store.db, move |tx| {
        publish(tx, &again, &BTreeSet::new(), &tokens_of("科学之夜"))
    })
    .await
    .unwrap();
    assert_eq!(
        titles(
            &store,
            PublicFilter {
                words: holding(tokens_for("科学")),
                ..PublicFilter::default()
            }
        )
        .await
        .len(),
        1
    );
}
