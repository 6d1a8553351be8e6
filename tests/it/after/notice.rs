use app::public_notice::{self as use_case, NoticeQuery};
use app::{AppError, Outcome, certificate};
use domain::access::Actor;
use domain::certificate::{CertificateChange, CertificateStatus};
use domain::id::NoticeId;
use domain::page::Limit;
use domain::problem::Lang;
use domain::public_notice::{
    NewNotice, NewObjection, NoticeStatus, Objection, ObjectionDecision, ObjectionStatus, PublicNotice,
};
use domain::recommendation::EntryStatus;
use harness::{Site, World};
use serde_json::json;

use super::recommendation::{apply, chosen, entries, list, locked, nationally_chosen};
use super::{at, code, eligible};

pub fn asked(list_id: domain::id::ListId, starts_on: &str, working_days: u32) -> NewNotice {
    NewNotice {
        list_id,
        starts_on: starts_on.parse().unwrap(),
        working_days,
        text: None,
    }
}

async fn begin(w: &World, who: &Actor, new: NewNotice) -> Result<PublicNotice, AppError> {
    match use_case::begin(&w.app, who, new, None).await? {
        Outcome::New(made) => Ok(made),
        Outcome::Again { .. } => unreachable!("no key was given"),
    }
}

/// A county's list with two activities, locked, in a notice from Sunday 29 September (worked) for three working days.
async fn noticed(w: &World) -> PublicNotice {
    let mut l = None;
    for n in 0..2 {
        let a = eligible(w, json!({"title": format!("第 {n} 场科学讲座")})).await;
        let e = apply(w, a.id).await.unwrap();
        chosen(w, &w.county, e.list_id, e.id).await;
        l = Some(e.list_id);
        w.clock.set(at(harness::NOW));
    }
    w.clock.set(at("2024-09-27T10:00:00+08:00"));
    let l = l.unwrap();
    locked(w, &w.county, l).await;
    begin(w, &w.county, asked(l, "2024-09-29", 3)).await.unwrap()
}

fn objection(name: &str, statement: &str) -> NewObjection {
    NewObjection {
        real_name: name.into(),
        statement: statement.into(),
        ..NewObjection::default()
    }
}

async fn object(w: &World, who: &Actor, id: NoticeId, new: NewObjection) -> Result<Objection, AppError> {
    match use_case::object(&w.app, who, id, new, None).await? {
        Outcome::New(made) => Ok(made),
        Outcome::Again { .. } => unreachable!("no key was given"),
    }
}

#[tokio::test]
async fn a_notice_is_begun_for_a_locked_list_and_ends_after_its_working_days() {
    let w = World::new().await;
    let a = eligible(&w, json!({})).await;
    let e = apply(&w, a.id).await.unwrap();
    chosen(&w, &w.county, e.list_id, e.id).await;
    w.clock.set(at("2024-09-27T10:00:00+08:00"));
    let new = |day, n| asked(e.list_id, day, n);
    assert_eq!(
        code(begin(&w, &w.county, new("2024-09-29", 3)).await),
        "list_not_locked"
    );
    locked(&w, &w.county, e.list_id).await;
    assert_eq!(
        code(begin(&w, &w.city, new("2024-09-29", 3)).await),
        "not_your_level"
    );
    assert_eq!(
        code(begin(&w, &w.county, new("2024-09-26", 3)).await),
        "validation_failed",
        "in the past"
    );
    assert_eq!(
        code(begin(&w, &w.county, new("2024-09-29", 2)).await),
        "validation_failed",
        "too few days"
    );
    let n = begin(&w, &w.county, new("2024-09-29", 3)).await.unwrap();
    // Sunday and Monday are worked, then comes 国庆节 until the 7th.
    assert_eq!(n.period.ends_on.to_string(), "2024-10-08");
    assert!(n.period.skipped.iter().any(|day| day.why == "国庆节"));
    assert_eq!(n.closes_at, at("2024-10-08T23:59:59+08:00"));
    assert_eq!(n.status, NoticeStatus::Scheduled);
    assert_eq!(
        code(begin(&w, &w.county, new("2024-09-30", 3)).await),
        "notice_exists"
    );
    // Nobody sees it before its day.
    assert_eq!(code(use_case::page(&w.app, n.id).await), "not_found");
    let all = async || {
        use_case::notices(&w.app, NoticeQuery::default())
            .await
            .unwrap()
            .items
    };
    assert!(all().await.is_empty());
    w.clock.set(at("2024-09-29T00:00:00+08:00"));
    assert_eq!(all().await[0].status, NoticeStatus::Open);
    let lines = use_case::lines(&w.app, n.id, Limit::default(), None)
        .await
        .unwrap();
    assert_eq!(lines.items.len(), 1);
    assert_eq!(lines.items[0].certificate_number, None);
}

#[tokio::test]
async fn objections_are_received_to_the_last_second_and_not_one_later() {
    let w = World::new().await;
    let n = noticed(&w).await;
    let good = || objection("张三丰", "活动人数与实际不符，现场不足二十人。");
    w.clock.set(at("2024-09-28T23:59:59+08:00"));
    assert_eq!(
        code(object(&w, &w.member, n.id, good()).await),
        "objection_period_not_begun"
    );
    w.clock.set(at("2024-10-09T00:00:00+08:00"));
    assert_eq!(
        code(object(&w, &w.member, n.id, good()).await),
        "objection_period_over"
    );
    let nothing = use_case::objections(&w.app, &w.county, n.id, Limit::default(), None)
        .await
        .unwrap();
    assert!(nothing.items.is_empty(), "nothing was kept");
    w.clock.set(at("2024-10-08T23:59:59+08:00"));
    let bad = object(&w, &w.member, n.id, objection("", "太短")).await;
    let Err(AppError::Invalid(faults)) = bad else {
        panic!("{bad:?}")
    };
    assert_eq!(faults.len(), 2, "all at once");
    let made = object(&w, &w.member, n.id, good()).await.unwrap();
    assert_eq!(
        (made.n, made.phone.as_str()),
        (1, "139****1009"),
        "masked in the answer"
    );
    let seen = use_case::objections(&w.app, &w.county, n.id, Limit::default(), None)
        .await
        .unwrap();
    assert_eq!(
        seen.items[0].phone,
        World::phone(9),
        "the account's own, for those who decide"
    );
}

#[tokio::test]
async fn objections_are_for_those_who_decide_and_strike_when_upheld() {
    let w = World::new().await;
    let n = noticed(&w).await;
    w.clock.set(at("2024-09-30T10:00:00+08:00"));
    let lines = use_case::lines(&w.app, n.id, Limit::default(), None)
        .await
        .unwrap()
        .items;
    let about = NewObjection {
        entry_id: Some(lines[0].entry_id),
        ..objection("李时珍", "该活动照片系往年活动照片，请核实。")
    };
    object(&w, &w.member, n.id, about).await.unwrap();
    object(
        &w,
        &w.other_organizer,
        n.id,
        objection("王小明", "名单排序理由不清楚，请说明。"),
    )
    .await
    .unwrap();
    let seen = async |who: &Actor| {
        use_case::objections(&w.app, who, n.id, Limit::default(), None)
            .await
            .unwrap()
            .items
    };
    assert_eq!(seen(&w.county).await.len(), 2);
    assert_eq!(seen(&w.member).await.len(), 1, "one's own");
    assert!(seen(&w.city).await.is_empty(), "names are for those who decide");
    let decide = async |who: &Actor, number, decision, reason: &str| {
        let decision = ObjectionDecision {
            decision,
            reason: reason.into(),
        };
        use_case::decide(&w.app, who, n.id, number, decision).await
    };
    use ObjectionStatus::{Dismissed, Upheld};
    assert_eq!(code(decide(&w.member, 1, Upheld, "属实").await), "not_found");
    assert_eq!(code(decide(&w.county, 1, Upheld, " ").await), "validation_failed");
    decide(&w.county, 1, Upheld, "经核实照片为往年照片")
        .await
        .unwrap();
    assert_eq!(
        code(decide(&w.county, 1, Dismissed, "不属实").await),
        "already_decided"
    );
    let left = use_case::lines(&w.app, n.id, Limit::default(), None)
        .await
        .unwrap()
        .items;
    assert_eq!((left.len(), left[0].position), (1, 1));
    let struck = entries(&w, &w.county, n.list_id, EntryStatus::Struck).await;
    assert_eq!(struck[0].reason.as_deref(), Some("经核实照片为往年照片"));
    // No result while it is open, or while something is undecided.
    let publish = async || {
        let version = use_case::show(&w.app, &w.county, n.id).await.unwrap().version;
        use_case::publish(&w.app, &w.county, n.id, version).await
    };
    assert_eq!(code(publish().await), "notice_still_open");
    w.clock.set(at("2024-10-08T23:59:59+08:00"));
    assert_eq!(code(publish().await), "notice_still_open");
    w.clock.set(at("2024-10-09T00:00:00+08:00"));
    assert_eq!(code(publish().await), "objections_undecided");
    assert_eq!(
        use_case::show(&w.app, &w.county, n.id)
            .await
            .unwrap()
            .certificates
            .issued,
        0
    );
    decide(&w.county, 2, Dismissed, "排序依据评分结果").await.unwrap();
    let done = publish().await.unwrap();
    assert_eq!(
        (done.status, done.certificates.issued),
        (NoticeStatus::Published, 1)
    );
    assert_eq!(code(publish().await), "results_published");
    w.work_off().await;
    let told = app::message::inbox(&w.app, &w.member, false, Limit::default(), None, Lang::Zh)
        .await
        .unwrap();
    assert!(told.items.iter().any(|m| m.body.contains("经核实照片为往年照片")));
}

#[tokio::test]
async fn from_the_county_to_the_nations_certificate() {
    let site = Site::new().await;
    let w = &site.world;
    let (a, l) = nationally_chosen(w).await;
    let n = begin(w, &w.nation, asked(l.id, "2024-11-25", 5)).await.unwrap();
    assert_eq!(n.period.ends_on.to_string(), "2024-11-29");
    w.clock.set(at("2024-12-02T09:00:00+08:00"));
    let done = use_case::publish(&w.app, &w.nation, n.id, n.version)
        .await
        .unwrap();
    assert_eq!((done.certificates.issued, done.certificates.printed), (1, 0));
    // The server works jobs off as well: it may be at it.
    let mut printed = 0;
    for _ in 0..200 {
        w.work_off().await;
        let now = use_case::show(&w.app, &w.nation, n.id).await.unwrap();
        printed = now.certificates.printed;
        if printed == 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let failed = w
        .app
        .db()
        .read(|conn| persistence::job::last_errors(conn, 5))
        .await
        .unwrap();
    assert_eq!((printed, failed), (1, Vec::new()));
    let visitor = site.visitor();
    let lines = visitor
        .get(&format!("/public/notices/{}/lines", n.id))
        .await
        .expect(200);
    let number = lines.body["items"][0]["certificate_number"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(number.starts_with("KP2024-100000-H-00001-"), "{number}");
    let shown = visitor.get(&format!("/certificates/{number}")).await.expect(200);
    assert_eq!(shown.body["status"], "valid");
    assert_eq!(shown.body["recipient"], "温州科技馆");
    assert_eq!(shown.body["issuer"], "中国科学技术协会");
    assert_eq!(shown.body["activity_id"], a.id.to_string());
    assert_eq!(shown.body["log"].as_array().unwrap().len(), 1);
    let text = shown.text.clone();
    assert!(
        !text.contains("1390000") && !text.contains("示例联系人"),
        "nothing personal: {text}"
    );
    let pdf = visitor
        .get(&format!("/certificates/{}/pdf", number.to_lowercase()))
        .await
        .expect(200);
    assert_eq!(pdf.header("content-type"), Some("application/pdf"));
    visitor
        .get("/certificates/KP2024-100000-H-09999-0")
        .await
        .refused(404, "not_found");
    // Its log begins with the last hash of the activity's own.
    let last = w.chain(a.id).await.pop().unwrap();
    let (steps, facts) = w
        .app
        .db()
        .read(move |conn| {
            let c = persistence::certificate::find(conn, &number)?;
            Ok::<_, persistence::StoreError>((persistence::certificate::log(conn, &number)?, c.facts))
        })
        .await
        .unwrap();
    assert_eq!(steps[0].previous_hash, last.hash);
    assert_eq!(certificate::verify_chain(&steps, &facts), Ok(()));
    let mut forged = facts.clone();
    forged.recipient = "别的单位".into();
    assert_eq!(certificate::verify_chain(&steps, &forged), Err(1));
    // An approved activity on a locked list can still be taken down, and not withdrawn.
    let why = domain::activity::view::StepReason::default();
    let refused = app::activity::withdraw(&w.app, &w.organizer, a.id, a.version, why, Lang::Zh).await;
    assert_eq!(code(refused), "on_locked_list");
}

#[tokio::test]
async fn certificates_are_replaced_and_revoked_by_who_issued_them() {
    let w = World::new().await;
    let n = noticed(&w).await;
    w.clock.set(at("2024-10-09T09:00:00+08:00"));
    use_case::publish(&w.app, &w.county, n.id, n.version)
        .await
        .unwrap();
    let lines = use_case::lines(&w.app, n.id, Limit::default(), None)
        .await
        .unwrap()
        .items;
    let numbers: Vec<String> = lines
        .iter()
        .map(|l| l.certificate_number.clone().unwrap())
        .collect();
    let because = |reason: &str| CertificateChange {
        reason: reason.into(),
    };
    let refused = certificate::revoke(&w.app, &w.city, &numbers[0], because("更正")).await;
    assert_eq!(code(refused), "not_allowed");
    assert_eq!(
        code(certificate::revoke(&w.app, &w.county, &numbers[0], because("")).await),
        "validation_failed"
    );
    let new = certificate::reissue(&w.app, &w.county, &numbers[0], because("单位更名"))
        .await
        .unwrap();
    assert_eq!(new.replaces.as_deref(), Some(numbers[0].as_str()));
    assert!(new.number.contains("-00003-"), "{}", new.number);
    let old = certificate::show(&w.app, None, &numbers[0]).await.unwrap();
    assert_eq!(
        (old.status, old.replaced_by.as_deref()),
        (CertificateStatus::Replaced, Some(new.number.as_str()))
    );
    assert_eq!(old.log.len(), 2);
    assert_eq!(
        code(certificate::reissue(&w.app, &w.county, &numbers[0], because("再次")).await),
        "certificate_not_valid"
    );
    let revoked = certificate::revoke(&w.app, &w.county, &numbers[1], because("核实有误"))
        .await
        .unwrap();
    assert_eq!(revoked.status, CertificateStatus::Revoked);
    assert_eq!(revoked.log[1].reason.as_deref(), Some("核实有误"));
    assert_eq!(
        code(certificate::pdf(&w.app, &numbers[1]).await),
        "certificate_not_valid"
    );
    let listed = list(&w, &w.county, n.list_id).await;
    assert_eq!(listed.notice_id, Some(n.id));
}
