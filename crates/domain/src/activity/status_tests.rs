use super::*;

const USUAL: Route = Route::new(false, true);

/// The table of PRODUCT §6, written out: from, step, to.
const TABLE: &[(Status, Step, Status)] = {
    use Status::*;
    use Step::*;
    &[
        (Draft, Submit, ProvinceReview),
        (Withdrawn, Submit, ProvinceReview),
        (CityRejected, Submit, ProvinceReview),
        (ProvinceRejected, Submit, ProvinceReview),
        (NationalRejected, Submit, ProvinceReview),
        (CityReview, Approve, ProvinceReview),
        (ProvinceReview, Approve, NationalReview),
        (NationalReview, Approve, Approved),
        (CityReview, Reject, CityRejected),
        (ProvinceReview, Reject, ProvinceRejected),
        (NationalReview, Reject, NationalRejected),
        (CityReview, Withdraw, Withdrawn),
        (ProvinceReview, Withdraw, Withdrawn),
        (NationalReview, Withdraw, Withdrawn),
        (Approved, Withdraw, Withdrawn),
        (Approved, TakeDown, TakenDown),
        (TakenDown, Restore, Approved),
    ]
};

#[test]
fn exactly_the_steps_of_the_table_are_possible() {
    for from in Status::ALL {
        for step in Step::ALL {
            let want = TABLE
                .iter()
                .find(|(f, s, _)| (*f, *s) == (from, step))
                .map(|(_, _, to)| *to)
                .or((matches!(step, Step::Join | Step::Part) && from != Status::Draft).then_some(from));
            assert_eq!(from.after(step, USUAL).ok(), want, "{from:?} {step:?}");
        }
    }
}

#[test]
fn the_route_decides_the_first_stage() {
    let with_city = Route::new(true, true);
    let nationwide = Route::new(false, false);
    assert_eq!(
        Status::Draft.after(Step::Submit, with_city),
        Ok(Status::CityReview)
    );
    assert_eq!(
        Status::Draft.after(Step::Submit, nationwide),
        Ok(Status::NationalReview)
    );
}

#[test]
fn only_a_decision_that_led_here_can_be_taken_back() {
    for from in Status::ALL {
        for now in Status::ALL {
            let route = Route {
                decided_from: Some(from),
                ..USUAL
            };
            let decided = TABLE
                .iter()
                .any(|(f, s, t)| (*f, *t) == (from, now) && matches!(s, Step::Approve | Step::Reject));
            assert_eq!(
                now.after(Step::Undo, route).ok(),
                decided.then_some(from),
                "{from:?} {now:?}"
            );
        }
    }
}

#[test]
fn a_carried_approval_skips_the_stages_before() {
    let route = Route {
        resumes_at: Some(Stage::National),
        ..USUAL
    };
    assert_eq!(
        Status::NationalRejected.after(Step::Submit, route),
        Ok(Status::NationalReview)
    );
}

#[test]
fn names_read_back() {
    for status in Status::ALL {
        assert_eq!(Status::parse(status.as_str()), Some(status));
        assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
    }
    for step in Step::ALL {
        assert_eq!(Step::parse(step.as_str()), Some(step));
    }
}
