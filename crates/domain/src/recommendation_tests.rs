use super::*;
use crate::access::{Actor, Denied, Grant, Role};
use uuid::Uuid;

fn actor(grants: &[(Role, &str)]) -> Actor {
    Actor {
        account: Uuid::from_u128(1).into(),
        grants: grants
            .iter()
            .map(|(role, region)| Grant {
                role: *role,
                region: (!region.is_empty()).then(|| region.parse().unwrap()),
                organization: None,
                lines: Vec::new(),
                on_behalf_of: None,
            })
            .collect(),
    }
}

#[test]
fn each_level_manages_its_own_list_and_directs_those_below() {
    let levels = [
        (Role::CountyAdmin, "330302"),
        (Role::CityAdmin, "330300"),
        (Role::ProvinceReviewer, "330000"),
        (Role::NationalReviewer, "100000"),
    ];
    for (n, (role, region)) in levels.into_iter().enumerate() {
        let who = actor(&[(role, region)]);
        for (m, (_, listed)) in levels.into_iter().enumerate() {
            let list: RegionCode = listed.parse().unwrap();
            let right = |r| may_list(&who, r, &list);
            assert_eq!(right(ListRight::View).is_ok(), n >= m, "{role:?} sees {listed}");
            assert_eq!(
                right(ListRight::Manage).is_ok(),
                n == m,
                "{role:?} manages {listed}"
            );
            let directs = n > m || (n == 3 && m == 3);
            assert_eq!(
                right(ListRight::Direct).is_ok(),
                directs,
                "{role:?} directs {listed}"
            );
        }
        assert_eq!(
            may_list(&who, ListRight::View, &"350100".parse().unwrap()).is_ok(),
            role == Role::NationalReviewer,
            "another province's list is hidden"
        );
    }
    let city = actor(&[(Role::CityAdmin, "330300")]);
    assert_eq!(
        may_list(&city, ListRight::Manage, &"330302".parse().unwrap()),
        Err(Denied::NotYourLevel)
    );
}

#[test]
fn officials_of_one_line_see_and_do_not_manage() {
    let mut who = actor(&[(Role::ProvinceReviewer, "330000")]);
    who.grants[0].lines = vec!["universities".into()];
    let list: RegionCode = "330000".parse().unwrap();
    assert!(may_list(&who, ListRight::View, &list).is_ok());
    assert_eq!(
        may_list(&who, ListRight::Manage, &list),
        Err(Denied::NotYourLevel)
    );
}

#[test]
fn organisers_and_operators_do_not_recommend() {
    let list: RegionCode = "330302".parse().unwrap();
    assert_eq!(may_list(&actor(&[]), ListRight::View, &list), Err(Denied::Hidden));
    let operator = actor(&[(Role::SystemAdmin, "")]);
    assert!(may_list(&operator, ListRight::Direct, &list).is_ok());
    assert_eq!(
        may_list(&operator, ListRight::Manage, &list),
        Err(Denied::NotAllowed)
    );
}
