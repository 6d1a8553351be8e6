//! Summaries of the current edition, in the samples: 瑞安市 has handed in, 鹿城区 has begun.

use domain::access::{Actor, Grant, Role};
use domain::summary::{NewSummary, Summary};
use serde_json::{Map, Value, json};

use super::accounts::Actors;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::repeat::Outcome;
use crate::{statistics, summary};

pub(super) async fn file(app: &App, actors: &Actors) -> AppResult<()> {
    // What is handed in is frozen with the figures of that moment.
    statistics::fold_all(app).await?;
    let rui_an = Actor {
        account: actors.system.account,
        grants: vec![Grant {
            role: Role::CountyAdmin,
            region: Some("330381".parse().map_err(AppError::internal)?),
            organization: None,
            lines: Vec::new(),
            on_behalf_of: None,
        }],
    };
    let s = begin(app, &rui_an, "330381").await?;
    let whole = json!({
        "overview": "演示：活动期间，瑞安市组织农技、健康等领域专家走进田间和社区，开展系列科普活动。",
        "key_activities": "（一）重点活动开展情况\n农技专家田间课堂、健康科普进万家等活动面向基层群众开展。\n（二）主要成效\n演示：参与群众反响良好，形成讲座课件一套。",
        "mobilization": "演示：动员市级学会、农技协和企业科协参与，形成工作合力。",
        "service": "演示：组织科技工作者深入一线开展服务，重点面向农民和老年人。",
        "publicity": "演示：在本地媒体和新媒体平台开展宣传，组织科普阵地打卡活动。"
    });
    let s = summary::save(app, &rui_an, s.item.id, s.item.version, fields(whole)?).await?;
    summary::submit(app, &rui_an, s.item.id, s.item.version).await?;
    let s = begin(app, &actors.county, "330302").await?;
    let begun = json!({ "mobilization": "演示：鹿城区动员辖区内学会、高校和企业科协参与。" });
    summary::save(app, &actors.county, s.item.id, s.item.version, fields(begun)?).await?;
    Ok(())
}

async fn begin(app: &App, actor: &Actor, region: &str) -> AppResult<Summary> {
    let new = NewSummary {
        edition: "current".to_owned(),
        region_code: Some(region.parse().map_err(AppError::internal)?),
        organization_id: None,
    };
    match summary::open(app, actor, new, None).await? {
        Outcome::New(made) => Ok(made),
        Outcome::Again { .. } => Err(AppError::internal("no key was given")),
    }
}

fn fields(content: Value) -> AppResult<Map<String, Value>> {
    match content {
        Value::Object(fields) => Ok(fields),
        _ => Err(AppError::internal("a text is an object")),
    }
}
