//! How long sessions last, by role (等保 8.1.4.1 b).

use harness::{Site, World};
use serde_json::json;

/// Signs in and answers the refresh token.
async fn refresh_token(site: &Site, person: u8) -> String {
    let code = super::sms_code(site, person).await;
    let signed_in = super::sign_in_with(site, person, &code, None).await.expect(201);
    signed_in.body["refresh_token"].as_str().unwrap().to_owned()
}

async fn after(person: u8, steps: &[i64]) -> u16 {
    let site = Site::new().await;
    let mut token = refresh_token(&site, person).await;
    let mut last = 200;
    for seconds in steps {
        let w: &World = &site.world;
        w.clock.set(w.app.now().plus_seconds(*seconds));
        let answer = site
            .visitor()
            .post("/auth/sessions/refresh", json!({ "refresh_token": token }))
            .await;
        last = answer.status;
        if last != 200 {
            answer.refused(401, "session_revoked");
            break;
        }
        token = answer.body["refresh_token"].as_str().unwrap().to_owned();
    }
    last
}

#[tokio::test]
async fn a_session_that_nobody_uses_ends_sooner_the_more_it_can_do() {
    const MINUTE: i64 = 60;
    const HOUR: i64 = 3_600;
    const DAY: i64 = 86_400;
    // organiser, county's administrator, system administrator
    for (person, idle) in [(1, 7 * DAY), (6, 4 * HOUR), (8, 30 * MINUTE)] {
        assert_eq!(after(person, &[idle - 1]).await, 200, "{person} just before");
        assert_eq!(after(person, &[idle]).await, 401, "{person} at the end");
    }
}

#[tokio::test]
async fn an_officials_session_ends_after_half_a_day_however_busy() {
    let three_hours = [3 * 3_600; 3];
    let busy = |last: i64| [&three_hours[..], &[last]].concat();
    assert_eq!(after(6, &busy(3 * 3_600 - 1)).await, 200);
    assert_eq!(after(6, &busy(3 * 3_600)).await, 401);
}
