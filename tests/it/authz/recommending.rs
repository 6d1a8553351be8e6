//! The same for what happens after the event: one county's list from the first application to the certificates, every
//! operation asked for by every role in the order of that life.

use app::{public_notice, recommendation};
use domain::id::{EntryId, ListId, NoticeId};
use domain::page::Limit;
use domain::problem::Lang;
use domain::public_notice::{ObjectionDecision, ObjectionStatus};
use domain::recommendation::{EntryStatus, ListStatus};
use harness::{Caller, Site};
use serde_json::{Value, json};

use super::{EVERYONE, INVOLVED, ROLES, SIGNED_IN, operations};
use crate::after::{at, eligible};

/// Those who see the list of a county: its officials and those above.
const LIST_SEEN: [u16; 9] = [401, 404, 404, 404, 200, 200, 404, 200, 200];
/// Those who manage it: its own officials.
const LIST_MANAGED: [u16; 9] = [401, 404, 404, 404, 200, 403, 404, 403, 403];

#[rustfmt::skip]
pub const ROWS: &[(&str, [u16; 9])] = &[
    // Who is asked for an approved activity of others knows that it exists.
    ("activity_apply",           [401, 403, 201, 403, 403, 403, 403, 403, 403]),
    ("activity_standing",        INVOLVED),
    ("activity_retract",         [401, 403, 204, 403, 403, 403, 403, 403, 403]),
    ("organization_apply",       [401, 403, 201, 403, 403, 403, 403, 403, 403]),
    ("organization_standing",    [401, 403, 200, 403, 200, 200, 403, 200, 403]),
    ("organization_retract",     [401, 403, 204, 403, 403, 403, 403, 403, 403]),
    ("recommendation_lists",     SIGNED_IN),
    ("recommendation_list_open", [401, 404, 404, 404, 201, 201, 404, 201, 201]),
    ("recommendation_list_show", LIST_SEEN),
    ("recommendation_entries",   LIST_SEEN),
    // Contacts are for officials, not for operators.
    ("recommendation_sheet",     [401, 404, 404, 404, 200, 200, 404, 200, 403]),
    ("recommendation_score_card", LIST_SEEN),
    // Slots: the levels above, and the operator.
    ("recommendation_list_change", [401, 404, 404, 404, 403, 200, 404, 200, 200]),
    // Its organisation applies, the level's officials choose; to others the list does not exist.
    ("recommendation_entry_add", [401, 404, 201, 404, 201, 403, 404, 403, 403]),
    ("recommendation_entry_change", LIST_MANAGED),
    ("recommendation_entries_order", LIST_MANAGED),
    ("recommendation_entry_remove", [401, 404, 404, 404, 204, 403, 404, 403, 403]),
    ("recommendation_expert_invite", [401, 404, 404, 404, 201, 403, 404, 403, 403]),
    // The member was invited.
    ("recommendation_score_put", [401, 200, 404, 404, 404, 404, 404, 404, 404]),
    ("recommendation_scorings",  SIGNED_IN),
    ("recommendation_expert_dismiss", [401, 404, 404, 404, 204, 403, 404, 403, 403]),
    ("recommendation_list_lock", LIST_MANAGED),
    ("recommendation_list_endorse", LIST_MANAGED),
    // After the province sent it back it is open: those who come later have nothing to send back.
    ("recommendation_list_return", [401, 404, 404, 404, 403, 200, 404, 409, 409]),
    ("reference_working_period", EVERYONE),
    ("notice_begin",             [401, 404, 404, 404, 201, 403, 404, 403, 403]),
    ("notice_list",              [401, 403, 403, 403, 200, 200, 200, 200, 403]),
    ("notice_show",              LIST_SEEN),
    // A notice is public: anybody who is signed in may object, but for those who decide.
    ("objection_make",           [401, 201, 201, 201, 403, 201, 201, 201, 201]),
    // Officials of the level see all, others their own.
    ("objection_list",           SIGNED_IN),
    ("objection_decide",         LIST_MANAGED),
    ("notice_publish",           LIST_MANAGED),
    ("public_notice_list",       EVERYONE),
    ("public_result_list",       EVERYONE),
    ("public_notice_show",       EVERYONE),
    ("public_notice_lines",      EVERYONE),
    ("certificate_show",         EVERYONE),
    ("certificate_pdf",          EVERYONE),
    ("certificate_reissue",      [401, 403, 403, 403, 201, 403, 403, 403, 403]),
    ("certificate_revoke",       [401, 403, 403, 403, 200, 403, 403, 403, 403]),
];

/// What the list's life has brought so far.
struct Life<'a> {
    site: &'a Site,
    /// Approved and eligible; the first three are on the list.
    activities: Vec<domain::activity::view::Activity>,
    list: ListId,
    entries: Vec<EntryId>,
    notice: Option<NoticeId>,
    certificates: Vec<String>,
}

impl Life<'_> {
    async fn version(&self) -> i32 {
        let w = &self.site.world;
        recommendation::show(&w.app, &w.nation, self.list)
            .await
            .unwrap()
            .version
    }

    /// What has to have happened before an operation.
    async fn before(&mut self, operation: &str) {
        let w = &self.site.world;
        match operation {
            "notice_begin" => {
                let l = recommendation::show(&w.app, &w.county, self.list).await.unwrap();
                assert_eq!(l.status, ListStatus::Open);
                recommendation::lock(&w.app, &w.county, self.list, l.version, Lang::Zh)
                    .await
                    .unwrap();
            }
            "notice_list" => {
                let all = public_notice::list(&w.app, &w.county, None, Limit::default(), None)
                    .await
                    .unwrap();
                self.notice = Some(all.items[0].id);
            }
            "notice_publish" => {
                let id = self.notice.unwrap();
                let limit = Limit::new(100).unwrap();
                let all = public_notice::objections(&w.app, &w.county, id, limit, None)
                    .await
                    .unwrap();
                for o in all.items.iter().filter(|o| o.status == ObjectionStatus::Open) {
                    let decision = ObjectionDecision {
                        decision: ObjectionStatus::Dismissed,
                        reason: "不属实".into(),
                    };
                    public_notice::decide(&w.app, &w.county, id, o.n, decision)
                        .await
                        .unwrap();
                }
                w.clock.set(at("2024-09-25T09:00:00+08:00"));
            }
            "public_notice_list" => {
                let lines = public_notice::lines(&w.app, self.notice.unwrap(), Limit::default(), None)
                    .await
                    .unwrap();
                self.certificates = lines
                    .items
                    .into_iter()
                    .filter_map(|l| l.certificate_number)
                    .collect();
            }
            _ => {}
        }
    }

    /// Path, version and body with which an operation would succeed for somebody who may.
    async fn request(&self, operation: &str, pattern: &str, role: &str) -> (String, i64, Option<Value>) {
        let w = &self.site.world;
        let path = pattern.strip_prefix("/api/v1").unwrap();
        let mut version = i64::from(self.version().await);
        let certificate = |n: usize| self.certificates.get(n).cloned().unwrap_or_default();
        let path = match operation {
            o if o.starts_with("activity_") => path.replace("{id}", &self.activities[3].id.to_string()),
            o if o.starts_with("organization_") => {
                format!("{}?edition=2024", path.replace("{id}", &w.museum.to_string()))
            }
            o if o.starts_with("notice_")
                || o.starts_with("objection_")
                || o.starts_with("public_notice_") =>
            {
                let notice = self.notice.map(|id| id.to_string()).unwrap_or_default();
                if operation == "notice_publish" {
                    let id = self.notice.unwrap();
                    version = i64::from(public_notice::show(&w.app, &w.nation, id).await.unwrap().version);
                }
                path.replace("{id}", &notice).replace("{n}", "1")
            }
            "certificate_reissue" => path.replace("{number}", &certificate(1)),
            "certificate_revoke" => path.replace("{number}", &certificate(2)),
            o if o.starts_with("certificate_") => path.replace("{number}", &certificate(0)),
            "reference_working_period" => format!(
                "{}?starts_on=2024-09-20&working_days=3",
                path.replace("{key}", "2024")
            ),
            "recommendation_sheet" => format!("{path}?list_id={}", self.list),
            "recommendation_entry_remove" => {
                // The one that was added last.
                let chosen = recommendation::entries(
                    &w.app,
                    &w.nation,
                    self.list,
                    Some(EntryStatus::Listed),
                    Limit::default(),
                    None,
                    Lang::Zh,
                )
                .await
                .unwrap();
                let added = chosen
                    .items
                    .iter()
                    .find(|e| e.activity_id == Some(self.activities[4].id));
                let id = added.map_or(self.entries[0], |e| e.id);
                path.replace("{id}", &self.list.to_string())
                    .replace("{entry_id}", &id.to_string())
            }
            _ => path
                .replace("{id}", &self.list.to_string())
                .replace("{entry_id}", &self.entries[0].to_string())
                .replace("{account_id}", &w.member.account.to_string()),
        };
        (path, version, self.body(operation, role).await)
    }

    async fn body(&self, operation: &str, role: &str) -> Option<Value> {
        let w = &self.site.world;
        let scores = json!({"mobilization": 80, "scale": 80, "publicity": 80, "volunteers": 80, "joint_action": 80, "online_topics": 80});
        match operation {
            "activity_apply" | "organization_apply" => Some(json!({ "note": "效果好" })),
            "recommendation_list_open" => {
                Some(json!({ "edition": "2024", "region_code": "330302", "subject": "activity" }))
            }
            "recommendation_list_change" => Some(json!({ "slots": 6 })),
            "recommendation_entry_add" => {
                let which = if role == "organizer" { 3 } else { 4 };
                Some(json!({ "activity_id": self.activities[which].id }))
            }
            "recommendation_entry_change" => Some(json!({ "opinion": "同意推荐" })),
            "recommendation_entries_order" => {
                let chosen = recommendation::entries(
                    &w.app,
                    &w.nation,
                    self.list,
                    Some(EntryStatus::Listed),
                    Limit::default(),
                    None,
                    Lang::Zh,
                )
                .await
                .unwrap();
                let order: Vec<EntryId> = chosen.items.iter().rev().map(|e| e.id).collect();
                Some(json!({ "order": order }))
            }
            "recommendation_list_return" => Some(json!({ "reason": "请调整" })),
            "recommendation_expert_invite" => Some(json!({ "phone": harness::World::phone(9) })),
            "recommendation_score_put" => Some(json!({ "scores": scores })),
            "notice_begin" => {
                Some(json!({ "list_id": self.list, "starts_on": "2024-09-20", "working_days": 3 }))
            }
            "objection_make" => {
                Some(json!({ "real_name": "李时珍", "statement": "现场人数与填报的不符，请核实。" }))
            }
            "objection_decide" => Some(json!({ "decision": "dismissed", "reason": "不属实" })),
            "certificate_reissue" | "certificate_revoke" => Some(json!({ "reason": "更正" })),
            _ => None,
        }
    }
}

async fn callers(site: &Site) -> Vec<Caller> {
    let mut all = Vec::new();
    for (_, person) in ROLES {
        all.push(if person == 0 {
            site.visitor()
        } else {
            site.sign_in(person).await
        });
    }
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_life_of_a_list_answers_every_role_as_its_rows_say() {
    let site = Site::new().await;
    let w = &site.world;
    let mut activities = Vec::new();
    for n in 0..5 {
        activities.push(eligible(w, json!({"title": format!("第 {n} 场科学讲座")})).await);
        w.clock.set(at(harness::NOW));
    }
    w.clock.set(at("2024-09-20T10:00:00+08:00"));
    let mut entries = Vec::new();
    let mut list = None;
    for a in &activities[..3] {
        let e = crate::after::recommendation::apply(w, a.id).await.unwrap();
        crate::after::recommendation::chosen(w, &w.county, e.list_id, e.id).await;
        entries.push(e.id);
        list = Some(e.list_id);
    }
    let mut life = Life {
        site: &site,
        activities,
        list: list.unwrap(),
        entries,
        notice: None,
        certificates: Vec::new(),
    };
    let known = operations();
    let mut who = callers(&site).await;
    let mut wrong = Vec::new();
    for (operation, expected) in ROWS {
        life.before(operation).await;
        if *operation == "notice_publish" {
            who = callers(&site).await;
        }
        let (method, pattern) = &known[*operation];
        for (n, (role, _)) in ROLES.into_iter().enumerate() {
            let (path, version, body) = life.request(operation, pattern, role).await;
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
