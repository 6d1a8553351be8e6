use app::organization::{self, decide_certification, request_certification};
use domain::media::MediaKind;
use domain::organization::{
    Certification, CertificationDecision, CertificationRequest, DecideCertification, OrganizationAction,
    OrganizationChange, OrganizationHappening,
};
use domain::problem::{Code, FaultCode, Lang};
use harness::{Site, World};
use serde_json::json;

use super::{again, registered, version};

fn decided(decision: CertificationDecision, reason: Option<&str>) -> DecideCertification {
    DecideCertification {
        decision,
        reason: reason.map(str::to_owned),
    }
}

#[tokio::test]
async fn an_organisation_is_returned_with_a_reason_proven_certified_and_suspended() {
    let w = World::new().await;
    let made = registered(&w, &w.member, "鹿城区示例科普基地").await;
    let founder = again(&w, &w.member).await;
    assert_eq!(made.certification, Certification::Pending);
    let decide = async |decision, reason, version| {
        let what = decided(decision, reason);
        decide_certification(&w.app, &w.county, made.id, version, what).await
    };
    // A reason is owed.
    let refused = decide(CertificationDecision::Return, None, 1).await.unwrap_err();
    assert!(
        matches!(refused, app::AppError::Invalid(faults) if faults.iter().any(|f| f.code == FaultCode::ReasonRequired))
    );
    let returned = decide(CertificationDecision::Return, Some("全称与公章不一致"), 1)
        .await
        .unwrap();
    assert_eq!(returned.certification, Certification::Returned);
    let stale = decide(CertificationDecision::Certify, None, 1).await.unwrap_err();
    assert_eq!(stale.code(), Code::Stale);
    let early = decide(CertificationDecision::Certify, None, 2).await.unwrap_err();
    assert_eq!(early.code(), Code::StepNotAllowed);
    // Its administrator adds proof and asks again.
    let proof = w.file(MediaKind::Proof, None, None).await;
    let request = CertificationRequest {
        proof_media_ids: vec![proof],
    };
    let foreign = request_certification(&w.app, &founder, made.id, 2, request)
        .await
        .unwrap_err();
    assert!(
        matches!(foreign, app::AppError::Invalid(_)),
        "somebody else's file proves nothing"
    );
    let asked = request_certification(&w.app, &founder, made.id, 2, CertificationRequest::default())
        .await
        .unwrap();
    assert_eq!((asked.certification, asked.version), (Certification::Pending, 3));
    // Another province does not decide.
    let what = decided(CertificationDecision::Certify, None);
    let elsewhere = decide_certification(&w.app, &w.other_province, made.id, 3, what).await;
    assert_eq!(elsewhere.unwrap_err().code(), Code::OutOfScope);
    let certified = decide(CertificationDecision::Certify, None, 3).await.unwrap();
    assert_eq!(certified.certification, Certification::Certified);
    assert!(certified.actions.contains(&OrganizationAction::Suspend));
    let suspended = decide(CertificationDecision::Suspend, Some("机构已撤销"), 4)
        .await
        .unwrap();
    assert_eq!(suspended.certification, Certification::Suspended);
    let back = decide(CertificationDecision::Reinstate, None, 5).await.unwrap();
    assert_eq!(back.certification, Certification::Certified);
    let history = organization::events(&w.app, made.id).await.unwrap().items;
    let happened: Vec<_> = history
        .iter()
        .rev()
        .map(|e| (e.seq, e.happening.clone()))
        .collect();
    use OrganizationHappening as H;
    let expected = [
        H::Created,
        H::Returned,
        H::CertificationRequested,
        H::Certified,
        H::Suspended,
        H::Reinstated,
    ];
    assert_eq!(happened, (1..).zip(expected).collect::<Vec<_>>());
    assert_eq!(history[4].reason.as_deref(), Some("全称与公章不一致"));
}

#[tokio::test]
async fn nobody_certifies_their_own_and_a_suspended_one_does_not_file() {
    let w = World::new().await;
    let what = decided(CertificationDecision::Suspend, Some("核查"));
    // 回避: this official belongs to the museum.
    let own = decide_certification(&w.app, &w.recused, w.museum, 1, what.clone()).await;
    assert_eq!(own.unwrap_err().code(), Code::Recused);
    let draft = w.complete_draft().await;
    let at = version(&w, w.museum).await;
    decide_certification(&w.app, &w.city, w.museum, at, what)
        .await
        .unwrap();
    let refused = app::activity::submit(&w.app, &w.organizer, draft.id, draft.version, Lang::Zh)
        .await
        .unwrap_err();
    let app::AppError::Invalid(faults) = refused else {
        panic!("{refused:?}");
    };
    let found: Vec<_> = faults.iter().map(|f| (f.pointer.as_str(), f.code)).collect();
    assert_eq!(found, [("/organization_id", FaultCode::SuspendedOrganization)]);
    // The draft itself can be worked on.
    let fields = serde_json::from_value(json!({ "budget_yuan": 10 })).unwrap();
    app::activity::change(&w.app, &w.organizer, draft.id, draft.version, fields, Lang::Zh)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_name_left_behind_still_finds_it_and_stands_in_the_history() {
    let w = World::new().await;
    let change = OrganizationChange {
        full_name: Some("温州市科技馆".into()),
        ..OrganizationChange::default()
    };
    let changed = organization::change(&w.app, &w.city, w.museum, 1, change)
        .await
        .unwrap();
    assert_eq!(changed.aliases, ["温州科技馆"]);
    for q in ["温州科技馆", "wzskjg", "wzkjg"] {
        let query = organization::ListQuery {
            q: Some(q.into()),
            ..organization::ListQuery::default()
        };
        let found = organization::list(&w.app, query).await.unwrap();
        assert!(found.items.iter().any(|o| o.id == w.museum), "{q}");
    }
    let history = organization::events(&w.app, w.museum).await.unwrap().items;
    let renamed = OrganizationHappening::Renamed {
        from: "温州科技馆".into(),
        to: "温州市科技馆".into(),
    };
    assert_eq!(history[0].happening, renamed);
}

#[tokio::test]
async fn proof_is_for_members_and_officials_in_charge() {
    let site = Site::new().await;
    let member = site.sign_in(9).await;
    let bytes = harness::picture::jpeg(640, 480);
    let file = site
        .upload(&member, "proof", "licence.jpg", "image/jpeg", bytes)
        .await;
    let file = file.id();
    let new = json!({ "full_name": "鹿城区示例科普馆", "kind": "venue", "region_code": "330302",
        "uscc": "91440300708461136t", "proof_media_ids": [file] });
    let made = member.post("/organizations", new).await.expect(201);
    assert_eq!(made.body["uscc"], "91440300708461136T");
    assert_eq!(made.body["proof_media_ids"], json!([file]));
    let path = format!("/organizations/{}", made.id());
    for (person, sees) in [(6, true), (3, true), (4, false), (1, false)] {
        let who = site.sign_in(person).await;
        let shown = who.get(&path).await.expect(200);
        assert_eq!(shown.body["proof_media_ids"].is_array(), sees, "person {person}");
        let status = who.get(&format!("/media/{file}")).await.status;
        assert_eq!(status, if sees { 200 } else { 404 }, "person {person}");
    }
}
