use super::*;
use uuid::Uuid;

fn organization(n: u128) -> OrganizationId {
    Uuid::from_u128(n).into()
}

fn actor(grants: &[(Role, Option<&str>, Option<u128>)]) -> Actor {
    let grants = grants
        .iter()
        .map(|(role, region, org)| Grant {
            role: *role,
            region: region.map(|r| r.parse().unwrap()),
            organization: org.map(organization),
            lines: Vec::new(),
            on_behalf_of: None,
        })
        .collect();
    Actor {
        account: Uuid::from_u128(9).into(),
        grants,
    }
}

fn in_lucheng(status: Status) -> ActivityScope {
    ActivityScope {
        organization: organization(1),
        region: "330302".parse().unwrap(),
        line: None,
        involved: vec![organization(1), organization(2)],
        status,
    }
}

const REVIEW: ActivityAction = ActivityAction::Review(Stage::Province);

#[test]
fn a_draft_is_its_authors_alone() {
    let on = in_lucheng(Status::Draft);
    let zhejiang = actor(&[(Role::ProvinceReviewer, Some("330000"), None)]);
    assert_eq!(may(&zhejiang, ActivityAction::View, &on), Err(Denied::Hidden));
    assert_eq!(
        may(
            &actor(&[(Role::Organizer, None, Some(1))]),
            ActivityAction::View,
            &on
        ),
        Ok(())
    );
}

#[test]
fn another_province_cannot_know_of_it() {
    let beijing = actor(&[(Role::ProvinceReviewer, Some("110000"), None)]);
    assert_eq!(
        may(&beijing, REVIEW, &in_lucheng(Status::ProvinceReview)),
        Err(Denied::Hidden)
    );
    assert_eq!(
        may(&beijing, ActivityAction::TakeDown, &in_lucheng(Status::Approved)),
        Err(Denied::OutOfScope)
    );
}

#[test]
fn the_nation_does_not_decide_for_the_province() {
    let nation = actor(&[(Role::NationalReviewer, Some("100000"), None)]);
    assert_eq!(
        may(&nation, REVIEW, &in_lucheng(Status::ProvinceReview)),
        Err(Denied::NotYourStage)
    );
    assert_eq!(
        may(
            &nation,
            ActivityAction::Review(Stage::National),
            &in_lucheng(Status::NationalReview)
        ),
        Ok(())
    );
}

#[test]
fn nobody_reviews_what_their_own_organisation_hosts() {
    let both = actor(&[
        (Role::ProvinceReviewer, Some("330000"), None),
        (Role::Organizer, None, Some(2)),
    ]);
    assert_eq!(
        may(&both, REVIEW, &in_lucheng(Status::ProvinceReview)),
        Err(Denied::Recused)
    );
}

#[test]
fn a_line_narrows_a_reviewer() {
    let mut line = actor(&[(Role::ProvinceReviewer, Some("330000"), None)]);
    line.grants[0].lines = vec!["universities".into()];
    let mut on = in_lucheng(Status::ProvinceReview);
    assert_eq!(may(&line, REVIEW, &on), Err(Denied::Hidden));
    on.line = Some("universities".into());
    assert_eq!(may(&line, REVIEW, &on), Ok(()));
}

#[test]
fn what_belongs_to_no_line_is_for_those_on_every_line() {
    let mut province = actor(&[(Role::ProvinceReviewer, Some("330000"), None)]);
    let county = "330302".parse().unwrap();
    assert!(province.looks_after(&county) && province.oversees(&county));
    assert_eq!(province.answers_for(), ["330000".parse().unwrap()]);
    province.grants[0].lines = vec!["universities".into()];
    assert!(!province.looks_after(&county) && province.oversees(&county));
    assert!(province.answers_for().is_empty());
    let nation = actor(&[(Role::NationalReviewer, None, None)]);
    assert!(nation.looks_after(&county));
    let elsewhere = actor(&[(Role::CityAdmin, Some("110000"), None)]);
    assert!(!elsewhere.looks_after(&county));
}
