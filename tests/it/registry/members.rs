use app::organization::{self, change_member, decide_join, join, remove_member};
use domain::access::{Actor, Role};
use domain::id::{AccountId, OrganizationId};
use domain::organization::{
    DecideJoin, JoinDecision, JoinOrganization, Member, MemberChange, MemberRole, Membership,
};
use domain::problem::Code;
use harness::World;

use super::{again, registered};

fn approve(role: MemberRole) -> DecideJoin {
    DecideJoin {
        decision: JoinDecision::Approve,
        role: Some(role),
        reason: None,
    }
}

fn role_of(all: &[Member], who: AccountId) -> Option<MemberRole> {
    all.iter().find(|m| m.account_id == who).and_then(|m| m.role)
}

async fn joins(w: &World, id: OrganizationId, who: &Actor) {
    join(&w.app, who, id, JoinOrganization::default()).await.unwrap();
}

#[tokio::test]
async fn somebody_asks_to_join_is_approved_and_files() {
    let w = World::new().await;
    let made = registered(&w, &w.member, "鹿城区示例协会").await;
    let admin = again(&w, &w.member).await;
    let note = JoinOrganization {
        note: Some("科普部工作人员".into()),
    };
    let asked = join(&w.app, &w.other_organizer, made.id, note).await.unwrap();
    assert_eq!((asked.membership, asked.role), (Membership::Requested, None));
    assert!(asked.phone.contains('*'), "{}", asked.phone);
    let twice = join(&w.app, &w.other_organizer, made.id, JoinOrganization::default()).await;
    assert_eq!(twice.unwrap_err().code(), Code::AlreadyRequested);
    // Those outside see nobody; whoever asked decides nothing.
    let outside = organization::members(&w.app, &w.other_organizer, made.id).await;
    assert_eq!(outside.unwrap_err().code(), Code::NotAllowed);
    let who = w.other_organizer.account;
    let own = decide_join(
        &w.app,
        &w.other_organizer,
        made.id,
        who,
        approve(MemberRole::OrgAdmin),
    )
    .await;
    assert_eq!(own.unwrap_err().code(), Code::NotAllowed);
    let silent = DecideJoin {
        decision: JoinDecision::Refuse,
        role: None,
        reason: None,
    };
    let owed = decide_join(&w.app, &admin, made.id, who, silent).await;
    assert_eq!(owed.unwrap_err().code(), Code::ValidationFailed);
    let all = decide_join(&w.app, &admin, made.id, who, approve(MemberRole::Organizer))
        .await
        .unwrap();
    assert_eq!(role_of(&all.items, who), Some(MemberRole::Organizer));
    assert!(again(&w, &w.other_organizer).await.files_for(made.id));
    let decided = decide_join(&w.app, &admin, made.id, who, approve(MemberRole::Organizer)).await;
    assert_eq!(decided.unwrap_err().code(), Code::NotFound);
    w.work_off().await;
    let inbox = app::message::inbox(
        &w.app,
        &w.other_organizer,
        false,
        domain::page::Limit::default(),
        None,
        domain::problem::Lang::Zh,
    );
    assert!(inbox.await.unwrap().items[0].title.contains("鹿城区示例协会"));
}

#[tokio::test]
async fn five_administer_it_at_most_and_never_nobody() {
    let w = World::new().await;
    let made = registered(&w, &w.member, "鹿城区示例协会").await;
    let admin = again(&w, &w.member).await;
    let more = [&w.organizer, &w.other_organizer, &w.colleague, &w.operator];
    for who in more {
        joins(&w, made.id, who).await;
        decide_join(
            &w.app,
            &admin,
            made.id,
            who.account,
            approve(MemberRole::OrgAdmin),
        )
        .await
        .unwrap();
    }
    joins(&w, made.id, &w.other_province).await;
    let sixth = w.other_province.account;
    let refused = decide_join(&w.app, &admin, made.id, sixth, approve(MemberRole::OrgAdmin)).await;
    assert_eq!(refused.unwrap_err().code(), Code::TooManyAdmins);
    // Refused whole: the request waits on, and can be approved as organizer.
    let all = decide_join(&w.app, &admin, made.id, sixth, approve(MemberRole::Organizer))
        .await
        .unwrap();
    assert_eq!(role_of(&all.items, sixth), Some(MemberRole::Organizer));
    // Handing over needs no sixth place.
    let hand_over = MemberChange {
        role: MemberRole::OrgAdmin,
        hand_over: true,
    };
    let all = change_member(&w.app, &admin, made.id, sixth, hand_over)
        .await
        .unwrap();
    assert_eq!(role_of(&all.items, sixth), Some(MemberRole::OrgAdmin));
    assert_eq!(role_of(&all.items, admin.account), Some(MemberRole::Organizer));
    let admin = again(&w, &w.member).await;
    assert!(!admin.administers(made.id) && admin.files_for(made.id));
    // All but one go; the last stays until somebody takes over.
    let last = again(&w, &w.other_province).await;
    for who in more {
        remove_member(&w.app, &last, made.id, who.account).await.unwrap();
    }
    let leaves = remove_member(&w.app, &last, made.id, last.account).await;
    assert_eq!(leaves.unwrap_err().code(), Code::LastAdmin);
    let steps_down = MemberChange {
        role: MemberRole::Organizer,
        hand_over: false,
    };
    let down = change_member(&w.app, &last, made.id, last.account, steps_down).await;
    assert_eq!(down.unwrap_err().code(), Code::LastAdmin);
    // Officials in charge can: somebody who is not reachable any more must not block an organisation.
    remove_member(&w.app, &w.county, made.id, last.account)
        .await
        .unwrap();
    let all = organization::members(&w.app, &w.county, made.id).await.unwrap();
    assert!(all.items.iter().all(|m| m.role != Some(MemberRole::OrgAdmin)));
    joins(&w, made.id, &w.colleague).await;
    decide_join(
        &w.app,
        &w.county,
        made.id,
        w.colleague.account,
        approve(MemberRole::OrgAdmin),
    )
    .await
    .unwrap();
    assert!(again(&w, &w.colleague).await.has(Role::OrgAdmin));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_last_administrators_who_leave_at_once_one_stays() {
    for _ in 0..6 {
        let w = World::new().await;
        let made = registered(&w, &w.member, "鹿城区示例协会").await;
        let one = again(&w, &w.member).await;
        joins(&w, made.id, &w.colleague).await;
        decide_join(
            &w.app,
            &one,
            made.id,
            w.colleague.account,
            approve(MemberRole::OrgAdmin),
        )
        .await
        .unwrap();
        let other = again(&w, &w.colleague).await;
        let (a, b) = tokio::join!(
            remove_member(&w.app, &one, made.id, one.account),
            remove_member(&w.app, &other, made.id, other.account)
        );
        assert_eq!(u8::from(a.is_ok()) + u8::from(b.is_ok()), 1, "{a:?} {b:?}");
    }
}
