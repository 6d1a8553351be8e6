use domain::recommendation::Subject;
use domain::recommendation::score::{ExpertScore, Indicator};
use persistence::recommendation;

use super::recommendations::{a_list, an_entry, insert, open};
use super::*;

#[tokio::test]
async fn experts_are_in_the_order_of_their_invitation_and_score_once() {
    let store = Store::new().await;
    let (first, second) = (AccountId::new(uuid(9)), AccountId::new(uuid(8)));
    let me = store.account;
    let list = open(&store, &a_list(1, "330302", Subject::Organization)).await.id;
    let other = open(&store, &a_list(2, "330300", Subject::Organization)).await.id;
    let entry = an_entry(&store, list, 1, 1);
    insert(&store, &entry).await;
    let invited = write(&store.db, move |tx| {
        account::insert(tx, &an_account(first, 2))?;
        account::insert(tx, &an_account(second, 3))?;
        Ok([
            recommendation::invite(tx, list, second, me, at("2024-10-09T00:00:00Z"))?,
            recommendation::invite(tx, list, first, me, at("2024-10-08T00:00:00Z"))?,
            recommendation::invite(tx, list, first, me, at("2024-10-10T00:00:00Z"))?,
            recommendation::invite(tx, other, first, me, at("2024-10-08T00:00:00Z"))?,
        ])
    })
    .await
    .unwrap();
    assert_eq!(invited, [true, true, false, true]);
    let experts = async || {
        let found = store
            .db
            .read(move |conn| recommendation::experts(conn, list))
            .await
            .unwrap();
        found
            .into_iter()
            .map(|e| (e.account_id, e.display_name))
            .collect::<Vec<_>>()
    };
    let both = [(first, "测试账号2".to_owned()), (second, "测试账号3".to_owned())];
    assert_eq!(experts().await, both);

    let score = |points, comment: &str| ExpertScore {
        scores: Indicator::ALL.map(|i| (i, points)).into(),
        comment: comment.into(),
    };
    let (hasty, final_one, late) = (score(0, ""), score(88, "“很好”"), score(100, "满分"));
    let (kept, last) = (final_one.clone(), late.clone());
    let id = entry.id;
    write(&store.db, move |tx| {
        recommendation::put_score(tx, id, first, &hasty, at("2024-10-10T00:00:00Z"))?;
        recommendation::put_score(tx, id, second, &late, at("2024-10-11T00:00:00Z"))?;
        recommendation::put_score(tx, id, first, &final_one, at("2024-10-12T00:00:00Z"))?;
        recommendation::dismiss(tx, list, second)
    })
    .await
    .unwrap();
    let (scores, invitations, is, was) = store
        .db
        .read(move |conn| {
            Ok::<_, StoreError>((
                recommendation::scores(conn, &[id])?,
                recommendation::invitations(conn, first)?,
                recommendation::is_expert(conn, list, first)?,
                recommendation::is_expert(conn, list, second)?,
            ))
        })
        .await
        .unwrap();
    assert_eq!(
        scores,
        [(id, second, last), (id, first, kept)],
        "kept, in their order"
    );
    assert_eq!(invitations, [other, list], "the latest list first");
    assert!(is && !was);
    assert_eq!(experts().await, both[..1]);
}
