use app::organization::{self, ListQuery, doubles, merge};
use domain::id::OrganizationId;
use domain::organization::likeness::OrganizationLikeness;
use domain::organization::{MergeInto, NewOrganization, OrganizationHappening};
use domain::page::Limit;
use domain::problem::Code;
use harness::{Site, World};
use serde_json::json;

use super::{again, registered, version};

fn into(id: OrganizationId) -> MergeInto {
    MergeInto {
        into_id: id,
        reason: Some("同一单位重复登记".into()),
    }
}

async fn added(w: &World, name: &str, uscc: Option<&str>) -> OrganizationId {
    let new = NewOrganization {
        full_name: name.into(),
        kind: "venue".into(),
        region_code: "330302".into(),
        uscc: uscc.map(str::to_owned),
        provisional: true,
        ..NewOrganization::default()
    };
    match organization::create(&w.app, &w.organizer, new, None)
        .await
        .unwrap()
    {
        app::Outcome::New(made) => made.id,
        app::Outcome::Again { .. } => unreachable!("no key was given"),
    }
}

#[tokio::test]
async fn activities_members_and_names_go_over_and_the_old_address_leads_there() {
    let site = Site::new().await;
    let w = &site.world;
    let double = registered(w, &w.member, "温州科学技术馆").await;
    let hosted = json!({ "hosts": [{ "organization_id": double.id, "name": "温州科学技术馆" }] });
    let a = w.approved(hosted).await;
    let at = version(w, double.id).await;
    let kept = merge(&w.app, &w.city, double.id, at, into(w.museum))
        .await
        .unwrap();
    assert_eq!(kept.id, w.museum);
    assert_eq!(kept.aliases, ["温州科学技术馆"]);
    // Its founder administers the one that stays.
    let founder = again(w, &w.member).await;
    assert!(founder.administers(w.museum) && !founder.files_for(double.id));
    // The activity names the one that stays, in the filing and for the public.
    let organizer = site.sign_in(1).await;
    let shown = organizer.get(&format!("/activities/{}", a.id)).await.expect(200);
    assert_eq!(
        shown.body["hosts"],
        json!([{ "organization_id": w.museum, "name": "温州科技馆" }])
    );
    assert_eq!(shown.version(), i64::from(a.version) + 1);
    let public = site
        .visitor()
        .get(&format!("/public/activities/{}", a.id))
        .await
        .expect(200);
    assert!(!public.text.contains("温州科学技术馆"), "{}", public.text);
    // The old address leads to the new one; lists have one of the two, found by either name.
    let moved = organizer
        .get(&format!("/organizations/{}", double.id))
        .await
        .expect(308);
    assert_eq!(
        moved.header("location"),
        Some(format!("/api/v1/organizations/{}", w.museum).as_str())
    );
    for q in ["温州科技馆", "温州科学技术馆"] {
        let query = ListQuery {
            q: Some(q.into()),
            ..ListQuery::default()
        };
        let found = organization::list(&w.app, query).await.unwrap().items;
        assert_eq!(found.iter().map(|o| o.id).collect::<Vec<_>>(), [w.museum], "{q}");
    }
    let history = organization::events(&w.app, double.id).await.unwrap().items;
    let happened = OrganizationHappening::MergedInto {
        id: w.museum,
        name: "温州科技馆".into(),
    };
    assert_eq!(history[0].happening, happened);
    // A third becomes the second: both old addresses lead to the last.
    let third = added(w, "温州市科技中心", None).await;
    let at = version(w, w.museum).await;
    merge(&w.app, &w.city, w.museum, at, into(third)).await.unwrap();
    let moved = organizer
        .get(&format!("/organizations/{}", double.id))
        .await
        .expect(308);
    assert_eq!(
        moved.header("location"),
        Some(format!("/api/v1/organizations/{third}").as_str())
    );
    let chain = w.chain(a.id).await;
    assert_eq!(
        app::activity::verify_chain(&chain),
        Ok(()),
        "the log of the activity is untouched"
    );
}

#[tokio::test]
async fn merging_is_refused_where_one_is_not_in_charge_or_it_makes_no_sense() {
    let w = World::new().await;
    let double = added(&w, "温州科学技术馆", None).await;
    let refused = async |who, id, target| {
        let at = version(&w, id).await;
        merge(&w.app, who, id, at, into(target)).await.unwrap_err().code()
    };
    // 330302 does not reach 瑞安.
    assert_eq!(refused(&w.county, double, w.association).await, Code::OutOfScope);
    assert_eq!(refused(&w.organizer, double, w.museum).await, Code::NotAllowed);
    assert_eq!(refused(&w.recused, double, w.museum).await, Code::Recused);
    assert_eq!(refused(&w.city, double, double).await, Code::ValidationFailed);
    let at = version(&w, double).await;
    merge(&w.app, &w.city, double, at, into(w.museum)).await.unwrap();
    assert_eq!(refused(&w.city, double, w.museum).await, Code::StepNotAllowed);
    assert_eq!(refused(&w.city, w.museum, double).await, Code::ValidationFailed);
    assert_eq!(version(&w, w.museum).await, 2, "nothing else changed");
}

#[tokio::test]
async fn doubles_are_found_by_name_alias_and_code_and_counted() {
    let w = World::new().await;
    let code = Some("91440300708461136T");
    added(&w, "温州科学技术馆", None).await;
    added(&w, "温州大学科学技术协会", code).await;
    added(&w, "温州大学科协会", code).await;
    // A hospital of the university, by its host's code: no double.
    added(&w, "附属第一医院", code).await;
    added(&w, "鹿城区少年宫", None).await;
    let region = "330300".parse().unwrap();
    let page = doubles(&w.app, &w.city, region, Limit::default(), None)
        .await
        .unwrap();
    let mut found: Vec<_> = page
        .items
        .iter()
        .map(|pair| {
            let mut names = [pair.one.full_name.as_str(), pair.other.full_name.as_str()];
            names.sort_unstable();
            (names, pair.likeness.clone())
        })
        .collect();
    found.sort();
    assert_eq!(page.total, Some(2));
    assert_eq!(
        found,
        [
            (
                ["温州大学科协会", "温州大学科学技术协会"],
                vec![OrganizationLikeness::Uscc]
            ),
            (["温州科学技术馆", "温州科技馆"], vec![OrganizationLikeness::Name]),
        ]
    );
    // Page by page it is the same.
    let one = Limit::new(1).unwrap();
    let first = doubles(&w.app, &w.city, "330300".parse().unwrap(), one, None)
        .await
        .unwrap();
    let second = doubles(
        &w.app,
        &w.city,
        "330300".parse().unwrap(),
        one,
        first.next.clone(),
    )
    .await
    .unwrap();
    assert_eq!(
        [&first.items[0], &second.items[0]],
        [&page.items[0], &page.items[1]]
    );
    assert!(second.next.is_none());
}
