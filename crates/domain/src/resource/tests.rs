use super::*;
use crate::access::{Actor, Denied, Grant, Role};
use crate::dictionary::Dictionaries;
use crate::id::{AccountId, ActivityId, OrganizationId};
use uuid::Uuid;

fn actor(role: Role, region: Option<&str>, organization: Option<OrganizationId>) -> Actor {
    Actor {
        account: AccountId::new(Uuid::from_u128(1)),
        grants: vec![Grant {
            role,
            region: region.map(|code| code.parse().unwrap()),
            organization,
            lines: Vec::new(),
            on_behalf_of: None,
        }],
    }
}

#[test]
fn codes_read_back() {
    for kind in ResourceKind::ALL {
        assert_eq!(ResourceKind::parse(kind.as_str()), Some(kind));
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
    }
    for licence in Licence::ALL {
        assert_eq!(Licence::parse(licence.as_str()), Some(licence));
        assert_eq!(serde_json::to_value(licence).unwrap(), licence.as_str());
    }
}

#[test]
fn an_empty_form_names_everything_that_is_missing() {
    let faults = check_submission(&ResourceContent::default(), &Dictionaries::default());
    let mut pointers: Vec<_> = faults.iter().map(|f| f.pointer.as_str()).collect();
    pointers.sort_unstable();
    assert_eq!(
        pointers,
        [
            "/audiences",
            "/description",
            "/holds_rights",
            "/kind",
            "/licence",
            "/title",
            "/url"
        ]
    );
    assert!(check_draft(&ResourceContent::default()).is_empty());
}

#[test]
fn a_public_text_names_no_private_number_and_its_link_is_https() {
    let content = ResourceContent {
        title: "讲座课件".into(),
        description: "借用请致电 13812345678，或拨打 0577-88962209 咨询，适合各类场馆。".into(),
        url: Some("http://example.com/a".into()),
        ..ResourceContent::default()
    };
    let faults = check_submission(&content, &Dictionaries::default());
    let of = |pointer: &str| -> Vec<_> { faults.at(pointer).map(|f| f.code.as_str()).collect() };
    assert_eq!(of("/description"), ["contact_data"]);
    assert_eq!(of("/url"), ["needs_https"]);
}

#[test]
fn those_in_charge_review_and_nobody_their_own() {
    let ours = OrganizationId::new(Uuid::from_u128(7));
    let scope = |status| ResourceScope {
        organization: ours,
        region: "330302".parse().unwrap(),
        involved: vec![ours],
        status,
    };
    let submitted = scope(ResourceStatus::Submitted);
    let province = actor(Role::ProvinceReviewer, Some("330000"), None);
    let nation = actor(Role::NationalReviewer, None, None);
    let elsewhere = actor(Role::ProvinceReviewer, Some("110000"), None);
    let city = actor(Role::CityAdmin, Some("330300"), None);
    let organizer = actor(Role::Organizer, None, Some(ours));
    let may = |who: &Actor, right| may_resource(who, right, &submitted);
    assert_eq!(may(&province, ResourceRight::Review), Ok(()));
    assert_eq!(may(&nation, ResourceRight::Review), Ok(()));
    assert_eq!(may(&elsewhere, ResourceRight::Review), Err(Denied::Hidden));
    assert_eq!(may(&city, ResourceRight::View), Err(Denied::Hidden));
    assert_eq!(may(&organizer, ResourceRight::Write), Ok(()));
    assert_eq!(may(&organizer, ResourceRight::Review), Err(Denied::NotAllowed));
    assert_eq!(may(&province, ResourceRight::Select), Err(Denied::NotAllowed));
    assert_eq!(may(&nation, ResourceRight::Recommend), Err(Denied::NotAllowed));
    // Narrowed to a line, nobody has a part in what belongs to none.
    for (who, right) in [
        (&province, ResourceRight::View),
        (&province, ResourceRight::Review),
        (&province, ResourceRight::Recommend),
        (&nation, ResourceRight::Review),
        (&nation, ResourceRight::Select),
    ] {
        let mut narrowed = who.clone();
        narrowed.grants[0].lines = vec!["universities".into()];
        assert_eq!(may(&narrowed, right), Err(Denied::Hidden), "{right:?}");
    }
    let draft = scope(ResourceStatus::Draft);
    assert_eq!(
        may_resource(&province, ResourceRight::View, &draft),
        Err(Denied::Hidden)
    );
    let offered = scope(ResourceStatus::Offered);
    assert_eq!(
        may_resource(&elsewhere, ResourceRight::Recommend, &offered),
        Err(Denied::OutOfScope)
    );
    let mut both = province.clone();
    both.grants.extend(organizer.grants.clone());
    assert_eq!(may(&both, ResourceRight::Review), Err(Denied::Recused));
}

#[test]
fn a_use_lies_between_its_publication_and_today() {
    let day = |text: &str| text.parse().unwrap();
    let used = |on: &str, participants| NewReuse {
        activity_id: ActivityId::new(Uuid::from_u128(1)),
        used_on: day(on),
        participants,
    };
    let check = |new: &NewReuse| check_reuse(new, day("2024-09-10"), day("2024-09-20")).len();
    assert_eq!(check(&used("2024-09-10", 1)), 0);
    assert_eq!(check(&used("2024-09-20", 10_000_000)), 0);
    assert_eq!(check(&used("2024-09-09", 0)), 2);
    assert_eq!(check(&used("2024-09-21", 10_000_001)), 2);
}
