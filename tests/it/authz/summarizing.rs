//! The same for summaries: the county's from its first line to the levels above, the museum's to its county.

use domain::access::{Actor, Role};
use domain::id::SummaryId;
use harness::Site;
use serde_json::{Value, json};

use super::{ROLES, SIGNED_IN, operations};
use crate::summary::{begin, grant, hand_in, whole};

/// Those who see what a county handed in: its officials and those above.
const SEEN: [u16; 9] = [401, 404, 404, 404, 200, 200, 404, 200, 200];

#[rustfmt::skip]
pub const ROWS: &[(&str, [u16; 9])] = &[
    ("summary_list",     SIGNED_IN),
    ("summary_open",     [401, 404, 404, 404, 201, 404, 404, 404, 404]),
    // Never handed in, it is its author's alone.
    ("summary_save",     [401, 404, 404, 404, 200, 404, 404, 404, 404]),
    // The county has handed it in before the others ask.
    ("summary_submit",   [401, 404, 404, 404, 200, 403, 404, 403, 403]),
    ("summary_show",     SEEN),
    ("summary_document", SEEN),
    ("summary_tables",   SEEN),
    ("summary_overview", SEEN),
    // The museum's, which its county decides on; its members know it.
    ("summary_return",   [401, 404, 403, 404, 200, 403, 404, 403, 403]),
    ("summary_accept",   [401, 404, 403, 404, 200, 403, 404, 403, 403]),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_life_of_summaries_answers_every_role_as_its_rows_say() {
    let site = Site::new().await;
    let w = &site.world;
    let admin = Actor {
        account: w.organizer.account,
        grants: vec![grant(Role::OrgAdmin, None, Some(w.museum))],
    };
    let county: SummaryId = begin(w, &w.county, Some("330302"), None).await.unwrap().item.id;
    let museum: SummaryId = begin(w, &admin, None, Some(w.museum)).await.unwrap().item.id;
    hand_in(w, &admin, museum).await.unwrap();
    let known = operations();
    let mut who = Vec::new();
    for (_, person) in ROLES {
        who.push(if person == 0 {
            site.visitor()
        } else {
            site.sign_in(person).await
        });
    }
    let mut wrong = Vec::new();
    for (operation, expected) in ROWS {
        let (method, pattern) = &known[*operation];
        if *operation == "summary_accept" {
            hand_in(w, &admin, museum).await.unwrap();
        }
        for (n, (role, _)) in ROLES.into_iter().enumerate() {
            let decides = matches!(*operation, "summary_return" | "summary_accept");
            let (id, author) = if decides {
                (museum, &admin)
            } else {
                (county, &w.county)
            };
            let version = app::summary::show(&w.app, author, id).await.unwrap().item.version;
            let body: Option<Value> = match *operation {
                "summary_open" => Some(json!({ "edition": "2024", "region_code": "330302" })),
                "summary_save" => Some(whole()),
                "summary_return" => Some(json!({ "reason": "请补充" })),
                _ => None,
            };
            let path = pattern.strip_prefix("/api/v1").unwrap();
            let path = path.replace("{id}", &id.to_string()).replace("{code}", "330302");
            let tag = format!("\"{version}\"");
            let answer = who[n]
                .call(method.clone(), &path, &[("if-match", &tag)], body)
                .await;
            if answer.status != expected[n] {
                wrong.push(format!(
                    "{operation} as {role}: {} instead of {}: {}",
                    answer.status, expected[n], answer.text
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
