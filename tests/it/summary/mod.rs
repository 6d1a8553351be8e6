//! Summaries: written beside the figures, handed in, sent back, accepted.

mod counting;
mod deadlines;
mod passing;

use app::{AppError, Outcome, summary as use_case};
use domain::access::{Actor, Grant, Role};
use domain::id::{OrganizationId, SummaryId};
use domain::summary::Summary;
use domain::time::Instant;
use harness::World;
use serde_json::{Value, json};

pub fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

pub fn code<T: std::fmt::Debug>(outcome: Result<T, AppError>) -> &'static str {
    outcome.expect_err("it is refused").code().as_str()
}

/// Pointers and codes of the faults of a refusal.
pub fn faults<T: std::fmt::Debug>(outcome: Result<T, AppError>) -> Vec<(String, &'static str)> {
    match outcome.expect_err("it is refused") {
        AppError::Invalid(faults) => faults
            .iter()
            .map(|f| (f.pointer.clone(), f.code.as_str()))
            .collect(),
        other => panic!("{other}"),
    }
}

pub fn grant(role: Role, region: Option<&str>, organization: Option<OrganizationId>) -> Grant {
    Grant {
        role,
        region: region.map(|code| code.parse().unwrap()),
        organization,
        lines: Vec::new(),
        on_behalf_of: None,
    }
}

/// Somebody with this one grant.
pub fn somebody(w: &World, given: Grant) -> Actor {
    Actor {
        account: w.member.account,
        grants: vec![given],
    }
}

/// The officials of 瑞安.
pub fn neighbour(w: &World) -> Actor {
    somebody(w, grant(Role::CountyAdmin, Some("330381"), None))
}

/// An administrator of the museum.
pub fn museum_admin(w: &World) -> Actor {
    somebody(w, grant(Role::OrgAdmin, None, Some(w.museum)))
}

/// Everything that is needed to hand it in.
pub fn whole() -> Value {
    json!({
        "overview": "总体情况良好。", "key_activities": "开放场馆 3 家。", "mobilization": "动员学会 2 家。",
        "service": "服务科技工作者 20 人。", "publicity": "媒体报道 5 篇。"
    })
}

pub async fn begin(
    w: &World,
    who: &Actor,
    region: Option<&str>,
    organization: Option<OrganizationId>,
) -> Result<Summary, AppError> {
    let new = domain::summary::NewSummary {
        edition: "2024".into(),
        region_code: region.map(|code| code.parse().unwrap()),
        organization_id: organization,
    };
    Ok(match use_case::open(&w.app, who, new, None).await? {
        Outcome::New(made) => made,
        Outcome::Again { .. } => unreachable!("no key was given"),
    })
}

pub async fn save(w: &World, who: &Actor, id: SummaryId, content: Value) -> Result<Summary, AppError> {
    let version = use_case::show(&w.app, who, id).await?.item.version;
    let Value::Object(fields) = content else {
        panic!("a text is an object")
    };
    use_case::save(&w.app, who, id, version, fields).await
}

/// Writes everything that is needed and hands it in, with figures that are complete.
pub async fn hand_in(w: &World, who: &Actor, id: SummaryId) -> Result<Summary, AppError> {
    app::statistics::fold_all(&w.app).await?;
    let saved = save(w, who, id, whole()).await?;
    use_case::submit(&w.app, who, id, saved.item.version).await
}
